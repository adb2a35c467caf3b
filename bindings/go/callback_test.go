package contracts_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"contracts"
)

// panics gives what a function panics with.
func panics(t testing.TB, run func()) (value any) {
	t.Helper()
	defer func() { value = recover() }()
	run()
	t.Fatal("it did not panic")
	return nil
}

func TestTheAuthoriserIsAskedBeforeEveryWrite(t *testing.T) {
	var asked []string
	type key struct{}
	store := open(t, contracts.WithAuthorise(func(ctx context.Context, actor, verb, subject string) error {
		asked = append(asked, fmt.Sprint(actor, " ", verb, " ", subject, " ", ctx.Value(key{})))
		return nil
	}))
	asked = nil
	ctx := context.WithValue(background, key{}, "mine")
	must(store.Create(ctx, contracts.NewContract{Team: "shop", Name: "orders", Document: text(v1)},
		contracts.By("ann")))(t)
	store.Active(ctx, "shop", "orders")
	if len(asked) != 1 || !strings.HasPrefix(asked[0], "ann ") ||
		!strings.HasSuffix(asked[0], " shop/orders mine") {
		t.Fatalf("asked: %q", asked)
	}
}

func TestARefusalIsDenied(t *testing.T) {
	mine := errors.New("only on Mondays")
	refuse := false
	store := open(t, contracts.WithAuthorise(func(context.Context, string, string, string) error {
		if refuse {
			return mine
		}
		return nil
	}))
	refuse = true
	_, err := store.Create(background, contracts.NewContract{Team: "shop", Name: "orders", Document: text(v1)})
	e := wanted(t, err, contracts.ErrDenied, "only on Mondays")
	equal(t, "is mine", errors.Is(err, mine), true)
	equal(t, "subject", e.Details["subject"], "shop/orders")
	equal(t, "contracts", must(store.Info(background))(t).Contracts, 0)
}

func TestAPanicOfACallbackGoesThrough(t *testing.T) {
	var bomb string
	boom := func(name string) {
		if bomb == name {
			panic(name)
		}
	}
	store := open(t,
		contracts.WithAuthorise(func(context.Context, string, string, string) error {
			boom("authorise")
			return nil
		}),
		contracts.WithClock(func() time.Time { boom("clock"); return time.Now() }),
		contracts.WithProgress(func(context.Context, contracts.Progress) error {
			boom("progress")
			return nil
		}))
	create := func() {
		store.Create(background, contracts.NewContract{Team: "shop", Name: "orders", Document: text(v1)})
	}
	for name, run := range map[string]func(){
		"authorise": create, "clock": create,
		"progress": func() { store.Verify(background) },
		"writer": func() {
			store.Export(background, writerFunc(func() { boom("writer") }), contracts.ExportOptions{})
		},
		"reader": func() {
			store.Import(background, readerFunc(func() { boom("reader") }), contracts.ImportOptions{})
		},
		"resolver": func() {
			store.Create(background, contracts.NewContract{Team: "t", Name: "c", Document: contracts.Document{
				Data: []byte(`{"$ref":"a.json"}`), Format: contracts.FormatJSONSchema,
				Resolve: func(string) ([]byte, error) { boom("resolver"); return nil, nil }}})
		},
	} {
		bomb = name
		equal(t, "value", fmt.Sprint(panics(t, run)), name)
	}
	bomb = ""
	equal(t, "contracts", must(store.Info(background))(t).Contracts, 0)
	create()
	equal(t, "contracts", must(store.Info(background))(t).Contracts, 1)
}

type writerFunc func()

func (f writerFunc) Write(p []byte) (int, error) { f(); return len(p), nil }

type readerFunc func()

func (f readerFunc) Read(p []byte) (int, error) { f(); return len(p), nil }

func TestAPanicWithNothingGoesThrough(t *testing.T) {
	store := open(t)
	finished := false
	func() {
		defer func() { recover() }()
		store.Export(background, writerFunc(func() { panic(nil) }), contracts.ExportOptions{})
		finished = true
	}()
	equal(t, "finished", finished, false)
	export(t, store, contracts.ExportOptions{})
}

func TestAPanicWhileOpening(t *testing.T) {
	path := t.TempDir() + "/contracts.db"
	bomb := contracts.WithClock(func() time.Time { panic("clock") })
	value := panics(t, func() { contracts.Open(path, contracts.WithCreate(), bomb) })
	equal(t, "value", fmt.Sprint(value), "clock")
	store := openAt(t, path, contracts.WithCreate())
	withOrders(t, store)
}

func TestProgressCanStopACall(t *testing.T) {
	mine := errors.New("mine")
	var stop error
	var told []string
	store := open(t, contracts.WithProgress(func(_ context.Context, p contracts.Progress) error {
		told = append(told, p.What)
		return stop
	}))
	withOrders(t, store)
	must(store.Verify(background))(t)
	equal(t, "told", len(told) > 0, true)
	stop = mine
	_, err := store.Verify(background)
	equal(t, "is mine", err == mine, true)
	stop = nil
	must(store.Verify(background))(t)
}

func TestUsingTheStoreInACallbackIsRefused(t *testing.T) {
	for _, path := range []string{":memory:", t.TempDir() + "/contracts.db"} {
		var store *contracts.Store
		var seen []error
		store = openAt(t, path, contracts.WithCreate(), contracts.WithDeadline(time.Minute),
			contracts.WithAuthorise(func(context.Context, string, string, string) error {
				if store != nil {
					_, err := store.Info(background)
					seen = append(seen, err)
					_, err = store.Create(background, contracts.NewContract{
						Team: "a", Name: "b", Document: text(v1)})
					seen = append(seen, err, store.Close())
				}
				return nil
			}))
		must(store.Create(background, contracts.NewContract{Team: "shop", Name: "orders", Document: text(v1)}))(t)
		equal(t, "errors", len(seen), 3)
		for _, err := range seen {
			wanted(t, err, contracts.ErrArgument, "callback")
		}
		equal(t, "contracts", must(store.Info(background))(t).Contracts, 1)
	}
}

func TestAnotherStoreMayBeUsedInACallback(t *testing.T) {
	other := open(t)
	withOrders(t, other)
	store := open(t, contracts.WithAuthorise(func(ctx context.Context, _, _, _ string) error {
		_, err := other.Active(ctx, "shop", "orders")
		return err
	}))
	withOrders(t, store)
}

func TestClockAndRandomMakeItReproducible(t *testing.T) {
	ids := func() string {
		at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
		store := openAt(t, ":memory:", contracts.WithClock(func() time.Time { return at }),
			contracts.WithRandom(bytes.NewReader(bytes.Repeat([]byte("0123456789"), 100))))
		return withOrders(t, store).ID + must(store.Info(background))(t).UUID
	}
	equal(t, "ids", ids(), ids())
	_, err := contracts.Open(":memory:", contracts.WithRandom(strings.NewReader("short")))
	equal(t, "is the reader's", err == io.ErrUnexpectedEOF, true)
}

func TestARandomSourceThatFailsStopsTheCall(t *testing.T) {
	mine := errors.New("mine")
	broken := false
	store := openAt(t, ":memory:", contracts.WithRandom(readerOf(func(p []byte) (int, error) {
		if broken {
			return 0, mine
		}
		return len(p), nil
	})))
	broken = true
	_, err := store.Create(background, contracts.NewContract{Team: "t", Name: "c", Document: text(v1)})
	equal(t, "is mine", err == mine, true)
	broken = false
	equal(t, "contracts", must(store.Info(background))(t).Contracts, 0)
	must(store.Create(background, contracts.NewContract{Team: "t", Name: "c", Document: text(v1)}))(t)
}

type readerOf func(p []byte) (int, error)

func (f readerOf) Read(p []byte) (int, error) { return f(p) }

func TestTheLogIsHeard(t *testing.T) {
	var mutex sync.Mutex
	var lines []string
	path := t.TempDir() + "/contracts.db"
	store := openAt(t, path, contracts.WithCreate())
	withOrders(t, store)
	noError(t, store.Close())
	// A second name of the file is worth a warning.
	noError(t, link(path, path+"2"))
	openAt(t, path, contracts.WithLog(func(level contracts.LogLevel, text string) {
		mutex.Lock()
		defer mutex.Unlock()
		lines = append(lines, fmt.Sprint(level, " ", text))
	}))
	mutex.Lock()
	defer mutex.Unlock()
	if len(lines) == 0 || !strings.HasPrefix(lines[0], fmt.Sprint(contracts.LogWarning)) {
		t.Fatalf("lines: %q", lines)
	}
}
