package contracts_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"contracts"
)

func export(t testing.TB, store *contracts.Store, o contracts.ExportOptions) []byte {
	t.Helper()
	var out bytes.Buffer
	noError(t, store.Export(background, &out, o))
	return out.Bytes()
}

func TestAnExportOfAnImportIsTheSame(t *testing.T) {
	from := open(t)
	withOrders(t, from)
	withMany(t, from, 20)
	must(from.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v2)}))(t)
	must(from.Register(background, contracts.Registration{Team: "shop", Name: "orders", Consumer: "web"}))(t)
	for name, o := range map[string]contracts.ExportOptions{
		"xml": {}, "json": {Form: contracts.FormJSON}, "gzip": {Gzip: true},
		"team": {Team: "shop"}, "contract": {Team: "t", Name: "c003"},
	} {
		t.Run(name, func(t *testing.T) {
			out := export(t, from, o)
			to := open(t)
			// A reader may give what it has in pieces of any size.
			report := must(to.Import(background, iotest.HalfReader(bytes.NewReader(out)),
				contracts.ImportOptions{File: "out"}))(t)
			equal(t, "file", report.File, "out")
			equal(t, "same", bytes.Equal(export(t, to, o), out), true)
			equal(t, "check", must(to.Check(background, contracts.CheckOptions{Replay: true}))(t).OK, true)
		})
	}
}

func TestExportOfWhatIsNotThere(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	out := new(bytes.Buffer)
	err := store.Export(background, out, contracts.ExportOptions{Team: "nobody"})
	wanted(t, err, contracts.ErrNotFound)
	err = store.Export(background, out, contracts.ExportOptions{Form: "csv"})
	wanted(t, err, contracts.ErrArgument, "form 'csv'")
	err = store.Export(background, out, contracts.ExportOptions{Name: "orders"})
	wanted(t, err, contracts.ErrArgument)
}

func TestImportByPolicy(t *testing.T) {
	from := open(t)
	withOrders(t, from)
	out := export(t, from, contracts.ExportOptions{})
	_, err := from.Import(background, bytes.NewReader(out), contracts.ImportOptions{})
	wanted(t, err, contracts.ErrExists)
	r := must(from.Import(background, bytes.NewReader(out),
		contracts.ImportOptions{Policy: contracts.PolicySkip}))(t)
	equal(t, "skipped", r.Skipped, 1)
	_, err = from.Import(background, bytes.NewReader(out), contracts.ImportOptions{Policy: "ask"})
	wanted(t, err, contracts.ErrArgument, "policy 'ask'")
	to := open(t)
	r = must(to.Import(background, bytes.NewReader(out), contracts.ImportOptions{}, contracts.DryRun()))(t)
	equal(t, "dry run", r.DryRun, true)
	equal(t, "contracts", r.Contracts, 1)
	equal(t, "contracts", must(to.Info(background))(t).Contracts, 0)
}

func TestImportRefusesBadInput(t *testing.T) {
	store := open(t)
	for name, c := range map[string]struct {
		input  string
		status contracts.Status
	}{
		"empty":   {"", contracts.ErrInput},
		"cut":     {"<?xml version='1.0'?><contracts xmlns='urn:libcontracts:1'>", contracts.ErrInput},
		"doctype": {"<!DOCTYPE contracts [<!ENTITY a 'b'>]><contracts/>", contracts.ErrInput},
		"json":    {`{"format": 1`, contracts.ErrInput},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := store.Import(background, strings.NewReader(c.input), contracts.ImportOptions{File: "bad"})
			wanted(t, err, c.status, "bad")
		})
	}
	equal(t, "contracts", must(store.Info(background))(t).Contracts, 0)
}

// failing gives an error after some bytes.
type failing struct {
	left int
	err  error
}

func (f *failing) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, f.err
	}
	return len(p), nil
}

// withLargeDocuments makes contracts with n MB of documents that do not shrink.
func withLargeDocuments(t testing.TB, store *contracts.Store, n int) {
	t.Helper()
	seed := uint64(1)
	for i := 0; i < n; i++ {
		document := make([]byte, 1<<20)
		for j := range document {
			seed = seed*6364136223846793005 + 1442695040888963407
			document[j] = byte(seed >> 56)
		}
		must(store.Create(background, contracts.NewContract{Team: "large", Name: string(rune('a' + i)),
			Document: contracts.Document{Data: document, Format: contracts.FormatOpaque}}))(t)
	}
}

func TestAnErrorOfTheWriterComesBackAsItIs(t *testing.T) {
	store := open(t)
	withLargeDocuments(t, store, 2)
	mine := errors.New("mine")
	err := store.Export(background, &failing{left: 100000, err: mine}, contracts.ExportOptions{})
	equal(t, "is mine", err == mine, true)
	err = store.Export(background, &failing{err: mine}, contracts.ExportOptions{})
	equal(t, "is mine", err == mine, true)
	err = store.Export(background, short{}, contracts.ExportOptions{})
	equal(t, "is short", err == io.ErrShortWrite, true)
	export(t, store, contracts.ExportOptions{})
}

type short struct{}

func (short) Write(p []byte) (int, error) { return len(p) / 2, nil }

func TestAnErrorOfTheReaderComesBackAsItIs(t *testing.T) {
	from, to := open(t), open(t)
	withOrders(t, from)
	out := export(t, from, contracts.ExportOptions{})
	mine := errors.New("mine")
	for name, reader := range map[string]io.Reader{
		"at once":   iotest.ErrReader(mine),
		"half way":  io.MultiReader(bytes.NewReader(out[:len(out)/2]), iotest.ErrReader(mine)),
		"with data": &both{out[:len(out)/2], mine},
	} {
		_, err := to.Import(background, reader, contracts.ImportOptions{})
		equal(t, name, err == mine, true)
	}
	_, err := to.Import(background, idle{}, contracts.ImportOptions{})
	equal(t, "no progress", err == io.ErrNoProgress, true)
	_, err = to.Import(background, liar{}, contracts.ImportOptions{})
	equal(t, "lies", err != nil, true)
	must(to.Import(background, iotest.DataErrReader(bytes.NewReader(out)), contracts.ImportOptions{}))(t)
}

// both gives its bytes and its error at once.
type both struct {
	data []byte
	err  error
}

func (b *both) Read(p []byte) (int, error) {
	n := copy(p, b.data)
	b.data = b.data[n:]
	if len(b.data) > 0 {
		return n, nil
	}
	return n, b.err
}

type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

type liar struct{}

func (liar) Read(p []byte) (int, error) { return len(p) + 1, nil }

// cancelling ends its context at the first byte.
type cancelling struct {
	cancel context.CancelFunc
	bytes  int
}

func (c *cancelling) Write(p []byte) (int, error) {
	c.cancel()
	c.bytes += len(p)
	return len(p), nil
}

func TestAnExportStopsInTheMiddle(t *testing.T) {
	store := open(t)
	withLargeDocuments(t, store, 8)
	ctx, cancel := context.WithCancel(background)
	out := &cancelling{cancel: cancel}
	err := store.Export(ctx, out, contracts.ExportOptions{})
	wanted(t, err, contracts.ErrCancelled)
	equal(t, "is the context's", errors.Is(err, context.Canceled), true)
	whole := len(export(t, store, contracts.ExportOptions{}))
	if out.bytes >= whole/2 {
		t.Fatalf("%d of %d bytes were written", out.bytes, whole)
	}
}

func TestAnImportStopsInTheMiddleAndStoresNothing(t *testing.T) {
	from, to := open(t), open(t)
	withLargeDocuments(t, from, 8)
	out := export(t, from, contracts.ExportOptions{})
	ctx, cancel := context.WithCancel(background)
	_, err := to.Import(ctx, io.TeeReader(bytes.NewReader(out), &cancelling{cancel: cancel}),
		contracts.ImportOptions{})
	wanted(t, err, contracts.ErrCancelled)
	info := must(to.Info(background))(t)
	equal(t, "contracts", info.Contracts, 0)
	equal(t, "documents", info.Documents, 0)
}
