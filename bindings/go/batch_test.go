package contracts_test

import (
	"errors"
	"io/fs"
	"testing"

	"contracts"
)

func TestABatchIsOneTransaction(t *testing.T) {
	store := open(t)
	var batch contracts.Batch
	batch.Create(contracts.NewContract{Team: "shop", Name: "orders", Document: text(v1)})
	batch.Activate("shop", "orders", "")
	batch.Register(contracts.Registration{Team: "shop", Name: "orders", Consumer: "web"})
	batch.Evolve(contracts.Edition{Team: "shop", Name: "orders", Document: text(v2)},
		contracts.DeclareBreak("meant"))
	equal(t, "items", batch.Len(), 4)
	items := must(store.Apply(background, &batch))(t)
	equal(t, "items", len(items), 4)
	equal(t, "state", items[1].Version.State, contracts.StateActive)
	equal(t, "consumer", items[2].Consumer.Consumer, "web")
	equal(t, "no version", items[2].Version == nil, true)
	equal(t, "label", items[3].Version.Label, "2.0.0")
	equal(t, "reason", items[3].Version.BreakReason, "meant")

	_, err := store.Apply(background, &batch)
	equal(t, "item", wanted(t, err, contracts.ErrExists).Details["item"], "0")
}

func TestABatchThatFailsStoresNothing(t *testing.T) {
	store := open(t)
	for name, c := range map[string]struct {
		add    func(*contracts.Batch)
		status contracts.Status
	}{
		"rules": {func(b *contracts.Batch) { b.Activate("t", "nothing", "") }, contracts.ErrNotFound},
		"nul":   {func(b *contracts.Batch) { b.Activate("t\x00", "c", "") }, contracts.ErrArgument},
		"word": {func(b *contracts.Batch) {
			b.Create(contracts.NewContract{Team: "t", Name: "d", Type: "car", Document: text(v1)})
		}, contracts.ErrArgument},
		"name": {func(b *contracts.Batch) {
			b.Register(contracts.Registration{Team: "t", Name: "c", Consumer: "a b"})
		}, contracts.ErrArgument},
		"file": {func(b *contracts.Batch) {
			b.Evolve(contracts.Edition{Team: "t", Name: "c", Document: contracts.File("/nowhere/x.yaml")})
		}, contracts.ErrInput},
	} {
		t.Run(name, func(t *testing.T) {
			batch := contracts.NewBatch()
			batch.Create(contracts.NewContract{Team: "t", Name: "c", Document: text(v1)})
			c.add(batch)
			_, err := store.Apply(background, batch)
			equal(t, "item", wanted(t, err, c.status).Details["item"], "1")
		})
	}
	equal(t, "contracts", must(store.Info(background))(t).Contracts, 0)
}

func TestADryBatchStoresNothing(t *testing.T) {
	store := open(t)
	batch := contracts.NewBatch()
	batch.Create(contracts.NewContract{Team: "t", Name: "c", Document: text(v1)}, contracts.DryRun())
	batch.Activate("t", "c", "1.0.0")
	items := must(store.Apply(background, batch))(t)
	equal(t, "state", items[1].Version.State, contracts.StateActive)
	equal(t, "dry run", items[0].Version.DryRun && items[1].Version.DryRun, true)
	equal(t, "contracts", must(store.Info(background))(t).Contracts, 0)
	equal(t, "items", len(must(store.Apply(background, contracts.NewBatch()))(t)), 0)
}

func TestAResolverOfABatchCanStopIt(t *testing.T) {
	store := open(t)
	mine := errors.New("mine")
	batch := contracts.NewBatch()
	batch.Create(contracts.NewContract{Team: "t", Name: "c", Document: contracts.Document{
		Data: []byte(`{"$ref":"other.json"}`), Format: contracts.FormatJSONSchema,
		Resolve: func(string) ([]byte, error) { return nil, mine }}})
	_, err := store.Apply(background, batch)
	equal(t, "is mine", err == mine, true)
	batch = contracts.NewBatch()
	batch.Create(contracts.NewContract{Team: "t", Name: "c", Document: contracts.Document{
		Data: []byte(`{"$ref":"other.json"}`), Format: contracts.FormatJSONSchema,
		Resolve: func(string) ([]byte, error) { return nil, fs.ErrNotExist }}})
	_, err = store.Apply(background, batch)
	wanted(t, err, contracts.ErrInput, "other.json")
}
