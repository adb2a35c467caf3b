package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
)

// StatementAccount is an account that held or moved something; balances are debit less credit.
type StatementAccount struct {
	Account  string `json:"account"`
	What     string `json:"what,null"` // it holds; "" = it is none of the chart
	Currency string `json:"currency"`
	Opening  string `json:"opening"`
	Debit    string `json:"debit"`
	Credit   string `json:"credit"`
	Closing  string `json:"closing"`
}

// TargetMove is an entry that moved the target.
type TargetMove struct {
	Entry     int64  `json:"entry"`
	Effective string `json:"effective"`
	Booked    string `json:"booked"`
	CauseKind string `json:"cause_kind,null"`
	CauseID   string `json:"cause_id,null"`
	Memo      string `json:"memo,null"`
	Amount    string `json:"amount"`
	Target    string `json:"target"` // after it
}

// StatementChange is what a change did to target and cost in the period, for information.
type StatementChange struct {
	Change   string `json:"change"`
	Target   string `json:"target"`
	Cost     string `json:"cost"`
	Variance string `json:"variance"`
}

// StatementShare is what has accrued and what is payable, cumulative, by the last assessment as of
// a day of the period or before.
type StatementShare struct {
	Assessment     int64       `json:"assessment"`
	AsOf           string      `json:"as_of"`
	Kind           AssessKind  `json:"kind"`
	State          AssessState `json:"state"`
	AccruedOpening string      `json:"accrued_opening"`
	Accrued        string      `json:"accrued"`
	PayableOpening string      `json:"payable_opening"`
	Payable        string      `json:"payable"`
	Hold           string      `json:"hold,null"`
}

// StatementForecast is what a forecast of the final cost would make; it is never posted.
type StatementForecast struct {
	Assessment int64  `json:"assessment"`
	AsOf       string `json:"as_of"`
	Cost       string `json:"cost"`
	Share      string `json:"share"`
}

// StatementDistance is how far a cost is from where something of the terms ends.
type StatementDistance struct {
	What     string `json:"what"`
	At       string `json:"at"`
	Distance string `json:"distance"`
}

// StatementStanding is how the share goes on from a cost.
type StatementStanding struct {
	Basis        string              `json:"basis"` // "forecast" or "cost to date"
	Target       string              `json:"target"`
	Cost         string              `json:"cost"`
	MarginalRate string              `json:"marginal_rate,null"`
	Distances    []StatementDistance `json:"distances"`
}

// StatementSeal is the seal that holds the last day of a statement.
type StatementSeal struct {
	First   string `json:"first"`
	Last    string `json:"last"`
	Entries int64  `json:"entries"`
	Head    string `json:"head"`
	Root    string `json:"root"`
}

// Statement is that of a party and a period.
type Statement struct {
	rendered

	Team          string             `json:"team"`
	Name          string             `json:"name"`
	Party         string             `json:"party,null"` // "" = all who share
	From          string             `json:"from"`
	Until         string             `json:"until"`
	Currency      string             `json:"currency"`
	MasterVersion string             `json:"master_version"`
	TargetOpening string             `json:"target_opening"`
	Target        string             `json:"target"`
	CostOpening   string             `json:"cost_opening"`
	Cost          string             `json:"cost"`
	Share         *StatementShare    `json:"share,null"`    // nil = not assessed yet
	Forecast      *StatementForecast `json:"forecast,null"` // nil = there is none
	Standing      *StatementStanding `json:"standing,null"` // nil = for the reasons in Missing
	Missing       []string           `json:"missing"`
	Accounts      []StatementAccount `json:"accounts"`
	TargetMoves   []TargetMove       `json:"target_moves"`
	Changes       []StatementChange  `json:"changes"`
	Entries       []Entry            `json:"entries"`
	Late          int64              `json:"late"`   // entries effective on another day than booked
	Closed        bool               `json:"closed"` // nothing will be booked in it any more
	Seal          *StatementSeal     `json:"seal,null"`
	LedgerEntries int64              `json:"ledger_entries"`
	Head          string             `json:"head"`
	At            time.Time          `json:"at"`
}

// StatementQuery says whose statement, and of which days.
type StatementQuery struct {
	Party string // by name or id; "" = all who share
	From  string // first day; "" = that of the first entry
	Until string // last day, included; "" = the day of the call
}

// Statement makes the statement of a party and a period. ErrArgument: the period ends before it
// begins, or the party does not share.
func (s *Store) Statement(ctx context.Context, team, name string, q StatementQuery) (*Statement, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	var c C.ctr_statement_query
	C.ctr_statement_query_init(&c, C.sizeof_ctr_statement_query)
	c.party = in.optional("the party", q.Party)
	c.from = in.optional("the first day", q.From)
	c.until = in.optional("the last day", q.Until)
	out := result{kind: C.CTRGO_STATEMENT}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_statement(h.c, t, n, &c, (**C.ctr_statement)(out.place()), err)
	})
	return finish[Statement](&out, err)
}
