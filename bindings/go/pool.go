package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"os"
	"runtime/cgo"
	"sync"
	"time"
	"unsafe"
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

	visits  visits
	authors authors
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
	if p.absolute, err = absolute(p.path); err == nil {
		p.file, err = os.Stat(p.absolute)
	}
	if err != nil {
		return failure(ErrReplaced, err, "'%s' was taken away while it was opened", p.path)
	}
	return nil
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
	o.durability = wordOf(&in, "durability", durabilities, c.durability)
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

// hooks are those that were given. The authoriser also speaks for a clock that fails.
func (c *config) hooks() (hooks C.int) {
	for _, hook := range []struct {
		given bool
		hook  C.int
	}{
		{c.clock != nil, C.CTRGO_CLOCK | C.CTRGO_AUTHORISE}, {c.random != nil, C.CTRGO_RANDOM},
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
	stop := h.watch()
	status := call(h, &cerr)
	stop()
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

// authors is who created which version. The library has no getter for that, but it never changes.
type authors struct {
	mutex sync.RWMutex
	byID  map[string]string
}

const mostAuthors = 65536

func (a *authors) get(id string) (string, bool) {
	a.mutex.RLock()
	defer a.mutex.RUnlock()
	by, known := a.byID[id]
	return by, known
}

func (a *authors) set(id, by string) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if a.byID == nil || len(a.byID) >= mostAuthors {
		a.byID = make(map[string]string)
	}
	a.byID[id] = by
}

// fastRead is the memory of a handle for the active look-up, so that it needs none of its own. Its
// pieces are apart, because C may see no memory that holds pointers of Go.
type fastRead struct {
	buffer []byte
	facts  *C.ctrgo_active_version
	out    *result
	err    **C.ctr_error
}

const fastBytes = 4096

func (f *fastRead) prepare() {
	if f.buffer == nil {
		f.buffer = make([]byte, fastBytes)
		f.facts = new(C.ctrgo_active_version)
		f.out = &result{kind: C.CTRGO_VERSION}
		f.err = new(*C.ctr_error)
	}
}

func (f *fastRead) room() (*C.char, C.size_t) {
	return (*C.char)(unsafe.Pointer(&f.buffer[0])), C.size_t(len(f.buffer))
}
