package contracts

/*
#include "bridge.h"
#include <stdlib.h>
*/
import "C"

import (
	"context"
	"encoding/json"
	"io"
	"unsafe"
)

// ClosePeriod closes everything up to a day, for good.
func (s *Store) ClosePeriod(ctx context.Context, team, name, last string,
	options ...CallOption) (*Period, error) {
	return s.period(ctx, team, name, last, options, false)
}

// SealPeriod seals a closed period; last "" is the first that is closed only.
func (s *Store) SealPeriod(ctx context.Context, team, name, last string,
	options ...CallOption) (*Period, error) {
	return s.period(ctx, team, name, last, options, true)
}

func (s *Store) period(ctx context.Context, team, name, last string, options []CallOption,
	seal bool) (*Period, error) {
	var in inputs
	defer in.free()
	t, n, l := in.text("team", team), in.text("name", name), in.optional("the last day", last)
	call := in.call(options)
	out := result{kind: C.CTRGO_PERIOD}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		if seal {
			return C.ctr_period_seal(h.c, t, n, l, call, (**C.ctr_period)(out.place()), err)
		}
		return C.ctr_period_close(h.c, t, n, l, call, (**C.ctr_period)(out.place()), err)
	})
	return finish[Period](&out, err)
}

// Periods are the closed and sealed periods of a ledger.
func (s *Store) Periods(ctx context.Context, team, name string) ([]Period, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_PERIOD_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_period_find(h.c, t, n, (**C.ctr_period_list)(out.place()), err)
	})
	list, err := finish[struct {
		Periods []Period `json:"periods"`
	}](&out, err)
	if err != nil {
		return nil, err
	}
	return list.Periods, nil
}

// VerifyLedger computes everything of a ledger again; the first invariant that does not hold is named.
func (s *Store) VerifyLedger(ctx context.Context, team, name string) (*LedgerReport, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_LEDGER_REPORT}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_verify(h.c, t, n, (**C.ctr_ledger_report)(out.place()), err)
	})
	return finish[LedgerReport](&out, err)
}

// ExportLedger writes a ledger as text for other programs. An error of w ends it and is what is given.
func (s *Store) ExportLedger(ctx context.Context, w io.Writer, team, name string, form LedgerForm) error {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	f := in.ledgerFormWord(form)
	return s.stream(ctx, false, &in, &stream{writer: w},
		func(h *handle, user C.uintptr_t, err **C.ctr_error) C.ctr_status {
			return C.ctrgo_ledger_export(h.c, t, n, f, user, err)
		})
}

// EntryImport says how entries are read.
type EntryImport struct {
	Form LedgerForm // "" = JSON or CSV, found out
	Kind EntryKind  // of entries that name none
	File string     // name for messages; "" = "entries"
}

// ImportEntries posts entries from text, all or none. ErrInput: malformed; details "file", "line".
func (s *Store) ImportEntries(ctx context.Context, team, name string, data []byte, o EntryImport,
	options ...CallOption) ([]Entry, error) {
	var in inputs
	defer in.free()
	t, n, call := in.text("team", team), in.text("name", name), in.call(options)
	var c C.ctr_ledger_import_options
	C.ctr_ledger_import_options_init(&c, C.sizeof_ctr_ledger_import_options)
	c.form = in.ledgerFormWord(o.Form)
	c.kind = in.entryKindWord(o.Kind)
	c.file = in.optional("the name of the file", o.File)
	bytes := C.CBytes(append(data[:len(data):len(data)], 0))
	in.memory = append(in.memory, bytes)
	return s.entriesOf(ctx, true, &in, func(h *handle, out **C.ctr_entry_list, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_import(h.c, t, n, &c, bytes, C.size_t(len(data)), call, out, err)
	})
}

// GenerateKey makes a pair of Ed25519 keys for checkpoints: 32 and 64 bytes.
func GenerateKey() (public, secret []byte, err error) {
	public, secret = make([]byte, C.CTR_KEY_PUBLIC_BYTES), make([]byte, C.CTR_KEY_SECRET_BYTES)
	var cerr *C.ctr_error
	status := C.ctr_key_generate(unsafe.Pointer(&public[0]), unsafe.Pointer(&secret[0]), &cerr)
	if status != C.CTR_OK {
		return nil, nil, errorOf(status, cerr)
	}
	return public, secret, nil
}

// key is a key in memory of C.
func (in *inputs) key(what string, key []byte, size int) unsafe.Pointer {
	if len(key) != size {
		in.refuse("%s has %d bytes, wanted %d", what, len(key), size)
		return nil
	}
	memory := C.CBytes(key)
	in.memory = append(in.memory, memory)
	return memory
}

// Checkpoint signs what a ledger holds now; its JSON is what parties exchange.
func (s *Store) Checkpoint(ctx context.Context, team, name string, secret []byte,
	options ...CallOption) (*Checkpoint, error) {
	var in inputs
	defer in.free()
	t, n, call := in.text("team", team), in.text("name", name), in.call(options)
	key := in.key("the secret key", secret, C.CTR_KEY_SECRET_BYTES)
	out := result{kind: C.CTRGO_CHECKPOINT}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_checkpoint_make(h.c, t, n, key, call, (**C.ctr_checkpoint)(out.place()), err)
	})
	return finish[Checkpoint](&out, err)
}

// readBack is a value as C has it, by its JSON.
func readBack(out *result, value any,
	read func(data unsafe.Pointer, size C.size_t, place unsafe.Pointer, err **C.ctr_error) C.ctr_status) error {
	text, err := json.Marshal(value)
	if err != nil {
		return failure(ErrArgument, err, "it is no JSON")
	}
	memory := C.CBytes(text)
	defer C.free(memory)
	var cerr *C.ctr_error
	if status := read(memory, C.size_t(len(text)), out.place(), &cerr); status != C.CTR_OK {
		return errorOf(status, cerr)
	}
	return nil
}

func (c *Checkpoint) back(out *result) error {
	return readBack(out, c, func(data unsafe.Pointer, size C.size_t, place unsafe.Pointer, err **C.ctr_error) C.ctr_status {
		return C.ctr_checkpoint_read(data, size, (**C.ctr_checkpoint)(place), err)
	})
}

// SignedBy says whether a checkpoint is signed with this key. Needs no store.
func (c *Checkpoint) SignedBy(public []byte) bool {
	var in inputs
	defer in.free()
	key := in.key("the public key", public, C.CTR_KEY_PUBLIC_BYTES)
	out := result{kind: C.CTRGO_CHECKPOINT}
	defer out.free()
	return in.err == nil && c.back(&out) == nil &&
		C.ctr_checkpoint_signed((*C.ctr_checkpoint)(out.object), key) != 0
}

// CompareCheckpoint verifies a ledger, and that it goes on from a checkpoint of another party: one that
// was cut off, put back or has another history is reported as L13.
func (s *Store) CompareCheckpoint(ctx context.Context, team, name string, c *Checkpoint,
	public []byte) (*LedgerReport, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	key := in.key("the public key", public, C.CTR_KEY_PUBLIC_BYTES)
	kept := result{kind: C.CTRGO_CHECKPOINT}
	defer kept.free()
	if err := c.back(&kept); err != nil && in.err == nil {
		in.err = err
	}
	out := result{kind: C.CTRGO_LEDGER_REPORT}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_checkpoint_compare(h.c, t, n, (*C.ctr_checkpoint)(kept.object), key,
			(**C.ctr_ledger_report)(out.place()), err)
	})
	return finish[LedgerReport](&out, err)
}

// ProveEntry proves that an entry is among the first so many; 0 = all there are.
func (s *Store) ProveEntry(ctx context.Context, team, name string, seq, entries int64) (*Proof, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_PROOF}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_proof_entry(h.c, t, n, C.int64_t(seq), C.int64_t(entries),
			(**C.ctr_proof)(out.place()), err)
	})
	return finish[Proof](&out, err)
}

// ProveGrowth proves that the first from entries are the beginning of the first so many.
func (s *Store) ProveGrowth(ctx context.Context, team, name string, from, entries int64) (*Proof, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_PROOF}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_proof_growth(h.c, t, n, C.int64_t(from), C.int64_t(entries),
			(**C.ctr_proof)(out.place()), err)
	})
	return finish[Proof](&out, err)
}

// Holds says whether a proof leads to a root that one trusts; "" is the one it names. Needs no store.
func (p *Proof) Holds(root, fromRoot string) bool {
	var in inputs
	defer in.free()
	r, f := in.optional("the root", root), in.optional("the older root", fromRoot)
	out := result{kind: C.CTRGO_PROOF}
	defer out.free()
	err := readBack(&out, p, func(data unsafe.Pointer, size C.size_t, place unsafe.Pointer, err **C.ctr_error) C.ctr_status {
		return C.ctr_proof_read(data, size, (**C.ctr_proof)(place), err)
	})
	return err == nil && in.err == nil && C.ctr_proof_holds((*C.ctr_proof)(out.object), r, f) != 0
}
