package contracts_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"contracts"
)

func TestTheRiskBufferMovesWithinTheTerms(t *testing.T) {
	store := open(t)
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "deal", Label: "1.0.0",
		Type: contracts.TypeMaster, Document: contracts.Bytes([]byte(bargain +
			"risk_policy: {buffer: {amount: 10000, draw_limit: 2000}}\n"))}))(t)
	must(store.Activate(background, "shop", "deal", "1.0.0"))(t)
	must(store.OpenChart(background, "shop", "deal", ""))(t)
	fund := contracts.RiskMove{Act: contracts.RiskFund, Amount: "9000", Memo: "as agreed", Key: "first"}
	r := must(store.MoveRisk(background, "shop", "deal", fund))(t)
	equal(t, "funded", r.Funded, "9000.00")
	equal(t, "entry", r.Entry, int64(2))
	r = must(store.MoveRisk(background, "shop", "deal", fund))(t)
	equal(t, "repeated", r.Repeated, true)
	r = must(store.MoveRisk(background, "shop", "deal", contracts.RiskMove{Act: contracts.RiskDraw,
		Amount: "1500.50", Date: "2026-01-20", Evidence: []contracts.Evidence{{Link: "https://example.org/disk"}},
	}, contracts.Because("a disk failed")))(t)
	equal(t, "left", r.Left, "7499.50")
	_, err := store.MoveRisk(background, "shop", "deal",
		contracts.RiskMove{Act: contracts.RiskDraw, Amount: "500", Memo: "another disk"})
	if !errors.Is(err, contracts.ErrState) || !strings.Contains(err.Error(), "above the draw limit of 2000.00") {
		t.Fatalf("a draw above the limit: %v", err)
	}
	r = must(store.Risk(background, "shop", "deal"))(t)
	equal(t, "act", r.Act, contracts.RiskAct(""))
	equal(t, "undecided", r.Undecided, "1500.50")
	equal(t, "set aside", r.SetAside, "10000.00")
	equal(t, "remarks", len(r.Remarks), 0)
}

func TestAModifierIsPostedAsItsDifference(t *testing.T) {
	store := open(t)
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "deal", Label: "1.0.0",
		Type: contracts.TypeMaster, Document: contracts.Bytes([]byte(bargain +
			"slos: [{id: triage, goal_hours: 8, attainment_pct: 97.5}]\n" +
			"modifier: {cap: 1000, weights: {triage: 60, uplift: 70}}\n"))}))(t)
	must(store.Activate(background, "shop", "deal", "1.0.0"))(t)
	must(store.OpenChart(background, "shop", "deal", ""))(t)
	goals := contracts.ModifierGoals{Measured: []contracts.Measured{{Goal: "triage", Value: "97.5"}},
		Evidence: []contracts.Evidence{{Link: "https://example.org/slo"}}}
	m := must(store.PostModifier(background, "shop", "deal", goals))(t)
	equal(t, "amount", m.Amount, "600.00")
	equal(t, "entry", m.Entry, int64(2))
	equal(t, "wanted", m.Goals[0].Wanted, "97.5")
	equal(t, "not measured", m.Goals[1].Given, "")
	goals.Measured = append(goals.Measured, contracts.Measured{Goal: "uplift", Value: "yes"})
	m = must(store.PostModifier(background, "shop", "deal", goals))(t)
	equal(t, "percent", m.Percent, "130")
	equal(t, "moved", m.Moved, "400.00")
	m = must(store.PostModifier(background, "shop", "deal", goals))(t)
	equal(t, "entry again", m.Entry, int64(0))
	equal(t, "given", m.Goals[0].Source, contracts.GoalGiven)
	_, err := store.PostModifier(background, "shop", "deal", contracts.ModifierGoals{})
	e := wanted(t, err, contracts.ErrState, "is not computable: no case of the SLO 'triage' was met or late")
	equal(t, "slo", e.Details["slo"], "triage")
	for _, act := range []contracts.SloAct{contracts.SloStart, contracts.SloStop} {
		must(store.RecordSlo(background, contracts.SloMark{Act: act, Team: "shop", Name: "deal",
			SLO: "triage", Subject: "T-1"}))(t)
	}
	m = must(store.PostModifier(background, "shop", "deal", contracts.ModifierGoals{From: "2020-01-01"}))(t)
	equal(t, "measured", m.Goals[0].Given, "100")
	equal(t, "source", m.Goals[0].Source, contracts.GoalMeasured)
	equal(t, "from", m.Goals[0].From, "2020-01-01")
	equal(t, "counted", m.Goals[0].Counted, int64(1))
	equal(t, "amount", m.Amount, "600.00")
	equal(t, "no SLO", m.Goals[1].Source, contracts.GoalSource(""))
}

// riskCalls are called on a closed store and with a name that cannot be.
func riskCalls() []call {
	type c = context.Context
	type s = *contracts.Store
	closed := func(err error) error {
		if errors.Is(err, contracts.ErrState) {
			return nil // this master sets nothing aside
		}
		return err
	}
	return []call{
		{name: "MoveRisk", make: func(ctx c, s s, p string) error {
			return closed(first(s.MoveRisk(ctx, p+"shop", "deal", contracts.RiskMove{
				Act: contracts.RiskFund, Amount: "1", Memo: "so"})))
		}},
		{name: "PostModifier", make: func(ctx c, s s, p string) error {
			return closed(first(s.PostModifier(ctx, p+"shop", "deal", contracts.ModifierGoals{
				Measured: []contracts.Measured{{Goal: "a", Value: "yes"}}})))
		}},
		{name: "Risk", make: func(ctx c, s s, p string) error {
			return closed(first(s.Risk(ctx, p+"shop", "deal")))
		}},
	}
}
