package contracts

// #include "bridge.h"
import "C"

import "context"

// OpenChart opens what is missing of the accounts that a master contract needs, and its ledger, and
// posts its target. Doing it again changes nothing.
//
// base is the ISO 4217 code where there is no ledger yet; "" = that of the incentives. ErrState: no
// master, no active version, no currency, or two parties whose accounts would have the same names.
func (s *Store) OpenChart(ctx context.Context, team, name, base string,
	options ...CallOption) (*Chart, error) {
	var in inputs
	defer in.free()
	t, n, b := in.text("team", team), in.text("name", name), in.optional("base", base)
	call := in.call(options)
	out := result{kind: C.CTRGO_CHART}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_chart(h.c, t, n, b, call, (**C.ctr_chart)(out.place()), err)
	})
	return finish[Chart](&out, err)
}

// Assess says what to assess. Amounts are decimals in major units.
type Assess struct {
	Kind     AssessKind
	AsOf     string // entries effective by this day count; "" = the day of the call
	Earned   string // interim: the part of the target that the work done has earned
	Forecast string // of the final cost; alone, nothing is posted
	Hold     string // why payment is frozen; the share goes on accruing
}

// AssessShare assesses the share of a contract and posts what it moves. When nothing has changed it
// answers with the assessment that there is, Repeated.
//
// ErrArgument: cost to date against the whole target is no share before completion. ErrState: not
// computable (detail "reason"), or before the last assessment.
func (s *Store) AssessShare(ctx context.Context, team, name string, a Assess,
	options ...CallOption) (*Assessment, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	var c C.ctr_assess
	C.ctr_assess_init(&c, C.sizeof_ctr_assess)
	if k := in.text("kind", string(a.Kind)); k != nil && C.ctr_assess_kind_parse(k, &c.kind) == 0 {
		in.unknown("kind", string(a.Kind))
	}
	c.as_of = in.optional("the day", a.AsOf)
	c.earned = in.optional("earned", a.Earned)
	c.forecast = in.optional("forecast", a.Forecast)
	c.hold = in.optional("hold", a.Hold)
	call := in.call(options)
	out := result{kind: C.CTRGO_ASSESSMENT}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_share_assess(h.c, t, n, &c, call, (**C.ctr_assessment)(out.place()), err)
	})
	return finish[Assessment](&out, err)
}

// Assessment looks at an assessment; number 0 is the last one.
func (s *Store) Assessment(ctx context.Context, team, name string, number int64) (*Assessment, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_ASSESSMENT}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_assessment_get(h.c, t, n, C.int64_t(number), (**C.ctr_assessment)(out.place()), err)
	})
	return finish[Assessment](&out, err)
}

// Assessments lists those with a number above after; limit 0 = 100.
func (s *Store) Assessments(ctx context.Context, team, name string, after int64, limit int) (*AssessmentPage, error) {
	var in inputs
	defer in.free()
	t, n, most := in.text("team", team), in.text("name", name), in.count("the limit", limit)
	out := result{kind: C.CTRGO_ASSESSMENT_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_assessment_find(h.c, t, n, C.int64_t(after), most,
			(**C.ctr_assessment_list)(out.place()), err)
	})
	return finish[AssessmentPage](&out, err)
}
