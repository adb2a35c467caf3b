package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"runtime/cgo"
)

// handle is an open store of the C library. It serves one call at a time: so its sticky cancel and
// its hooks are about that call alone.
type handle struct {
	c    *C.ctr_store
	pool *pool
	self cgo.Handle

	// Of the running call.
	ctx     context.Context
	parked  parking
	refused error // what the authoriser said

	fast fastRead
}

func (p *pool) open(path string, create bool) (*handle, error) {
	var in inputs
	defer in.free()
	c := &p.config
	var o C.ctr_store_options
	C.ctr_store_options_init(&o, C.sizeof_ctr_store_options)
	for _, flag := range []struct {
		on   bool
		flag C.uint32_t
	}{
		{create, C.CTR_STORE_CREATE}, {c.readOnly, C.CTR_STORE_READONLY},
		{c.noCache, C.CTR_STORE_NO_CACHE}, {c.noWALIndex, C.CTR_STORE_NO_WALINDEX},
	} {
		if flag.on {
			o.flags |= flag.flag
		}
	}
	o.durability = in.durabilityWord(c.durability)
	o.deadline_ms = in.milliseconds("the deadline", c.deadline)
	o.actor = in.optional("actor", c.actor)
	o.max_document_bytes = C.uint64_t(c.maxDocumentBytes)
	o.max_import_bytes = C.uint64_t(c.maxImportBytes)
	o.max_depth = in.count("the depth", c.maxDepth)
	o.cache_entries = in.count("the number of cache entries", c.cacheEntries)
	name := in.text("path", path)
	if in.err != nil {
		return nil, in.err
	}
	h := &handle{pool: p, ctx: context.Background()}
	h.self = cgo.NewHandle(h)
	opened := false
	defer func() {
		if !opened { // also when a hook panicked
			h.close()
		}
	}()
	var cerr *C.ctr_error
	status := C.ctrgo_open(name, &o, c.hooks(), C.uintptr_t(h.self), &h.c, &cerr)
	if err := h.outcome(status, cerr); err != nil {
		return nil, err
	}
	opened = true
	return h, nil
}

// hooks are those that were given.
func (c *config) hooks() (hooks C.int) {
	for _, hook := range []struct {
		given bool
		hook  C.int
	}{
		{c.clock != nil, C.CTRGO_CLOCK}, {c.random != nil, C.CTRGO_RANDOM},
		{c.log != nil, C.CTRGO_LOG}, {c.authorise != nil, C.CTRGO_AUTHORISE},
		{c.progress != nil, C.CTRGO_PROGRESS},
	} {
		if hook.given {
			hooks |= hook.hook
		}
	}
	return hooks
}

func (h *handle) close() {
	C.ctr_store_close(h.c)
	h.c = nil
	h.self.Delete()
}

// outcome is the end of a call of C: the panic of a callback, its error, or the library's.
func (h *handle) outcome(status C.ctr_status, cerr *C.ctr_error) error {
	var failed *Error
	if status != C.CTR_OK {
		failed = errorOf(status, cerr)
	}
	if err := h.parked.leave(); err != nil {
		return err
	}
	if failed == nil {
		return nil
	}
	switch failed.Status {
	case ErrCancelled:
		failed.cause = h.ctx.Err()
	case ErrDenied:
		failed.cause = h.refused
	}
	return failed
}

// watch cancels what runs on h as soon as its context is done. The function that it gives ends this;
// after it nothing is cancelled any more, and nothing is left cancelled.
func (h *handle) watch() (stop func()) {
	if h.ctx.Done() == nil {
		return func() {}
	}
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-h.ctx.Done():
			C.ctr_store_cancel(h.c)
		case <-over:
		}
	}()
	return func() {
		close(over)
		<-ended
		C.ctr_store_cancel_clear(h.c)
	}
}
