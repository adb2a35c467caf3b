package contracts

import "time"

// Fields are as the library's JSON has them (doc/json.md): the option "null" marks what may be
// missing there, and is the zero value here.

// Version is a version of a contract, together with the facts of its contract.
type Version struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun bool `json:"dry_run,mark"`

	Team           string         `json:"team"`
	Name           string         `json:"name"`
	Label          string         `json:"label"`
	State          State          `json:"state"`
	Type           Type           `json:"type"`
	Format         Format         `json:"format"`
	Mode           Mode           `json:"mode"`
	Profile        Profile        `json:"profile"`
	OwnerRole      string         `json:"owner_role,null"`
	OwnerAgent     string         `json:"owner_agent,null"`
	Metadata       map[string]any `json:"metadata"` // numbers are json.Number
	ID             string         `json:"id"`
	Revision       int64          `json:"revision"`
	Base           string         `json:"base,null"`          // label of what it was compared with
	SupersededBy   string         `json:"superseded_by,null"` // label of what took its place
	Reason         string         `json:"reason,null"`        // of the last change of state
	BreakReason    string         `json:"break_reason,null"`  // why its break is a decision
	DocumentSHA256 string         `json:"document_sha256"`
	DocumentSize   int64          `json:"document_size"`
	Consumers      int64          `json:"consumers"` // that resolve to it
	CreatedAt      time.Time      `json:"created_at"`
	CreatedBy      string         `json:"created_by"`
	ActivatedAt    time.Time      `json:"activated_at,null"`
	DeprecatedAt   time.Time      `json:"deprecated_at,null"`
	RetiredAt      time.Time      `json:"retired_at,null"`
	SunsetAt       time.Time      `json:"sunset_at,null"`
}

// Ref names it as the command does, such as "shop/orders@1.2.0".
func (v *Version) Ref() string { return v.Team + "/" + v.Name + "@" + v.Label }

// VersionPage is a part of a list of versions.
type VersionPage struct {
	rendered

	Versions []Version `json:"versions"`
	Next     string    `json:"next,null"` // where the next page begins; "" if this is the last
}

// Place is where something stands; line and column from 1, columns in code points.
type Place struct {
	File    string `json:"file"`
	Pointer string `json:"pointer"`
	Line    int64  `json:"line"`
	Column  int64  `json:"column"`
}

// Finding is one difference between two editions.
type Finding struct {
	Rule      string    `json:"rule"`
	Level     Level     `json:"level"`
	Direction Direction `json:"direction"`
	Part      string    `json:"part"`
	Message   string    `json:"message"`
	// Advice says what to do about it; "" = nothing is to be done.
	Advice      string `json:"advice,null"`
	Fingerprint string `json:"fingerprint"`
	Old         *Place `json:"old"`
	New         *Place `json:"new"`
	// A value that the schema of one edition accepts and that of the other refuses; its numbers are
	// json.Number. nil: none, or null if AcceptedBy says so.
	Witness any `json:"witness"`
	// AcceptedBy is the edition that accepts the witness, "old" or "new"; "": there is none.
	AcceptedBy string `json:"accepted_by,null"`

	// Policy is what a policy made of it; nil: it says nothing.
	Policy *Judged `json:"policy,mark"`
}

// Counts are numbers of findings by level.
type Counts struct {
	Breaking  int64 `json:"breaking"`
	Warning   int64 `json:"warning"`
	Info      int64 `json:"info"`
	Undecided int64 `json:"undecided"`
}

// Comparison is what is different between two editions of a document. Compatible is true only for
// that verdict.
type Comparison struct {
	rendered

	Format     Format  `json:"format"`
	Mode       Mode    `json:"mode"`
	Profile    Profile `json:"profile"`
	Verdict    Verdict `json:"verdict"`
	Compatible bool    `json:"compatible"`
	Bump       Bump    `json:"bump"`

	// BumpReason is why; "" in comparisons that an older release stored.
	BumpReason BumpReason `json:"bump_reason,null"`

	Counts Counts `json:"counts"` // of findings that no policy sets aside

	// GraceDays is the notice that deprecations had to give; nil: none was asked for.
	GraceDays *GraceDays `json:"grace_days,mark"`

	// Policy is the one that it was judged by; nil: none.
	Policy *Judgement `json:"policy,mark"`

	Findings []Finding `json:"findings"`
}

// Impact is what an edition does to one consumer. Parts are those that break it.
type Impact struct {
	Consumer string   `json:"consumer"`
	Role     string   `json:"role,null"`
	Pin      string   `json:"pin,null"`
	Follows  string   `json:"follows,null"`
	Effect   Effect   `json:"effect"`
	Parts    []string `json:"parts"`
}

// Earlier is the comparison with a version before the base.
type Earlier struct {
	Version    string      `json:"version"`
	Comparison *Comparison `json:"comparison"`
}

// Evolution is a draft: what it changes, what it should be called, and whom it breaks. Comparison is
// nil if there was no version to compare with.
type Evolution struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun bool `json:"dry_run,mark"`

	Version    Version     `json:"version"`
	Base       string      `json:"base,null"`
	Proposed   string      `json:"proposed,null"`
	Sufficient bool        `json:"sufficient"`     // the draft's label is at least the proposed one
	Bump       Bump        `json:"bump,null"`      // what the changes ask for after the base's label
	BumpText   string      `json:"bump_text,null"` // why
	Verdict    Verdict     `json:"verdict,null"`   // the worst of all comparisons
	Comparison *Comparison `json:"comparison"`
	Earlier    []Earlier   `json:"earlier"` // with versions before the base, under a transitive mode
	Consumers  []Impact    `json:"consumers"`
}

// Consumer is who relies on a contract. No parts = on everything.
type Consumer struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun bool `json:"dry_run,mark"`

	Team      string    `json:"team"`
	Contract  string    `json:"contract"`
	Consumer  string    `json:"consumer"`
	Role      string    `json:"role,null"`
	Pin       string    `json:"pin,null"`     // label or range; "" = it follows the active version
	Follows   string    `json:"follows,null"` // label of the version it resolves to
	Parts     []string  `json:"parts"`
	Revision  int64     `json:"revision"`
	CreatedAt time.Time `json:"created_at"`
	CreatedBy string    `json:"created_by"`
}

// ConsumerPage is a part of a list of consumers.
type ConsumerPage struct {
	rendered

	Consumers []Consumer `json:"consumers"`
	Next      string     `json:"next,null"` // where the next page begins; "" if this is the last
}

// Event is one row of the journal.
type Event struct {
	rendered

	Seq     int64          `json:"seq"`
	At      time.Time      `json:"at"`
	Kind    string         `json:"kind"`
	Subject string         `json:"subject"`
	Actor   string         `json:"actor"`
	Body    map[string]any `json:"body"`
	Hash    string         `json:"hash"`
}

// EventPage is a part of a list of events.
type EventPage struct {
	rendered

	Events []Event `json:"events"`
	Next   int64   `json:"next,null"` // the next page comes after it; 0 if this is the last
}

// ActiveVersion is an active version in a summary, with the number of its consumers.
type ActiveVersion struct {
	Name      string `json:"name"`
	Label     string `json:"label"`
	Type      Type   `json:"type"`
	Consumers int64  `json:"consumers"`
}

// StateCount is the number of versions in a state.
type StateCount struct {
	State State `json:"word"`
	Count int64 `json:"count"`
}

// TypeCount is the number of contracts of a type.
type TypeCount struct {
	Type  Type  `json:"word"`
	Count int64 `json:"count"`
}

// Summary is the figures of a team.
type Summary struct {
	rendered

	Team      string          `json:"team"`
	Contracts int64           `json:"contracts"`
	Versions  int64           `json:"versions"`
	ByState   []StateCount    `json:"by_state"`
	ByType    []TypeCount     `json:"by_type"`
	Active    []ActiveVersion `json:"active"`
}

// InState is the number of versions in a state.
func (s *Summary) InState(state State) int64 {
	for _, row := range s.ByState {
		if row.State == state {
			return row.Count
		}
	}
	return 0
}

// OfType is the number of contracts of a type.
func (s *Summary) OfType(t Type) int64 {
	for _, row := range s.ByType {
		if row.Type == t {
			return row.Count
		}
	}
	return 0
}

// Problem is something that is wrong with a store.
type Problem struct {
	Check   string `json:"check"`
	Message string `json:"message"`
}

// Report is what a check or a verification found. At most 100 problems are listed, ProblemsFound
// counts them all.
type Report struct {
	rendered

	OK            bool      `json:"ok"`
	Rows          int64     `json:"rows"`
	Head          string    `json:"head,null"` // hash of the last event
	ProblemsFound int64     `json:"problems_found"`
	Problems      []Problem `json:"problems"`
}

// Info is facts about a store.
type Info struct {
	rendered

	UUID             string     `json:"uuid"`
	Path             string     `json:"path"`
	Schema           int64      `json:"schema"`
	Contracts        int64      `json:"contracts"`
	Versions         int64      `json:"versions"`
	Consumers        int64      `json:"consumers"`
	Documents        int64      `json:"documents"`
	LastEvent        int64      `json:"last_event"`
	ImportedJournals int64      `json:"imported_journals"`
	Ledgers          int64      `json:"ledgers"`
	LedgerEntries    int64      `json:"ledger_entries"`
	Assessments      int64      `json:"assessments"`
	Changes          int64      `json:"changes"`
	Timers           int64      `json:"timers"`
	Disputes         int64      `json:"disputes"`
	SLOCycles        int64      `json:"slo_cycles"`
	Stops            int64      `json:"stops"`
	Meetings         int64      `json:"meetings"`
	Policies         int64      `json:"policies"`
	Builds           int64      `json:"builds"`
	Runs             int64      `json:"runs"`
	Bytes            int64      `json:"bytes"`
	WALPages         int64      `json:"wal_pages"`
	Durability       Durability `json:"durability"`
	ReadOnly         bool       `json:"read_only"`
	Library          string     `json:"library"`
	SQLite           string     `json:"sqlite"`
	SQLiteAffected   bool       `json:"sqlite_affected"` // it may lose commits of other programs
}

// ImportReport is what an import stored, and what it left as it was.
type ImportReport struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun bool `json:"dry_run,mark"`

	File      string `json:"file"`
	SHA256    string `json:"sha256"` // of the bytes as they were read
	Form      Form   `json:"form"`
	Contracts int64  `json:"contracts"`
	Skipped   int64  `json:"skipped"`
	Versions  int64  `json:"versions"`
	Withdrawn int64  `json:"withdrawn"` // drafts that gave way to those of the file
	Consumers int64  `json:"consumers"`
	Documents int64  `json:"documents"`
	Events    int64  `json:"events"`
}

// DocumentOutline is what a document is and promises.
type DocumentOutline struct {
	rendered

	Format  Format   `json:"format"`
	Dialect string   `json:"dialect"` // such as "OpenAPI 3.1.0"
	Files   []string `json:"files"`
	Parts   []string `json:"parts"`
}

// Rule is one rule of the comparison.
type Rule struct {
	rendered

	ID        string    `json:"id"`
	Format    Format    `json:"format,null"` // "" = of several
	Level     Level     `json:"level"`
	Direction Direction `json:"direction"`
	Text      string    `json:"text"`
	// What to do about its findings, where clients or data of the older edition meet the newer one,
	// and where it is only the other way round; "" = nothing is to be done.
	AdviceBackward string `json:"advice_backward,null"`
	AdviceForward  string `json:"advice_forward,null"`
	// What oasdiff calls it, where that is another name.
	Oasdiff []string `json:"oasdiff"`
}

// BatchItem is what became of an item of a batch: a version, or for a registration a consumer.
type BatchItem struct {
	Version  *Version  `json:"version"`
	Consumer *Consumer `json:"consumer"`
}

// ShareLine is what a band makes of the difference. To is "" where the band has no end.
type ShareLine struct {
	From      string `json:"from"`
	To        string `json:"to,null"`
	Rate      string `json:"rate"`
	Increment string `json:"increment"`
	Share     string `json:"share"`
}

// ShareDistance is something that begins or ends at a cost, and how far that is from the cost of the
// answer.
type ShareDistance struct {
	To       string `json:"to"`
	At       string `json:"at"`
	Distance string `json:"distance"`
}

// SharePart is a participant's part of the share.
type SharePart struct {
	Name   string `json:"name,null"`
	Pct    string `json:"pct"`
	Amount string `json:"amount"`
}

// Share is a share, or the reasons why there is none. Amounts are exact decimal text in major units,
// "" where a model has none; a positive ContractorShare is received, a negative one paid. Basis tells
// step by step how the figures came about.
type Share struct {
	rendered

	Model             string          `json:"model"`
	Currency          string          `json:"currency,null"`
	Computable        bool            `json:"computable"`
	Reasons           []string        `json:"reasons"`
	Target            string          `json:"target,null"`
	AdjustedTarget    string          `json:"adjusted_target,null"`
	Cost              string          `json:"cost,null"`
	Difference        string          `json:"difference,null"`
	DifferenceToShare string          `json:"difference_to_share,null"`
	ContractorShare   string          `json:"contractor_share,null"`
	ClientShare       string          `json:"client_share,null"`
	ContractorPaid    string          `json:"contractor_paid,null"`
	Price             string          `json:"price,null"`
	TargetPrice       string          `json:"target_price,null"`
	Ceiling           string          `json:"ceiling,null"`
	Profit            string          `json:"profit,null"`
	ProfitFormula     string          `json:"profit_formula,null"`
	Margin            string          `json:"margin,null"`
	Fee               string          `json:"fee,null"`
	FeeFormula        string          `json:"fee_formula,null"`
	FeeChange         string          `json:"fee_change,null"`
	MinFee            string          `json:"min_fee,null"`
	MaxFee            string          `json:"max_fee,null"`
	PTA               string          `json:"pta,null"`
	RIELow            string          `json:"rie_low,null"`
	RIEHigh           string          `json:"rie_high,null"`
	SellerShareUnder  string          `json:"seller_share_under,null"`
	SellerShareOver   string          `json:"seller_share_over,null"`
	DefinedCost       string          `json:"defined_cost,null"`
	Total             string          `json:"total,null"`
	Participants      []string        `json:"participants"`
	Parties           []SharePart     `json:"parties"`
	Unallocated       string          `json:"unallocated,null"`
	Parts             []int64         `json:"parts,null"`         // minor units
	MarginalRate      string          `json:"marginal_rate,null"` // in percent
	Lines             []ShareLine     `json:"lines"`
	Distances         []ShareDistance `json:"distances"`
	Rounding          string          `json:"rounding"`
	Basis             []string        `json:"basis"`
	Warnings          []string        `json:"warnings"`
}

// ShareFinding is what the linter of share rules found. Level is error, warning or info.
type ShareFinding struct {
	ID      string `json:"id"`
	Level   string `json:"level"`
	Field   string `json:"field"`
	Message string `json:"message"`
	Line    int64  `json:"line"`
}

// CalendarFacts are what a calendar says. Week begins with Monday.
type CalendarFacts struct {
	rendered

	ID    string        `json:"id"`
	Name  string        `json:"name,null"`
	Zone  string        `json:"zone"`
	Week  []WeekDay     `json:"week"`
	Dates []SpecialDate `json:"dates"`
}

// WeekDay is a day of the week. Hours are such as "09:00-17:00"; there are none if it is closed.
type WeekDay struct {
	Day   string   `json:"day"`
	Hours []string `json:"hours"`
}

// SpecialDate is a date that is not like others of its weekday. Kind is "holiday", "exception", or
// "skipped" for a date that the time zone left out.
type SpecialDate struct {
	Date  string   `json:"date"`
	Kind  string   `json:"kind"`
	Name  string   `json:"name,null"`
	Hours []string `json:"hours"`
}
