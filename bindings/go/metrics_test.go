package contracts_test

import (
	"context"
	"testing"

	"contracts"
)

func TestFiguresHaveAValueOrAReason(t *testing.T) {
	store := open(t)
	withBargain(t, store)
	metrics := must(store.Metrics(background, "shop", "deal", "2020-01-01", ""))(t)
	equal(t, "from", metrics.From, "2020-01-01")
	for _, m := range metrics.Metrics {
		if (m.Value == "") != (m.Reason != "") {
			t.Errorf("%s %s: value %q, reason %q", m.Metric, m.Statistic, m.Value, m.Reason)
		}
	}
	equal(t, "first", metrics.Metrics[0].Alias, "change_lead_time")
	_, err := store.Metrics(background, "shop", "deal", "2026-02-30", "")
	wanted(t, err, contracts.ErrArgument, "is no date")
}

// metricsCalls are called on a closed store and with a name that cannot be.
func metricsCalls() []call {
	return []call{
		{name: "Metrics", make: func(ctx context.Context, s *contracts.Store, p string) error {
			return first(s.Metrics(ctx, p+"shop", "deal", "", ""))
		}},
	}
}
