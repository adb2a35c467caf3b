package contracts_test

import (
	"context"
	"errors"
	"testing"

	"contracts"
)

const brakes = `
version: 1
meta: {id: deal-1}
governance: {mode: enforce}
risk_policy:
  stop_the_line_triggers:
    - {id: security_blocker, owner: client}
    - {id: freeze, blocks: [deploy]}
`

func withBrakes(ctx context.Context, store *contracts.Store, name string) error {
	_, err := store.Create(ctx, contracts.NewContract{Team: "shop", Name: name, Label: "1.0.0",
		Type: contracts.TypeMaster, Document: contracts.Bytes([]byte(brakes))})
	if err == nil {
		_, err = store.Activate(ctx, "shop", name, "1.0.0")
	}
	return err
}

func TestARaisedTriggerBlocksUntilItIsCleared(t *testing.T) {
	store := open(t)
	noError(t, withBrakes(background, store, "brakes"))
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "api",
		Metadata: map[string]any{"master": "shop/brakes"}, Document: contracts.Bytes([]byte(`{"type":"object"}`))}))(t)
	stop := must(store.RaiseStop(background, contracts.NewStop{Team: "shop", Name: "brakes",
		Trigger: "security_blocker", Evidence: []string{"cve:7"}}, contracts.Because("leak")))(t)
	equal(t, "state", stop.State, contracts.StopRaised)
	equal(t, "owner", stop.Owner, "client")
	_, err := store.Activate(background, "shop", "api", "1.0.0")
	wanted(t, err, contracts.ErrBlocked, "blocks 'activate'")
	_, err = store.ClearStop(background, "shop", "brakes", "security_blocker", "fixed",
		contracts.Because("ok"))
	equal(t, "denied", errors.Is(err, contracts.ErrDenied), true)
	stop = must(store.ClearStop(background, "shop", "brakes", "security_blocker", "fixed",
		contracts.Because("ok"), contracts.By("client")))(t)
	equal(t, "decision", stop.Decision, "fixed")
	must(store.Activate(background, "shop", "api", "1.0.0"))(t)
	page := must(store.Stops(background, contracts.StopFilter{State: contracts.StopCleared}))(t)
	equal(t, "listed", len(page.Stops), 1)
}

// stopCalls are the calls on triggers, in an order in which each of them works.
func stopCalls() []call {
	type c = context.Context
	type s = *contracts.Store
	return []call{
		{name: "RaiseStop", make: func(ctx c, s s, p string) error {
			if p == "" {
				if err := withBrakes(ctx, s, "brakes"); err != nil {
					return err
				}
			}
			return first(s.RaiseStop(ctx, contracts.NewStop{Team: p + "shop", Name: "brakes",
				Trigger: "freeze", Evidence: []string{"e"}, Owner: "us"}, contracts.Because("season")))
		}},
		{name: "Stop", make: func(ctx c, s s, p string) error {
			return first(s.Stop(ctx, p+"shop", "brakes", "freeze"))
		}},
		{name: "Stops", make: func(ctx c, s s, p string) error {
			return first(s.Stops(ctx, contracts.StopFilter{Team: p + "shop", Name: "brakes"}))
		}},
		{name: "SumStops", make: func(ctx c, s s, p string) error {
			return first(s.SumStops(ctx, p+"shop", "brakes"))
		}},
		{name: "CheckStop", make: func(ctx c, s s, p string) error {
			return s.CheckStop(ctx, p+"shop", "brakes", "activate")
		}},
		{name: "ClearStop", make: func(ctx c, s s, p string) error {
			return first(s.ClearStop(ctx, p+"shop", "brakes", "freeze", "over", contracts.Because("ok"),
				contracts.By("us")))
		}},
	}
}
