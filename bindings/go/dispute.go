package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"unsafe"
)

func (r *result) dispute() **C.ctr_dispute {
	return (**C.ctr_dispute)(unsafe.Pointer(&r.object))
}

// DisputeSpec says what is disputed, by whom, and why.
type DisputeSpec struct {
	Kind      DisputeSubject
	Subject   string // number of the entry, or id of the change
	Statement string
	ID        string // "" = "D-1", "D-2"
	Party     string // that disputes it; "" = the actor
	Against   string // "" = the only other party of the master
}

// OpenDispute disputes something. Until that ends nothing of it is paid.
func (s *Store) OpenDispute(ctx context.Context, team, name string, d DisputeSpec, options ...CallOption) (*Dispute, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	var c C.ctr_dispute_spec
	C.ctr_dispute_spec_init(&c, C.sizeof_ctr_dispute_spec)
	if w := in.text("kind", string(d.Kind)); w != nil && C.ctr_dispute_subject_parse(w, &c.kind) == 0 {
		in.unknown("kind", string(d.Kind))
	}
	c.subject = in.text("subject", d.Subject)
	c.statement = in.text("statement", d.Statement)
	c.id = in.optional("id", d.ID)
	c.party = in.optional("party", d.Party)
	c.against = in.optional("against", d.Against)
	call := in.call(options)
	out := result{kind: C.CTRGO_DISPUTE}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_dispute_open(h.c, t, n, &c, call, out.dispute(), err)
	})
	return finish[Dispute](&out, err)
}

// AnswerDispute answers, once, as the party that it is against; party "" is the actor.
func (s *Store) AnswerDispute(ctx context.Context, team, name, id, answer, party string, options ...CallOption) (*Dispute, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	a := in.text("answer", answer)
	p := in.optional("party", party)
	call := in.call(options)
	out := result{kind: C.CTRGO_DISPUTE}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_dispute_answer(h.c, t, n, i, a, p, call, out.dispute(), err)
	})
	return finish[Dispute](&out, err)
}

// EscalateDispute takes it to the next level now, as one of its two parties.
func (s *Store) EscalateDispute(ctx context.Context, team, name, id, party string, options ...CallOption) (*Dispute, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	p := in.optional("party", party)
	call := in.call(options)
	out := result{kind: C.CTRGO_DISPUTE}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_dispute_escalate(h.c, t, n, i, p, call, out.dispute(), err)
	})
	return finish[Dispute](&out, err)
}

// ResolveDispute ends it by the decision on a change, or by the entry that takes the disputed one
// back.
func (s *Store) ResolveDispute(ctx context.Context, team, name, id string, outcome DisputeOutcome, reference string, options ...CallOption) (*Dispute, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	var o C.ctr_dispute_outcome
	if w := in.text("outcome", string(outcome)); w != nil && C.ctr_dispute_outcome_parse(w, &o) == 0 {
		in.unknown("outcome", string(outcome))
	}
	r := in.text("reference", reference)
	call := in.call(options)
	out := result{kind: C.CTRGO_DISPUTE}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_dispute_resolve(h.c, t, n, i, o, r, call, out.dispute(), err)
	})
	return finish[Dispute](&out, err)
}

// WithdrawDispute wants it no more, as the party that opened it.
func (s *Store) WithdrawDispute(ctx context.Context, team, name, id, party string, options ...CallOption) (*Dispute, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	p := in.optional("party", party)
	call := in.call(options)
	out := result{kind: C.CTRGO_DISPUTE}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_dispute_withdraw(h.c, t, n, i, p, call, out.dispute(), err)
	})
	return finish[Dispute](&out, err)
}

// Dispute looks one up. ErrNotFound: there is none.
func (s *Store) Dispute(ctx context.Context, team, name, id string) (*Dispute, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	out := result{kind: C.CTRGO_DISPUTE}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_dispute_get(h.c, t, n, i, out.dispute(), err)
	})
	return finish[Dispute](&out, err)
}

// DisputeFilter says which disputes to list. Every field narrows.
type DisputeFilter struct {
	Team, Name string // the master contract; both or none
	State      DisputeState
	Limit      int    // items a page; 0 = 100, at most 1000
	After      string // Next of the page before
}

// Disputes lists disputes in the order in which they were opened: one page of them.
func (s *Store) Disputes(ctx context.Context, f DisputeFilter) (*DisputePage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_dispute_filter
	C.ctr_dispute_filter_init(&c, C.sizeof_ctr_dispute_filter)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	if w := in.optional("state", string(f.State)); w != nil && C.ctr_dispute_state_parse(w, &c.state) == 0 {
		in.unknown("state", string(f.State))
	}
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_DISPUTE_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_dispute_find(h.c, &c, (**C.ctr_dispute_list)(out.place()), err)
	})
	return finish[DisputePage](&out, err)
}
