package contracts

// #include "bridge.h"
import "C"

import "time"

// callOptions are who does it, when, and on what grounds.
type callOptions struct {
	actor, reason string
	now           time.Time
	ifRevision    int64
	flags         C.uint32_t
}

// CallOption is a word about a call that writes.
type CallOption func(*callOptions)

// By says who does it. The default is the store's actor.
func By(actor string) CallOption { return func(c *callOptions) { c.actor = actor } }

// Because says why; it is recorded in the journal.
func Because(reason string) CallOption { return func(c *callOptions) { c.reason = reason } }

// At dates the call. The default is the store's clock. Earlier than the last event is ErrArgument.
func At(now time.Time) CallOption { return func(c *callOptions) { c.now = now } }

// IfRevision acts only if the version is at this revision; otherwise that is ErrConflict.
func IfRevision(n int64) CallOption { return func(c *callOptions) { c.ifRevision = n } }

// DryRun does everything and keeps nothing.
func DryRun() CallOption { return func(c *callOptions) { c.flags |= C.CTR_CALL_DRY_RUN } }

// Force overrules a guard.
func Force(reason string) CallOption {
	return func(c *callOptions) { c.flags, c.reason = c.flags|C.CTR_CALL_FORCE, reason }
}

// DeclareBreak says that a break is a decision, and why.
func DeclareBreak(reason string) CallOption {
	return func(c *callOptions) { c.flags, c.reason = c.flags|C.CTR_CALL_DECLARE_BREAK, reason }
}

// call is the options as C has them; NULL if there are none.
func (in *inputs) call(options []CallOption) *C.ctr_call {
	if len(options) == 0 {
		return nil
	}
	var o callOptions
	for _, option := range options {
		option(&o)
	}
	var c C.ctr_call
	C.ctr_call_init(&c, C.sizeof_ctr_call)
	c.flags = o.flags
	c.actor = in.optional("actor", o.actor)
	c.reason = in.optional("reason", o.reason)
	c.now_us = in.instant("the time of the call", o.now)
	c.if_revision = C.int64_t(o.ifRevision)
	return &c
}
