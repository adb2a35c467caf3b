package contracts

// #include "bridge.h"
import "C"

import (
	"errors"
	"fmt"
)

// Status is the class of a failure: the lower-case name that the library and the command use. New
// ones may appear in later versions. A Status is an error, so that it can be asked for:
//
//	errors.Is(err, contracts.ErrConflict)
type Status string

// The classes of failures.
const (
	ErrArgument    Status = "argument"    // an argument of the call is not acceptable
	ErrInput       Status = "input"       // a document or file is unreadable or malformed
	ErrLimit       Status = "limit"       // input is larger or deeper than the limits allow
	ErrUnsupported Status = "unsupported" // well-formed, but this library cannot do it
	ErrNotFound    Status = "not_found"   // no such team, contract, version, consumer, file
	ErrExists      Status = "exists"      // it is there already
	ErrConflict    Status = "conflict"    // stale revision or lost race
	ErrState       Status = "state"       // the rules forbid it in the present state
	ErrDenied      Status = "denied"      // the host's authoriser refused
	ErrBusy        Status = "busy"        // somebody held the store past the deadline
	ErrIO          Status = "io"          // the operating system reported a failure
	ErrFull        Status = "full"        // no space left
	ErrReadOnly    Status = "readonly"    // the store cannot be written
	ErrCorrupt     Status = "corrupt"     // the store is damaged
	ErrNotOurs     Status = "not_ours"    // the file is not a contracts store
	ErrNewer       Status = "newer"       // the store was written by a newer library
	ErrReplaced    Status = "replaced"    // the file was replaced under the open store
	ErrForked      Status = "forked"      // the store was opened before a fork
	ErrNoMemory    Status = "nomem"       // no memory
	ErrCancelled   Status = "cancelled"   // the context is done, or a callback stopped the call
	ErrBlocked     Status = "blocked"     // a raised stop-the-line trigger blocks it
)

// Error makes a Status something that errors.Is can look for.
func (s Status) Error() string { return string(s) }

// Text explains it in one sentence; "" if the library does not know it.
func (s Status) Text() string {
	if n, known := statuses[s]; known {
		return C.GoString(C.ctr_status_text(n))
	}
	return ""
}

// ExitCode is that of the command for it; 0 if the library does not know it.
func (s Status) ExitCode() int { return int(C.ctr_status_exit(statuses[s])) }

// statuses are C's numbers. It has no way back from a name; it answers "unknown" past the last.
var statuses = func() map[Status]C.ctr_status {
	known := make(map[Status]C.ctr_status)
	for n := C.ctr_status(-1); ; n-- {
		name := Status(C.GoString(C.ctr_status_name(n)))
		if name == "unknown" {
			return known
		}
		known[name] = n
	}
}()

var (
	// ErrClosed is in the chain of the error of every call on a closed store.
	ErrClosed = errors.New("the store is closed")

	// ErrStop is what a callback of ListAll, Follow and the like returns to end it without an error.
	ErrStop = errors.New("stop")
)

// Error is why a call failed. Programs look at Status and Details; the text of Message may change.
type Error struct {
	Status  Status
	Message string            // one line: what is, what was wanted, where, what to do next
	Details map[string]string // such as "file", "line", "column", "version", "winner", "item"

	cause error
}

// Error gives the message, and what in Go was behind it.
func (e *Error) Error() string {
	if e.cause != nil && e.cause != ErrClosed {
		return e.Message + ": " + e.cause.Error()
	}
	return e.Message
}

// Is reports whether target is the status of e.
func (e *Error) Is(target error) bool {
	status, ok := target.(Status)
	return ok && status == e.Status
}

// Unwrap gives what in Go was behind it: the context's error, that of a file, of the authoriser.
func (e *Error) Unwrap() error { return e.cause }

// Retryable tells whether the same call may succeed later without any change.
func (e *Error) Retryable() bool { return e.Status == ErrBusy }

func failure(status Status, cause error, format string, args ...any) *Error {
	return &Error{Status: status, Message: fmt.Sprintf(format, args...), cause: cause}
}

func closed() error {
	return failure(ErrArgument, ErrClosed, "the store is closed")
}

// errorOf takes over an error of C.
func errorOf(status C.ctr_status, c *C.ctr_error) *Error {
	defer C.ctr_error_free(c)
	e := &Error{
		Status:  Status(C.GoString(C.ctr_status_name(status))),
		Message: C.GoString(C.ctr_error_message(c)),
	}
	for i := C.size_t(0); i < C.ctr_error_detail_count(c); i++ {
		if e.Details == nil {
			e.Details = make(map[string]string)
		}
		key := C.ctr_error_detail_key(c, i)
		e.Details[C.GoString(key)] = C.GoString(C.ctr_error_detail(c, key))
	}
	return e
}
