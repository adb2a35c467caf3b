package contracts_test

import (
	"context"
	"strings"
	"testing"

	"contracts"
)

const workDoc = `{id: s, dates: {start: 2026-01-05, end: 2026-01-16}, price: "10", currency: EUR,
value_hypothesis: {metric: m, target: ">= 3", due: 2026-01-31},
acceptance_criteria: [{id: AC1, description: "a >= 1"}], backlog: [{id: a, size: 4}],
slices: [{id: one, expected: 3, effort: 1}]}`

func withWork(ctx context.Context, s *contracts.Store, team, name string) error {
	err := first(s.Create(ctx, contracts.NewContract{Team: team, Name: name, Label: "1.0.0",
		Type: contracts.TypeSOW, Document: text(workDoc)}))
	if err == nil {
		err = first(s.Activate(ctx, team, name, "1.0.0"))
	}
	return err
}

func TestAStatementOfWorkIsMeasuredAndAccepted(t *testing.T) {
	store := open(t)
	noError(t, withWork(background, store, "shop", "s"))
	frozen := must(store.SOW(background, "shop", "s"))(t)
	equal(t, "frozen", frozen.FrozenVersion, "1.0.0")
	equal(t, "verdict", frozen.Hypothesis.Verdict, contracts.SOWNotMeasured)
	equal(t, "overdue", frozen.Hypothesis.Overdue, true)
	met := must(store.Measure(background, "shop", "s", contracts.Measurement{Of: "m", Value: "3.5",
		On: "2026-01-30", N: 40, Low: "3.1", High: "3.9", Evidence: "r"}))(t)
	equal(t, "verdict", met.Hypothesis.Verdict, contracts.SOWMet)
	equal(t, "n", met.Measures[0].N, 40)
	must(store.Measure(background, "shop", "s", contracts.Measurement{Of: "one", Value: "2", On: "2026-01-30"}))(t)
	equal(t, "realised", must(store.SOWRanking(background, "shop", "s"))(t).Slices[0].Realised, "2")
	equal(t, "churn", must(store.SOWChurn(background, "shop", "s"))(t).VolatilityPct, "0")
	due := must(store.Accept(background, "shop", "s", "AC1", "r", ""))(t)
	equal(t, "due", due.PriceDue, true)
	equal(t, "list", must(store.SOWsDue(background, "shop", "", 0))(t).SOWs[0].Name, "s")
	_, err := store.Accept(background, "shop", "s", "AC2", "r", "")
	wanted(t, err, contracts.ErrNotFound, "no acceptance criterion 'AC2'")
}

func withPrice(ctx context.Context, s *contracts.Store, team string) error {
	for _, c := range []contracts.NewContract{
		{Team: team, Name: "fixed", Label: "1.0.0", Type: contracts.TypeMaster, Document: text(
			"{meta: {id: fixed}, incentives: {model: fixed_per_iteration, currency: EUR, price: 500}}")},
		{Team: team, Name: "paid", Label: "1.0.0", Type: contracts.TypeSOW, Document: text(
			"{id: paid, master: fixed, acceptance_criteria: [{id: AC1}]}")},
	} {
		if err := first(s.Create(ctx, c)); err != nil {
			return err
		}
		if err := first(s.Activate(ctx, team, c.Name, "1.0.0")); err != nil {
			return err
		}
	}
	return first(s.Accept(ctx, team, "paid", "AC1", "r", ""))
}

func TestThePriceOfAnIterationIsPostedOnce(t *testing.T) {
	store := open(t)
	noError(t, withPrice(background, store, "shop"))
	waiting := must(store.SOW(background, "shop", "paid"))(t)
	equal(t, "price", waiting.Price, "500.00")
	equal(t, "posted", waiting.Posted, "")
	equal(t, "why", strings.HasPrefix(waiting.Posting, "'shop/fixed' has no ledger"), true)
	_, err := store.PostSOW(background, "shop", "paid")
	wanted(t, err, contracts.ErrState, "open one")
	must(store.OpenChart(background, "shop", "fixed", ""))(t)
	for i := 0; i < 2; i++ {
		posted := must(store.PostSOW(background, "shop", "paid"))(t)
		equal(t, "posted", posted.Posted, "500.00")
		equal(t, "entry", posted.Entry, 1)
	}
}

func TestWhatAStatementOfWorkDependsOnIsLookedAt(t *testing.T) {
	store := open(t)
	rules := func(report *contracts.LintReport) (out string) {
		for _, remark := range report.Findings {
			if remark.Level == contracts.LintError {
				out += remark.Rule + " " + remark.Path + "\n"
			}
		}
		return out
	}
	create := func(name, needs string) {
		t.Helper()
		must(store.Create(background, contracts.NewContract{Team: "shop", Name: name, Label: "1.0.0",
			Type: contracts.TypeSOW, Document: text("{id: " + name + ", goals: [x], dependencies: [" + needs + "]}")}))(t)
	}
	create("a", "b")
	_, err := store.Activate(background, "shop", "a", "1.0.0")
	wanted(t, err, contracts.ErrState, "depends on 'b', but team 'shop' has no contract of that name")
	create("b", "a")
	must(store.Activate(background, "shop", "b", "1.0.0"))(t)
	_, err = store.Activate(background, "shop", "a", "1.0.0")
	wanted(t, err, contracts.ErrState, "in a circle: a -> b -> a")
	equal(t, "lint", rules(must(store.LintSOW(background, "shop", "a", "latest"))(t)),
		"dependency-cycle /dependencies/b\n")
	equal(t, "lint of a document", rules(must(store.LintSOWDocument(background, "shop",
		text("{id: n, dependencies: [a, z]}")))(t)), "dependency-missing /dependencies/z\n")
}

// The calls on statements of work, for the table of all calls.
func sowCalls() []call {
	type c = context.Context
	type s = *contracts.Store
	return []call{
		{name: "SOW", make: func(ctx c, s s, p string) error {
			if err := withWork(ctx, s, p+"shop", "work"); err != nil {
				return err
			}
			return first(s.SOW(ctx, p+"shop", "work"))
		}},
		{name: "FreezeSOW", make: func(ctx c, s s, p string) error {
			return first(s.FreezeSOW(ctx, p+"shop", "work"))
		}},
		{name: "Measure", make: func(ctx c, s s, p string) error {
			return first(s.Measure(ctx, p+"shop", "work", contracts.Measurement{
				Of: "m", Value: "3", On: "2026-01-30"}))
		}},
		{name: "Accept", make: func(ctx c, s s, p string) error {
			return first(s.Accept(ctx, p+"shop", "work", "AC1", "r", ""))
		}},
		{name: "PostSOW", make: func(ctx c, s s, p string) error {
			if err := withPrice(ctx, s, p+"shop"); err != nil {
				return err
			}
			if err := first(s.OpenChart(ctx, p+"shop", "fixed", "")); err != nil {
				return err
			}
			return first(s.PostSOW(ctx, p+"shop", "paid"))
		}},
		{name: "LintSOW", make: func(ctx c, s s, p string) error {
			return first(s.LintSOW(ctx, p+"shop", "work", "1.0.0"))
		}},
		{name: "LintSOWDocument", make: func(ctx c, s s, p string) error {
			return first(s.LintSOWDocument(ctx, p+"shop", text("{id: s}")))
		}},
		{name: "SOWRanking", make: func(ctx c, s s, p string) error {
			return first(s.SOWRanking(ctx, p+"shop", "work"))
		}},
		{name: "SOWChurn", make: func(ctx c, s s, p string) error {
			return first(s.SOWChurn(ctx, p+"shop", "work"))
		}},
		{name: "SOWsDue", make: func(ctx c, s s, p string) error {
			return first(s.SOWsDue(ctx, p+"shop", "", 0))
		}},
	}
}
