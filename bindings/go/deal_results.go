package contracts

import (
	"encoding/json"
	"time"
)

// ChartAccount is an account of a chart; What says what it holds and what its sign means.
type ChartAccount struct {
	Account string `json:"account"`
	Party   string `json:"party,null"` // whose it is; "" = of no party
	Balance string `json:"balance"`
	Opened  bool   `json:"opened"` // by the call
	What    string `json:"what"`
}

// Chart is the chart of accounts of a master contract.
type Chart struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun       bool           `json:"dry_run,mark"`
	Team         string         `json:"team"`
	Name         string         `json:"name"`
	Currency     string         `json:"currency"`
	LedgerOpened bool           `json:"ledger_opened"`
	Opened       int64          `json:"opened"` // how many accounts
	Target       string         `json:"target"`
	TargetEntry  int64          `json:"target_entry,null"` // of the original target; 0 = not known
	Accounts     []ChartAccount `json:"accounts"`
	Remarks      []string       `json:"remarks"` // what is missing for a share
}

// AssessKind is when an assessment is made.
type AssessKind string

// The kinds.
const (
	AssessInterim    AssessKind = "interim"
	AssessCompletion AssessKind = "completion" // the work is done, cost may still come
	AssessFinal      AssessKind = "final"      // pays all of the share
)

// AssessBasis is what an assessment rests on.
type AssessBasis string

// What it rests on.
const (
	AssessActual   AssessBasis = "actual"
	AssessForecast AssessBasis = "forecast" // a forecast alone: nothing was posted
)

// AssessState is what became of an assessment.
type AssessState string

// The states.
const (
	AssessPosted  AssessState = "posted"
	AssessInforms AssessState = "forecast" // for information, nothing was posted
	AssessHeld    AssessState = "held"     // accrued, but its payment is frozen
)

// AssessedParty is a party's part of an assessment.
type AssessedParty struct {
	Party      string `json:"party"`
	Accrued    string `json:"accrued"`
	AccruedNow string `json:"accrued_now"`
	Payable    string `json:"payable"`
	PayableNow string `json:"payable_now"`
}

// Assessment is what a contract's share is on a day. Above zero the delivery parties receive, below
// they pay; what accrued, a forecast and what is payable are three different figures.
type Assessment struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun        bool            `json:"dry_run,mark"`
	Team          string          `json:"team"`
	Name          string          `json:"name"`
	Number        int64           `json:"assessment"`
	AsOf          string          `json:"as_of"`
	Kind          AssessKind      `json:"kind"`
	Basis         AssessBasis     `json:"basis"`
	State         AssessState     `json:"state"`
	Repeated      bool            `json:"repeated"` // it was there before
	InterimPolicy string          `json:"interim_policy"`
	MasterVersion string          `json:"master_version"`
	TermsSHA256   string          `json:"terms_sha256"`
	Entries       int64           `json:"entries"` // number of the ledger's last one then
	Currency      string          `json:"currency"`
	Target        string          `json:"target"`
	Cost          string          `json:"cost"`
	Earned        string          `json:"earned,null"`   // "" = not stated
	Forecast      string          `json:"forecast,null"` // "" = none
	Accrued       string          `json:"accrued"`
	AccruedNow    string          `json:"accrued_now"`
	ForecastShare string          `json:"forecast_share,null"`
	Payable       string          `json:"payable"`
	PayableNow    string          `json:"payable_now"`
	Hold          string          `json:"hold,null"` // why payment is frozen; "" = it is not
	Parties       []AssessedParty `json:"parties"`
	Share         json.RawMessage `json:"share"` // with lines, basis and warnings
	AccruedEntry  int64           `json:"accrued_entry,null"`
	PayableEntry  int64           `json:"payable_entry,null"`
	At            time.Time       `json:"at"`
	Actor         string          `json:"actor"`
	Reason        string          `json:"reason,null"`
}

// AssessmentPage is a part of a list of assessments.
type AssessmentPage struct {
	rendered

	Assessments []Assessment `json:"assessments"`
	Next        string       `json:"next,null"` // number behind which the next page begins; "" if this is the last
}
