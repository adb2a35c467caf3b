package contracts

import "time"

// Amounts are exact decimals in major units with the digits of their currency, such as "-12.34"; see
// MinorUnits. Days are dates such as "2026-01-31".

// Ledger is the double-entry journal of a contract.
type Ledger struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun    bool      `json:"dry_run,mark"`
	Team      string    `json:"team"`
	Name      string    `json:"name"`
	ID        string    `json:"id"`
	Base      string    `json:"base"` // currency
	Accounts  int64     `json:"accounts"`
	Entries   int64     `json:"entries"` // number of the last one
	Postings  int64     `json:"postings"`
	Head      string    `json:"head"`           // hash of the last entry
	ClosedTo  string    `json:"closed_to,null"` // "" = nothing is closed
	CreatedAt time.Time `json:"created_at"`
	CreatedBy string    `json:"created_by"`
}

// Account is an account with its totals; a balance is debit less credit.
type Account struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun        bool      `json:"dry_run,mark"`
	Account       string    `json:"account"`
	Kind          string    `json:"kind"`
	Currency      string    `json:"currency"`
	Debit         string    `json:"debit"`
	Credit        string    `json:"credit"`
	Balance       string    `json:"balance"`
	PendingDebit  string    `json:"pending_debit"`
	PendingCredit string    `json:"pending_credit"`
	Lo            string    `json:"lo,null"` // least balance; "" = no limit
	Hi            string    `json:"hi,null"`
	Opened        string    `json:"opened,null"`
	Closed        string    `json:"closed,null"`
	CreatedAt     time.Time `json:"created_at"`
	CreatedBy     string    `json:"created_by"`
}

// Posting is one side of an entry: a debit above zero, a credit below.
type Posting struct {
	Account  string `json:"account"`
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

// Evidence is a link to what an entry rests on, and the SHA-256 of what it leads to.
type Evidence struct {
	Link   string `json:"link"`
	SHA256 string `json:"sha256,null"`
}

// Entry is an entry of a ledger; numbers of other entries are 0 where there is none.
type Entry struct {
	rendered

	Seq        int64      `json:"seq"`
	Act        EntryAct   `json:"act"`
	Kind       EntryKind  `json:"kind"`
	State      EntryState `json:"state"`
	Repeated   bool       `json:"repeated"` // it had been posted before
	Effective  string     `json:"effective"`
	Booked     string     `json:"booked"` // the day it counts
	RecordedAt time.Time  `json:"recorded_at"`
	Actor      string     `json:"actor"`
	Key        string     `json:"key,null"`
	Memo       string     `json:"memo,null"`
	CauseKind  string     `json:"cause_kind,null"`
	CauseID    string     `json:"cause_id,null"`
	Postings   []Posting  `json:"postings"`
	Evidence   []Evidence `json:"evidence"`
	Reverses   int64      `json:"reverses"`
	ReversedBy int64      `json:"reversed_by"`
	Resolves   int64      `json:"resolves"`
	ResolvedBy int64      `json:"resolved_by"`
	ExpiresAt  time.Time  `json:"expires_at,null"`
	Rate       string     `json:"rate,null"`
	RatePair   string     `json:"rate_pair,null"`
	RateSource string     `json:"rate_source,null"`
	RateDate   string     `json:"rate_date,null"`
	Hash       string     `json:"hash"`
}

// EntryPage is a part of a list of entries.
type EntryPage struct {
	rendered

	Entries []Entry `json:"entries"`
	Next    string  `json:"next,null"` // number behind which the next page begins; "" if this is the last
}

// Sum is the sum of balances in a currency.
type Sum struct {
	Currency string `json:"currency"`
	Balance  string `json:"balance"`
}

// Trial is balances by account, and their sums.
type Trial struct {
	rendered

	Team     string    `json:"team"`
	Name     string    `json:"name"`
	AsOf     string    `json:"as_of"`
	Entries  int64     `json:"entries"`
	Head     string    `json:"head"`
	Accounts []Account `json:"accounts"`
	Sums     []Sum     `json:"sums"`
}

// SealedBalance is a line of a sealed trial balance.
type SealedBalance struct {
	Account  string `json:"account"`
	Currency string `json:"currency"`
	Debit    string `json:"debit"`
	Credit   string `json:"credit"`
	Balance  string `json:"balance"`
}

// Period is a closed or sealed period.
type Period struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun   bool            `json:"dry_run,mark"`
	First    string          `json:"first"`
	Last     string          `json:"last"`
	State    string          `json:"state"` // "closed" or "sealed"
	ClosedAt time.Time       `json:"closed_at"`
	ClosedBy string          `json:"closed_by"`
	SealedAt time.Time       `json:"sealed_at,null"`
	SealedBy string          `json:"sealed_by,null"`
	Entries  int64           `json:"entries"` // that the seal covers
	Head     string          `json:"head,null"`
	Root     string          `json:"root,null"` // of the Merkle tree
	Balances []SealedBalance `json:"balances"`
}

// LedgerReport is what a verification found.
type LedgerReport struct {
	rendered

	OK        bool   `json:"ok"`
	Team      string `json:"team"`
	Name      string `json:"name"`
	Entries   int64  `json:"entries"`
	Postings  int64  `json:"postings"`
	Head      string `json:"head"`
	Invariant string `json:"invariant,null"` // the first that does not hold, such as "L4"
	Seq       int64  `json:"seq"`
	Row       string `json:"row,null"`
	Message   string `json:"message,null"`
}

// Checkpoint is what a ledger held at an instant, signed. Its JSON is what parties exchange.
type Checkpoint struct {
	rendered

	Format    string `json:"format"`
	Team      string `json:"team"`
	Name      string `json:"name"`
	Ledger    string `json:"ledger"`
	Entries   int64  `json:"entries"`
	Head      string `json:"head"`
	Root      string `json:"root"`
	At        string `json:"at"`
	Key       string `json:"key"`
	Signature string `json:"signature"`
}

// Proof says that an entry is in a ledger, or that a ledger has only grown.
type Proof struct {
	rendered

	Format   string   `json:"format"`
	Ledger   string   `json:"ledger"`
	Kind     string   `json:"kind"` // "inclusion" or "consistency"
	Seq      int64    `json:"seq"`
	Hash     string   `json:"hash,null"`
	From     int64    `json:"from"`
	FromRoot string   `json:"from_root,null"`
	Entries  int64    `json:"entries"`
	Root     string   `json:"root"`
	Path     []string `json:"path"`
}

// EntryKind is what an entry is about.
type EntryKind string

// The kinds. Target and share are posted by the library alone.
const (
	EntryCost       EntryKind = "cost"
	EntryFee        EntryKind = "fee"
	EntryDisallowed EntryKind = "disallowed"
	EntryTarget     EntryKind = "target"
	EntryShare      EntryKind = "share"
	EntryModifier   EntryKind = "modifier"
	EntryRisk       EntryKind = "risk"
	EntryFX         EntryKind = "fx"
	EntryPayment    EntryKind = "payment"
	EntryAdjustment EntryKind = "adjustment"
)

// EntryAct is what an entry does.
type EntryAct string

// The acts.
const (
	ActPost    EntryAct = "post"
	ActPend    EntryAct = "pend"
	ActSettle  EntryAct = "settle"
	ActVoid    EntryAct = "void"
	ActExpire  EntryAct = "expire"
	ActReverse EntryAct = "reverse"
	ActRestate EntryAct = "restate"
)

// EntryState is where an entry stands.
type EntryState string

// The states.
const (
	EntryPosted   EntryState = "posted"
	EntryPending  EntryState = "pending"
	EntrySettled  EntryState = "settled"
	EntryVoided   EntryState = "voided"
	EntryExpired  EntryState = "expired"
	EntryReversed EntryState = "reversed"
)
