package contracts_test

import (
	"testing"
	"time"

	"contracts"
)

const timed = `
version: 1
meta: {id: deal-2}
parties: [client, {id: supplier, endpoint: 'https://me:secret@example.org/in?key=1'}]
governance:
  decision_rights:
    - {area: scope, approver: client, driver: supplier, sla_days: 2, escalation: up, pause_on: [data]}
  escalation_policies:
    - {id: up, reminder_hours: 24, levels: [{after_hours: 24, notify: [boss]}]}
change_policy:
  thresholds: {budget_delta_pct_major: 10}
`

var monday = time.Date(2031, 1, 6, 12, 0, 0, 0, time.UTC)

func withTimer(t *testing.T, store *contracts.Store) {
	t.Helper()
	at := contracts.At(monday)
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "timed", Label: "1.0.0",
		Type: contracts.TypeMaster, Document: contracts.Bytes([]byte(timed))}, at))(t)
	must(store.Activate(background, "shop", "timed", "1.0.0", at))(t)
	request := contracts.Bytes([]byte("id: CR-1\nimpact_analysis: {budget_delta_pct: 1}"))
	must(store.OpenChange(background, "shop", "timed", request, at))(t)
	must(store.SubmitChange(background, "shop", "timed", "CR-1", at))(t)
}

func TestASweepFindsEachStageOnce(t *testing.T) {
	store := open(t)
	withTimer(t, store)
	page := must(store.Timers(background, contracts.TimerFilter{}))(t)
	equal(t, "waits", len(page.Timers), 1)
	equal(t, "due", page.Timers[0].DueAt.Equal(monday.AddDate(0, 0, 2)), true)
	equal(t, "next", page.Timers[0].Next, contracts.ActionRemind)
	later := contracts.At(monday.AddDate(0, 0, 30))
	found := must(store.SweepTimers(background, contracts.SweepOptions{}, later))(t)
	equal(t, "found", len(found.Actions), 3)
	equal(t, "last", found.Actions[2].Kind, contracts.ActionEscalate)
	equal(t, "masked", found.Actions[1].Recipients[1].Endpoint, "https://***@example.org/in?***")
	again := must(store.SweepTimers(background, contracts.SweepOptions{}, later))(t)
	equal(t, "found again", len(again.Actions), 0)
	timer := must(store.Timer(background, "shop", "timed", "CR-1"))(t)
	equal(t, "stage", timer.Stage, contracts.StageExhausted)
}

func TestWhatIsDeliveredLeavesTheOutbox(t *testing.T) {
	store := open(t)
	withTimer(t, store)
	later := contracts.At(monday.AddDate(0, 0, 30))
	found := must(store.SweepTimers(background, contracts.SweepOptions{Limit: 1}, later))(t)
	equal(t, "more", found.More, true)
	id := found.Actions[0].ID
	failed := must(store.Delivered(background, contracts.Delivery{Action: id, Failed: true,
		Detail: "no answer"}, later))(t)
	equal(t, "why", failed.Recipients[0].LastError, "no answer")
	equal(t, "waits", len(must(store.Outbox(background, contracts.OutboxFilter{}))(t).Actions), 1)
	must(store.Delivered(background, contracts.Delivery{Action: id, To: "client"}, later))(t)
	equal(t, "is told", len(must(store.Outbox(background, contracts.OutboxFilter{}))(t).Actions), 0)
	_, err := store.Delivered(background, contracts.Delivery{Action: id, To: "nobody"}, later)
	wanted(t, err, contracts.ErrNotFound, "'nobody' is no recipient of action ")
}

func TestAPauseMovesTheDeadline(t *testing.T) {
	store := open(t)
	withTimer(t, store)
	_, err := store.PauseTimer(background, "shop", "timed", "CR-1", "mood", contracts.At(monday))
	wanted(t, err, contracts.ErrState, "its pause_on has data")
	paused := must(store.PauseTimer(background, "shop", "timed", "CR-1", "data", contracts.At(monday)))(t)
	equal(t, "state", paused.State, contracts.TimerPaused)
	timer := must(store.ResumeTimer(background, "shop", "timed", "CR-1",
		contracts.At(monday.Add(5*time.Hour))))(t)
	equal(t, "due", timer.DueAt.Equal(monday.AddDate(0, 0, 2).Add(5*time.Hour)), true)
	equal(t, "cause", timer.Pauses[0].Cause, "data")
}
