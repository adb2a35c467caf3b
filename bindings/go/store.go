package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"runtime"
)

// Store is an open store: one SQLite file. Many goroutines may use it.
type Store struct {
	*pool
}

// Open opens a store. The path ":memory:" makes one in memory, gone when it is closed.
func Open(path string, options ...Option) (*Store, error) {
	c := defaultConfig()
	for _, option := range options {
		option(&c)
	}
	if c.maxHandles < 1 {
		return nil, failure(ErrArgument, nil, "the number of handles is %d, wanted 1 or more", c.maxHandles)
	}
	if c.deadline <= 0 {
		return nil, failure(ErrArgument, nil, "the deadline is %v, wanted more than 0", c.deadline)
	}
	p, err := openPool(path, c)
	if err != nil {
		return nil, err
	}
	s := &Store{p}
	// For a Store that nobody closed; a safety net only.
	runtime.SetFinalizer(s, func(s *Store) { go s.pool.close() })
	return s, nil
}

// Close closes the store. It waits for the calls that run; those that wait for their turn, and
// Follow, end with ErrClosed, as does every later call. Closing again does nothing.
func (s *Store) Close() error {
	runtime.SetFinalizer(s, nil)
	return s.pool.close()
}

// Info gives facts about the store.
func (s *Store) Info(ctx context.Context) (*Info, error) {
	out := result{kind: C.CTRGO_INFO}
	defer out.free()
	err := s.run(ctx, false, &inputs{}, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_store_info(h.c, out.info(), err)
	})
	info, err := finish[Info](&out, err)
	if info != nil {
		info.Path = s.path
	}
	return info, err
}

// CheckOptions say how much is checked.
type CheckOptions struct {
	Replay bool // also rebuild the state from the events and compare
}

// Check checks the whole store: SQLite's integrity and foreign keys, the library's own invariants,
// the chain of the journal, hashes of documents. Damage is no error: look at OK.
func (s *Store) Check(ctx context.Context, o CheckOptions) (*Report, error) {
	var flags C.uint32_t
	if o.Replay {
		flags = C.CTR_CHECK_REPLAY
	}
	out := result{kind: C.CTRGO_REPORT}
	defer out.free()
	err := s.run(ctx, false, &inputs{}, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_store_check(h.c, flags, out.report(), err)
	})
	return finish[Report](&out, err)
}

// Verify recomputes the hash chain of the journal, own and imported. The first broken row is the
// first problem. It cannot see edited state tables (Check with Replay does) or a cut tail (compare
// Head with one kept elsewhere).
func (s *Store) Verify(ctx context.Context) (*Report, error) {
	out := result{kind: C.CTRGO_REPORT}
	defer out.free()
	err := s.run(ctx, false, &inputs{}, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_store_verify(h.c, out.report(), err)
	})
	return finish[Report](&out, err)
}

// Backup copies the store to a new file while it is in use. ErrExists: there is a file of that name.
func (s *Store) Backup(ctx context.Context, path string) error {
	var in inputs
	defer in.free()
	name := in.text("path", path)
	return s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_store_backup(h.c, name, err)
	})
}

// Migrate brings the file to the library's schema and gives the schema before and after. Open does
// additive steps by itself; this also does the others, after a snapshot beside the file.
func (s *Store) Migrate(ctx context.Context) (from, to int64, err error) {
	var before, after C.int64_t
	err = s.run(ctx, true, &inputs{}, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_store_migrate(h.c, &before, &after, err)
	})
	return int64(before), int64(after), err
}
