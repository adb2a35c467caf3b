package contracts_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"contracts"
)

func link(old, new string) error { return os.Link(old, new) }

func TestOpenRefusesWhatIsNoStore(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	noError(t, os.WriteFile(text, []byte(strings.Repeat("no database ", 1000)), 0o600))
	for name, c := range map[string]struct {
		path    string
		options []contracts.Option
		status  contracts.Status
	}{
		"missing":    {filepath.Join(dir, "missing"), nil, contracts.ErrNotFound},
		"not ours":   {text, nil, contracts.ErrNotOurs},
		"nul":        {"a\x00b", nil, contracts.ErrArgument},
		"empty":      {"", nil, contracts.ErrArgument},
		"handles":    {":memory:", []contracts.Option{contracts.WithMaxHandles(0)}, contracts.ErrArgument},
		"deadline":   {":memory:", []contracts.Option{contracts.WithDeadline(0)}, contracts.ErrArgument},
		"durability": {":memory:", []contracts.Option{contracts.WithDurability("some")}, contracts.ErrArgument},
		"depth":      {":memory:", []contracts.Option{contracts.WithMaxDepth(-1)}, contracts.ErrArgument},
		"actor":      {":memory:", []contracts.Option{contracts.WithActor("a\x00")}, contracts.ErrArgument},
	} {
		t.Run(name, func(t *testing.T) {
			store, err := contracts.Open(c.path, c.options...)
			wanted(t, err, c.status)
			equal(t, "store", store == nil, true)
		})
	}
	_, err := os.Stat(filepath.Join(dir, "missing"))
	equal(t, "nothing was made", os.IsNotExist(err), true)
}

func TestOptionsOfAStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "contracts.db")
	store := openAt(t, path, contracts.WithCreate(), contracts.WithDurability(contracts.DurabilityNormal),
		contracts.WithMaxDocumentBytes(1000), contracts.WithMaxDepth(10), contracts.WithCacheEntries(5),
		contracts.WithMaxImportBytes(1000), contracts.WithoutWALIndex(), contracts.WithActor("ann"))
	equal(t, "actor", withOrders(t, store).CreatedBy, "ann")
	equal(t, "durability", must(store.Info(background))(t).Durability, contracts.DurabilityNormal)
	_, err := store.Create(background, contracts.NewContract{Team: "t", Name: "c",
		Document: text(strings.Repeat("x", 1001))})
	wanted(t, err, contracts.ErrLimit)
	_, err = store.Create(background, contracts.NewContract{Team: "t", Name: "c",
		Document: contracts.Document{Data: []byte(strings.Repeat("[", 20) + strings.Repeat("]", 20)),
			Format: contracts.FormatJSONSchema}})
	wanted(t, err, contracts.ErrLimit)
	_, err = store.Import(background, strings.NewReader("<contracts xmlns='urn:libcontracts:1'>"+
		strings.Repeat(" ", 2000)), contracts.ImportOptions{})
	wanted(t, err, contracts.ErrLimit)

	reader := openAt(t, path, contracts.WithReadOnly(), contracts.WithoutCache())
	equal(t, "label", must(reader.Active(background, "shop", "orders"))(t).Label, "1.0.0")
	_, err = reader.Retire(background, "shop", "orders", "1.0.0")
	wanted(t, err, contracts.ErrReadOnly)
	equal(t, "read only", must(reader.Info(background))(t).ReadOnly, true)
}

func TestInfoSaysThePathThatWasGiven(t *testing.T) {
	dir := t.TempDir()
	back := must(os.Getwd())(t)
	noError(t, os.Chdir(dir))
	defer os.Chdir(back)
	store, err := contracts.Open("contracts.db", contracts.WithCreate())
	noError(t, err)
	defer store.Close()
	noError(t, os.Chdir(back))
	var group sync.WaitGroup
	for i := 0; i < 4; i++ { // with handles that are opened elsewhere
		group.Add(1)
		go func() {
			defer group.Done()
			for j := 0; j < 20; j++ {
				if info, err := store.Info(background); err != nil || info.Path != "contracts.db" {
					t.Errorf("%v %v", info, err)
				}
			}
		}()
	}
	group.Wait()
}

func TestVerifyAndCheckSayThatAllIsWell(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	report := must(store.Verify(background))(t)
	equal(t, "ok", report.OK, true)
	equal(t, "rows", report.Rows, 4)
	equal(t, "head", len(report.Head), 64)
	equal(t, "ok", must(store.Check(background, contracts.CheckOptions{}))(t).OK, true)
	equal(t, "ok", must(store.Check(background, contracts.CheckOptions{Replay: true}))(t).OK, true)
}

func TestBackupOfAStoreInUse(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	path := filepath.Join(t.TempDir(), "backup.db")
	noError(t, store.Backup(background, path))
	copied := openAt(t, path)
	equal(t, "label", must(copied.Active(background, "shop", "orders"))(t).Label, "1.0.0")
	wanted(t, store.Backup(background, path), contracts.ErrExists)
	err := store.Backup(background, filepath.Join(path, "below", "a", "file"))
	if err == nil {
		t.Fatal("there is a backup below a file")
	}
}

func TestMigrateOfAStoreThatNeedsNone(t *testing.T) {
	store := open(t)
	from, to, err := store.Migrate(background)
	noError(t, err)
	equal(t, "schema", from, to)
}

func TestAFileThatWasReplacedIsNoticed(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "contracts.db")
	store := openAt(t, path, contracts.WithCreate())
	withOrders(t, store)
	other := openAt(t, filepath.Join(dir, "other.db"), contracts.WithCreate())
	noError(t, other.Close())
	noError(t, os.Rename(filepath.Join(dir, "other.db"), path))
	_, err := store.Get(background, "shop", "orders", "latest")
	wanted(t, err, contracts.ErrReplaced)
	// Also by handles that are opened now.
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			if _, err := store.Get(background, "shop", "orders", "latest"); !errors.Is(err, contracts.ErrReplaced) {
				t.Errorf("have %v", err)
			}
		}()
	}
	group.Wait()
}

func TestCloseWaitsForACallThatRuns(t *testing.T) {
	store := open(t)
	withLargeDocuments(t, store, 4)
	begun, may := make(chan struct{}), make(chan struct{})
	var once sync.Once
	exported := make(chan error)
	go func() {
		exported <- store.Export(background, writerFunc(func() {
			once.Do(func() { close(begun); <-may })
		}), contracts.ExportOptions{})
	}()
	<-begun
	closed := make(chan error)
	go func() { closed <- store.Close() }()
	select {
	case <-closed:
		t.Fatal("closed under a call")
	case <-time.After(50 * time.Millisecond):
	}
	close(may)
	noError(t, <-exported)
	noError(t, <-closed)
}

func TestWhoeverWaitsTooLongGetsBusy(t *testing.T) {
	for name, path := range map[string]string{"memory": ":memory:", "file": t.TempDir() + "/c.db"} {
		t.Run(name, func(t *testing.T) {
			store := openAt(t, path, contracts.WithCreate(), contracts.WithDeadline(50*time.Millisecond),
				contracts.WithMaxHandles(1))
			withOrders(t, store)
			begun, may, done := make(chan struct{}), make(chan struct{}), make(chan error)
			var once sync.Once
			go func() {
				done <- store.Export(background, writerFunc(func() {
					once.Do(func() { close(begun); <-may })
				}), contracts.ExportOptions{})
			}()
			<-begun
			_, err := store.Active(background, "shop", "orders")
			e := wanted(t, err, contracts.ErrBusy)
			equal(t, "retryable", e.Retryable(), true)
			ctx, cancel := context.WithTimeout(background, time.Millisecond)
			defer cancel()
			_, err = store.Get(ctx, "shop", "orders", "")
			equal(t, "is the context's", errors.Is(err, context.DeadlineExceeded), true)
			close(may)
			noError(t, <-done)
			must(store.Active(background, "shop", "orders"))(t)
		})
	}
}

// holding lets the file be written by a store of its own, until release is called.
func holding(t testing.TB, path string) (release func()) {
	t.Helper()
	store := openAt(t, path)
	begun, may, done := make(chan struct{}), make(chan struct{}), make(chan error)
	var once sync.Once
	go func() {
		_, err := store.Import(background, readerFunc(func() {
			once.Do(func() { close(begun); <-may })
		}), contracts.ImportOptions{})
		done <- err
	}()
	<-begun
	return func() { close(may); <-done }
}

func TestAContextEndsTheWaitForAnotherWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "contracts.db")
	store := openAt(t, path, contracts.WithCreate(), contracts.WithDeadline(time.Minute))
	withOrders(t, store)
	hasty := openAt(t, path, contracts.WithDeadline(100*time.Millisecond))
	defer holding(t, path)()
	ctx, cancel := context.WithTimeout(background, 100*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := store.Retire(ctx, "shop", "orders", "1.0.0")
	wanted(t, err, contracts.ErrCancelled)
	equal(t, "is the context's", errors.Is(err, context.DeadlineExceeded), true)
	_, err = hasty.Retire(background, "shop", "orders", "1.0.0")
	wanted(t, err, contracts.ErrBusy)
	if took := time.Since(begin); took > 5*time.Second {
		t.Fatalf("it took %v", took)
	}
	must(store.Active(background, "shop", "orders"))(t) // readers go on
}

func TestEightGoroutinesOnOneStore(t *testing.T) {
	for name, path := range map[string]string{"memory": ":memory:", "file": t.TempDir() + "/c.db"} {
		t.Run(name, func(t *testing.T) {
			store := openAt(t, path, contracts.WithCreate(), contracts.WithDeadline(time.Minute),
				contracts.WithDurability(contracts.DurabilityNormal))
			withOrders(t, store)
			const rounds = 25
			var group sync.WaitGroup
			for i := 0; i < 8; i++ {
				group.Add(1)
				go func(i int) {
					defer group.Done()
					if err := work(store, i, rounds); err != nil {
						t.Error(err)
					}
				}(i)
			}
			group.Wait()
			info := must(store.Info(background))(t)
			equal(t, "contracts", info.Contracts, 1+8*rounds)
			equal(t, "ok", must(store.Check(background, contracts.CheckOptions{Replay: true}))(t).OK, true)
		})
	}
}

// work writes, reads what it wrote, reads what all read, and cancels some of it.
func work(store *contracts.Store, i, rounds int) error {
	for j := 0; j < rounds; j++ {
		name := fmt.Sprintf("c%d-%d", i, j)
		if _, err := store.Create(background, contracts.NewContract{
			Team: "t", Name: name, Document: text(v1)}); err != nil {
			return err
		}
		if err := activateSomehow(store, name); err != nil {
			return err
		}
		v, err := store.Active(background, "t", name)
		if err != nil || v.Name != name {
			return fmt.Errorf("%v %w", v, err)
		}
		if _, err := store.Active(background, "shop", "orders"); err != nil {
			return err
		}
		if _, err := store.Events(background, contracts.EventFilter{After: int64(j)}); err != nil {
			return err
		}
	}
	return nil
}

// activateSomehow is cancelled at some moment, and then tries again.
func activateSomehow(store *contracts.Store, name string) error {
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	go cancel()
	_, err := store.Activate(ctx, "t", name, "1.0.0")
	if errors.Is(err, context.Canceled) {
		_, err = store.Activate(background, "t", name, "1.0.0")
	}
	return err
}

func TestOneGoroutineNeedsOneHandle(t *testing.T) {
	store := open(t)
	before := descriptors(t)
	for i := 0; i < 20; i++ {
		must(store.Info(background))(t)
	}
	equal(t, "descriptors", descriptors(t), before)
}

func descriptors(t testing.TB) int {
	t.Helper()
	return len(must(os.ReadDir("/proc/self/fd"))(t))
}

func TestAStoreThatNobodyClosedIsClosed(t *testing.T) {
	before := descriptors(t)
	path := filepath.Join(t.TempDir(), "contracts.db")
	func() {
		store := must(contracts.Open(path, contracts.WithCreate()))(t)
		withOrders(t, store)
	}()
	for i := 0; i < 100 && descriptors(t) > before; i++ {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
	}
	equal(t, "descriptors", descriptors(t), before)
	left := must(filepath.Glob(path + "-*"))(t)
	equal(t, "at rest", len(left) <= 1, true) // the lock file may stay
}
