package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
)

// verb calls one of the functions that take a change and nothing else.
func (s *Store) verb(ctx context.Context, which C.int, team, name, id string,
	options []CallOption) (*Change, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	call := in.call(options)
	out := result{kind: C.CTRGO_CHANGE}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_change_verb(h.c, which, t, n, i, call, out.change(), err)
	})
	return finish[Change](&out, err)
}

// paper calls one of the functions that take a document.
func (s *Store) paper(ctx context.Context, which C.int, team, name, id string, d Document,
	options []CallOption) (*Change, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.optional("id", id)
	call := in.call(options)
	out := result{kind: C.CTRGO_CHANGE}
	defer out.free()
	err := s.runWith(ctx, &in, d, func(h *handle, d *source, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_change_paper(h.c, which, t, n, i, &d.c, d.pointer(), d.size(), call,
			out.change(), err)
	})
	return finish[Change](&out, err)
}

// OpenChange asks for a change of what a master contract covers: a request as YAML, JSON or XML.
//
// ErrExists: the id is taken. ErrInput: the request is malformed, names itself, or a change that
// needs it.
func (s *Store) OpenChange(ctx context.Context, team, name string, request Document,
	options ...CallOption) (*Change, error) {
	return s.paper(ctx, C.CTRGO_OPEN, team, name, "", request, options)
}

// ChangeImpact records a new revision of the impact analysis; earlier ones stay.
func (s *Store) ChangeImpact(ctx context.Context, team, name, id string, impact Document,
	options ...CallOption) (*Change, error) {
	return s.paper(ctx, C.CTRGO_IMPACT, team, name, id, impact, options)
}

// RecordMemo adds a context memo to the open decision on a change.
func (s *Store) RecordMemo(ctx context.Context, team, name, id string, memo Document,
	options ...CallOption) (*Change, error) {
	return s.paper(ctx, C.CTRGO_MEMO, team, name, id, memo, options)
}

// RecordADR adds a decision record in Markdown to the open decision on a change.
func (s *Store) RecordADR(ctx context.Context, team, name, id string, record Document,
	options ...CallOption) (*Change, error) {
	return s.paper(ctx, C.CTRGO_ADR, team, name, id, record, options)
}

// SubmitChange submits a draft: base and policy are fixed, it is classified, those with the right
// are asked.
func (s *Store) SubmitChange(ctx context.Context, team, name, id string, options ...CallOption) (*Change, error) {
	return s.verb(ctx, C.CTRGO_SUBMIT, team, name, id, options)
}

// ClassifyChange classifies a submitted change, or once more; the classifications before stay.
func (s *Store) ClassifyChange(ctx context.Context, team, name, id string, options ...CallOption) (*Change, error) {
	return s.verb(ctx, C.CTRGO_CLASSIFY, team, name, id, options)
}

// Implement carries out an approved change, or an emergency: the edition it carries becomes active.
func (s *Store) Implement(ctx context.Context, team, name, id string, options ...CallOption) (*Change, error) {
	return s.verb(ctx, C.CTRGO_IMPLEMENT, team, name, id, options)
}

// WithdrawChange withdraws a change. Because is mandatory.
func (s *Store) WithdrawChange(ctx context.Context, team, name, id string, options ...CallOption) (*Change, error) {
	return s.verb(ctx, C.CTRGO_WITHDRAW, team, name, id, options)
}

// ReopenChange begins a new cycle of a change. Because is mandatory.
func (s *Store) ReopenChange(ctx context.Context, team, name, id string, options ...CallOption) (*Change, error) {
	return s.verb(ctx, C.CTRGO_REOPEN, team, name, id, options)
}

// ImportDecision takes over the decision that the request itself holds; it is marked as imported.
func (s *Store) ImportDecision(ctx context.Context, team, name, id string, options ...CallOption) (*Change, error) {
	return s.verb(ctx, C.CTRGO_IMPORT_DECISION, team, name, id, options)
}

// CloseChange closes a change; a major one with its addendum, "team/name@label".
func (s *Store) CloseChange(ctx context.Context, team, name, id, addendum string,
	options ...CallOption) (*Change, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	a, call := in.optional("addendum", addendum), in.call(options)
	out := result{kind: C.CTRGO_CHANGE}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_change_close(h.c, t, n, i, a, call, out.change(), err)
	})
	return finish[Change](&out, err)
}

// Vote votes for a party; "" = the actor's own name.
//
// ErrDenied: the party has no vote, or the actor does not vote for it.
func (s *Store) Vote(ctx context.Context, team, name, id string, vote VoteWord, party string,
	options ...CallOption) (*Change, error) {
	var in inputs
	defer in.free()
	var word C.ctr_vote
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	if c := in.text("vote", string(vote)); c != nil && C.ctr_vote_parse(c, &word) == 0 {
		in.unknown("vote", string(vote))
	}
	p, call := in.optional("party", party), in.call(options)
	out := result{kind: C.CTRGO_CHANGE}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_change_vote(h.c, t, n, i, word, p, call, out.change(), err)
	})
	return finish[Change](&out, err)
}

// Decide decides where one party has the right, or defers.
func (s *Store) Decide(ctx context.Context, team, name, id string, outcome Outcome,
	options ...CallOption) (*Change, error) {
	var in inputs
	defer in.free()
	var word C.ctr_change_outcome
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	if c := in.text("outcome", string(outcome)); c != nil && C.ctr_change_outcome_parse(c, &word) == 0 {
		in.unknown("outcome", string(outcome))
	}
	call := in.call(options)
	out := result{kind: C.CTRGO_CHANGE}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_change_decide(h.c, t, n, i, word, call, out.change(), err)
	})
	return finish[Change](&out, err)
}

// Change looks up a change. ErrNotFound: there is none.
func (s *Store) Change(ctx context.Context, team, name, id string) (*Change, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	out := result{kind: C.CTRGO_CHANGE}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_change_get(h.c, t, n, i, out.change(), err)
	})
	return finish[Change](&out, err)
}

// ChangeFilter says which changes to list. Every field narrows.
type ChangeFilter struct {
	Team      string
	Name      string // master contract's name; needs Team
	State     ChangeState
	Class     ChangeClass
	Type      ChangeType
	Area      string
	Requester string
	Limit     int    // items a page; 0 = 100, at most 1000
	After     string // Next of the page before
}

// Changes lists changes by team, contract and id: one page of them.
func (s *Store) Changes(ctx context.Context, f ChangeFilter) (*ChangePage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_change_filter
	C.ctr_change_filter_init(&c, C.sizeof_ctr_change_filter)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	if w := in.optional("state", string(f.State)); w != nil && C.ctr_change_state_parse(w, &c.state) == 0 {
		in.unknown("state", string(f.State))
	}
	if w := in.optional("class", string(f.Class)); w != nil && C.ctr_change_class_parse(w, &c.change_class) == 0 {
		in.unknown("class", string(f.Class))
	}
	if w := in.optional("type", string(f.Type)); w != nil && C.ctr_change_type_parse(w, &c._type) == 0 {
		in.unknown("type", string(f.Type))
	}
	c.area = in.optional("area", f.Area)
	c.requester = in.optional("requester", f.Requester)
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_CHANGE_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_change_find(h.c, &c, out.changes(), err)
	})
	return finish[ChangePage](&out, err)
}

// DecisionFilter says which decisions to list. Every field narrows.
type DecisionFilter struct {
	Team, Name string // the master contract; both or none
	Change     string // id of a change; needs both
	State      DecisionState
	Limit      int    // items a page; 0 = 100, at most 1000
	After      string // Next of the page before
}

// Decisions lists decisions in the order in which they were asked for: one page of them.
func (s *Store) Decisions(ctx context.Context, f DecisionFilter) (*DecisionPage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_decision_filter
	C.ctr_decision_filter_init(&c, C.sizeof_ctr_decision_filter)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	c.change = in.optional("change", f.Change)
	if w := in.optional("state", string(f.State)); w != nil && C.ctr_decision_state_parse(w, &c.state) == 0 {
		in.unknown("state", string(f.State))
	}
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_DECISION_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_decision_find(h.c, &c, out.decisions(), err)
	})
	return finish[DecisionPage](&out, err)
}

// NewDelegation says who votes for a party, and when.
type NewDelegation struct {
	Team, Name string    // the master contract
	Party      string    // who delegates; "" = the actor
	To         string    // actor that may vote for it
	From       time.Time // its day is the first one; zero = today
	Until      time.Time // its day is the last one
}

// Delegate lets somebody vote for a party. Who votes by a delegation cannot pass it on.
func (s *Store) Delegate(ctx context.Context, d NewDelegation, options ...CallOption) (*Delegation, error) {
	var in inputs
	defer in.free()
	var c C.ctr_delegate
	C.ctr_delegate_init(&c, C.sizeof_ctr_delegate)
	c.team = in.text("team", d.Team)
	c.name = in.text("name", d.Name)
	c.party = in.optional("party", d.Party)
	c.to = in.text("to", d.To)
	c.from_us = in.instant("from", d.From)
	c.until_us = in.instant("until", d.Until)
	call := in.call(options)
	out := result{kind: C.CTRGO_DELEGATION}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_decision_delegate(h.c, &c, call, out.delegation(), err)
	})
	return finish[Delegation](&out, err)
}
