package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
	"unsafe"
)

func (r *result) stop() **C.ctr_stop {
	return (**C.ctr_stop)(unsafe.Pointer(&r.object))
}

func (r *result) stops() **C.ctr_stop_list {
	return (**C.ctr_stop_list)(unsafe.Pointer(&r.object))
}

func (r *result) stopSummary() **C.ctr_stop_summary {
	return (**C.ctr_stop_summary)(unsafe.Pointer(&r.object))
}

// StopState is whether a stop-the-line trigger stands.
type StopState string

// The states.
const (
	StopRaised  StopState = "raised"
	StopCleared StopState = "cleared"
)

// Stop is a stop-the-line trigger that was raised.
type Stop struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun      bool      `json:"dry_run,mark"`
	Team        string    `json:"team"`
	Contract    string    `json:"contract"`
	Trigger     string    `json:"trigger"`
	N           int64     `json:"n"` // how often it was raised, this time included
	State       StopState `json:"state"`
	Blocks      []string  `json:"blocks"`
	Binds       bool      `json:"binds"` // it blocks, and is not only reported on
	Owner       string    `json:"owner"`
	Clearer     string    `json:"clearer"`
	RaisedAt    time.Time `json:"raised_at"`
	RaisedBy    string    `json:"raised_by"`
	Reason      string    `json:"reason"`
	Evidence    []string  `json:"evidence"`
	ClearedAt   time.Time `json:"cleared_at,null"`
	ClearedBy   string    `json:"cleared_by,null"`
	Decision    string    `json:"decision,null"`
	ClearReason string    `json:"clear_reason,null"`
	DurationUs  int64     `json:"duration_us"`
	Remarks     []string  `json:"remarks"`
	Revision    int64     `json:"revision"`
}

// StopPage is a part of a list of stops.
type StopPage struct {
	rendered

	Stops []Stop `json:"stops"`
	Next  string `json:"next,null"`
}

// StopSum is how often an actor stopped the line, and for how long altogether.
type StopSum struct {
	RaisedBy   string `json:"raised_by"`
	Count      int64  `json:"count"`
	Raised     int64  `json:"raised"` // of them, what stands now
	DurationUs int64  `json:"duration_us"`
}

// StopSummary is who stopped the line of a master contract.
type StopSummary struct {
	rendered

	Team     string    `json:"team"`
	Contract string    `json:"contract"`
	Raisers  []StopSum `json:"raisers"`
}

// NewStop says what is raised, on what grounds.
type NewStop struct {
	Team, Name string   // the master contract
	Trigger    string   // id of one of its stop_the_line_triggers
	Evidence   []string // links to what shows it, at least one
	Owner      string   // who sees to it; "" = who the master names
}

// RaiseStop stops the line; Because is mandatory. A trigger that is raised already stays as it is.
func (s *Store) RaiseStop(ctx context.Context, n NewStop, options ...CallOption) (*Stop, error) {
	var in inputs
	defer in.free()
	var c C.ctr_stop_spec
	C.ctr_stop_spec_init(&c, C.sizeof_ctr_stop_spec)
	c.team = in.text("team", n.Team)
	c.name = in.text("name", n.Name)
	c.trigger = in.text("trigger", n.Trigger)
	c.owner = in.optional("owner", n.Owner)
	c.evidence = in.texts("evidence", n.Evidence)
	c.evidence_count = C.uint32_t(len(n.Evidence))
	call := in.call(options)
	out := result{kind: C.CTRGO_STOP}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_stop_line_raise(h.c, &c, call, out.stop(), err)
	})
	return finish[Stop](&out, err)
}

// ClearStop lets the line go on; Because is mandatory. The decision is the id of a change that is
// decided, or a text. ErrDenied: somebody else clears it.
func (s *Store) ClearStop(ctx context.Context, team, name, trigger, decision string,
	options ...CallOption) (*Stop, error) {
	var in inputs
	defer in.free()
	t, n, g := in.text("team", team), in.text("name", name), in.text("trigger", trigger)
	d, call := in.text("decision", decision), in.call(options)
	out := result{kind: C.CTRGO_STOP}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_stop_line_clear(h.c, t, n, g, d, call, out.stop(), err)
	})
	return finish[Stop](&out, err)
}

// Stop looks up the last time that a trigger was raised. ErrNotFound: it never was.
func (s *Store) Stop(ctx context.Context, team, name, trigger string) (*Stop, error) {
	var in inputs
	defer in.free()
	t, n, g := in.text("team", team), in.text("name", name), in.text("trigger", trigger)
	out := result{kind: C.CTRGO_STOP}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_stop_line_get(h.c, t, n, g, out.stop(), err)
	})
	return finish[Stop](&out, err)
}

// StopFilter says which stops to list. Every field narrows.
type StopFilter struct {
	Team, Name string // the master contract; both or none
	State      StopState
	Limit      int    // items a page; 0 = 100, at most 1000
	After      string // Next of the page before
}

// Stops lists triggers in the order in which they were raised: one page of them.
func (s *Store) Stops(ctx context.Context, f StopFilter) (*StopPage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_stop_filter
	C.ctr_stop_filter_init(&c, C.sizeof_ctr_stop_filter)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	if w := in.optional("state", string(f.State)); w != nil && C.ctr_stop_state_parse(w, &c.state) == 0 {
		in.unknown("state", string(f.State))
	}
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_STOP_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_stop_line_find(h.c, &c, out.stops(), err)
	})
	return finish[StopPage](&out, err)
}

// SumStops tells who stopped the line of a master contract how often, and for how long.
func (s *Store) SumStops(ctx context.Context, team, name string) (*StopSummary, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_STOP_SUMMARY}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_stop_line_summary(h.c, t, n, out.stopSummary(), err)
	})
	return finish[StopSummary](&out, err)
}

// CheckStop asks before something is done outside of the store, such as "deploy". ErrBlocked: a
// raised trigger blocks it.
func (s *Store) CheckStop(ctx context.Context, team, name, action string) error {
	var in inputs
	defer in.free()
	t, n, a := in.text("team", team), in.text("name", name), in.text("action", action)
	return s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_stop_line_check(h.c, t, n, a, err)
	})
}
