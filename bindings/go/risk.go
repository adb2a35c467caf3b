package contracts

// #include "bridge.h"
import "C"

import "context"

// RiskAct is what is done with a risk buffer.
type RiskAct string

// The acts.
const (
	RiskFund    RiskAct = "fund"    // set money aside
	RiskDraw    RiskAct = "draw"    // use it, because a risk came true
	RiskRelease RiskAct = "release" // give back what is not needed
)

// RiskMove says what to do with a risk buffer. Amounts are decimals in major units.
type RiskMove struct {
	Act      RiskAct
	Amount   string // above zero
	Decision string // draw: the approved change that it rests on; needed above the draw limit
	Date     string // day it is effective; "" = the day of the call, UTC
	Key      string // idempotency: posted once, however often it is sent
	Memo     string // "" = the reason of the call; one of the two is needed
	Evidence []Evidence
	Late     bool // if its period is closed, book it on the first open day
}

// Risk is where a risk buffer stands, and the move that was made.
type Risk struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun        bool     `json:"dry_run,mark"`
	Team          string   `json:"team"`
	Name          string   `json:"name"`
	Act           RiskAct  `json:"act,null"` // "" = it is only a look, and so for what follows
	Amount        string   `json:"amount,null"`
	Date          string   `json:"date,null"`
	Decision      string   `json:"decision,null"` // the change that the move rests on
	Entry         int64    `json:"entry,null"`
	Repeated      bool     `json:"repeated"` // the key was known: nothing was posted
	MasterVersion string   `json:"master_version"`
	Currency      string   `json:"currency"`
	Left          string   `json:"left"`
	Funded        string   `json:"funded"` // less what was released
	Drawn         string   `json:"drawn"`
	Undecided     string   `json:"undecided"`       // drawn without a decision
	SetAside      string   `json:"set_aside,null"`  // by the master; "" = it is silent
	DrawLimit     string   `json:"draw_limit,null"` // the same
	Remarks       []string `json:"remarks"`
}

// MoveRisk funds, draws on or releases the risk buffer, within risk_policy.buffer of the master.
//
// ErrState: more than is set aside, than is there, or than may be drawn without a decision; a change
// that is not approved or was drawn on before. ErrNotFound: no such change. ErrConflict: the key
// belongs to another entry.
func (s *Store) MoveRisk(ctx context.Context, team, name string, m RiskMove,
	options ...CallOption) (*Risk, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	var c C.ctr_risk_move
	C.ctr_risk_move_init(&c, C.sizeof_ctr_risk_move)
	if a := in.text("the act", string(m.Act)); a != nil && C.ctr_risk_act_parse(a, &c.act) == 0 {
		in.unknown("act", string(m.Act))
	}
	if m.Late {
		c.flags |= C.CTR_ENTRY_LATE
	}
	c.amount = in.text("the amount", m.Amount)
	c.decision = in.optional("the decision", m.Decision)
	c.date = in.optional("the date", m.Date)
	c.key = in.optional("the key", m.Key)
	c.memo = in.optional("the memo", m.Memo)
	c.evidence, c.evidence_sha256 = in.evidence(m.Evidence)
	c.evidence_count = C.size_t(len(m.Evidence))
	call := in.call(options)
	out := result{kind: C.CTRGO_RISK}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_risk(h.c, t, n, &c, call, (**C.ctr_risk)(out.place()), err)
	})
	return finish[Risk](&out, err)
}

// Risk looks at the risk buffer of a master contract.
func (s *Store) Risk(ctx context.Context, team, name string) (*Risk, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	out := result{kind: C.CTRGO_RISK}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_risk_get(h.c, t, n, (**C.ctr_risk)(out.place()), err)
	})
	return finish[Risk](&out, err)
}

// Measured is what was measured of a goal of the modifier.
type Measured struct {
	Goal  string // a key of the master's weights
	Value string // "yes", "no", or of an SLO its attainment in percent, "97.5"
}

// GoalSource is where a figure of a goal comes from.
type GoalSource string

// The sources.
const (
	GoalGiven    GoalSource = "given"
	GoalMeasured GoalSource = "measured" // the attainment that the clocks of the store tell
)

// ModifierGoals say what was measured. Of an SLO that is not there the attainment is taken that the
// clocks of the store tell; what else is not there is not met.
type ModifierGoals struct {
	On       string // day as of which; "" = the day of the call, UTC
	From     string // first day of what the clocks tell; "" = as long as the window of each SLO
	Measured []Measured
	Evidence []Evidence
	Late     bool // if its period is closed, book it on the first open day
}

// ModifierGoal is a goal of a modifier.
type ModifierGoal struct {
	Name    string     `json:"name"`
	Weight  string     `json:"weight"`     // percent of the cap
	Given   string     `json:"given,null"` // "" = nothing is known of it
	Source  GoalSource `json:"source,null"`
	From    string     `json:"from,null"`   // first day of the period that was measured
	Counted int64      `json:"counted"`     // cases that it counts
	Wanted  string     `json:"wanted,null"` // attainment of an SLO; "" = it is none
	Met     bool       `json:"met"`
}

// Modifier is what a modifier comes to.
type Modifier struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun        bool           `json:"dry_run,mark"`
	Team          string         `json:"team"`
	Name          string         `json:"name"`
	On            string         `json:"on"`
	MasterVersion string         `json:"master_version"`
	Currency      string         `json:"currency"`
	Cap           string         `json:"cap"`
	Percent       string         `json:"percent"` // that the goals that are met weigh, before the cap
	Amount        string         `json:"amount"`
	Before        string         `json:"before"`
	Moved         string         `json:"moved"`
	Entry         int64          `json:"entry,null"` // 0 = nothing moved
	Goals         []ModifierGoal `json:"goals"`
}

// PostModifier computes the modifier of the master and posts what it moves; where nothing moves,
// nothing is posted.
//
// ErrArgument: a goal without a weight, or a percentage of what is no SLO. ErrState: no cap or no
// weights, a day before that of the last one, or an SLO of which nothing is given and no case was
// counted.
func (s *Store) PostModifier(ctx context.Context, team, name string, g ModifierGoals,
	options ...CallOption) (*Modifier, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	var c C.ctr_modifier_goals
	C.ctr_modifier_goals_init(&c, C.sizeof_ctr_modifier_goals)
	names := make([]string, len(g.Measured))
	values := make([]string, len(g.Measured))
	for i, one := range g.Measured {
		names[i], values[i] = one.Goal, one.Value
	}
	if g.Late {
		c.flags |= C.CTR_ENTRY_LATE
	}
	c.on = in.optional("the day", g.On)
	c.from = in.optional("the first day", g.From)
	c.names, c.values = in.texts("a goal", names), in.texts("a value", values)
	c.count = C.size_t(len(names))
	c.evidence, c.evidence_sha256 = in.evidence(g.Evidence)
	c.evidence_count = C.size_t(len(g.Evidence))
	call := in.call(options)
	out := result{kind: C.CTRGO_MODIFIER}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_modifier(h.c, t, n, &c, call, (**C.ctr_modifier)(out.place()), err)
	})
	return finish[Modifier](&out, err)
}
