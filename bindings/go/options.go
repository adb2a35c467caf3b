package contracts

import (
	"context"
	"io"
	"runtime"
	"time"
)

// config is how a store is opened.
type config struct {
	create, readOnly, noCache, noWALIndex bool

	durability Durability
	deadline   time.Duration
	actor      string
	clock      func() time.Time
	random     io.Reader
	log        func(level LogLevel, text string)
	authorise  func(ctx context.Context, actor, verb, subject string) error
	progress   func(ctx context.Context, p Progress) error

	maxDocumentBytes uint64
	maxImportBytes   uint64
	maxDepth         int
	cacheEntries     int
	maxHandles       int
}

const (
	defaultDeadline         = 5 * time.Second
	defaultMaxDocumentBytes = 256 << 20
)

func defaultConfig() config {
	handles := 2 * runtime.GOMAXPROCS(0)
	if handles < 8 {
		handles = 8
	}
	return config{deadline: defaultDeadline, maxHandles: handles}
}

// Option says how a store is opened.
type Option func(*config)

// WithCreate makes the file if there is none; otherwise that is ErrNotFound.
func WithCreate() Option { return func(c *config) { c.create = true } }

// WithReadOnly never writes; it may open a file without write permission.
func WithReadOnly() Option { return func(c *config) { c.readOnly = true } }

// WithActor sets the default actor of every call, which is "unknown".
func WithActor(actor string) Option { return func(c *config) { c.actor = actor } }

// WithDurability says what survives a power cut.
func WithDurability(d Durability) Option { return func(c *config) { c.durability = d } }

// WithDeadline sets the longest wait for another writer, which is 5 seconds. After it: ErrBusy.
func WithDeadline(d time.Duration) Option { return func(c *config) { c.deadline = d } }

// WithClock replaces the system's clock.
func WithClock(now func() time.Time) Option { return func(c *config) { c.clock = now } }

// WithRandom replaces the source of ids, so that a test gets the same ones in every run. An error of
// it, its end too, ends the call and is what the call gives.
func WithRandom(r io.Reader) Option { return func(c *config) { c.random = r } }

// WithLog receives lines of diagnosis; without it there are none.
func WithLog(log func(level LogLevel, text string)) Option {
	return func(c *config) { c.log = log }
}

// WithAuthorise asks before every write; an error refuses it. The call then fails with ErrDenied,
// and with that error in its chain. The context is that of the call.
func WithAuthorise(ask func(ctx context.Context, actor, verb, subject string) error) Option {
	return func(c *config) { c.authorise = ask }
}

// WithProgress is told of long work; an error stops it and is what the call gives. The context is
// that of the call.
func WithProgress(tell func(ctx context.Context, p Progress) error) Option {
	return func(c *config) { c.progress = tell }
}

// WithMaxDocumentBytes limits documents, with the files that they refer to; 256 MiB.
func WithMaxDocumentBytes(n uint64) Option { return func(c *config) { c.maxDocumentBytes = n } }

// WithMaxImportBytes limits imports after expansion; 64 GiB.
func WithMaxImportBytes(n uint64) Option { return func(c *config) { c.maxImportBytes = n } }

// WithMaxDepth limits the nesting of documents; 512.
func WithMaxDepth(n int) Option { return func(c *config) { c.maxDepth = n } }

// WithCacheEntries says how many active versions a handle keeps in memory; 65536.
func WithCacheEntries(n int) Option { return func(c *config) { c.cacheEntries = n } }

// WithoutCache keeps no active versions in memory.
func WithoutCache() Option { return func(c *config) { c.noCache = true } }

// WithoutWALIndex does not watch other processes through SQLite's wal-index.
func WithoutWALIndex() Option { return func(c *config) { c.noWALIndex = true } }

// WithMaxHandles limits the calls that run at a time: each has a handle of the C library, with a
// connection and file descriptors of its own, which stays open for the next one. The default is 8,
// or two for each processor if that is more. A store in memory has one.
func WithMaxHandles(n int) Option { return func(c *config) { c.maxHandles = n } }
