package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
)

// SOWVerdict is what came of a value hypothesis.
type SOWVerdict string

// The verdicts.
const (
	SOWNotMeasured  SOWVerdict = "not measured"
	SOWMet          SOWVerdict = "met"
	SOWNotMet       SOWVerdict = "not met"
	SOWInconclusive SOWVerdict = "inconclusive"
)

// SOWHypothesis is what was believed, and what came of it; without a verdict there is none.
type SOWHypothesis struct {
	Text     string     `json:"text,null"`
	Metric   string     `json:"metric,null"`
	Baseline string     `json:"baseline,null"`
	Target   string     `json:"target,null"`
	Method   string     `json:"method,null"`
	Owner    string     `json:"owner,null"`
	Due      string     `json:"due,null"`
	Verdict  SOWVerdict `json:"verdict,null"`
	Overdue  bool       `json:"overdue"`
	Why      string     `json:"why,null"`
}

// SOWMeasure is a measurement of a metric, a KPI or a value slice; figures are decimals.
type SOWMeasure struct {
	Of       string    `json:"of"`
	Value    string    `json:"value"`
	On       string    `json:"on"`
	N        int64     `json:"n,null"`
	Low      string    `json:"low,null"`
	High     string    `json:"high,null"`
	Evidence string    `json:"evidence,null"`
	At       time.Time `json:"at"`
	Actor    string    `json:"actor"`
}

// SOWCriterion is an acceptance criterion, and on what it was accepted by whom.
type SOWCriterion struct {
	ID          string    `json:"id"`
	Description string    `json:"description,null"`
	Evidence    string    `json:"evidence,null"`
	Accepted    bool      `json:"accepted"`
	Proof       string    `json:"proof,null"`
	SHA256      string    `json:"sha256,null"`
	Party       string    `json:"party,null"`
	Actor       string    `json:"actor,null"`
	At          time.Time `json:"at,null"`
	Remark      string    `json:"remark,null"`
}

// SOW is a statement of work: what was frozen, measured, accepted; what was edited after the fact.
type SOW struct {
	rendered

	DryRun        bool           `json:"dry_run,mark"`
	Team          string         `json:"team"`
	Name          string         `json:"name"`
	Version       string         `json:"version"`
	Title         string         `json:"title,null"`
	Start         string         `json:"start,null"`
	End           string         `json:"end,null"`
	FrozenVersion string         `json:"frozen_version,null"`
	FrozenAt      time.Time      `json:"frozen_at,null"`
	Hypothesis    SOWHypothesis  `json:"hypothesis"`
	Measures      []SOWMeasure   `json:"measures"`
	Criteria      []SOWCriterion `json:"criteria"`
	Price         string         `json:"price,null"`
	Currency      string         `json:"currency,null"`
	PriceDue      bool           `json:"price_due"`
	Posted        string         `json:"posted,null"`  // of the price, to the ledger of the master; "" = nothing
	Entry         int64          `json:"entry,null"`   // number of the last entry of it; 0 = none
	Posting       string         `json:"posting,null"` // why it is not posted
	Findings      []string       `json:"findings"`
}

// SOWPage is a page of statements of work; Next is "" on the last one.
type SOWPage struct {
	rendered

	SOWs []SOW  `json:"sows"`
	Next string `json:"next,null"`
}

// Measurement is what is recorded by Store.Measure.
type Measurement struct {
	Of, Value, On string // metric or slice; decimal; day
	N             int64  // number of cases; 0 = not said
	Low, High     string // interval, both or none
	Evidence      string
}

func (r *result) sow() **C.ctr_sow { return (**C.ctr_sow)(r.place()) }

// SOW is what a statement of work has come to.
func (s *Store) SOW(ctx context.Context, team, name string) (*SOW, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_SOW}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_sow_get(h.c, t, n, out.sow(), err)
	})
	return finish[SOW](&out, err)
}

// FreezeSOW fixes backlog and hypothesis, on or after the first day; nothing if that is done.
func (s *Store) FreezeSOW(ctx context.Context, team, name string, options ...CallOption) (*SOW, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	call := in.call(options)
	out := result{kind: C.CTRGO_SOW}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_sow_freeze(h.c, t, n, call, out.sow(), err)
	})
	return finish[SOW](&out, err)
}

// Measure records a measurement; it is added, never edited.
//
// ErrInput: no such metric or slice, no number, a day to come. ErrState: the work has not begun.
func (s *Store) Measure(ctx context.Context, team, name string, m Measurement,
	options ...CallOption) (*SOW, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	of, value, on := in.text("what is measured", m.Of), in.text("value", m.Value), in.text("on", m.On)
	low, high := in.optional("lower end", m.Low), in.optional("upper end", m.High)
	evidence := in.optional("evidence", m.Evidence)
	call := in.call(options)
	out := result{kind: C.CTRGO_SOW}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_measure(h.c, t, n, of, value, on, C.int64_t(m.N), low, high, evidence, call,
			out.sow(), err)
	})
	return finish[SOW](&out, err)
}

// Accept accepts a criterion on evidence; with all of them the price is due. sha256 may be "".
//
// ErrDenied: the actor has not the right for the area acceptance, or is the supplier.
func (s *Store) Accept(ctx context.Context, team, name, criterion, evidence, sha256 string,
	options ...CallOption) (*SOW, error) {
	var in inputs
	defer in.free()
	t, n, c := in.text("team", team), in.text("name", name), in.text("criterion", criterion)
	e, h256 := in.text("evidence", evidence), in.optional("sha256", sha256)
	call := in.call(options)
	out := result{kind: C.CTRGO_SOW}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_sow_accept(h.c, t, n, c, e, h256, call, out.sow(), err)
	})
	return finish[SOW](&out, err)
}

// PostSOW posts the price that is due to the ledger of the master; nothing if that is done.
func (s *Store) PostSOW(ctx context.Context, team, name string, options ...CallOption) (*SOW, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	call := in.call(options)
	out := result{kind: C.CTRGO_SOW}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_sow_post(h.c, t, n, call, out.sow(), err)
	})
	return finish[SOW](&out, err)
}

// LintSOW remarks on a version (the active one if selector is "") as LintTerms does, and on what it
// depends on: contracts that its team does not have, and circles that it would close.
func (s *Store) LintSOW(ctx context.Context, team, name, selector string) (*LintReport, error) {
	var in inputs
	defer in.free()
	t, n, v := in.text("team", team), in.text("name", name), in.optional("selector", selector)
	out := result{kind: C.CTRGO_LINT_REPORT}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_sow_lint(h.c, t, n, v, out.lintReport(), err)
	})
	return finish[LintReport](&out, err)
}

// LintSOWDocument remarks on a document as if it became active in that team under its own id.
func (s *Store) LintSOWDocument(ctx context.Context, team string, d Document) (*LintReport, error) {
	var in inputs
	defer in.free()
	t := in.text("team", team)
	out := result{kind: C.CTRGO_LINT_REPORT}
	defer out.free()
	err := s.runDocument(ctx, false, &in, d,
		func(h *handle, d *source, err **C.ctr_error) C.ctr_status {
			return C.ctrgo_sow_lint(h.c, t, &d.c, d.pointer(), d.size(), out.lintReport(), err)
		})
	return finish[LintReport](&out, err)
}

// SOWRanking is the slices of the active version by rank, what was measured of them beside.
func (s *Store) SOWRanking(ctx context.Context, team, name string) (*Ranking, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_RANKING}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_sow_ranking(h.c, t, n, out.ranking(), err)
	})
	return finish[Ranking](&out, err)
}

// SOWChurn is the volatility of the scope against the backlog that was frozen at the start.
func (s *Store) SOWChurn(ctx context.Context, team, name string) (*Volatility, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_VOLATILITY}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_sow_churn(h.c, t, n, out.volatility(), err)
	})
	return finish[Volatility](&out, err)
}

// SOWsDue are the statements of work whose price is due, a page of at most limit (0 = 100) behind
// after; team "" = all.
func (s *Store) SOWsDue(ctx context.Context, team, after string, limit int) (*SOWPage, error) {
	var in inputs
	defer in.free()
	t, a, l := in.optional("team", team), in.optional("after", after), in.count("limit", limit)
	out := result{kind: C.CTRGO_SOW_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_sow_due(h.c, t, a, l, (**C.ctr_sow_list)(out.place()), err)
	})
	return finish[SOWPage](&out, err)
}
