package contracts

// #include "bridge.h"
import "C"

import (
	"time"
	"unsafe"
)

func (r *result) sloCase() **C.ctr_slo_case {
	return (**C.ctr_slo_case)(unsafe.Pointer(&r.object))
}

func (r *result) sloCases() **C.ctr_slo_case_list {
	return (**C.ctr_slo_case_list)(unsafe.Pointer(&r.object))
}

func (r *result) sloReport() **C.ctr_slo_report {
	return (**C.ctr_slo_report)(unsafe.Pointer(&r.object))
}

func (r *result) sloSweep() **C.ctr_slo_sweep {
	return (**C.ctr_slo_sweep)(unsafe.Pointer(&r.object))
}

// SloAct is what happens to a clock.
type SloAct string

// What happens.
const (
	SloStart  SloAct = "start"
	SloPause  SloAct = "pause" // for a reason that the service level lists
	SloResume SloAct = "resume"
	SloStop   SloAct = "stop"
)

// SloState is where a clock stands.
type SloState string

// The states.
const (
	SloIdle    SloState = "idle"
	SloRunning SloState = "running"
	SloPaused  SloState = "paused"
	SloStopped SloState = "stopped"
)

// SloEvent is something that happened to a clock.
type SloEvent struct {
	Cycle      int64     `json:"cycle"`
	Kind       SloAct    `json:"kind"`
	At         time.Time `json:"at"`
	RecordedAt time.Time `json:"recorded_at"`
	Actor      string    `json:"actor"`
	Reason     string    `json:"reason,null"`
}

// SloCycle lies between a start and a stop; spans are working time in microseconds.
type SloCycle struct {
	Cycle       int64     `json:"cycle"`
	State       SloState  `json:"state"`
	GoalUs      int64     `json:"goal_us"`
	StartedAt   time.Time `json:"started_at"`
	StoppedAt   time.Time `json:"stopped_at,null"`
	ElapsedUs   int64     `json:"elapsed_us"`
	RemainingUs int64     `json:"remaining_us"`
	PausedUs    int64     `json:"paused_us"`
	DueAt       time.Time `json:"due_at,null"`
	Breached    bool      `json:"breached"`
	BreachedAt  time.Time `json:"breached_at,null"`
	Recomputed  bool      `json:"recomputed"`
}

// SloCase is a subject under a service level: its last cycle, and all of them.
type SloCase struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun         bool       `json:"dry_run,mark"`
	Team           string     `json:"team"`
	Contract       string     `json:"contract"`
	SLO            string     `json:"slo"`
	Subject        string     `json:"subject"`
	State          SloState   `json:"state"`
	Calendar       string     `json:"calendar,null"`
	Cycle          int64      `json:"cycle"`
	GoalUs         int64      `json:"goal_us"`
	StartedAt      time.Time  `json:"started_at"`
	StoppedAt      time.Time  `json:"stopped_at,null"`
	ElapsedUs      int64      `json:"elapsed_us"`
	RemainingUs    int64      `json:"remaining_us"`
	PausedUs       int64      `json:"paused_us"`
	DueAt          time.Time  `json:"due_at,null"`
	Breached       bool       `json:"breached"`
	BreachedAt     time.Time  `json:"breached_at,null"`
	Recomputed     bool       `json:"recomputed"` // the calendar says something else today
	TotalElapsedUs int64      `json:"total_elapsed_us"`
	TotalPausedUs  int64      `json:"total_paused_us"`
	BreachedCycles int64      `json:"breached_cycles"`
	Cycles         []SloCycle `json:"cycles"`
	Events         []SloEvent `json:"events"`
	Remarks        []string   `json:"remarks"`
	Revision       int64      `json:"revision"`
}

// SloCasePage is a part of a list of cases.
type SloCasePage struct {
	rendered

	Cases []SloCase `json:"cases"`
	Next  string    `json:"next,null"`
}

// SloPauses are the pauses of one actor for one reason.
type SloPauses struct {
	Actor    string `json:"actor"`
	Reason   string `json:"reason,null"`
	Count    int64  `json:"count"`
	PausedUs int64  `json:"paused_us"`
	SharePct string `json:"share_pct"` // of elapsed and paused time together
}

// SloLevel tells how well one service level was met; percentages are exact decimals.
type SloLevel struct {
	SLO             string      `json:"slo"`
	Known           bool        `json:"known"` // false: the master does not have it any more
	Calendar        string      `json:"calendar,null"`
	From            time.Time   `json:"from"`
	To              time.Time   `json:"to"`
	GoalUs          int64       `json:"goal_us"`
	TargetPct       string      `json:"target_pct"`
	Measured        bool        `json:"measured"`
	AttainmentPct   string      `json:"attainment_pct,null"`
	Reached         bool        `json:"reached"`
	Met             int64       `json:"met"`
	Breached        int64       `json:"breached"`
	BreachedAndOpen int64       `json:"breached_and_open"`
	Open            int64       `json:"open"`
	Recomputed      int64       `json:"recomputed"`
	BudgetLeft      string      `json:"budget_left,null"`
	P50Us           int64       `json:"p50_us"`
	P90Us           int64       `json:"p90_us"`
	ElapsedUs       int64       `json:"elapsed_us"`
	PausedUs        int64       `json:"paused_us"`
	PausedPct       string      `json:"paused_pct"`
	Pauses          []SloPauses `json:"pauses"`
}

// SloReport are the service levels of a master contract over a window.
type SloReport struct {
	rendered

	Team          string     `json:"team"`
	Contract      string     `json:"contract"`
	MasterVersion string     `json:"master_version"`
	Levels        []SloLevel `json:"levels"`
}

// SloBreach is a breach that a sweep recorded.
type SloBreach struct {
	Team     string    `json:"team"`
	Contract string    `json:"contract"`
	SLO      string    `json:"slo"`
	Subject  string    `json:"subject"`
	Cycle    int64     `json:"cycle"`
	DueAt    time.Time `json:"due_at"`
}

// SloSweep is what a sweep recorded; with More there may be others.
type SloSweep struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun   bool        `json:"dry_run,mark"`
	Examined int64       `json:"examined"`
	Breaches []SloBreach `json:"breaches"`
	More     bool        `json:"more"`
}
