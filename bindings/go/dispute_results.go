package contracts

import "time"

// DisputeSubject is what is disputed.
type DisputeSubject string

// What is disputed.
const (
	DisputeEntry      DisputeSubject = "entry"      // of the ledger, by its number
	DisputeAssessment DisputeSubject = "assessment" // of the share, by its number
	DisputeDecision   DisputeSubject = "decision"   // on a change, by the id of the change
	DisputeChange     DisputeSubject = "change"
)

// DisputeState is where a dispute stands.
type DisputeState string

// The states of a dispute.
const (
	DisputeOpen      DisputeState = "open"
	DisputeAnswered  DisputeState = "answered"
	DisputeResolved  DisputeState = "resolved"
	DisputeWithdrawn DisputeState = "withdrawn"
)

// DisputeOutcome is what resolved a dispute.
type DisputeOutcome string

// The outcomes.
const (
	ByDecision DisputeOutcome = "decision"
	ByReversal DisputeOutcome = "reversal"
)

// Dispute is what a party disputes, what both said, and how it ended.
type Dispute struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun     bool           `json:"dry_run,mark"`
	Dispute    string         `json:"dispute"` // "team/name/D-1"
	ID         string         `json:"id"`
	Team       string         `json:"team"`
	Contract   string         `json:"contract"`
	Kind       DisputeSubject `json:"kind"`
	About      string         `json:"about"` // "entry:team/name#7"
	State      DisputeState   `json:"state"`
	Party      string         `json:"party"`
	Against    string         `json:"against"`
	Statement  string         `json:"statement"`
	Answer     string         `json:"answer,null"`
	DueAt      time.Time      `json:"due_at,null"`
	Level      int64          `json:"level"`
	Loop       int64          `json:"loop"`
	Next       ActionKind     `json:"next,null"`
	NextAt     time.Time      `json:"next_at,null"`
	Outcome    DisputeOutcome `json:"outcome,null"`
	Reference  string         `json:"reference,null"` // "entry:team/name#9", "decision:team/name/CR-2"
	Reason     string         `json:"reason,null"`
	Revision   int64          `json:"revision"`
	OpenedAt   time.Time      `json:"opened_at"`
	OpenedBy   string         `json:"opened_by"`
	AnsweredAt time.Time      `json:"answered_at,null"`
	AnsweredBy string         `json:"answered_by,null"`
	EndedAt    time.Time      `json:"ended_at,null"`
	EndedBy    string         `json:"ended_by,null"`
}

// DisputePage is a part of a list of disputes.
type DisputePage struct {
	rendered

	Disputes []Dispute `json:"disputes"`
	Next     string    `json:"next,null"`
}
