package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime/cgo"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// LogLevel is the weight of a line of diagnosis.
type LogLevel int

// The levels of the log.
const (
	LogError LogLevel = iota
	LogWarning
	LogInfo
	LogDebug
)

// Progress tells how far long work has come. Total is 0 when it is not known.
type Progress struct {
	What        string
	Done, Total uint64
}

// parking is where a callback leaves what it cannot take through C: an error, or a panic. The first
// one counts; it goes on when the call is over.
type parking struct {
	err      error
	panicked bool
	value    any
}

func (p *parking) full() bool { return p.err != nil || p.panicked }

func (p *parking) fail(err error) {
	if !p.full() {
		p.err = err
	}
}

// leave goes on with the panic, or gives the error.
func (p *parking) leave() error {
	panicked, value, err := p.panicked, p.value, p.err
	*p = parking{}
	if panicked {
		panic(value)
	}
	return err
}

// visits knows which threads are in a callback of a store just now. During a callback the thread of
// the call belongs to its goroutine, so whoever runs on one of these is inside one.
type visits struct {
	count   atomic.Int32
	mutex   sync.Mutex
	threads map[int]int
}

func (v *visits) enter() (thread int) {
	v.count.Add(1)
	thread = syscall.Gettid()
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if v.threads == nil {
		v.threads = make(map[int]int)
	}
	v.threads[thread]++
	return thread
}

func (v *visits) leave(thread int) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	v.threads[thread]--
	if v.threads[thread] == 0 {
		delete(v.threads, thread)
	}
	v.count.Add(-1)
}

// here tells whether the caller is inside a callback.
func (v *visits) here() bool {
	if v.count.Load() == 0 {
		return false
	}
	v.mutex.Lock()
	defer v.mutex.Unlock()
	return v.threads[syscall.Gettid()] > 0
}

// visit runs a function of the host's; false if it panicked.
func visit(v *visits, p *parking, run func()) (done bool) {
	if v != nil {
		defer v.leave(v.enter())
	}
	defer func() {
		if value := recover(); !done && !p.full() {
			p.panicked, p.value = true, value
		}
	}()
	run()
	return true
}

func handleOf(user C.uintptr_t) *handle {
	return cgo.Handle(user).Value().(*handle)
}

// A clock cannot say that it failed. The system's time stands in; the authoriser, which is asked
// after it and before anything is stored, refuses for it.
//
//export ctrgoClock
func ctrgoClock(user C.uintptr_t, now *C.int64_t) C.int {
	h := handleOf(user)
	return stopUnless(visit(&h.pool.visits, &h.parked, func() {
		*now = C.int64_t(h.pool.config.clock().UnixMicro())
	}))
}

// stopUnless is what C takes for "go on", or for "stop".
func stopUnless(fine bool) C.int {
	if fine {
		return 0
	}
	return -1
}

//export ctrgoAuthorise
func ctrgoAuthorise(user C.uintptr_t, actor, verb, subject *C.char) C.int {
	h := handleOf(user)
	h.refused = nil
	if !visit(&h.pool.visits, &h.parked, func() {
		h.refused = h.pool.config.authorise(h.ctx, C.GoString(actor), C.GoString(verb), C.GoString(subject))
	}) || h.refused != nil {
		return 0
	}
	return 1
}

//export ctrgoRandom
func ctrgoRandom(user C.uintptr_t, buffer unsafe.Pointer, size C.size_t) C.int {
	h := handleOf(user)
	return stopUnless(visit(&h.pool.visits, &h.parked, func() {
		h.pool.chance.Lock()
		defer h.pool.chance.Unlock()
		if _, err := io.ReadFull(h.pool.config.random, unsafe.Slice((*byte)(buffer), int(size))); err != nil {
			h.parked.fail(err)
		}
	}) && !h.parked.full())
}

//export ctrgoLog
func ctrgoLog(user C.uintptr_t, level C.int32_t, text *C.char) {
	h := handleOf(user)
	visit(&h.pool.visits, &h.parked, func() {
		h.pool.config.log(LogLevel(level), C.GoString(text))
	})
}

// host is who is told of the progress of a call: that of a store, or of a comparison.
type host struct {
	ctx      context.Context
	progress func(ctx context.Context, p Progress) error
	visits   *visits
	parked   *parking
}

//export ctrgoProgress
func ctrgoProgress(user C.uintptr_t, what *C.char, done, total C.uint64_t) C.int {
	var to host
	switch h := cgo.Handle(user).Value().(type) {
	case *handle:
		to = host{h.ctx, h.pool.config.progress, &h.pool.visits, &h.parked}
	case *host:
		to = *h
	}
	if to.ctx.Err() != nil {
		return 1
	}
	if to.progress == nil {
		return 0
	}
	p := Progress{C.GoString(what), uint64(done), uint64(total)}
	if !visit(to.visits, to.parked, func() {
		if err := to.progress(to.ctx, p); err != nil {
			to.parked.fail(err)
		}
	}) || to.parked.full() {
		return 1
	}
	return 0
}

// stream is where an export goes to, or an import comes from.
type stream struct {
	writer io.Writer
	reader io.Reader
	ahead  error // came together with bytes, and is next
	visits *visits
	parked *parking
}

//export ctrgoWrite
func ctrgoWrite(user C.uintptr_t, bytes unsafe.Pointer, size C.size_t) C.int {
	s := cgo.Handle(user).Value().(*stream)
	given := unsafe.Slice((*byte)(bytes), int(size))
	visit(s.visits, s.parked, func() {
		written, err := s.writer.Write(given)
		if err == nil && written != len(given) {
			err = io.ErrShortWrite
		}
		if err != nil {
			s.parked.fail(err)
		}
	})
	if s.parked.full() {
		return 1
	}
	return 0
}

// emptyReads is how often a reader may give nothing.
const emptyReads = 100

// next reads at least one byte, or gives 0 at the end.
func (s *stream) next(room []byte) (int, error) {
	if s.ahead == io.EOF {
		return 0, nil
	}
	if s.ahead != nil {
		return 0, s.ahead
	}
	for i := 0; i < emptyReads; i++ {
		read, err := s.reader.Read(room)
		if read < 0 || read > len(room) {
			return 0, fmt.Errorf("the reader says that it read %d bytes into %d", read, len(room))
		}
		s.ahead = err
		if read > 0 || err == io.EOF {
			return read, nil
		}
		if err != nil {
			return 0, err
		}
	}
	return 0, io.ErrNoProgress
}

//export ctrgoRead
func ctrgoRead(user C.uintptr_t, buffer unsafe.Pointer, capacity C.size_t) C.int64_t {
	s := cgo.Handle(user).Value().(*stream)
	read := 0
	visit(s.visits, s.parked, func() {
		var err error
		if read, err = s.next(unsafe.Slice((*byte)(buffer), int(capacity))); err != nil {
			s.parked.fail(err)
		}
	})
	if s.parked.full() {
		return -1
	}
	return C.int64_t(read)
}

// resolver finds files that a document refers to. What it found must stay until the call is over.
type resolver struct {
	find   func(path string) ([]byte, error)
	memory inputs
	note   error // why a file that is there was not given out
	visits *visits
	parked *parking
}

//export ctrgoResolve
func ctrgoResolve(user C.uintptr_t, path *C.char, data *unsafe.Pointer, size *C.size_t) C.int {
	r := cgo.Handle(user).Value().(*resolver)
	var bytes []byte
	var err error
	if !visit(r.visits, r.parked, func() { bytes, err = r.find(C.GoString(path)) }) {
		return -1
	}
	var refused *refusal
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 1
	case errors.As(err, &refused):
		r.note = err
		return 1
	case err != nil:
		r.parked.fail(err)
		return -1
	}
	if len(bytes) > 0 {
		*data = C.CBytes(bytes)
		r.memory.memory = append(r.memory.memory, *data)
	}
	*size = C.size_t(len(bytes))
	return 0
}
