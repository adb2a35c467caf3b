package contracts_test

import (
	"errors"
	"testing"
	"time"

	"contracts"
)

const disputed = `
version: 1
meta: {id: deal-3}
parties: [client, supplier]
governance:
  decision_rights: [{area: '*', approver: client}]
  escalation_policies: [{id: up, levels: [{after_hours: 24, notify: [boards]}]}]
  disputes: {escalation: up, answer_days: 2}
change_policy:
  thresholds: {budget_delta_pct_major: 10}
`

func TestADisputeClimbsAndEnds(t *testing.T) {
	store := open(t)
	at := contracts.At(monday)
	client, supplier := contracts.By("client"), contracts.By("supplier")
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "quarrel", Label: "1.0.0",
		Type: contracts.TypeMaster, Document: contracts.Bytes([]byte(disputed))}, at))(t)
	must(store.Activate(background, "shop", "quarrel", "1.0.0", at))(t)
	must(store.OpenChange(background, "shop", "quarrel", contracts.Bytes([]byte("id: CR-1")), at))(t)
	spec := contracts.DisputeSpec{Kind: contracts.DisputeChange, Subject: "CR-1", Statement: "not asked for"}
	one := must(store.OpenDispute(background, "shop", "quarrel", spec, at, client))(t)
	equal(t, "id", one.ID, "D-1")
	equal(t, "about", one.About, "change:shop/quarrel/CR-1")
	equal(t, "against", one.Against, "supplier")
	equal(t, "due", one.DueAt.UTC(), monday.Add(48*time.Hour))
	_, err := store.AnswerDispute(background, "shop", "quarrel", "D-1", "it was", "", at, client)
	equal(t, "up to the other", errors.Is(err, contracts.ErrDenied), true)
	one = must(store.AnswerDispute(background, "shop", "quarrel", "D-1", "it was", "", at, supplier))(t)
	equal(t, "state", one.State, contracts.DisputeAnswered)
	one = must(store.EscalateDispute(background, "shop", "quarrel", "D-1", "", at, supplier))(t)
	equal(t, "level", one.Level, int64(1))
	_, err = store.ResolveDispute(background, "shop", "quarrel", "D-1", contracts.ByDecision, "CR-1", at, client)
	equal(t, "not decided", errors.Is(err, contracts.ErrState), true)
	page := must(store.Disputes(background, contracts.DisputeFilter{State: contracts.DisputeAnswered}))(t)
	equal(t, "listed", len(page.Disputes), 1)
	one = must(store.WithdrawDispute(background, "shop", "quarrel", "D-1", "client", at, client))(t)
	equal(t, "ended", one.EndedBy, "client")
	one = must(store.Dispute(background, "shop", "quarrel", "d-1"))(t)
	equal(t, "state", one.State, contracts.DisputeWithdrawn)
}

func TestADisputedAssessmentPaysNothingAndAccrues(t *testing.T) {
	store := open(t)
	withBargain(t, store)
	must(store.OpenChart(background, "shop", "deal", ""))(t)
	must(store.Post(background, "shop", "deal", []contracts.EntrySpec{{Kind: contracts.EntryCost,
		Date: "2026-01-15", Postings: []contracts.PostingSpec{
			{Account: "Assets:Deal:Cost", Amount: 3000000},
			{Account: "Liabilities:Deal:Supplier", Amount: -3000000}}}}))(t)
	must(store.AssessShare(background, "shop", "deal", contracts.Assess{
		Kind: contracts.AssessInterim, AsOf: "2026-01-31", Earned: "40000"}))(t)
	spec := contracts.DisputeSpec{Kind: contracts.DisputeAssessment, Subject: "7", Statement: "too much"}
	client := contracts.By("client")
	_, err := store.OpenDispute(background, "shop", "deal", spec, client)
	equal(t, "no such", errors.Is(err, contracts.ErrNotFound), true)
	spec.Subject = "1"
	one := must(store.OpenDispute(background, "shop", "deal", spec, client))(t)
	equal(t, "kind", one.Kind, contracts.DisputeAssessment)
	equal(t, "about", one.About, "assessment:shop/deal#1")
	a := must(store.AssessShare(background, "shop", "deal", contracts.Assess{
		Kind: contracts.AssessFinal, AsOf: "2026-02-28"}))(t)
	equal(t, "accrues", a.AccruedNow, "80000.00")
	equal(t, "waits", a.PayableNow, "0.00")
	equal(t, "for", a.Hold, "dispute shop/deal/D-1 about assessment:shop/deal#1")
	timer := must(store.DisputeTimer(background, "shop", "deal", "D-1"))(t)
	equal(t, "timer", timer.DueAt.Equal(one.DueAt), true)
	info := must(store.Info(background))(t)
	equal(t, "ledgers", info.Ledgers, int64(1))
	equal(t, "assessments", info.Assessments, int64(2))
	equal(t, "disputes", info.Disputes, int64(1))
	equal(t, "timers", info.Timers, int64(1))
	equal(t, "changes", info.Changes, int64(0))
	equal(t, "cycles", info.SLOCycles, int64(0))
	_, err = store.DisputeTimer(background, "shop", "deal", "D-7")
	equal(t, "no such dispute", errors.Is(err, contracts.ErrNotFound), true)
}
