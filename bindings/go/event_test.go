package contracts_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"contracts"
)

func kinds(events []contracts.Event) (kinds []string) {
	for _, e := range events {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}

func TestEventsSayWhatHappened(t *testing.T) {
	at := time.Date(2026, 1, 5, 9, 0, 0, 1000, time.UTC)
	store := open(t, contracts.WithClock(func() time.Time { return at }), contracts.WithActor("ann"))
	withOrders(t, store)
	events := must(store.Events(background, contracts.EventFilter{}))(t).Events
	equal(t, "kinds", fmt.Sprint(kinds(events)),
		"[store.created contract.created version.created version.activated]")
	last := events[3]
	equal(t, "sequence", last.Seq, 4)
	equal(t, "subject", last.Subject, "version:shop/orders@1.0.0")
	equal(t, "actor", last.Actor, "ann")
	equal(t, "time", last.At, at)
	equal(t, "hash", len(last.Hash), 64)
	equal(t, "body", fmt.Sprint(events[1].Body["mode"]), "backward")
}

func TestEventsByKindContractAndPage(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	page := must(store.Events(background, contracts.EventFilter{Kind: "version.", Limit: 1}))(t)
	one := page.Events
	equal(t, "next", page.Next, one[0].Seq)
	page = must(store.Events(background, contracts.EventFilter{Kind: "version.", Limit: 1, After: page.Next}))(t)
	equal(t, "events", len(page.Events), 1)
	equal(t, "next", page.Next, 0)
	equal(t, "kinds", fmt.Sprint(kinds(one)), "[version.created]")
	rest := must(store.Events(background, contracts.EventFilter{
		Team: "shop", Name: "orders", After: one[0].Seq}))(t).Events
	equal(t, "kinds", fmt.Sprint(kinds(rest)), "[version.activated]")
	_, err := store.Events(background, contracts.EventFilter{
		Origin: "018f0000-0000-7000-8000-000000000000"})
	wanted(t, err, contracts.ErrNotFound, "no journal of a store")
	_, err = store.Events(background, contracts.EventFilter{Name: "orders"})
	wanted(t, err, contracts.ErrArgument, "without its team")
	_, err = store.Events(background, contracts.EventFilter{After: -1})
	wanted(t, err, contracts.ErrArgument)
	_, err = store.Events(background, contracts.EventFilter{Limit: -1})
	wanted(t, err, contracts.ErrArgument, "the limit is -1")
	_, err = store.Events(background, contracts.EventFilter{Team: "shop", Name: "nothing"})
	wanted(t, err, contracts.ErrNotFound)
}

func TestEventsAllWalksEveryPage(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	var seen []int64
	noError(t, store.EventsAll(background, contracts.EventFilter{Limit: 3}, func(e *contracts.Event) error {
		seen = append(seen, e.Seq)
		return nil
	}))
	equal(t, "sequence", fmt.Sprint(seen), "[1 2 3 4]")
	noError(t, store.EventsAll(background, contracts.EventFilter{}, func(e *contracts.Event) error {
		return fmt.Errorf("enough: %w", contracts.ErrStop)
	}))
	mine := errors.New("mine")
	err := store.EventsAll(background, contracts.EventFilter{}, func(*contracts.Event) error { return mine })
	equal(t, "is mine", err == mine, true)
}

func TestWaitGivesTheLastEvent(t *testing.T) {
	store := open(t)
	equal(t, "last", must(store.Wait(background, 0, 0))(t), 1)
	begin := time.Now()
	equal(t, "last", must(store.Wait(background, 1, 30*time.Millisecond))(t), 1)
	if waited := time.Since(begin); waited < 25*time.Millisecond {
		t.Fatalf("waited %v, wanted 30 ms", waited)
	}
	_, err := store.Wait(background, 1, -time.Second)
	wanted(t, err, contracts.ErrArgument)
	_, err = store.Wait(background, -1, 0)
	if err != nil {
		wanted(t, err, contracts.ErrArgument)
	}
}

func TestWaitEndsAtOnceWhenThisProcessWrites(t *testing.T) {
	store := open(t)
	done := make(chan time.Duration)
	go func() {
		begin := time.Now()
		if _, err := store.Wait(background, 1, time.Minute); err != nil {
			t.Error(err)
		}
		done <- time.Since(begin)
	}()
	time.Sleep(600 * time.Millisecond) // so that it looks four times a second
	withOrders(t, store)
	begin := time.Now()
	<-done
	if late := time.Since(begin); late > 200*time.Millisecond {
		t.Fatalf("news took %v", late)
	}
}

func TestFollowEndsWithItsContext(t *testing.T) {
	store := open(t)
	ctx, cancel := context.WithTimeout(background, 50*time.Millisecond)
	defer cancel()
	count := 0
	err := store.Follow(ctx, contracts.EventFilter{}, func(*contracts.Event) error {
		count++
		return nil
	})
	wanted(t, err, contracts.ErrCancelled)
	equal(t, "is the context's", errors.Is(err, context.DeadlineExceeded), true)
	equal(t, "events", count, 1)
}

func TestFollowEndsWhenTheStoreIsClosed(t *testing.T) {
	store := open(t)
	done := make(chan error)
	begun := make(chan struct{}, 1)
	go func() {
		done <- store.Follow(background, contracts.EventFilter{}, func(*contracts.Event) error {
			begun <- struct{}{}
			return nil
		})
	}()
	<-begun
	noError(t, store.Close())
	select {
	case err := <-done:
		equal(t, "is closed", errors.Is(err, contracts.ErrClosed), true)
	case <-time.After(5 * time.Second):
		t.Fatal("Follow goes on")
	}
}

func TestFollowPassesOverWhatTheFilterLeavesOut(t *testing.T) {
	store := open(t)
	var kinds []string
	done := make(chan error)
	go func() {
		done <- store.Follow(background, contracts.EventFilter{Kind: "version."},
			func(e *contracts.Event) error {
				kinds = append(kinds, e.Kind)
				if e.Kind == "version.activated" {
					return contracts.ErrStop
				}
				return nil
			})
	}()
	withOrders(t, store)
	noError(t, <-done)
	equal(t, "kinds", fmt.Sprint(kinds), "[version.created version.activated]")
	err := store.Follow(background, contracts.EventFilter{Origin: "x"}, nil)
	wanted(t, err, contracts.ErrArgument, "does not grow")
}

func TestMayWriteWhileItFollowsInMemory(t *testing.T) {
	store := openAt(t, ":memory:")
	noError(t, store.Follow(background, contracts.EventFilter{}, func(e *contracts.Event) error {
		switch e.Kind {
		case "store.created":
			withOrders(t, store)
		case "version.activated":
			return contracts.ErrStop
		}
		return nil
	}))
}

// writer is the other process: a contract for each line that it reads.
func writer(path string) int {
	store, err := contracts.Open(path, contracts.WithActor("writer"))
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer store.Close()
	fmt.Println("ready")
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		if _, err := store.Create(background, contracts.NewContract{
			Team: "shop", Name: lines.Text(), Document: text(v1)}); err != nil {
			fmt.Println(err)
			return 1
		}
	}
	return 0
}

func TestFollowSeesWhatAnotherProcessWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "contracts.db")
	store := openAt(t, path, contracts.WithCreate())
	other := exec.Command(os.Args[0])
	other.Env = append(os.Environ(), "CONTRACTS_TEST_WRITER="+path)
	input := must(other.StdinPipe())(t)
	output := must(other.StdoutPipe())(t)
	noError(t, other.Start())
	line := must(bufio.NewReader(output).ReadString('\n'))(t)
	equal(t, "the other process", line, "ready\n")

	const most = 20
	seen := 0
	fmt.Fprintln(input, "c1")
	err := store.Follow(background, contracts.EventFilter{Kind: "version.created"},
		func(e *contracts.Event) error {
			seen++
			equal(t, "actor", e.Actor, "writer")
			equal(t, "subject", e.Subject, fmt.Sprintf("version:shop/c%d@1.0.0", seen))
			if seen == most {
				return contracts.ErrStop
			}
			fmt.Fprintf(input, "c%d\n", seen+1)
			return nil
		})
	noError(t, err)
	noError(t, input.Close())
	noError(t, other.Wait())
	equal(t, "events", seen, most)
}
