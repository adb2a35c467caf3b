package contracts_test

import (
	"context"
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

// dealCalls are called on a closed store and with a name that cannot be.
func dealCalls() []call {
	type c = context.Context
	type s = *contracts.Store
	return []call{
		{name: "OpenChart", make: func(ctx c, s s, p string) error {
			return first(s.OpenChart(ctx, p+"shop", "deal", ""))
		}},
	}
}
