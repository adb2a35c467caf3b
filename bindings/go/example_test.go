package contracts_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"contracts"
)

// example is a store with a clock of its own, so that the output is the same every time.
func example() *contracts.Store {
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	store, err := contracts.Open(":memory:", contracts.WithActor("ann"),
		contracts.WithClock(func() time.Time { return at }))
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	_, err = store.Create(ctx, contracts.NewContract{Team: "shop", Name: "orders",
		Document: contracts.Bytes([]byte(v1))})
	if err == nil {
		_, err = store.Activate(ctx, "shop", "orders", "1.0.0")
	}
	if err != nil {
		panic(err)
	}
	return store
}

func Example() {
	ctx := context.Background()
	store := example() // shop/orders@1.0.0 is active
	defer store.Close()
	store.Register(ctx, contracts.Registration{Team: "shop", Name: "orders", Consumer: "web",
		Parts: []string{"/id"}})

	evolution, err := store.Evolve(ctx, contracts.Edition{Team: "shop", Name: "orders",
		Document: contracts.Bytes([]byte(v2))})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(evolution.Verdict, "- propose", evolution.Proposed)
	for _, finding := range evolution.Comparison.Findings {
		fmt.Println(finding.Level, finding.Part, "-", finding.Message)
	}
	for _, impact := range evolution.Consumers {
		fmt.Println(impact.Consumer, impact.Effect, impact.Parts)
	}
	// Output:
	// incompatible - propose 2.0.0
	// breaking /id - the type changed from integer to string
	// web breaks [/id]
}

func ExampleError() {
	store := example()
	defer store.Close()
	_, err := store.Active(context.Background(), "shop", "payments")
	fmt.Println(errors.Is(err, contracts.ErrNotFound))
	var e *contracts.Error
	if errors.As(err, &e) {
		fmt.Println(e.Status, "-", e.Details["team"], e.Details["contract"])
	}
	// Output:
	// true
	// not_found - shop payments
}

func ExampleStore_Activate() {
	ctx := context.Background()
	store := example()
	defer store.Close()
	store.Evolve(ctx, contracts.Edition{Team: "shop", Name: "orders", Document: contracts.Bytes([]byte(v2))})
	_, err := store.Activate(ctx, "shop", "orders", "2.0.0")
	fmt.Println(errors.Is(err, contracts.ErrState))
	version, err := store.Activate(ctx, "shop", "orders", "2.0.0",
		contracts.By("lead"), contracts.DeclareBreak("ids are texts from now on"))
	fmt.Println(version.State, "-", version.BreakReason, err)
	// Output:
	// true
	// active - ids are texts from now on <nil>
}

func ExampleStore_Follow() {
	store := example()
	defer store.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	err := store.Follow(ctx, contracts.EventFilter{Team: "shop"}, func(e *contracts.Event) error {
		fmt.Println(e.Seq, e.Kind, e.Subject, e.Actor)
		if e.Kind == "version.activated" {
			return contracts.ErrStop
		}
		return nil
	})
	fmt.Println(err)
	// Output:
	// 2 contract.created contract:shop/orders ann
	// 3 version.created version:shop/orders@1.0.0 ann
	// 4 version.activated version:shop/orders@1.0.0 ann
	// <nil>
}

func ExampleStore_Apply() {
	store := example()
	defer store.Close()
	batch := contracts.NewBatch()
	batch.Evolve(contracts.Edition{Team: "shop", Name: "orders", Document: contracts.Bytes([]byte(v2))},
		contracts.DeclareBreak("ids are texts from now on"))
	batch.Activate("shop", "orders", "") // the newest draft
	items, err := store.Apply(context.Background(), batch)
	fmt.Println(items[1].Version.Ref(), items[1].Version.State, err)
	// Output: shop/orders@2.0.0 active <nil>
}

func ExampleStore_Export() {
	ctx := context.Background()
	from := example()
	defer from.Close()
	to, err := contracts.Open(":memory:")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer to.Close()
	var file bytes.Buffer
	if err := from.Export(ctx, &file, contracts.ExportOptions{Team: "shop", Gzip: true}); err != nil {
		fmt.Println(err)
	}
	report, err := to.Import(ctx, &file, contracts.ImportOptions{})
	fmt.Println(report.Contracts, report.Versions, err)
	// Output: 1 1 <nil>
}

func ExampleDiff() {
	older := contracts.Bytes([]byte(v1))
	newer := contracts.Document{Data: []byte(v2), Name: "v2.json"}
	comparison, err := contracts.Diff(context.Background(), older, newer, contracts.DiffOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range comparison.Findings {
		fmt.Printf("%s:%d:%d: %s\n", f.New.File, f.New.Line, f.New.Column, f.Message)
	}
	// Output: v2.json:1:45: the type changed from integer to string
}
