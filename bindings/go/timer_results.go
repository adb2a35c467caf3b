package contracts

import "time"

// TimerSubject is what a timer is about.
type TimerSubject string

// What a timer is about.
const (
	TimerDecision TimerSubject = "decision"
	TimerDispute  TimerSubject = "dispute"
)

// TimerState is whether a timer runs.
type TimerState string

// The states of a timer.
const (
	TimerRunning TimerState = "running"
	TimerPaused  TimerState = "paused"
	TimerEnded   TimerState = "ended"
)

// TimerStage is how far a timer came.
type TimerStage string

// The stages.
const (
	StageWaiting   TimerStage = "waiting"
	StageReminded  TimerStage = "reminded"
	StageOverdue   TimerStage = "overdue"
	StageExhausted TimerStage = "exhausted" // nothing comes any more
)

// ActionKind is what came due.
type ActionKind string

// The kinds.
const (
	ActionRemind           ActionKind = "remind"
	ActionEscalate         ActionKind = "escalate"
	ActionBreached         ActionKind = "breached"
	ActionDeemedAccepted   ActionKind = "deemed-accepted"
	ActionDeemedRejected   ActionKind = "deemed-rejected"
	ActionDisputeEscalated ActionKind = "dispute-escalated"
)

// Pause is that a timer stood still.
type Pause struct {
	From      time.Time `json:"from"`
	Until     time.Time `json:"until,null"` // zero while it lasts
	Cause     string    `json:"cause"`
	Actor     string    `json:"actor"`
	ResumedBy string    `json:"resumed_by,null"`
}

// Timer is the time of one decision or dispute.
type Timer struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun     bool         `json:"dry_run,mark"`
	Subject    string       `json:"subject"` // "team/name/CR-42"
	Kind       TimerSubject `json:"kind"`
	State      TimerState   `json:"state"`
	Stage      TimerStage   `json:"stage"`
	Level      int64        `json:"level"`
	Loop       int64        `json:"loop"`
	GoalDays   string       `json:"goal_days"`
	OnExpiry   string       `json:"on_expiry"`
	Escalation string       `json:"escalation,null"`
	StartedAt  time.Time    `json:"started_at"`
	DueAt      time.Time    `json:"due_at"`
	RemindedAt time.Time    `json:"reminded_at,null"`
	Next       ActionKind   `json:"next,null"`
	NextLevel  int64        `json:"next_level"`
	NextLoop   int64        `json:"next_loop"`
	NextAt     time.Time    `json:"next_at,null"`
	Recomputed bool         `json:"recomputed"`
	Pauses     []Pause      `json:"pauses"`
	EndedAt    time.Time    `json:"ended_at,null"`
	Ended      string       `json:"ended,null"`
}

// TimerPage is a part of a list of timers.
type TimerPage struct {
	rendered

	Timers []Timer `json:"timers"`
	Next   string  `json:"next,null"`
}

// Recipient is who is told. Endpoint leaves out userinfo and query, which may be secret.
type Recipient struct {
	To          string    `json:"to"`
	Party       string    `json:"party,null"`
	Endpoint    string    `json:"endpoint,null"`
	Attempts    int64     `json:"attempts"`
	LastError   string    `json:"last_error,null"`
	NextTryAt   time.Time `json:"next_try_at,null"`
	DeliveredAt time.Time `json:"delivered_at,null"`
	Detail      string    `json:"detail,null"`
}

// Action is something that came due.
type Action struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun      bool         `json:"dry_run,mark"`
	ID          string       `json:"id"`
	Kind        ActionKind   `json:"kind"`
	Subject     string       `json:"subject"`
	SubjectKind TimerSubject `json:"subject_kind"`
	Level       int64        `json:"level"`
	Loop        int64        `json:"loop"`
	DueAt       time.Time    `json:"due_at"`
	FoundAt     time.Time    `json:"found_at"`
	Note        string       `json:"note,null"`
	Recipients  []Recipient  `json:"recipients"`
}

// ActionPage is a part of a list of actions.
type ActionPage struct {
	rendered

	Actions []Action `json:"actions"`
	Next    string   `json:"next,null"`
}

// Sweep is what a sweep found.
type Sweep struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun   bool      `json:"dry_run,mark"`
	Now      time.Time `json:"now"`
	Actions  []Action  `json:"actions"`
	Moved    int64     `json:"moved"`
	Warnings []string  `json:"warnings"`
	More     bool      `json:"more"` // the limit was reached: sweep again
}
