package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
	"unsafe"
)

func (r *result) meeting() **C.ctr_meeting {
	return (**C.ctr_meeting)(unsafe.Pointer(&r.object))
}

func (r *result) meetings() **C.ctr_meeting_list {
	return (**C.ctr_meeting_list)(unsafe.Pointer(&r.object))
}

func (r *result) cadenceReport() **C.ctr_cadence_report {
	return (**C.ctr_cadence_report)(unsafe.Pointer(&r.object))
}

// Rhythm is how often a meeting is held.
type Rhythm string

// The rhythms.
const (
	RhythmDaily     Rhythm = "daily"
	RhythmWeekly    Rhythm = "weekly"
	RhythmBiweekly  Rhythm = "biweekly"
	RhythmMonthly   Rhythm = "monthly"
	RhythmIteration Rhythm = "iteration"
)

// CadenceFault is what is wrong with a period.
type CadenceFault string

// The faults.
const (
	CadenceNotHeld    CadenceFault = "not_held"
	CadenceIncomplete CadenceFault = "incomplete"
)

// Meeting is a meeting that was held. Days are texts such as "2026-11-20".
type Meeting struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun       bool      `json:"dry_run,mark"`
	Team         string    `json:"team"`
	Contract     string    `json:"contract"`
	Cadence      string    `json:"cadence"`
	Day          string    `json:"day"`
	Participants []string  `json:"participants"`
	Artefacts    []string  `json:"artefacts"`
	RecordedAt   time.Time `json:"recorded_at"`
	RecordedBy   string    `json:"recorded_by"`
	Reason       string    `json:"reason,null"`
	Remarks      []string  `json:"remarks"`
	Revision     int64     `json:"revision"` // how often it was recorded
}

// MeetingPage is a part of a list of meetings.
type MeetingPage struct {
	rendered

	Meetings []Meeting `json:"meetings"`
	Next     string    `json:"next,null"`
}

// CadenceMiss is a period without a meeting that has everything required.
type CadenceMiss struct {
	From                string       `json:"from"`
	Until               string       `json:"until"`
	Fault               CadenceFault `json:"fault"`
	HeldOn              string       `json:"held_on,null"`
	MissingParticipants []string     `json:"missing_participants"`
	MissingArtefacts    []string     `json:"missing_artefacts"`
}

// CadenceLevel is how one cadence was kept.
type CadenceLevel struct {
	Cadence      string        `json:"cadence"`
	Known        bool          `json:"known"` // the master has it now
	Rhythm       Rhythm        `json:"rhythm"`
	Owner        string        `json:"owner,null"`
	Participants []string      `json:"participants"`
	Artefacts    []string      `json:"artefacts"`
	Periods      int64         `json:"periods"`
	Kept         int64         `json:"kept"`
	Missed       int64         `json:"missed"`
	Due          string        `json:"due,null"`
	Misses       []CadenceMiss `json:"misses"`
}

// CadenceReport is how the cadences of a master contract were kept.
type CadenceReport struct {
	rendered

	Team          string         `json:"team"`
	Contract      string         `json:"contract"`
	MasterVersion string         `json:"master_version"`
	From          string         `json:"from"`
	Until         string         `json:"until"`
	Cadences      []CadenceLevel `json:"cadences"`
}

// NewMeeting says what is recorded of a meeting.
type NewMeeting struct {
	Team, Name   string   // the master contract
	Cadence      string   // id of one of its cadences
	Day          string   // "2026-11-20"; "" = today
	Participants []string // as "client" or "client=ann" where that is required
	Artefacts    []string // as "minutes=LINK" where that is required
}

// RecordMeeting records that a meeting was held. Recorded again for the same day, what is new is
// added to it.
func (s *Store) RecordMeeting(ctx context.Context, n NewMeeting, options ...CallOption) (*Meeting, error) {
	var in inputs
	defer in.free()
	var c C.ctr_meeting_spec
	C.ctr_meeting_spec_init(&c, C.sizeof_ctr_meeting_spec)
	c.team = in.text("team", n.Team)
	c.name = in.text("name", n.Name)
	c.cadence = in.text("cadence", n.Cadence)
	c.day = in.optional("day", n.Day)
	c.participants = in.texts("participant", n.Participants)
	c.participant_count = C.uint32_t(len(n.Participants))
	c.artefacts = in.texts("artefact", n.Artefacts)
	c.artefact_count = C.uint32_t(len(n.Artefacts))
	call := in.call(options)
	out := result{kind: C.CTRGO_MEETING}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_cadence_held(h.c, &c, call, out.meeting(), err)
	})
	return finish[Meeting](&out, err)
}

// CadenceWindow says over which days to look; "" = as far as it goes.
type CadenceWindow struct {
	Team, Name  string // the master contract
	Cadence     string // "" = every one
	From, Until string // periods that end on these days or between them
}

// MissedMeetings tells which meetings of a master contract were missed.
func (s *Store) MissedMeetings(ctx context.Context, w CadenceWindow) (*CadenceReport, error) {
	var in inputs
	defer in.free()
	var c C.ctr_cadence_window
	C.ctr_cadence_window_init(&c, C.sizeof_ctr_cadence_window)
	c.team = in.text("team", w.Team)
	c.name = in.text("name", w.Name)
	c.cadence = in.optional("cadence", w.Cadence)
	c.from = in.optional("from", w.From)
	c.until = in.optional("until", w.Until)
	out := result{kind: C.CTRGO_CADENCE_REPORT}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_cadence_missed(h.c, &c, out.cadenceReport(), err)
	})
	return finish[CadenceReport](&out, err)
}

// MeetingFilter says which meetings to list. Every field narrows.
type MeetingFilter struct {
	Team, Name string // the master contract; both or none
	Cadence    string // needs both
	Limit      int    // items a page; 0 = 100, at most 1000
	After      string // Next of the page before
}

// Meetings lists meetings, one page of them: those of one cadence by their days, others in the
// order in which they were recorded.
func (s *Store) Meetings(ctx context.Context, f MeetingFilter) (*MeetingPage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_meeting_filter
	C.ctr_meeting_filter_init(&c, C.sizeof_ctr_meeting_filter)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	c.cadence = in.optional("cadence", f.Cadence)
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_MEETING_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_meeting_find(h.c, &c, out.meetings(), err)
	})
	return finish[MeetingPage](&out, err)
}
