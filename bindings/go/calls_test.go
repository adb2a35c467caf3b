package contracts_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"contracts"
)

var never time.Time

func TestEveryMethodThatTakesAContextIsInTheTable(t *testing.T) {
	known := map[string]bool{}
	for _, call := range calls("") {
		known[call.name] = true
	}
	store := reflect.TypeOf((*contracts.Store)(nil))
	for i := 0; i < store.NumMethod(); i++ {
		m := store.Method(i)
		takes := m.Type.NumIn() > 1 && m.Type.In(1) == reflect.TypeOf((*context.Context)(nil)).Elem()
		if takes && !known[m.Name] {
			t.Errorf("%s is missing in the table", m.Name)
		}
	}
}

func TestEveryCallWorks(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	for _, call := range calls(t.TempDir()) {
		if err := call.make(background, store, ""); err != nil {
			t.Errorf("%s: %v", call.name, err)
		}
	}
	report := must(store.Check(background, contracts.CheckOptions{Replay: true}))(t)
	equal(t, "check", report.OK, true)
}

func TestANULIsRefusedBeforeC(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	before := must(store.Info(background))(t)
	for _, call := range calls(t.TempDir()) {
		if call.plain {
			continue
		}
		t.Run(call.name, func(t *testing.T) {
			wanted(t, call.make(background, store, "a\x00b"), contracts.ErrArgument,
				"holds a NUL character at offset ")
		})
	}
	equal(t, "events", must(store.Info(background))(t).LastEvent, before.LastEvent)
}

func TestTextThatIsNoUTF8IsRefused(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	_, err := store.Edit(background, "shop", "orders",
		contracts.Changes{OwnerRole: contracts.Text("ab\xff")})
	wanted(t, err, contracts.ErrArgument, "not valid UTF-8", "offset 2")
	_, err = store.Active(background, "sh\xffop", "orders")
	wanted(t, err, contracts.ErrArgument)
}

func TestAClosedStoreSaysSo(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	noError(t, store.Close())
	noError(t, store.Close())
	for _, call := range calls(t.TempDir()) {
		t.Run(call.name, func(t *testing.T) {
			err := call.make(background, store, "")
			if !errors.Is(err, contracts.ErrClosed) {
				t.Fatalf("wanted ErrClosed, have %v", err)
			}
			wanted(t, err, contracts.ErrArgument, "the store is closed")
		})
	}
}

func TestAContextThatIsDoneStopsACallBeforeItBegins(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	ctx, cancel := context.WithCancel(background)
	cancel()
	late, stop := context.WithTimeout(background, -time.Second)
	defer stop()
	before := must(store.Info(background))(t)
	for _, call := range calls(t.TempDir()) {
		t.Run(call.name, func(t *testing.T) {
			err := call.make(ctx, store, "")
			wanted(t, err, contracts.ErrCancelled)
			equal(t, "is the context's", errors.Is(err, context.Canceled), true)
			err = call.make(late, store, "")
			equal(t, "is the deadline's", errors.Is(err, context.DeadlineExceeded), true)
		})
	}
	equal(t, "events", must(store.Info(background))(t).LastEvent, before.LastEvent)
}

func TestCallsWorkAgainAfterACancelledOne(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	for i := 0; i < 200; i++ {
		ctx, cancel := context.WithCancel(background)
		go cancel()
		_, err := store.Get(ctx, "shop", "orders", "")
		if err != nil {
			wanted(t, err, contracts.ErrCancelled)
		}
		cancel()
		must(store.Get(background, "shop", "orders", ""))(t)
	}
}
