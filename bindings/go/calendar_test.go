package contracts_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"contracts"
)

const office = `{"id": "office", "name": "Office", "zone": "+01:00", "hours": "09:00-17:00",
  "holidays": [{"date": "2026-11-24", "name": "Off"}],
  "exceptions": [{"date": "2026-11-28", "hours": "10:00-12:00"}]}`

func calendarOf(t *testing.T, document string) *contracts.Calendar {
	t.Helper()
	return must(contracts.ReadCalendar(text(document), contracts.CalendarOptions{}))(t)
}

func TestCalendarFacts(t *testing.T) {
	facts := must(calendarOf(t, office).Facts())(t)
	equal(t, "id", facts.ID, "office")
	equal(t, "name", facts.Name, "Office")
	equal(t, "zone", facts.Zone, "+01:00")
	equal(t, "monday", fmt.Sprint(facts.Week[0]), "{monday [09:00-17:00]}")
	equal(t, "dates", fmt.Sprint(facts.Dates),
		"[{2026-11-24 holiday Off []} {2026-11-28 exception  [10:00-12:00]}]")
}

func TestCalendarTime(t *testing.T) {
	c := calendarOf(t, office)
	start := must(c.Instant("2026-11-23T16:30"))(t)
	due := must(c.Add(start, time.Hour))(t)
	equal(t, "due", due.Format(time.RFC3339), "2026-11-25T08:30:00Z")
	equal(t, "local", must(c.Local(due))(t), "2026-11-25T09:30:00+01:00")
	equal(t, "elapsed", must(c.Elapsed(start, due))(t), time.Hour)
	equal(t, "back", must(c.Elapsed(due, start))(t), -time.Hour)
	equal(t, "open", c.IsOpen(start), true)
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	equal(t, "closed", c.IsOpen(noon), false)
	equal(t, "next", must(c.NextOpen(noon))(t).Format(time.RFC3339), "2026-11-25T08:00:00Z")
	runtime.GC()
	equal(t, "span", must(contracts.ParseSpan("1h30m"))(t), 90*time.Minute)
}

func TestCalendarDays(t *testing.T) {
	c := calendarOf(t, office)
	equal(t, "days", must(c.Days("2026-11-20", "2026-11-28"))(t), int64(5))
	equal(t, "back", must(c.Days("2026-11-28", "2026-11-20"))(t), int64(-5))
	equal(t, "added", must(c.AddDays("2026-11-20", 2))(t), "2026-11-25")
	equal(t, "taken", must(c.AddDays("2026-11-25", -2))(t), "2026-11-20")
	equal(t, "works", must(c.IsWorkingDay("2026-11-28"))(t), true)
	equal(t, "does not", must(c.IsWorkingDay("2026-11-24"))(t), false)
}

func TestCalendars(t *testing.T) {
	both := `{"calendars": [` + office + `, {"id": "other"}]}`
	all := must(contracts.Calendars(text(both), contracts.CalendarOptions{}))(t)
	equal(t, "all", all[0].ID+" "+all[1].ID, "office other")
	c := must(contracts.ReadCalendar(text(both), contracts.CalendarOptions{ID: "other"}))(t)
	equal(t, "zone", must(c.Facts())(t).Zone, "UTC")
	_, err := contracts.ReadCalendar(text(both), contracts.CalendarOptions{})
	wanted(t, err, contracts.ErrArgument)
	_, err = contracts.ReadCalendar(text(both), contracts.CalendarOptions{ID: "none"})
	wanted(t, err, contracts.ErrNotFound)
}

func TestCalendarRefuses(t *testing.T) {
	c := calendarOf(t, office)
	year := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, row := range map[string]struct {
		err    func() error
		status contracts.Status
	}{
		"hours": {func() error {
			_, err := contracts.ReadCalendar(text("hours: 9-5"), contracts.CalendarOptions{})
			return err
		}, contracts.ErrInput},
		"list": {func() error {
			_, err := contracts.Calendars(text("[7]"), contracts.CalendarOptions{})
			return err
		}, contracts.ErrInput},
		"zones": {func() error {
			_, err := contracts.ReadCalendar(text("zone: Europe/Berlin"),
				contracts.CalendarOptions{ZoneDirectory: "/nowhere"})
			return err
		}, contracts.ErrNotFound},
		"size": {func() error {
			_, err := contracts.ReadCalendar(text(office), contracts.CalendarOptions{MaxDocumentBytes: 3})
			return err
		}, contracts.ErrLimit},
		"depth": {func() error {
			_, err := contracts.ReadCalendar(text(office), contracts.CalendarOptions{MaxDepth: -1})
			return err
		}, contracts.ErrArgument},
		"negative": {func() error { _, err := c.Add(year, -1000); return err }, contracts.ErrArgument},
		"year": {func() error {
			_, err := c.Add(year.AddDate(20000, 0, 0), time.Hour)
			return err
		}, contracts.ErrArgument},
		"next": {func() error { _, err := c.NextOpen(year.AddDate(20000, 0, 0)); return err },
			contracts.ErrArgument},
		"duration": {func() error {
			_, err := c.Elapsed(year, year.AddDate(7000, 0, 0))
			return err
		}, contracts.ErrLimit},
		"elapsed": {func() error {
			_, err := c.Elapsed(year, year.AddDate(20000, 0, 0))
			return err
		}, contracts.ErrArgument},
		"date":    {func() error { _, err := c.Days("2026-02-29", "2026-03-01"); return err }, contracts.ErrArgument},
		"day":     {func() error { _, err := c.IsWorkingDay("x\x00"); return err }, contracts.ErrArgument},
		"many":    {func() error { _, err := c.AddDays("2026-01-01", 3000000); return err }, contracts.ErrLimit},
		"instant": {func() error { _, err := c.Instant("noon"); return err }, contracts.ErrArgument},
		"local": {func() error { _, err := c.Local(year.AddDate(20000, 0, 0)); return err },
			contracts.ErrArgument},
		"span": {func() error { _, err := contracts.ParseSpan("soon"); return err }, contracts.ErrArgument},
	} {
		t.Run(name, func(t *testing.T) { wanted(t, row.err(), row.status) })
	}
}
