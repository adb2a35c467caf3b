package contracts_test

import (
	"context"
	"testing"
)

// go test -run - -bench . : what a look-up costs from Go, and what a context that can end adds.
func BenchmarkLookUp(b *testing.B) {
	store := open(b)
	withOrders(b, store)
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	for name, call := range map[string]func() error{
		"Active":     func() error { return first(store.Active(ctx, "shop", "orders")) },
		"Get":        func() error { return first(store.Get(background, "shop", "orders", "")) },
		"GetWatched": func() error { return first(store.Get(ctx, "shop", "orders", "")) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				if err := call(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("ActiveParallel", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, err := store.Active(ctx, "shop", "orders"); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
