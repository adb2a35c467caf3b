package contracts

// #include "bridge.h"
import "C"

import (
	"math"
	"runtime"
	"time"
)

// CalendarOptions say how calendars are read. The zero value is the default.
type CalendarOptions struct {
	ID               string // which one; needed where the document has several
	ZoneDirectory    string // data of time zones; /usr/share/zoneinfo
	MaxDepth         int    // nesting of a document; 512
	MaxDocumentBytes uint64 // 256 MiB
}

func (o *CalendarOptions) limit() uint64 {
	if o.MaxDocumentBytes != 0 {
		return o.MaxDocumentBytes
	}
	return defaultMaxDocumentBytes
}

func (in *inputs) calendar(o *CalendarOptions) *C.ctr_calendar_options {
	var c C.ctr_calendar_options
	C.ctr_calendar_options_init(&c, C.sizeof_ctr_calendar_options)
	c.id = in.optional("the id of a calendar", o.ID)
	c.zone_directory = in.optional("the directory of zones", o.ZoneDirectory)
	c.max_depth = in.count("the depth", o.MaxDepth)
	c.max_document_bytes = C.uint64_t(o.MaxDocumentBytes)
	return &c
}

// Calendar is when a party works. It never changes, and any number of goroutines may use it. Its
// memory goes when nothing refers to it any more. Dates are texts such as "2026-11-20"; instants are
// of the years 1 to 9999.
type Calendar struct {
	held *made
}

// ReadCalendar reads a calendar: a document that is one, or has several in "calendars".
//
// ErrInput: malformed; details "file", "line", "column", "field". ErrNotFound: no calendar of that
// id, or no data of time zones. ErrArgument: several, and no id was given.
func ReadCalendar(d Document, o CalendarOptions) (*Calendar, error) {
	var in inputs
	defer in.free()
	var parked parking
	options := in.calendar(&o)
	source := in.source(d, o.limit(), &parked, nil)
	defer source.free()
	if in.err != nil {
		return nil, in.err
	}
	out := result{kind: C.CTRGO_CALENDAR}
	var cerr *C.ctr_error
	if status := C.ctrgo_calendar(&source.c, source.pointer(), source.size(), options,
		out.calendar(), &cerr); status != C.CTR_OK {
		return nil, errorOf(status, cerr)
	}
	return &Calendar{out.keep()}, nil
}

// Calendars are what all calendars of a document say, in its order. The id of the options is not
// used.
func Calendars(d Document, o CalendarOptions) ([]CalendarFacts, error) {
	var in inputs
	defer in.free()
	var parked parking
	o.ID = ""
	options := in.calendar(&o)
	source := in.source(d, o.limit(), &parked, nil)
	defer source.free()
	if in.err != nil {
		return nil, in.err
	}
	out := result{kind: C.CTRGO_CALENDAR_LIST}
	defer out.free()
	var cerr *C.ctr_error
	if status := C.ctrgo_calendars(&source.c, source.pointer(), source.size(), options,
		out.calendars(), &cerr); status != C.CTR_OK {
		return nil, errorOf(status, cerr)
	}
	list, err := finish[struct {
		Calendars []CalendarFacts `json:"calendars"`
	}](&out, nil)
	if err != nil {
		return nil, err
	}
	return list.Calendars, nil
}

// ask makes a call about the calendar.
func (c *Calendar) ask(in *inputs, call func(c *C.ctr_calendar, err **C.ctr_error) C.ctr_status) error {
	if in != nil && in.err != nil {
		return in.err
	}
	var cerr *C.ctr_error
	status := call((*C.ctr_calendar)(c.held.object), &cerr)
	runtime.KeepAlive(c.held)
	if status != C.CTR_OK {
		return errorOf(status, cerr)
	}
	return nil
}

func microseconds(t time.Time) C.int64_t { return C.int64_t(t.UnixMicro()) }

// calendarInstant differs from instantOf in that 0 is 1970.
func calendarInstant(us C.int64_t) time.Time { return time.UnixMicro(int64(us)).UTC() }

// Facts are all that it says.
func (c *Calendar) Facts() (*CalendarFacts, error) {
	return valueOf[CalendarFacts](c.held)
}

// Add is the first instant at which so much working time has passed since the start. What is used
// up at closing time is due at closing time. ErrLimit: the calendar is not open long enough until
// the end of 9999.
func (c *Calendar) Add(start time.Time, span time.Duration) (time.Time, error) {
	var out C.int64_t
	err := c.ask(nil, func(c *C.ctr_calendar, err **C.ctr_error) C.ctr_status {
		return C.ctr_calendar_add(c, microseconds(start), C.int64_t(span.Microseconds()), &out, err)
	})
	if err != nil {
		return time.Time{}, err
	}
	return calendarInstant(out), nil
}

// Elapsed is the working time between two instants; negative if the second is the earlier one.
// ErrLimit: it is more than a Duration can hold, some 292 years.
func (c *Calendar) Elapsed(from, to time.Time) (time.Duration, error) {
	var out C.int64_t
	err := c.ask(nil, func(c *C.ctr_calendar, err **C.ctr_error) C.ctr_status {
		return C.ctr_calendar_elapsed(c, microseconds(from), microseconds(to), &out, err)
	})
	if err != nil {
		return 0, err
	}
	us := int64(out)
	if us > math.MaxInt64/1000 || us < math.MinInt64/1000 {
		return 0, failure(ErrLimit, nil, "%d microseconds of working time are too many for a Duration", us)
	}
	return time.Duration(us) * time.Microsecond, nil
}

// IsOpen tells whether it is open at the instant.
func (c *Calendar) IsOpen(at time.Time) bool {
	defer runtime.KeepAlive(c)
	return C.ctr_calendar_is_open((*C.ctr_calendar)(c.held.object), microseconds(at)) != 0
}

// NextOpen is the first instant from this one on at which it is open. ErrLimit: it does not open
// again until the end of 9999.
func (c *Calendar) NextOpen(at time.Time) (time.Time, error) {
	var out C.int64_t
	err := c.ask(nil, func(c *C.ctr_calendar, err **C.ctr_error) C.ctr_status {
		return C.ctr_calendar_next_open(c, microseconds(at), &out, err)
	})
	if err != nil {
		return time.Time{}, err
	}
	return calendarInstant(out), nil
}

// IsWorkingDay tells whether the date has any hours.
func (c *Calendar) IsWorkingDay(date string) (bool, error) {
	var in inputs
	defer in.free()
	var out C.int
	day := in.text("the date", date)
	err := c.ask(&in, func(c *C.ctr_calendar, err **C.ctr_error) C.ctr_status {
		return C.ctr_calendar_is_working_day(c, day, &out, err)
	})
	return out != 0, err
}

// Days are the working days after the first date up to and including the second: how far something
// slipped. Negative if the second is earlier.
func (c *Calendar) Days(from, to string) (int64, error) {
	var in inputs
	defer in.free()
	var out C.int64_t
	first, second := in.text("the first date", from), in.text("the second date", to)
	err := c.ask(&in, func(c *C.ctr_calendar, err **C.ctr_error) C.ctr_status {
		return C.ctr_calendar_days(c, first, second, &out, err)
	})
	return int64(out), err
}

// AddDays is the date of so many working days later, or earlier if negative. ErrLimit: there are not
// that many in the years 1 to 9999.
func (c *Calendar) AddDays(from string, days int64) (string, error) {
	var in inputs
	defer in.free()
	var out [11]C.char
	first := in.text("the date", from)
	err := c.ask(&in, func(c *C.ctr_calendar, err **C.ctr_error) C.ctr_status {
		return C.ctr_calendar_add_days(c, first, C.int64_t(days), &out[0], 11, err)
	})
	if err != nil {
		return "", err
	}
	return C.GoString(&out[0]), nil
}

// Instant is that of a text: RFC 3339, or a local time of the calendar's zone such as
// "2026-11-20T16:30". Of a local time that the clock passes twice it is the earlier one; of one that
// it jumps over it is as if it had not jumped.
func (c *Calendar) Instant(text string) (time.Time, error) {
	var in inputs
	defer in.free()
	var out C.int64_t
	when := in.text("the time", text)
	err := c.ask(&in, func(c *C.ctr_calendar, err **C.ctr_error) C.ctr_status {
		return C.ctr_calendar_instant(c, when, &out, err)
	})
	if err != nil {
		return time.Time{}, err
	}
	return calendarInstant(out), nil
}

// Local is an instant as the clock of the zone shows it, such as "2026-11-20T16:30:00+01:00".
func (c *Calendar) Local(at time.Time) (string, error) {
	var out [40]C.char
	err := c.ask(nil, func(c *C.ctr_calendar, err **C.ctr_error) C.ctr_status {
		return C.ctr_calendar_local(c, microseconds(at), &out[0], 40, err)
	})
	if err != nil {
		return "", err
	}
	return C.GoString(&out[0]), nil
}

// ParseSpan reads a span of time as the library writes them in documents, such as "60m" or "1h30m".
func ParseSpan(text string) (time.Duration, error) {
	var in inputs
	defer in.free()
	var out C.int64_t
	span := in.text("a span of time", text)
	if in.err != nil {
		return 0, in.err
	}
	if C.ctr_span_parse(span, &out) == 0 {
		return 0, failure(ErrArgument, nil, "'%s' is no span of time such as 60m or 1h30m", text)
	}
	return time.Duration(out) * time.Microsecond, nil
}
