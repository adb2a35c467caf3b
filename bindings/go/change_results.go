package contracts

import "time"

// ChangeState is where a change stands.
type ChangeState string

// The states.
const (
	ChangeDraft       ChangeState = "draft"
	ChangeSubmitted   ChangeState = "submitted"
	ChangeAnalysed    ChangeState = "analysed"
	ChangeApproved    ChangeState = "approved"
	ChangeRejected    ChangeState = "rejected"
	ChangeDeferred    ChangeState = "deferred"
	ChangeImplemented ChangeState = "implemented"
	ChangeClosed      ChangeState = "closed"
	ChangeWithdrawn   ChangeState = "withdrawn"
)

// ChangeType is how a change is dealt with.
type ChangeType string

// The types.
const (
	ChangeStandard  ChangeType = "standard" // approved beforehand
	ChangeNormal    ChangeType = "normal"
	ChangeEmergency ChangeType = "emergency" // implemented first
)

// Outcome is what was decided.
type Outcome string

// The outcomes.
const (
	OutcomeApproved Outcome = "approved"
	OutcomeRejected Outcome = "rejected"
	OutcomeDeferred Outcome = "deferred"
)

// VoteWord is what a party votes.
type VoteWord string

// The votes.
const (
	VoteApprove VoteWord = "approve"
	VoteReject  VoteWord = "reject"
	VoteAbstain VoteWord = "abstain"
)

// DecisionState is where a decision stands.
type DecisionState string

// The states of a decision.
const (
	DecisionOpen       DecisionState = "open"
	DecisionDecided    DecisionState = "decided"
	DecisionExpired    DecisionState = "expired"
	DecisionSuperseded DecisionState = "superseded"
)

// Vote is a vote of a party.
type Vote struct {
	Party         string    `json:"party"`
	Vote          VoteWord  `json:"vote"`
	Actor         string    `json:"actor"`
	At            time.Time `json:"at"`
	DelegatedFrom string    `json:"delegated_from,null"`
	Counted       bool      `json:"counted"`
	Live          bool      `json:"live"` // no later one took its place
	Remark        string    `json:"remark,null"`
}

// Decision is what somebody has to decide, or decided.
type Decision struct {
	rendered

	Change      string         `json:"change"`
	State       DecisionState  `json:"state"`
	Outcome     Outcome        `json:"outcome,null"`
	Area        string         `json:"area"`
	Class       ChangeClass    `json:"class,null"`
	Driver      string         `json:"driver,null"`
	Approver    string         `json:"approver,null"`
	Quorum      int64          `json:"quorum"`
	DueAt       time.Time      `json:"due_at,null"`
	Votes       []Vote         `json:"votes"`
	RequestedAt time.Time      `json:"requested_at"`
	DecidedAt   time.Time      `json:"decided_at,null"`
	DecidedBy   string         `json:"decided_by,null"`
	Reason      string         `json:"reason,null"`
	Remark      string         `json:"remark,null"`
	Imported    bool           `json:"imported"`
	Memo        map[string]any `json:"memo,null"`
	ADR         string         `json:"adr,null"`
}

// DecisionPage is a part of a list of decisions.
type DecisionPage struct {
	rendered

	Decisions []Decision `json:"decisions"`
	Next      string     `json:"next,null"`
}

// Delegation is that an actor votes for a party, both days included.
type Delegation struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun    bool      `json:"dry_run,mark"`
	Team      string    `json:"team"`
	Contract  string    `json:"contract"`
	From      string    `json:"from"`
	To        string    `json:"to"`
	FromDate  string    `json:"from_date"`
	UntilDate string    `json:"until_date"`
	At        time.Time `json:"at"`
	Actor     string    `json:"actor"`
	Reason    string    `json:"reason,null"`
}

// LeadTime is how long it took from asking to the decision.
type LeadTime struct {
	Seconds int64 `json:"seconds"`
	// WorkingSeconds is that by the master's calendar, nil where its time zone is not known.
	WorkingSeconds *int64 `json:"working_seconds"`
	Calendar       string `json:"calendar,null"`
}

// Change is a change request, with its latest impact and classification.
type Change struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun         bool            `json:"dry_run,mark"`
	Change         string          `json:"change"` // "team/name/CR-42"
	ID             string          `json:"id"`
	Team           string          `json:"team"`
	Contract       string          `json:"contract"`
	State          ChangeState     `json:"state"`
	Type           ChangeType      `json:"type"`
	Area           string          `json:"area"`
	Class          ChangeClass     `json:"class,null"`
	Claimed        ChangeClass     `json:"claimed,null"`
	Outcome        Outcome         `json:"outcome,null"`
	Requester      string          `json:"requester"`
	Summary        string          `json:"summary,null"`
	DocumentSHA256 string          `json:"document_sha256"`
	MasterVersion  string          `json:"master_version,null"`
	Base           string          `json:"base,null"`
	Evolution      string          `json:"evolution,null"`
	ImpactRevision int64           `json:"impact_revision"`
	Impact         map[string]any  `json:"impact,null"`
	Technical      map[string]any  `json:"technical,null"`
	Needs          []string        `json:"needs"`
	ConflictsWith  []string        `json:"conflicts_with"`
	Supersedes     []string        `json:"supersedes"`
	Classification *Classification `json:"classification"`
	Decision       *Decision       `json:"decision"`
	LeadTime       *LeadTime       `json:"decision_lead_time"` // nil before it is decided on
	ADR            string          `json:"adr,null"`
	Addendum       string          `json:"addendum,null"`
	TargetAmount   string          `json:"target_amount,null"`
	TargetCurrency string          `json:"target_currency,null"`
	TargetDate     string          `json:"target_date,null"`
	Posted         int64           `json:"posted,null"` // entry of the master's ledger; 0 = none
	Remarks        []string        `json:"remarks"`
	Cycle          int64           `json:"cycle"`
	Revision       int64           `json:"revision"`
	CreatedAt      time.Time       `json:"created_at"`
	CreatedBy      string          `json:"created_by"`
	SubmittedAt    time.Time       `json:"submitted_at,null"`
	DecidedAt      time.Time       `json:"decided_at,null"`
	ImplementedAt  time.Time       `json:"implemented_at,null"`
	ClosedAt       time.Time       `json:"closed_at,null"`
}

// ChangePage is a part of a list of changes.
type ChangePage struct {
	rendered

	Changes []Change `json:"changes"`
	Next    string   `json:"next,null"`
}
