package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// pool is the handles of a store. A Store has one, and nothing else: so a Store that nobody has any
// more can be noticed.
type pool struct {
	path     string      // as given
	absolute string      // for handles to come: the working directory may change
	file     os.FileInfo // of the store; nil in memory
	config   config

	tokens  chan struct{} // one for each running call
	writing chan struct{} // held by the writing one
	closing chan struct{} // closed when the store is

	mutex     sync.Mutex
	idle      []*handle // the one used last is used next: its cache is the best
	closed    bool
	news      chan struct{}
	listeners int

	visits visits
	chance sync.Mutex // of the reader of random bytes
}

func openPool(path string, c config) (*pool, error) {
	p := &pool{
		path:    path,
		config:  c,
		writing: make(chan struct{}, 1),
		closing: make(chan struct{}),
		news:    make(chan struct{}),
	}
	first, err := p.open(path, c.create)
	if err != nil {
		return nil, err
	}
	handles := c.maxHandles
	if p.memory() {
		handles = 1
	} else if err := p.identify(); err != nil {
		first.close()
		return nil, err
	}
	p.tokens = make(chan struct{}, handles)
	p.idle = append(p.idle, first)
	return p, nil
}

func (p *pool) memory() bool { return p.path == ":memory:" }

func (p *pool) identify() error {
	var err error
	if p.absolute, err = filepath.Abs(p.path); err == nil {
		p.file, err = os.Stat(p.absolute)
	}
	if err != nil {
		return failure(ErrReplaced, err, "'%s' was taken away while it was opened", p.path)
	}
	return nil
}

// enter takes a place in a channel that has one for each of those who may be inside.
func (p *pool) enter(ctx context.Context, places chan struct{}) error {
	select {
	case places <- struct{}{}:
		return nil
	default:
	}
	deadline := time.NewTimer(p.config.deadline)
	defer deadline.Stop()
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return cancelled(ctx)
	case <-p.closing:
		return closed()
	case <-deadline.C:
		return failure(ErrBusy, nil, "other calls have used the store for %v; try again", p.config.deadline)
	}
}

func cancelled(ctx context.Context) error {
	return failure(ErrCancelled, ctx.Err(), "cancelled")
}

// acquire finds a handle for one call. Those that write come one after the other, so that they do
// not take all the handles to wait for the file.
func (p *pool) acquire(ctx context.Context, write bool) (*handle, error) {
	if p.visits.here() {
		return nil, failure(ErrArgument, nil, "a callback called back into the store that is calling it")
	}
	if err := ctx.Err(); err != nil {
		return nil, cancelled(ctx)
	}
	if write {
		if err := p.enter(ctx, p.writing); err != nil {
			return nil, err
		}
	}
	h, err := p.take(ctx)
	if err != nil {
		p.leave(write)
		return nil, err
	}
	h.ctx = ctx
	h.refused = nil
	return h, nil
}

func (p *pool) leave(write bool) {
	if write {
		<-p.writing
	}
}

func (p *pool) take(ctx context.Context) (h *handle, err error) {
	if err := p.enter(ctx, p.tokens); err != nil {
		return nil, err
	}
	defer func() {
		if h == nil { // also when a hook panicked
			<-p.tokens
		}
	}()
	p.mutex.Lock()
	isClosed, last := p.closed, len(p.idle)-1
	if !isClosed && last >= 0 {
		h = p.idle[last]
		p.idle = p.idle[:last]
	}
	p.mutex.Unlock()
	if isClosed {
		return nil, closed()
	}
	if h == nil {
		return p.another()
	}
	return h, nil
}

// another opens one more handle, on the same file as the first.
func (p *pool) another() (*handle, error) {
	h, err := p.open(p.absolute, false)
	if err != nil {
		return nil, err
	}
	if now, err := os.Stat(p.absolute); err != nil || !os.SameFile(now, p.file) {
		h.close()
		return nil, failure(ErrReplaced, err, "'%s' is another file now; open it again", p.path)
	}
	return h, nil
}

func (p *pool) release(h *handle, write bool) {
	h.ctx = context.Background()
	p.mutex.Lock()
	p.idle = append(p.idle, h)
	p.mutex.Unlock()
	<-p.tokens
	p.leave(write)
}

// close waits for the calls that run. Those that wait for their turn, or for events, end.
func (p *pool) close() error {
	if p.visits.here() {
		return failure(ErrArgument, nil, "a callback cannot close the store that is calling it")
	}
	p.mutex.Lock()
	again := p.closed
	p.closed = true
	p.mutex.Unlock()
	if again {
		return nil
	}
	close(p.closing)
	for i := 0; i < cap(p.tokens); i++ {
		p.tokens <- struct{}{}
	}
	var err error
	for _, h := range p.idle {
		parked := &h.parked
		h.close()
		if left := parked.leave(); err == nil {
			err = left
		}
	}
	p.idle = nil
	return err
}

// announce wakes those who wait for events: this process has made some.
func (p *pool) announce() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.listeners > 0 {
		close(p.news)
		p.news = make(chan struct{})
	}
}

// listen gives a channel that is closed at the next announcement.
func (p *pool) listen() (news <-chan struct{}, stop func()) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.listeners++
	return p.news, func() {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		p.listeners--
	}
}

// run makes one call of C on a handle of its own.
func (p *pool) run(ctx context.Context, write bool, in *inputs,
	call func(h *handle, err **C.ctr_error) C.ctr_status) error {
	h, err := p.begin(ctx, write, in)
	if err != nil {
		return err
	}
	defer p.release(h, write)
	return p.on(h, write, call)
}

func (p *pool) begin(ctx context.Context, write bool, in *inputs) (*handle, error) {
	if in.err != nil {
		return nil, in.err
	}
	return p.acquire(ctx, write)
}

func (p *pool) on(h *handle, write bool, call func(h *handle, err **C.ctr_error) C.ctr_status) error {
	var cerr *C.ctr_error
	status := func() C.ctr_status {
		defer h.watch()()
		return call(h, &cerr)
	}()
	if write && status == C.CTR_OK {
		p.announce()
	}
	return h.outcome(status, cerr)
}

// limit is how much of a document is read.
func (p *pool) limit() uint64 {
	if n := p.config.maxDocumentBytes; n != 0 {
		return n
	}
	return defaultMaxDocumentBytes
}
