package contracts_test

import (
	"errors"
	"fmt"
	"testing"

	"contracts"
)

func TestErrorsInGosWay(t *testing.T) {
	store := open(t)
	_, err := store.Get(background, "shop", "orders", "")
	wrapped := fmt.Errorf("look-up: %w", err)
	equal(t, "is", errors.Is(wrapped, contracts.ErrNotFound), true)
	equal(t, "is not", errors.Is(wrapped, contracts.ErrConflict), false)
	equal(t, "is not closed", errors.Is(wrapped, contracts.ErrClosed), false)
	var e *contracts.Error
	equal(t, "as", errors.As(wrapped, &e), true)
	equal(t, "status", e.Status, contracts.ErrNotFound)
	equal(t, "message", e.Error(), e.Message)
	equal(t, "retryable", e.Retryable(), false)
	equal(t, "nothing below", errors.Unwrap(e) == nil, true)
	equal(t, "status as an error", contracts.ErrNotFound.Error(), "not_found")
}

func TestEveryStatusIsOneOfTheLibrary(t *testing.T) {
	for _, status := range []contracts.Status{
		contracts.ErrArgument, contracts.ErrInput, contracts.ErrLimit, contracts.ErrUnsupported,
		contracts.ErrNotFound, contracts.ErrExists, contracts.ErrConflict, contracts.ErrState,
		contracts.ErrDenied, contracts.ErrBusy, contracts.ErrIO, contracts.ErrFull,
		contracts.ErrReadOnly, contracts.ErrCorrupt, contracts.ErrNotOurs, contracts.ErrNewer,
		contracts.ErrReplaced, contracts.ErrForked, contracts.ErrNoMemory, contracts.ErrCancelled,
	} {
		equal(t, string(status)+" is explained", status.Text() != "", true)
		equal(t, string(status)+" is a failure of the command", status.ExitCode() > 1, true)
	}
	equal(t, "exit code", contracts.ErrConflict.ExitCode(), 4)
	equal(t, "text", contracts.Status("unheard of").Text(), "")
	equal(t, "exit code", contracts.Status("unheard of").ExitCode(), 0)
}
