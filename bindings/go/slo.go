package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
)

// SloMark says what happened to which clock, and when.
type SloMark struct {
	Act        SloAct
	Team, Name string    // the master contract
	SLO        string    // id of the service level, such as "review_turnaround"
	Subject    string    // what is waited for, such as "PR-12"
	At         time.Time // zero = now
}

// RecordSlo records that a clock was started, paused, resumed or stopped. A pause needs Because with
// one of the reasons that the service level lists.
//
// ErrState: not allowed in the clock's state, before its last event, or no such reason.
func (s *Store) RecordSlo(ctx context.Context, m SloMark, options ...CallOption) (*SloCase, error) {
	var in inputs
	defer in.free()
	var c C.ctr_slo_mark
	C.ctr_slo_mark_init(&c, C.sizeof_ctr_slo_mark)
	if w := in.text("act", string(m.Act)); w != nil && C.ctr_slo_act_parse(w, &c.act) == 0 {
		in.unknown("act", string(m.Act))
	}
	c.team = in.text("team", m.Team)
	c.name = in.text("name", m.Name)
	c.slo = in.text("slo", m.SLO)
	c.subject = in.text("subject", m.Subject)
	c.at_us = in.instant("at", m.At)
	call := in.call(options)
	out := result{kind: C.CTRGO_SLO_CASE}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_slo_record(h.c, &c, call, out.sloCase(), err)
	})
	return finish[SloCase](&out, err)
}

// SloFilter says which cases to list. Every field narrows.
type SloFilter struct {
	Team, Name string // the master contract; both or none
	SLO        string
	Subject    string
	Open       bool   // only those whose clock is not stopped
	Stopped    bool   // only those whose clock is
	Limit      int    // items a page; 0 = 100, at most 1000
	After      string // Next of the page before
}

// SloCases lists cases as they stand, in the order in which their last cycle was begun: one page.
func (s *Store) SloCases(ctx context.Context, f SloFilter) (*SloCasePage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_slo_filter
	C.ctr_slo_filter_init(&c, C.sizeof_ctr_slo_filter)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	c.slo = in.optional("slo", f.SLO)
	c.subject = in.optional("subject", f.Subject)
	if f.Open {
		c.open = 1
	}
	if f.Stopped {
		c.open += 2 // both is refused
	}
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_SLO_CASE_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_slo_find(h.c, &c, out.sloCases(), err)
	})
	return finish[SloCasePage](&out, err)
}

// SloWindow says what to measure.
type SloWindow struct {
	Team, Name string    // the master contract
	SLO        string    // "" = every one
	From       time.Time // zero = as long before the end as the service level says
	To         time.Time // the first instant behind it; zero = up to now
}

// MeasureSlo tells how well service levels were met.
func (s *Store) MeasureSlo(ctx context.Context, w SloWindow) (*SloReport, error) {
	var in inputs
	defer in.free()
	var c C.ctr_slo_window
	C.ctr_slo_window_init(&c, C.sizeof_ctr_slo_window)
	c.team = in.text("team", w.Team)
	c.name = in.text("name", w.Name)
	c.slo = in.optional("slo", w.SLO)
	c.from_us = in.instant("from", w.From)
	c.to_us = in.instant("to", w.To)
	out := result{kind: C.CTRGO_SLO_REPORT}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_slo_measure(h.c, &c, out.sloReport(), err)
	})
	return finish[SloReport](&out, err)
}

// SweepSlo records the breaches of clocks that nobody touched, each once: those of a master contract,
// or with "" and "" all of them.
func (s *Store) SweepSlo(ctx context.Context, team, name string, options ...CallOption) (*SloSweep, error) {
	var in inputs
	defer in.free()
	t, n := in.optional("team", team), in.optional("name", name)
	call := in.call(options)
	out := result{kind: C.CTRGO_SLO_SWEEP}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_slo_sweep_run(h.c, t, n, call, out.sloSweep(), err)
	})
	return finish[SloSweep](&out, err)
}
