package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
)

// EventFilter says which events to list.
type EventFilter struct {
	After  int64  // only events with a higher sequence number
	Team   string // "" = any
	Name   string // contract's name; needs Team; "" = any
	Kind   string // "version.activated", or "version." for all of a family; "" = any
	Origin string // UUID of a store whose imported journal is meant; "" = our own
	Limit  int    // items a page; 0 = 100, at most 1000
}

// Events lists events by sequence number: one page of them.
func (s *Store) Events(ctx context.Context, f EventFilter) (*EventPage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_event_filter
	C.ctr_event_filter_init(&c, C.sizeof_ctr_event_filter)
	c.after = C.int64_t(f.After)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	c.kind = in.optional("kind", f.Kind)
	c.origin = in.optional("origin", f.Origin)
	c.limit = in.count("the limit", f.Limit)
	out := result{kind: C.CTRGO_EVENT_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_event_find(h.c, &c, out.events(), err)
	})
	return finish[EventPage](&out, err)
}

// EventsAll gives all of them; see ListAll.
func (s *Store) EventsAll(ctx context.Context, f EventFilter, each func(*Event) error) error {
	for {
		page, err := s.Events(ctx, f)
		if err != nil {
			return err
		}
		for i := range page.Events {
			if err := each(&page.Events[i]); err != nil {
				return unlessStop(err)
			}
		}
		if f.After = page.Next; f.After == 0 {
			return nil
		}
	}
}

// Wait waits until there is an event after the given one, from any process, at most so long. It
// gives the sequence number of the last event, whether there is a new one or not.
func (s *Store) Wait(ctx context.Context, after int64, timeout time.Duration) (int64, error) {
	if timeout < 0 {
		return 0, failure(ErrArgument, nil, "the time to wait is %v, wanted 0 or more", timeout)
	}
	end := time.NewTimer(timeout)
	defer end.Stop()
	return s.wait(ctx, after, end.C)
}

// Looking at growing distances: at once after news, four times a second when it is quiet. Between
// two looks no handle and no thread is held. Events of this process wake all who wait.
const (
	firstPause = time.Millisecond
	lastPause  = 250 * time.Millisecond
)

func (s *Store) wait(ctx context.Context, after int64, end <-chan time.Time) (int64, error) {
	for pause := firstPause; ; pause = longer(pause) {
		last, over, err := s.pause(ctx, after, pause, end)
		if err != nil || over || last > after {
			return last, err
		}
	}
}

func longer(pause time.Duration) time.Duration {
	if pause *= 2; pause > lastPause {
		return lastPause
	}
	return pause
}

// pause looks, and if there is no news waits for some, or for the time to look again.
func (s *Store) pause(ctx context.Context, after int64, length time.Duration,
	end <-chan time.Time) (last int64, over bool, err error) {
	news, stop := s.listen()
	defer stop()
	last, err = s.last(ctx, after)
	if err != nil || last > after {
		return last, true, err
	}
	again := time.NewTimer(length)
	defer again.Stop()
	select {
	case <-again.C:
	case <-news:
	case <-end:
		return last, true, nil
	case <-ctx.Done():
		return 0, true, cancelled(ctx)
	case <-s.closing:
		return 0, true, closed()
	}
	return last, false, nil
}

// last is the sequence number of the last event now.
func (s *Store) last(ctx context.Context, after int64) (int64, error) {
	var last C.int64_t
	err := s.run(ctx, false, &inputs{}, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_event_wait(h.c, C.int64_t(after), 0, &last, err)
	})
	return int64(last), err
}

// Follow gives events to a function as they happen, from any process, beginning with those after
// f.After that are there already. It ends when the context is done (ErrCancelled), when the store is
// closed (ErrClosed), or with an error of the function; ErrStop ends it without one.
func (s *Store) Follow(ctx context.Context, f EventFilter, each func(*Event) error) error {
	if f.Origin != "" {
		return failure(ErrArgument, nil, "an imported journal does not grow; use EventsAll")
	}
	seen := f.After
	for {
		// First how far the journal goes, then what of it is of interest.
		last, err := s.wait(ctx, seen, nil)
		if err != nil {
			return err
		}
		f.After = seen
		stopped := false
		err = s.EventsAll(ctx, f, func(e *Event) error {
			f.After = e.Seq
			err := each(e)
			stopped = err != nil
			return err
		})
		if err != nil || stopped {
			return err
		}
		if seen = f.After; seen < last {
			seen = last
		}
	}
}
