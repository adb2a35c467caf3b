package contracts_test

import (
	"fmt"
	"testing"

	"contracts"
)

func TestRegisterIsIdempotent(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	web := contracts.Registration{Team: "shop", Name: "orders", Consumer: "web", Role: "UI",
		Pin: "^1", Parts: []string{"/id", "/note"}}
	c := must(store.Register(background, web, contracts.By("ann")))(t)
	equal(t, "consumer", fmt.Sprint(c.Team, c.Contract, c.Consumer, c.Role, c.Pin, c.Follows, c.Parts),
		"shoporderswebUI^11.0.0[/id /note]")
	equal(t, "by", c.CreatedBy, "ann")
	before := must(store.Info(background))(t).LastEvent
	must(store.Register(background, web))(t)
	equal(t, "events", must(store.Info(background))(t).LastEvent, before)
	web.Parts = nil
	equal(t, "parts", len(must(store.Register(background, web))(t).Parts), 0)
}

func TestRegisterRefusesWhatIsNotThere(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	r := contracts.Registration{Team: "shop", Name: "orders", Consumer: "web", Parts: []string{"/id", "/x"}}
	_, err := store.Register(background, r)
	e := wanted(t, err, contracts.ErrNotFound)
	if e.Details["item"] == "" {
		t.Fatalf("no detail 'item' in %v", e.Details)
	}
	r.AllowUnknownParts = true
	must(store.Register(background, r))(t)
	r.Pin = "^9"
	_, err = store.Register(background, r)
	wanted(t, err, contracts.ErrNotFound)
	r.Name = "nothing"
	_, err = store.Register(background, r)
	wanted(t, err, contracts.ErrNotFound)
	r.Consumer = ""
	_, err = store.Register(background, r)
	wanted(t, err, contracts.ErrArgument)
}

func TestConsumersByPageAndFilter(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	for i := 0; i < 5; i++ {
		must(store.Register(background, contracts.Registration{
			Team: "shop", Name: "orders", Consumer: fmt.Sprintf("c%d", i)}))(t)
	}
	page := must(store.Consumers(background, contracts.ConsumerFilter{Limit: 3}))(t)
	equal(t, "consumers", len(page.Consumers), 3)
	page = must(store.Consumers(background, contracts.ConsumerFilter{Limit: 3, After: page.Next}))(t)
	equal(t, "consumers", len(page.Consumers), 2)
	count := 0
	noError(t, store.ConsumersAll(background, contracts.ConsumerFilter{Team: "shop", Name: "orders", Limit: 2},
		func(*contracts.Consumer) error { count++; return nil }))
	equal(t, "all", count, 5)
	one := must(store.Consumers(background, contracts.ConsumerFilter{Consumer: "c3"}))(t)
	equal(t, "contract", one.Consumers[0].Contract, "orders")
	_, err := store.Consumers(background, contracts.ConsumerFilter{Name: "orders"})
	wanted(t, err, contracts.ErrArgument)
	_, err = store.Consumers(background, contracts.ConsumerFilter{Limit: -1})
	wanted(t, err, contracts.ErrArgument)
	err = store.ConsumersAll(background, contracts.ConsumerFilter{Limit: -1}, nil)
	wanted(t, err, contracts.ErrArgument)
}

func TestUnregister(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	must(store.Register(background, contracts.Registration{Team: "shop", Name: "orders", Consumer: "web"}))(t)
	noError(t, store.Unregister(background, "shop", "orders", "web", contracts.Because("switched off")))
	events := must(store.Events(background, contracts.EventFilter{Kind: "consumer.unregistered"}))(t).Events
	equal(t, "events", len(events), 1)
	equal(t, "body", fmt.Sprint(events[0].Body), "map[reason:switched off]")
	wanted(t, store.Unregister(background, "shop", "orders", "web"), contracts.ErrNotFound)
	wanted(t, store.Unregister(background, "shop", "orders", ""), contracts.ErrArgument)
}
