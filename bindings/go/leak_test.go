package contracts_test

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"contracts"
	"contracts/internal/heap"
)

// grown is how much memory of C is left over by calls, after some that fill caches.
func grown(calls int, call func()) int64 {
	for i := 0; i < calls/10+1; i++ {
		call()
	}
	settle()
	before := heap.InUse()
	for i := 0; i < calls; i++ {
		call()
	}
	settle()
	return int64(heap.InUse()) - int64(before)
}

// settle waits until everything is freed that nobody refers to: what a finalizer frees, and what is
// found out by that.
func settle() {
	for i := 0; i < 2; i++ {
		done := make(chan struct{})
		runtime.SetFinalizer(&struct{ word [4]int64 }{}, func(any) { close(done) })
		runtime.GC()
		<-done
	}
}

func TestNoCallLeavesMemoryBehind(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	withMany(t, store, 20)
	must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v2)}))(t)
	diff := contracts.DiffOptions{}
	refers := contracts.Document{Data: []byte(referring("a.json")), Format: contracts.FormatJSONSchema,
		Resolve: func(string) ([]byte, error) { return []byte(`{"type":"integer"}`), nil }}
	for name, c := range map[string]struct {
		count int
		call  func() error
	}{
		"Active":    {10000, func() error { return first(store.Active(background, "shop", "orders")) }},
		"Get":       {10000, func() error { return first(store.Get(background, "shop", "orders", "latest")) }},
		"not found": {10000, func() error { store.Active(background, "shop", "none"); return nil }},
		"NUL":       {10000, func() error { store.Get(background, "shop", "or\x00", "x"); return nil }},
		"List":      {500, func() error { return first(store.List(background, contracts.ContractFilter{})) }},
		"Document":  {5000, func() error { return first(store.Document(background, "shop", "orders", "", "")) }},
		"Evolution": {1000, func() error { return first(store.Evolution(background, "shop", "orders", "latest")) }},
		"Events":    {500, func() error { return first(store.Events(background, contracts.EventFilter{})) }},
		"Summary":   {1000, func() error { return first(store.Summary(background, "t")) }},
		"Diff":      {1000, func() error { return first(contracts.Diff(background, text(v1), text(v2), diff)) }},
		"Outline":   {1000, func() error { return first(contracts.Outline(background, refers, diff)) }},
		"bad Diff":  {1000, func() error { contracts.Diff(background, text(v1), text("{"), diff); return nil }},
		"Export":    {100, func() error { return store.Export(background, io.Discard, contracts.ExportOptions{}) }},
		"bad Import": {200, func() error {
			store.Import(background, strings.NewReader("<a>"), contracts.ImportOptions{})
			return nil
		}},
		"dry run": {500, func() error {
			return first(store.Create(background, contracts.NewContract{Team: "t", Name: "dry", Document: refers},
				contracts.DryRun(), contracts.By("me"), contracts.Because("so")))
		}},
		"Apply": {200, func() error {
			batch := contracts.NewBatch()
			batch.Create(contracts.NewContract{Team: "t", Name: "dry", Document: refers}, contracts.DryRun())
			return first(store.Apply(background, batch))
		}},
		"Open": {400, func() error {
			other, err := contracts.Open(":memory:", contracts.WithActor("me"))
			if err == nil {
				err = other.Close()
			}
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			left := grown(c.count, func() {
				if err := c.call(); err != nil {
					t.Fatal(err)
				}
			})
			// A block has at least 32 bytes. What the heap keeps back for later moves a little, and
			// more where an open store of some 2 KB comes and goes.
			slack := int64(65536)
			if name == "Open" {
				slack = 400000
			}
			if left > int64(c.count)*16+slack {
				t.Fatalf("%d calls left %d bytes", c.count, left)
			}
		})
	}
}
