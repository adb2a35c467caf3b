package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
	"unsafe"
)

func (r *result) timer() **C.ctr_timer {
	return (**C.ctr_timer)(unsafe.Pointer(&r.object))
}

func (r *result) action() **C.ctr_action {
	return (**C.ctr_action)(unsafe.Pointer(&r.object))
}

// SweepOptions says how to sweep.
type SweepOptions struct {
	Limit      int // actions at most; 0 = 1000
	FloodLimit int // acceptances by silence a day from which on there is a warning; 0 = 10
}

// SweepTimers finds what came due, each once; decisions that silence decides are decided. To be
// called from time to time; At says until when.
func (s *Store) SweepTimers(ctx context.Context, o SweepOptions, options ...CallOption) (*Sweep, error) {
	var in inputs
	defer in.free()
	var c C.ctr_sweep_options
	C.ctr_sweep_options_init(&c, C.sizeof_ctr_sweep_options)
	c.limit = in.count("the limit", o.Limit)
	c.flood_limit = in.count("the flood limit", o.FloodLimit)
	call := in.call(options)
	out := result{kind: C.CTRGO_SWEEP}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_timer_sweep(h.c, 0, &c, call, (**C.ctr_sweep)(out.place()), err)
	})
	return finish[Sweep](&out, err)
}

// TimerFilter says which timers to list. Every field narrows.
type TimerFilter struct {
	Team, Name string     // the master contract; both or none
	Until      time.Time  // whose next instant is not later; not together with State
	State      TimerState // "" = those that wait for an instant, in the order of it
	Limit      int        // items a page; 0 = 100, at most 1000
	After      string     // Next of the page before
}

// Timers lists timers: one page of them.
func (s *Store) Timers(ctx context.Context, f TimerFilter) (*TimerPage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_timer_filter
	C.ctr_timer_filter_init(&c, C.sizeof_ctr_timer_filter)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	c.until_us = in.instant("until", f.Until)
	if w := in.optional("state", string(f.State)); w != nil && C.ctr_timer_state_parse(w, &c.state) == 0 {
		in.unknown("state", string(f.State))
	}
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_TIMER_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_timer_find(h.c, &c, (**C.ctr_timer_list)(out.place()), err)
	})
	return finish[TimerPage](&out, err)
}

// Timer looks up the latest timer of a change. ErrNotFound: it has none.
func (s *Store) Timer(ctx context.Context, team, name, id string) (*Timer, error) {
	return s.timerOf(ctx, C.CTR_TIMER_DECISION, team, name, id)
}

// DisputeTimer looks up the latest timer of a dispute. ErrNotFound: there is no such dispute.
func (s *Store) DisputeTimer(ctx context.Context, team, name, id string) (*Timer, error) {
	return s.timerOf(ctx, C.CTR_TIMER_DISPUTE, team, name, id)
}

func (s *Store) timerOf(ctx context.Context, kind C.ctr_timer_subject, team, name, id string) (*Timer, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	out := result{kind: C.CTRGO_TIMER}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_timer_get(h.c, t, n, kind, i, out.timer(), err)
	})
	return finish[Timer](&out, err)
}

// PauseTimer lets the time of a decision stand still, for one of the reasons that its right has.
func (s *Store) PauseTimer(ctx context.Context, team, name, id, cause string, options ...CallOption) (*Timer, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	why, call := in.text("cause", cause), in.call(options)
	out := result{kind: C.CTRGO_TIMER}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_timer_pause(h.c, t, n, i, why, call, out.timer(), err)
	})
	return finish[Timer](&out, err)
}

// ResumeTimer lets it go on: the deadline is later by the working time that it stood still.
func (s *Store) ResumeTimer(ctx context.Context, team, name, id string, options ...CallOption) (*Timer, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	call := in.call(options)
	out := result{kind: C.CTRGO_TIMER}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_timer_resume(h.c, t, n, i, call, out.timer(), err)
	})
	return finish[Timer](&out, err)
}

// OutboxFilter says which actions to list.
type OutboxFilter struct {
	Team, Name string // the master contract; both or none
	Change     string // all that came due for this change, delivered ones too; needs both
	Limit      int    // items a page; 0 = 100, at most 1000
	After      string // Next of the page before
}

// Outbox lists actions of which somebody is still to be told: one page of them.
func (s *Store) Outbox(ctx context.Context, f OutboxFilter) (*ActionPage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_outbox_filter
	C.ctr_outbox_filter_init(&c, C.sizeof_ctr_outbox_filter)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	c.change = in.optional("change", f.Change)
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_ACTION_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_timer_outbox(h.c, &c, (**C.ctr_action_list)(out.place()), err)
	})
	return finish[ActionPage](&out, err)
}

// Delivery is what became of telling somebody.
type Delivery struct {
	Action string // its id
	To     string // recipient; "" = all that wait
	Failed bool   // it could not be done, and is to be tried again later
	Detail string // what the other side said, or why it failed
}

// Delivered says that recipients were told, or that it failed.
//
// ErrNotFound: there is no such action, or it has no such recipient.
func (s *Store) Delivered(ctx context.Context, d Delivery, options ...CallOption) (*Action, error) {
	var in inputs
	defer in.free()
	var c C.ctr_delivery
	C.ctr_delivery_init(&c, C.sizeof_ctr_delivery)
	c.action = in.text("action", d.Action)
	c.to = in.optional("recipient", d.To)
	c.detail = in.optional("detail", d.Detail)
	c.ok = 1
	if d.Failed {
		c.ok = 0
	}
	call := in.call(options)
	out := result{kind: C.CTRGO_ACTION}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_timer_delivered(h.c, &c, call, out.action(), err)
	})
	return finish[Action](&out, err)
}
