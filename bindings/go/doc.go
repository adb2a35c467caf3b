// Package contracts keeps the agreements between teams, services and agents: what was promised, in
// which version, who relies on it, and what a change breaks. Everything is in one SQLite file; there
// is no server to run. It is a binding of the C library libcontracts.
//
//	store, err := contracts.Open("contracts.db", contracts.WithCreate(), contracts.WithActor("ci"))
//	if err != nil {
//		return err
//	}
//	defer store.Close()
//	_, err = store.Create(ctx, contracts.NewContract{
//		Team: "shop", Name: "orders", Document: contracts.File("orders.yaml"),
//	})
//
// # Contexts
//
// Every method of a Store that may take time has a context first. When it is done, the call stops as
// soon as it notices, nothing is stored, and the error is both of these:
//
//	errors.Is(err, contracts.ErrCancelled)
//	errors.Is(err, ctx.Err())
//
// A call that was over before it noticed has its result and no error.
//
// # Goroutines
//
// A Store may be used by many goroutines. A handle of the C library serves one call at a time, so a
// Store has several: each running call has one to itself, up to WithMaxHandles. Of the writing calls
// of a Store one runs at a time, because the file takes one writer at a time anyway. A store in
// memory has one handle. Whoever waits for another call longer than the deadline gets ErrBusy.
//
// # Callbacks
//
// Functions given to the package run inside a call, on its goroutine; so those of a Store may run
// several times at once. Using the same Store in one is
// refused with ErrArgument. A panic in one passes through the library: the call ends, and then the
// panic goes on with the same value. A callback must not end its goroutine otherwise, that is with
// runtime.Goexit, and so not with testing.T.FailNow or Fatal.
//
// # Results
//
// Results are plain values without a tie to the store. What is missing is the zero value: "", the
// zero time, a nil pointer. encoding/json writes them as the library does. Numbers in what may be any
// JSON, such as Finding.Witness and Version.Metadata, are json.Number: none is rounded. Results that a
// call gave, the items of its pages, and results inside them write themselves in the other ways of the
// library, too: see Render. For that they hold what they were made from, so two of the same content are
// not reflect.DeepEqual.
package contracts
