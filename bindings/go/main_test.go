package contracts_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"contracts"
)

// The test program also plays another process: see Follow's test.
func TestMain(m *testing.M) {
	if path := os.Getenv("CONTRACTS_TEST_WRITER"); path != "" {
		os.Exit(writer(path))
	}
	os.Exit(m.Run())
}

var background = context.Background()

const (
	v1 = `{"type":"object","properties":{"id":{"type":"integer"},"note":{"type":"string"}},` +
		`"required":["id"]}`
	v1more = `{"type":"object","properties":{"id":{"type":"integer"},"note":{"type":"string"},` +
		`"more":{"type":"string"}},"required":["id"]}`
	v2 = `{"type":"object","properties":{"id":{"type":"string"},"note":{"type":"string"}},` +
		`"required":["id"]}`
)

func text(document string) contracts.Document { return contracts.Bytes([]byte(document)) }

// open opens a store that is closed with the test.
func open(t testing.TB, options ...contracts.Option) *contracts.Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "contracts.db"),
		append(options, contracts.WithCreate())...)
}

func openAt(t testing.TB, path string, options ...contracts.Option) *contracts.Store {
	t.Helper()
	store, err := contracts.Open(path, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

// must is for calls that have to work. What they give is written as the library writes it.
func must[T any](value T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if _, test := t.(*testing.T); test {
			sameAsTheLibrary(t, value)
		}
		return value
	}
}

func noError(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wanted looks at an error: its status, and words that it must have.
func wanted(t testing.TB, err error, status contracts.Status, words ...string) *contracts.Error {
	t.Helper()
	var e *contracts.Error
	if !errors.As(err, &e) {
		t.Fatalf("wanted an error of status %s, have %v", status, err)
	}
	if e.Status != status || !errors.Is(err, status) {
		t.Fatalf("wanted status %s, have %s: %v", status, e.Status, err)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Fatalf("wanted '%s' in: %v", word, err)
		}
	}
	return e
}

func equal[T comparable](t testing.TB, what string, is, want T) {
	t.Helper()
	if is != want {
		t.Fatalf("%s is %v, wanted %v", what, is, want)
	}
}

// withOrders makes shop/orders@1.0.0, active.
func withOrders(t testing.TB, store *contracts.Store) *contracts.Version {
	t.Helper()
	must(store.Create(background, contracts.NewContract{
		Team: "shop", Name: "orders", Document: text(v1)}))(t)
	return must(store.Activate(background, "shop", "orders", "1.0.0"))(t)
}

// call is a call of a store, all of whose texts begin with prefix.
type call struct {
	name string
	make func(ctx context.Context, s *contracts.Store, prefix string) error
	// What is no name or reason, and has no text.
	plain bool
}

// gave is told of the results of all calls in the table, if it is set.
var gave func(result any)

func first[T any](result T, err error) error {
	if gave != nil && err == nil {
		gave(result)
	}
	return err
}

func together(lists ...[]call) []call {
	var all []call
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

// calls are all methods that take a context.
func calls(dir string) []call {
	type c = context.Context
	type s = *contracts.Store
	return append([]call{
		{name: "Create", make: func(ctx c, s s, p string) error {
			return first(s.Create(ctx, contracts.NewContract{
				Team: p + "shop", Name: "made", Document: text(v1)}))
		}},
		{name: "Evolve", make: func(ctx c, s s, p string) error {
			return first(s.Evolve(ctx, contracts.Edition{
				Team: p + "shop", Name: "orders", Label: "2.0.0", Document: text(v2)}))
		}},
		{name: "Impact", make: func(ctx c, s s, p string) error {
			return first(s.Impact(ctx, contracts.Edition{
				Team: p + "shop", Name: "orders", Label: "9.0.0", Document: text(v2)}))
		}},
		{name: "Evolution", make: func(ctx c, s s, p string) error {
			return first(s.Evolution(ctx, p+"shop", "orders", "latest"))
		}},
		{name: "Activate", make: func(ctx c, s s, p string) error {
			return first(s.Activate(ctx, p+"shop", "orders", "2.0.0",
				contracts.DeclareBreak("r")))
		}},
		{name: "Rollback", make: func(ctx c, s s, p string) error {
			return first(s.Rollback(ctx, p+"shop", "orders", "1.0.0", "3.0.0", contracts.Because("r")))
		}},
		{name: "Deprecate", make: func(ctx c, s s, p string) error {
			return first(s.Deprecate(ctx, p+"shop", "orders", "2.0.0", never, contracts.Because("r")))
		}},
		{name: "Reactivate", make: func(ctx c, s s, p string) error {
			return first(s.Reactivate(ctx, p+"shop", "orders", "2.0.0", contracts.Because("r")))
		}},
		{name: "Edit", make: func(ctx c, s s, p string) error {
			return first(s.Edit(ctx, "shop", "orders",
				contracts.Changes{OwnerRole: contracts.Text(p + "role")}))
		}},
		{name: "Active", make: func(ctx c, s s, p string) error {
			return first(s.Active(ctx, p+"shop", "orders"))
		}},
		{name: "Get", make: func(ctx c, s s, p string) error {
			return first(s.Get(ctx, p+"shop", "orders", ""))
		}},
		{name: "Document", make: func(ctx c, s s, p string) error {
			return first(s.Document(ctx, p+"shop", "orders", "", ""))
		}},
		{name: "List", make: func(ctx c, s s, p string) error {
			return first(s.List(ctx, contracts.ContractFilter{Team: p + "shop"}))
		}},
		{name: "ListAll", make: func(ctx c, s s, p string) error {
			return s.ListAll(ctx, contracts.ContractFilter{Prefix: p + "o"},
				func(*contracts.Version) error { return nil })
		}},
		{name: "History", make: func(ctx c, s s, p string) error {
			return first(s.History(ctx, p+"shop", "orders", "", 0))
		}},
		{name: "HistoryAll", make: func(ctx c, s s, p string) error {
			return s.HistoryAll(ctx, p+"shop", "orders",
				func(*contracts.Version) error { return nil })
		}},
		{name: "Summary", make: func(ctx c, s s, p string) error {
			return first(s.Summary(ctx, p+"shop"))
		}},
		{name: "Register", make: func(ctx c, s s, p string) error {
			return first(s.Register(ctx, contracts.Registration{
				Team: "shop", Name: "orders", Consumer: "web", Parts: []string{p + "/id"}}))
		}},
		{name: "Consumers", make: func(ctx c, s s, p string) error {
			return first(s.Consumers(ctx, contracts.ConsumerFilter{Consumer: p + "web"}))
		}},
		{name: "ConsumersAll", make: func(ctx c, s s, p string) error {
			return s.ConsumersAll(ctx, contracts.ConsumerFilter{Team: p + "shop"},
				func(*contracts.Consumer) error { return nil })
		}},
		{name: "Unregister", make: func(ctx c, s s, p string) error {
			return s.Unregister(ctx, "shop", "orders", p+"web")
		}},
		{name: "Events", make: func(ctx c, s s, p string) error {
			return first(s.Events(ctx, contracts.EventFilter{Kind: p + "version."}))
		}},
		{name: "EventsAll", make: func(ctx c, s s, p string) error {
			return s.EventsAll(ctx, contracts.EventFilter{Team: p + "shop"},
				func(*contracts.Event) error { return nil })
		}},
		{name: "Wait", plain: true, make: func(ctx c, s s, _ string) error {
			return first(s.Wait(ctx, 0, 0))
		}},
		{name: "Follow", make: func(ctx c, s s, p string) error {
			return s.Follow(ctx, contracts.EventFilter{Team: p + "shop"},
				func(*contracts.Event) error { return contracts.ErrStop })
		}},
		{name: "Apply", make: func(ctx c, s s, p string) error {
			b := contracts.NewBatch()
			b.Create(contracts.NewContract{Team: "shop", Name: "many", Document: text(v1),
				OwnerRole: p + "role"})
			return first(s.Apply(ctx, b))
		}},
		{name: "OpenLedger", make: func(ctx c, s s, p string) error {
			return first(s.OpenLedger(ctx, p+"shop", "orders", "GBP"))
		}},
		{name: "Ledger", make: func(ctx c, s s, p string) error {
			return first(s.Ledger(ctx, p+"shop", "orders"))
		}},
		{name: "OpenAccount", make: func(ctx c, s s, p string) error {
			if err := first(s.OpenAccount(ctx, "shop", "orders",
				contracts.AccountSpec{Account: p + costs})); err != nil {
				return err
			}
			return first(s.OpenAccount(ctx, "shop", "orders", contracts.AccountSpec{Account: supplier}))
		}},
		{name: "ChangeAccount", make: func(ctx c, s s, p string) error {
			return first(s.ChangeAccount(ctx, "shop", "orders",
				contracts.AccountSpec{Account: p + costs, NoLimits: true}))
		}},
		{name: "Post", make: func(ctx c, s s, p string) error {
			pending := cost(100)
			pending.Pending = true
			pending.Memo = p + "memo"
			return first(s.Post(ctx, "shop", "orders", []contracts.EntrySpec{cost(100), pending, pending}))
		}},
		{name: "Settle", make: func(ctx c, s s, p string) error {
			return first(s.Settle(ctx, "shop", "orders", 2, contracts.Resolution{Memo: p + "m"}))
		}},
		{name: "Void", make: func(ctx c, s s, p string) error {
			return first(s.Void(ctx, p+"shop", "orders", 3, contracts.Resolution{}))
		}},
		{name: "Reverse", make: func(ctx c, s s, p string) error {
			return first(s.Reverse(ctx, p+"shop", "orders", 1, contracts.Resolution{}))
		}},
		{name: "Restate", make: func(ctx c, s s, p string) error {
			return first(s.Restate(ctx, p+"shop", "orders", 6, contracts.Resolution{}))
		}},
		{name: "Expire", make: func(ctx c, s s, p string) error {
			return first(s.Expire(ctx, p+"shop", "orders"))
		}},
		{name: "Entries", make: func(ctx c, s s, p string) error {
			return first(s.Entries(ctx, "shop", "orders", contracts.EntryFilter{Account: p + costs}))
		}},
		{name: "Balance", make: func(ctx c, s s, p string) error {
			return first(s.Balance(ctx, "shop", "orders", contracts.BalanceQuery{Account: p + costs}))
		}},
		{name: "ClosePeriod", make: func(ctx c, s s, p string) error {
			return first(s.ClosePeriod(ctx, "shop", "orders", p+"2020-01-31"))
		}},
		{name: "SealPeriod", make: func(ctx c, s s, p string) error {
			return first(s.SealPeriod(ctx, p+"shop", "orders", ""))
		}},
		{name: "Periods", make: func(ctx c, s s, p string) error {
			return first(s.Periods(ctx, p+"shop", "orders"))
		}},
		{name: "VerifyLedger", make: func(ctx c, s s, p string) error {
			return first(s.VerifyLedger(ctx, p+"shop", "orders"))
		}},
		{name: "ExportLedger", make: func(ctx c, s s, p string) error {
			return s.ExportLedger(ctx, new(strings.Builder), p+"shop", "orders", contracts.LedgerCSV)
		}},
		{name: "ImportEntries", make: func(ctx c, s s, p string) error {
			err := first(s.ImportEntries(ctx, "shop", "orders", []byte("{"),
				contracts.EntryImport{File: p + "f"}))
			if errors.Is(err, contracts.ErrInput) {
				return nil // it was read
			}
			return fmt.Errorf("import: %w", err)
		}},
		{name: "Checkpoint", make: func(ctx c, s s, p string) error {
			return first(s.Checkpoint(ctx, p+"shop", "orders", make([]byte, 64)))
		}},
		{name: "CompareCheckpoint", make: func(ctx c, s s, p string) error {
			made := &contracts.Checkpoint{Format: "lc-checkpoint-1", Ledger: "none",
				At: "2026-01-01T00:00:00Z", Head: strings.Repeat("0", 64), Root: strings.Repeat("0", 64),
				Key: strings.Repeat("0", 64), Signature: strings.Repeat("0", 128)}
			return first(s.CompareCheckpoint(ctx, p+"shop", "orders", made, make([]byte, 32)))
		}},
		{name: "ProveEntry", make: func(ctx c, s s, p string) error {
			return first(s.ProveEntry(ctx, p+"shop", "orders", 1, 0))
		}},
		{name: "ProveGrowth", make: func(ctx c, s s, p string) error {
			return first(s.ProveGrowth(ctx, p+"shop", "orders", 1, 0))
		}},
		{name: "Info", plain: true, make: func(ctx c, s s, _ string) error { return first(s.Info(ctx)) }},
		{name: "Check", plain: true, make: func(ctx c, s s, _ string) error {
			return first(s.Check(ctx, contracts.CheckOptions{Replay: true}))
		}},
		{name: "Verify", plain: true, make: func(ctx c, s s, _ string) error {
			return first(s.Verify(ctx))
		}},
		{name: "Backup", make: func(ctx c, s s, p string) error {
			return s.Backup(ctx, filepath.Join(dir, p+"backup.db"))
		}},
		{name: "Migrate", plain: true, make: func(ctx c, s s, _ string) error {
			_, _, err := s.Migrate(ctx)
			return err
		}},
		{name: "Export", make: func(ctx c, s s, p string) error {
			return s.Export(ctx, new(strings.Builder), contracts.ExportOptions{Team: p + "shop"})
		}},
		{name: "Import", make: func(ctx c, s s, p string) error {
			err := first(s.Import(ctx, strings.NewReader("<"), contracts.ImportOptions{File: p + "f"}))
			if errors.Is(err, contracts.ErrInput) {
				return nil // it was read
			}
			return fmt.Errorf("import: %w", err)
		}},
		{name: "Retire", make: func(ctx c, s s, p string) error {
			return first(s.Retire(ctx, "shop", "orders", "2.0.0", contracts.Force(p+"reason")))
		}},
	}, together(
		cadenceCalls(),
		policyCalls(),
		changeCalls(),
		dealCalls(),
		environmentCalls(),
		layoutCalls(dir),
		metricsCalls(),
		riskCalls(),
		sloCalls(),
		sowCalls(),
		stopCalls(),
	)...)
}
