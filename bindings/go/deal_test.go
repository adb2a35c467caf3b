package contracts_test

import (
	"context"
	"errors"
	"testing"

	"contracts"
)

const bargain = `
version: 1
meta: {id: deal-1, effective_date: 2026-01-01}
parties:
  - {id: client, role: client}
  - {id: studio, name: Studio GmbH, role: supplier}
incentives: {model: target_cost, currency: EUR, target: 200000, pain_share_pct: 50, gain_share_pct: 50}
`

func withBargain(t *testing.T, store *contracts.Store) {
	t.Helper()
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "deal", Label: "1.0.0",
		Type: contracts.TypeMaster, Document: contracts.Bytes([]byte(bargain))}))(t)
	must(store.Activate(background, "shop", "deal", "1.0.0"))(t)
}

func TestAChartIsOpenedOnce(t *testing.T) {
	store := open(t)
	withBargain(t, store)
	chart := must(store.OpenChart(background, "shop", "deal", ""))(t)
	equal(t, "target", chart.Target, "200000.00")
	equal(t, "entry", chart.TargetEntry, int64(1))
	equal(t, "opened", int(chart.Opened), len(chart.Accounts))
	equal(t, "whose", chart.Accounts[len(chart.Accounts)-1].Party, "Studio GmbH")
	chart = must(store.OpenChart(background, "shop", "deal", "EUR"))(t)
	equal(t, "opened again", chart.Opened, int64(0))
}

func TestAShareAccruesAndIsPaidInTheEnd(t *testing.T) {
	store := open(t)
	withBargain(t, store)
	must(store.OpenChart(background, "shop", "deal", ""))(t)
	must(store.Post(background, "shop", "deal", []contracts.EntrySpec{{Kind: contracts.EntryCost,
		Date: "2026-01-15", Postings: []contracts.PostingSpec{
			{Account: "Assets:Deal:Cost", Amount: 3000000},
			{Account: "Liabilities:Deal:Supplier", Amount: -3000000}}}}))(t)
	_, err := store.AssessShare(background, "shop", "deal",
		contracts.Assess{Kind: contracts.AssessInterim, AsOf: "2026-01-31"})
	if !errors.Is(err, contracts.ErrArgument) {
		t.Fatalf("cost to date against the whole target: %v", err)
	}
	a := must(store.AssessShare(background, "shop", "deal", contracts.Assess{
		Kind: contracts.AssessInterim, AsOf: "2026-01-31", Earned: "40000", Forecast: "180000"}))(t)
	equal(t, "accrued", a.Accrued, "5000.00")
	equal(t, "forecast", a.ForecastShare, "10000.00")
	equal(t, "payable", a.Payable, "0.00")
	equal(t, "basis", a.Basis, contracts.AssessActual)
	equal(t, "party", a.Parties[0].Party, "Studio GmbH")
	a = must(store.AssessShare(background, "shop", "deal", contracts.Assess{
		Kind: contracts.AssessFinal, AsOf: "2026-02-28"}))(t)
	equal(t, "paid", a.PayableNow, "85000.00")
	equal(t, "first", must(store.Assessment(background, "shop", "deal", 1))(t).Kind, contracts.AssessInterim)
	page := must(store.Assessments(background, "shop", "deal", 0, 1))(t)
	equal(t, "listed", len(page.Assessments), 1)
	equal(t, "next", page.Next, "1")
}

// dealCalls are called on a closed store and with a name that cannot be.
func dealCalls() []call {
	type c = context.Context
	type s = *contracts.Store
	return []call{
		{name: "OpenChart", make: func(ctx c, s s, p string) error {
			return first(s.OpenChart(ctx, p+"shop", "deal", ""))
		}},
		{name: "AssessShare", make: func(ctx c, s s, p string) error {
			err := first(s.AssessShare(ctx, p+"shop", "deal", contracts.Assess{
				Kind: contracts.AssessInterim, Forecast: "1"}))
			if errors.Is(err, contracts.ErrState) {
				return nil // this master states no rates
			}
			return err
		}},
		{name: "Assessment", make: func(ctx c, s s, p string) error {
			err := first(s.Assessment(ctx, p+"shop", "deal", 0))
			if errors.Is(err, contracts.ErrNotFound) {
				return nil
			}
			return err
		}},
		{name: "Burn", make: func(ctx c, s s, p string) error {
			return first(s.Burn(ctx, p+"shop", "deal", ""))
		}},
		{name: "Statement", make: func(ctx c, s s, p string) error {
			return first(s.Statement(ctx, p+"shop", "deal", contracts.StatementQuery{}))
		}},
		{name: "Assessments", make: func(ctx c, s s, p string) error {
			return first(s.Assessments(ctx, p+"shop", "deal", 0, 0))
		}},
	}
}

func TestStatementsTellAPeriod(t *testing.T) {
	store := open(t)
	withBargain(t, store)
	if _, err := store.OpenChart(background, "shop", "deal", ""); err != nil {
		t.Fatal(err)
	}
	s, err := store.Statement(background, "shop", "deal", contracts.StatementQuery{
		From: "2026-01-01", Until: "2026-12-31"})
	if err != nil {
		t.Fatal(err)
	}
	if s.Party != "" || s.From != "2026-01-01" || s.Until != "2026-12-31" || len(s.Head) != 64 ||
		s.Closed || s.Seal != nil || s.Share != nil || s.Forecast != nil {
		t.Errorf("the statement is %+v", s)
	}
	if len(s.Entries) != int(s.LedgerEntries) || len(s.TargetMoves) != len(s.Entries) {
		t.Errorf("%d entries, %d moves of the target", len(s.Entries), len(s.TargetMoves))
	}
	_, err = store.Statement(background, "shop", "deal", contracts.StatementQuery{Party: "nobody"})
	if !errors.Is(err, contracts.ErrArgument) {
		t.Errorf("a party that does not share: %v", err)
	}
	burn, err := store.Burn(background, "shop", "deal", "")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "target", burn.Target, "200000.00")
	equal(t, "points", len(burn.Points), 1)
	equal(t, "cost", burn.Points[0].Cost, "0.00")
}
