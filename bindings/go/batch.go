package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"errors"
	"strconv"
)

// Batch is writes to be done together: either all of it is stored, or nothing. Nothing is looked at
// before Store.Apply, so what items refer to must stay as it is until then. It may be applied again,
// and the zero Batch is an empty one. Not for several goroutines at a time.
type Batch struct {
	items []batchItem
}

// batchItem adds an item to a batch of C.
type batchItem func(in *inputs, to *batchTarget) error

type batchTarget struct {
	c      *C.ctr_batch
	limit  uint64
	visits *visits
}

// NewBatch begins a batch.
func NewBatch() *Batch { return &Batch{} }

// Len is the number of items.
func (b *Batch) Len() int { return len(b.items) }

// Create adds what Store.Create does.
func (b *Batch) Create(n NewContract, options ...CallOption) {
	b.items = append(b.items, func(in *inputs, to *batchTarget) error {
		create, call := in.create(&n), in.call(options)
		return to.addWith(in, n.Document, func(d *source, err **C.ctr_error) C.ctr_status {
			return C.ctrgo_batch_create(to.c, create, &d.c, d.pointer(), d.size(), call, err)
		})
	})
}

// Evolve adds what Store.Evolve does.
func (b *Batch) Evolve(e Edition, options ...CallOption) {
	b.items = append(b.items, func(in *inputs, to *batchTarget) error {
		evolve, call := in.evolve(&e), in.call(options)
		return to.addWith(in, e.Document, func(d *source, err **C.ctr_error) C.ctr_status {
			return C.ctrgo_batch_evolve(to.c, evolve, &d.c, d.pointer(), d.size(), call, err)
		})
	})
}

// Activate adds what Store.Activate does; the label "" is the newest draft.
func (b *Batch) Activate(team, name, label string, options ...CallOption) {
	b.items = append(b.items, func(in *inputs, to *batchTarget) error {
		t, n, l := in.text("team", team), in.text("name", name), in.optional("label", label)
		call := in.call(options)
		return to.add(in, func(err **C.ctr_error) C.ctr_status {
			return C.ctr_batch_activate(to.c, t, n, l, call, err)
		})
	})
}

// Register adds what Store.Register does.
func (b *Batch) Register(r Registration, options ...CallOption) {
	b.items = append(b.items, func(in *inputs, to *batchTarget) error {
		spec, call := in.registration(&r), in.call(options)
		return to.add(in, func(err **C.ctr_error) C.ctr_status {
			return C.ctr_batch_register(to.c, spec, call, err)
		})
	})
}

func (to *batchTarget) add(in *inputs, add func(err **C.ctr_error) C.ctr_status) error {
	if in.err != nil {
		return in.err
	}
	var cerr *C.ctr_error
	if status := add(&cerr); status != C.CTR_OK {
		return errorOf(status, cerr)
	}
	return nil
}

func (to *batchTarget) addWith(in *inputs, d Document,
	add func(d *source, err **C.ctr_error) C.ctr_status) error {
	var found parking
	source := in.source(d, to.limit, &found, to.visits)
	defer source.free()
	err := to.add(in, func(err **C.ctr_error) C.ctr_status { return add(source, err) })
	if parked := found.leave(); parked != nil {
		return parked
	}
	return source.explain(err)
}

// fill adds all items. An error says which one it was.
func (b *Batch) fill(ctx context.Context, to *batchTarget) error {
	for i, item := range b.items {
		if ctx.Err() != nil {
			return cancelled(ctx)
		}
		var in inputs
		err := item(&in, to)
		in.free()
		var e *Error
		if errors.As(err, &e) {
			if e.Details == nil {
				e.Details = make(map[string]string)
			}
			e.Details["item"] = strconv.Itoa(i)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Apply does all of a batch in one transaction, and gives what became of each item. When an item
// fails, nothing is stored; the error is that of the item, and detail "item" its index from 0.
// DryRun on any item makes the whole batch one.
func (s *Store) Apply(ctx context.Context, b *Batch) ([]BatchItem, error) {
	if s.visits.here() || ctx.Err() != nil {
		return nil, s.run(ctx, true, &inputs{}, nil)
	}
	to := batchTarget{limit: s.limit(), visits: &s.visits}
	var cerr *C.ctr_error
	if status := C.ctr_batch_new(nil, &to.c, &cerr); status != C.CTR_OK {
		return nil, errorOf(status, cerr)
	}
	defer C.ctr_batch_free(to.c)
	if err := b.fill(ctx, &to); err != nil {
		return nil, err
	}
	out := result{kind: C.CTRGO_BATCH_RESULT}
	defer out.free()
	err := s.run(ctx, true, &inputs{}, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_batch_apply(h.c, to.c, out.batch(), err)
	})
	done, err := finish[struct {
		Items []BatchItem `json:"items"`
	}](&out, err)
	if err != nil {
		return nil, err
	}
	return done.Items, nil
}
