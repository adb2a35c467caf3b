package contracts

/*
#include "bridge.h"
#include <stdlib.h>
*/
import "C"

import (
	"context"
	"time"
	"unsafe"
)

// MinorUnits is a decimal amount in major units as minor units, exactly: "12.34" in GBP is 1234.
//
// ErrArgument: it is no number, too fine for the currency, or too large; or there is no such currency.
func MinorUnits(amount, currency string) (int64, error) {
	var in inputs
	defer in.free()
	a, c := in.text("the amount", amount), in.text("the currency", currency)
	if in.err != nil {
		return 0, in.err
	}
	var out C.int64_t
	exponent := C.ctr_money_exponent(c)
	if exponent < 0 || C.ctr_money_parse(a, exponent, &out) == 0 {
		return 0, failure(ErrArgument, nil, "'%s' is no amount in '%s'", amount, currency)
	}
	return int64(out), nil
}

// Amount is minor units as a decimal amount in major units: 1234 in GBP is "12.34".
func Amount(minor int64, currency string) (string, error) {
	var in inputs
	defer in.free()
	c := in.text("the currency", currency)
	if in.err != nil {
		return "", in.err
	}
	var out [40]C.char
	exponent := C.ctr_money_exponent(c)
	if exponent < 0 || C.ctr_money_print(C.int64_t(minor), exponent, &out[0], C.size_t(len(out))) == 0 {
		return "", failure(ErrArgument, nil, "'%s' is no currency of ISO 4217", currency)
	}
	return C.GoString(&out[0]), nil
}

// OpenLedger begins the ledger of a contract; base is the ISO 4217 code of its base currency.
func (s *Store) OpenLedger(ctx context.Context, team, name, base string,
	options ...CallOption) (*Ledger, error) {
	var in inputs
	defer in.free()
	t, n, b := in.text("team", team), in.text("name", name), in.text("base", base)
	call := in.call(options)
	out := result{kind: C.CTRGO_LEDGER}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_open(h.c, t, n, b, call, (**C.ctr_ledger)(out.place()), err)
	})
	return finish[Ledger](&out, err)
}

// Ledger looks at the ledger of a contract.
func (s *Store) Ledger(ctx context.Context, team, name string) (*Ledger, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_LEDGER}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_get(h.c, t, n, (**C.ctr_ledger)(out.place()), err)
	})
	return finish[Ledger](&out, err)
}

// AccountSpec says what account to open, or how to change one. Limits are minor units.
type AccountSpec struct {
	Account  string // such as "Assets:Acme:Cost"
	Currency string // "" = the ledger's base
	Opened   string // first day it takes entries; "" = any
	Closed   string // first day it takes none any more; "" = none
	Lo, Hi   *int64 // least and greatest balance, debit less credit; nil = none
	NoLimits bool   // ChangeAccount: take the limits away
}

func (in *inputs) account(a *AccountSpec) *C.ctr_account_spec {
	var c C.ctr_account_spec
	C.ctr_account_spec_init(&c, C.sizeof_ctr_account_spec)
	c.account = in.text("the account", a.Account)
	c.currency = in.optional("the currency", a.Currency)
	c.opened = in.optional("the day of opening", a.Opened)
	c.closed = in.optional("the day of closing", a.Closed)
	if a.Lo != nil {
		c.flags |= C.CTR_ACCOUNT_HAS_LO
		c.lo = C.int64_t(*a.Lo)
	}
	if a.Hi != nil {
		c.flags |= C.CTR_ACCOUNT_HAS_HI
		c.hi = C.int64_t(*a.Hi)
	}
	if a.NoLimits {
		c.flags |= C.CTR_ACCOUNT_NO_LIMITS
	}
	return &c
}

// OpenAccount opens an account of a ledger.
func (s *Store) OpenAccount(ctx context.Context, team, name string, a AccountSpec,
	options ...CallOption) (*Account, error) {
	var in inputs
	defer in.free()
	t, n, spec, call := in.text("team", team), in.text("name", name), in.account(&a), in.call(options)
	out := result{kind: C.CTRGO_ACCOUNT}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_account_open(h.c, t, n, spec, call, (**C.ctr_account)(out.place()), err)
	})
	return finish[Account](&out, err)
}

// ChangeAccount changes the limits of an account, or the day it is closed; what is not given stays.
func (s *Store) ChangeAccount(ctx context.Context, team, name string, a AccountSpec,
	options ...CallOption) (*Account, error) {
	var in inputs
	defer in.free()
	t, n, spec, call := in.text("team", team), in.text("name", name), in.account(&a), in.call(options)
	out := result{kind: C.CTRGO_ACCOUNT}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_account_change(h.c, t, n, spec, call, (**C.ctr_account)(out.place()), err)
	})
	return finish[Account](&out, err)
}

// PostingSpec is one side of an entry: minor units, a debit above zero, a credit below.
type PostingSpec struct {
	Account  string
	Amount   int64
	Currency string // to be sure; "" = the account's
}

// EntrySpec says what entry to post; its postings sum to zero in every currency.
type EntrySpec struct {
	Kind       EntryKind
	Postings   []PostingSpec
	Date       string // day it is effective; "" = the day of the call, UTC
	Key        string // idempotency: posted once, however often it is sent
	Memo       string
	CauseKind  string // what it comes from, such as "change"
	CauseID    string
	Evidence   []Evidence
	Pending    bool // does not count until it is settled
	Late       bool // if its period is closed, book it on the first open day
	Expires    time.Time
	Rate       string // fx: units of the second currency for one of the first
	RatePair   string // such as "GBP/EUR"
	RateSource string
	RateDate   string
}

func (in *inputs) block(count int, size uintptr) unsafe.Pointer {
	memory := C.calloc(C.size_t(count)+1, C.size_t(size))
	in.memory = append(in.memory, memory)
	return memory
}

// postings are three arrays in memory of C.
func (in *inputs) postings(p []PostingSpec) (accounts, currencies **C.char, amounts *C.int64_t) {
	a := unsafe.Slice((**C.char)(in.block(len(p), unsafe.Sizeof((*C.char)(nil)))), len(p)+1)
	c := unsafe.Slice((**C.char)(in.block(len(p), unsafe.Sizeof((*C.char)(nil)))), len(p)+1)
	m := unsafe.Slice((*C.int64_t)(in.block(len(p), 8)), len(p)+1)
	for i, posting := range p {
		a[i] = in.text("an account", posting.Account)
		c[i] = in.optional("a currency", posting.Currency)
		m[i] = C.int64_t(posting.Amount)
	}
	return &a[0], &c[0], &m[0]
}

func (in *inputs) evidence(e []Evidence) (links, hashes **C.char) {
	l := unsafe.Slice((**C.char)(in.block(len(e), unsafe.Sizeof((*C.char)(nil)))), len(e)+1)
	h := unsafe.Slice((**C.char)(in.block(len(e), unsafe.Sizeof((*C.char)(nil)))), len(e)+1)
	for i, one := range e {
		l[i] = in.text("a link", one.Link)
		h[i] = in.optional("a hash", one.SHA256)
	}
	return &l[0], &h[0]
}

func (in *inputs) entry(c *C.ctr_entry_spec, e *EntrySpec) {
	C.ctr_entry_spec_init(c, C.sizeof_ctr_entry_spec)
	if e.Pending {
		c.flags |= C.CTR_ENTRY_PEND
	}
	if e.Late {
		c.flags |= C.CTR_ENTRY_LATE
	}
	c.kind = in.entryKindWord(e.Kind)
	c.date = in.optional("the date", e.Date)
	c.key = in.optional("the key", e.Key)
	c.memo = in.optional("the memo", e.Memo)
	c.cause_kind = in.optional("the kind of the cause", e.CauseKind)
	c.cause_id = in.optional("the cause", e.CauseID)
	c.accounts, c.currencies, c.amounts = in.postings(e.Postings)
	c.posting_count = C.size_t(len(e.Postings))
	c.evidence, c.evidence_sha256 = in.evidence(e.Evidence)
	c.evidence_count = C.size_t(len(e.Evidence))
	c.expires_us = in.instant("the end", e.Expires)
	c.rate = in.optional("the rate", e.Rate)
	c.rate_pair = in.optional("the pair", e.RatePair)
	c.rate_source = in.optional("the source", e.RateSource)
	c.rate_date = in.optional("the day of the rate", e.RateDate)
}

func (in *inputs) entryKindWord(value EntryKind) (out C.ctr_entry_kind) {
	if c := in.optional("kind", string(value)); c != nil && C.ctr_entry_kind_parse(c, &out) == 0 {
		in.unknown("kind", string(value))
	}
	return out
}

// Post posts entries, in order, all or none. An entry whose key is known and whose content is the same
// answers with the first one, Repeated.
//
// ErrConflict: the key belongs to an entry with other content (detail "field"), or the evidence to a
// cost of another contract. ErrState: the period is closed, the account is, or a limit would not hold.
func (s *Store) Post(ctx context.Context, team, name string, entries []EntrySpec,
	options ...CallOption) ([]Entry, error) {
	var in inputs
	defer in.free()
	t, n, call := in.text("team", team), in.text("name", name), in.call(options)
	specs := (*C.ctr_entry_spec)(in.block(len(entries), C.sizeof_ctr_entry_spec))
	array := unsafe.Slice(specs, len(entries)+1)
	for i := range entries {
		in.entry(&array[i], &entries[i])
	}
	return s.entriesOf(ctx, true, &in, func(h *handle, out **C.ctr_entry_list, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_post(h.c, t, n, specs, C.size_t(len(entries)), call, out, err)
	})
}

// entriesOf is a call that answers with entries.
func (s *Store) entriesOf(ctx context.Context, write bool, in *inputs,
	call func(h *handle, out **C.ctr_entry_list, err **C.ctr_error) C.ctr_status) ([]Entry, error) {
	out := result{kind: C.CTRGO_ENTRY_LIST}
	defer out.free()
	err := s.run(ctx, write, in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return call(h, (**C.ctr_entry_list)(out.place()), err)
	})
	page, err := finish[EntryPage](&out, err)
	if err != nil {
		return nil, err
	}
	return page.Entries, nil
}

// Resolution says how an entry is settled, voided, reversed or restated.
type Resolution struct {
	Date     string // day it is effective; "" = the day of the call, UTC
	Key      string
	Memo     string        // "" = the reason of the call
	Amount   int64         // Settle: so much of both postings; 0 = all
	Postings []PostingSpec // Settle: some postings, or parts of them; none = all
	Late     bool
}

func (in *inputs) resolution(r *Resolution) *C.ctr_resolution {
	c := (*C.ctr_resolution)(in.block(1, C.sizeof_ctr_resolution))
	C.ctr_resolution_init(c, C.sizeof_ctr_resolution)
	if r.Late {
		c.flags = C.CTR_ENTRY_LATE
	}
	c.date = in.optional("the date", r.Date)
	c.key = in.optional("the key", r.Key)
	c.memo = in.optional("the memo", r.Memo)
	c.amount = C.int64_t(r.Amount)
	c.accounts, _, c.amounts = in.postings(r.Postings)
	c.posting_count = C.size_t(len(r.Postings))
	return c
}

type resolving func(store *C.ctr_store, team, name *C.char, resolution *C.ctr_resolution,
	call *C.ctr_call, out **C.ctr_entry_list, err **C.ctr_error) C.ctr_status

func (s *Store) resolve(ctx context.Context, team, name string, r *Resolution, options []CallOption,
	verb resolving) (*Entry, error) {
	var in inputs
	defer in.free()
	t, n, spec, call := in.text("team", team), in.text("name", name), in.resolution(r), in.call(options)
	list, err := s.entriesOf(ctx, true, &in, func(h *handle, out **C.ctr_entry_list, err **C.ctr_error) C.ctr_status {
		return verb(h.c, t, n, spec, call, out, err)
	})
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

// Settle makes a pending entry count, wholly or in part; what is not settled is released.
func (s *Store) Settle(ctx context.Context, team, name string, seq int64, r Resolution,
	options ...CallOption) (*Entry, error) {
	return s.resolve(ctx, team, name, &r, options, func(store *C.ctr_store, t, n *C.char,
		spec *C.ctr_resolution, call *C.ctr_call, out **C.ctr_entry_list, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_settle(store, t, n, C.int64_t(seq), spec, call, out, err)
	})
}

// Void ends a pending entry; nothing of it counts.
func (s *Store) Void(ctx context.Context, team, name string, seq int64, r Resolution,
	options ...CallOption) (*Entry, error) {
	return s.resolve(ctx, team, name, &r, options, func(store *C.ctr_store, t, n *C.char,
		spec *C.ctr_resolution, call *C.ctr_call, out **C.ctr_entry_list, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_void(store, t, n, C.int64_t(seq), spec, call, out, err)
	})
}

// Reverse mirrors an entry that counts; once.
func (s *Store) Reverse(ctx context.Context, team, name string, seq int64, r Resolution,
	options ...CallOption) (*Entry, error) {
	return s.resolve(ctx, team, name, &r, options, func(store *C.ctr_store, t, n *C.char,
		spec *C.ctr_resolution, call *C.ctr_call, out **C.ctr_entry_list, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_reverse(store, t, n, C.int64_t(seq), spec, call, out, err)
	})
}

// Restate mirrors a reversal, so that what it took back counts again.
func (s *Store) Restate(ctx context.Context, team, name string, seq int64, r Resolution,
	options ...CallOption) (*Entry, error) {
	return s.resolve(ctx, team, name, &r, options, func(store *C.ctr_store, t, n *C.char,
		spec *C.ctr_resolution, call *C.ctr_call, out **C.ctr_entry_list, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_restate(store, t, n, C.int64_t(seq), spec, call, out, err)
	})
}

// Expire ends the pending entries whose time is over at the instant of the call, at most 1000.
func (s *Store) Expire(ctx context.Context, team, name string, options ...CallOption) ([]Entry, error) {
	var in inputs
	defer in.free()
	t, n, call := in.text("team", team), in.text("name", name), in.call(options)
	return s.entriesOf(ctx, true, &in, func(h *handle, out **C.ctr_entry_list, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_expire(h.c, t, n, call, out, err)
	})
}

// EntryFilter says which entries to list. Every field narrows.
type EntryFilter struct {
	Account string // with a posting to it
	From    string // booked on this day or later
	To      string // booked on this day or earlier
	Kind    EntryKind
	Pending bool  // only those that are pending now
	After   int64 // only entries with a higher number
	Limit   int   // items a page; 0 = 100, at most 1000
}

// Entries lists entries of a ledger by number: one page of them.
func (s *Store) Entries(ctx context.Context, team, name string, f EntryFilter) (*EntryPage, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	var c C.ctr_entry_filter
	C.ctr_entry_filter_init(&c, C.sizeof_ctr_entry_filter)
	c.account = in.optional("the account", f.Account)
	c.from = in.optional("the first day", f.From)
	c.to = in.optional("the last day", f.To)
	c.kind = in.entryKindWord(f.Kind)
	c.after = C.int64_t(f.After)
	c.limit = in.count("the limit", f.Limit)
	if f.Pending {
		c.pending = 1
	}
	out := result{kind: C.CTRGO_ENTRY_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_entry_find(h.c, t, n, &c, (**C.ctr_entry_list)(out.place()), err)
	})
	return finish[EntryPage](&out, err)
}

// BalanceQuery says which balances.
type BalanceQuery struct {
	Account string // this one and those below it; "" = all
	Day     string // as things stood then; "" = now
	By      AsOf   // the date that counts; "" = AsOfBooked
}

// Balance gives balances of accounts and their sums by currency; without an account the trial balance.
func (s *Store) Balance(ctx context.Context, team, name string, q BalanceQuery) (*Trial, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	var c C.ctr_balance_query
	C.ctr_balance_query_init(&c, C.sizeof_ctr_balance_query)
	c.account = in.optional("the account", q.Account)
	c.day = in.optional("the day", q.Day)
	if q.Day != "" {
		c.as_of = in.asOfWord(q.By)
	}
	out := result{kind: C.CTRGO_TRIAL}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_balance(h.c, t, n, &c, (**C.ctr_trial)(out.place()), err)
	})
	return finish[Trial](&out, err)
}
