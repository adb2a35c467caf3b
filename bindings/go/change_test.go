package contracts_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"contracts"
)

const deal = `
version: 1
meta: {id: deal-1}
parties: [client, supplier, expert]
governance:
  escalation_policies: [{id: up, levels: [{notify: [expert]}]}]
  disputes: {escalation: up}
  steering_committee: [client, supplier, expert]
  decision_rights:
    - {area: scope, class: minor, approver: client, sla_days: 3, pause_on: [data]}
    - {area: '*', approver: steering_committee, quorum: 2}
change_policy:
  thresholds: {budget_delta_pct_major: 10}
incentives: {model: target_cost, currency: EUR, target: 200000}
`

func withDeal(t *testing.T, store *contracts.Store) {
	t.Helper()
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "deal", Label: "1.0.0",
		Type: contracts.TypeMaster, Document: contracts.Bytes([]byte(deal))}))(t)
	must(store.Activate(background, "shop", "deal", "1.0.0"))(t)
}

func opened(t *testing.T, store *contracts.Store, id, impact string) *contracts.Change {
	t.Helper()
	request := contracts.Bytes([]byte("id: " + id + "\nrequester: supplier\nimpact_analysis: " + impact))
	must(store.OpenChange(background, "shop", "deal", request))(t)
	return must(store.SubmitChange(background, "shop", "deal", id))(t)
}

func TestAMinorChangeGoesAllTheWay(t *testing.T) {
	store := open(t)
	withDeal(t, store)
	change := opened(t, store, "CR-1", "{budget_delta_pct: 4.5}")
	equal(t, "state", change.State, contracts.ChangeAnalysed)
	equal(t, "class", change.Class, contracts.ChangeMinor)
	equal(t, "margin", change.Classification.Thresholds[0].Margin, "5.5")
	equal(t, "approver", change.Decision.Approver, "client")
	change = must(store.Decide(background, "shop", "deal", "CR-1", contracts.OutcomeApproved,
		contracts.By("client"), contracts.Because("cheap")))(t)
	equal(t, "reason", change.Decision.Reason, "cheap")
	equal(t, "calendar", change.LeadTime.Calendar, "calendar")
	change = must(store.Implement(background, "shop", "deal", "CR-1"))(t)
	equal(t, "target", change.TargetAmount+change.TargetCurrency, "9000EUR")
	change = must(store.CloseChange(background, "shop", "deal", "CR-1", ""))(t)
	equal(t, "closed", change.State, contracts.ChangeClosed)
	page := must(store.Changes(background, contracts.ChangeFilter{State: contracts.ChangeClosed,
		Class: contracts.ChangeMinor, Type: contracts.ChangeNormal}))(t)
	equal(t, "listed", len(page.Changes), 1)
}

func TestAnImplementedChangeMovesTheTargetInTheLedger(t *testing.T) {
	store := open(t)
	withDeal(t, store)
	must(store.OpenLedger(background, "shop", "deal", "EUR"))(t)
	opened(t, store, "CR-1", "{budget_delta_pct: 4.5}")
	must(store.Decide(background, "shop", "deal", "CR-1", contracts.OutcomeApproved,
		contracts.By("client")))(t)
	equal(t, "posted", must(store.Implement(background, "shop", "deal", "CR-1"))(t).Posted, int64(1))
}

func TestAMajorChangeIsVotedOn(t *testing.T) {
	store := open(t)
	withDeal(t, store)
	equal(t, "class", opened(t, store, "CR-1", "{budget_delta_pct: 12}").Class, contracts.ChangeMajor)
	_, err := store.Vote(background, "shop", "deal", "CR-1", contracts.VoteApprove, "", contracts.By("mallory"))
	wanted(t, err, contracts.ErrDenied)
	must(store.Delegate(background, contracts.NewDelegation{Team: "shop", Name: "deal", To: "anna",
		Until: time.Now()}, contracts.By("client")))(t)
	change := must(store.Vote(background, "shop", "deal", "CR-1", contracts.VoteApprove, "client",
		contracts.By("anna")))(t)
	equal(t, "for", change.Decision.Votes[0].DelegatedFrom, "client")
	memo := contracts.Bytes([]byte("{problem: p, evidence: e, alternatives: [a], decision: d, " +
		"follow_ups: [{action: a, owner: o, due: 2030-01-01}]}"))
	must(store.RecordMemo(background, "shop", "deal", "CR-1", memo))(t)
	must(store.RecordADR(background, "shop", "deal", "CR-1", contracts.Bytes([]byte("# Title\n"))))(t)
	change = must(store.Vote(background, "shop", "deal", "CR-1", contracts.VoteApprove, "",
		contracts.By("expert")))(t)
	equal(t, "state", change.State, contracts.ChangeApproved)
	equal(t, "memo", fmt.Sprint(change.Decision.Memo["problem"]), "p")
	decisions := must(store.Decisions(background, contracts.DecisionFilter{Team: "shop", Name: "deal",
		Change: "CR-1", State: contracts.DecisionDecided}))(t)
	equal(t, "decisions", len(decisions.Decisions), 1)
}

func TestOtherThresholdsGiveOtherClasses(t *testing.T) {
	store := open(t)
	withDeal(t, store)
	opened(t, store, "CR-1", "{budget_delta_pct: 6}")
	opened(t, store, "CR-2", "{budget_delta_pct: 2}")
	page := must(store.WhatIf(background, "shop", "deal",
		contracts.Bytes([]byte("budget_delta_pct_major: 5")), 0, ""))(t)
	equal(t, "examined", page.Examined, int64(2))
	equal(t, "changes", len(page.Changes), 1)
	equal(t, "class", page.Changes[0].ClassAfter, contracts.ChangeMajor)
	equal(t, "limit", page.Changes[0].Thresholds[0].LimitAfter, "5")
	_, err := store.WhatIf(background, "shop", "deal", contracts.Bytes([]byte("colour: red")), 0, "")
	wanted(t, err, contracts.ErrInput)
}

func TestADecisionIsARecord(t *testing.T) {
	store := open(t)
	withDeal(t, store)
	opened(t, store, "CR-1", "{budget_delta_pct: 1}")
	must(store.RecordADR(background, "shop", "deal", "CR-1",
		contracts.Bytes([]byte("# Mine\n## Decision\nso be it\n"))))(t)
	must(store.Decide(background, "shop", "deal", "CR-1", contracts.OutcomeApproved,
		contracts.By("client")))(t)
	record := must(store.DecisionADR(background, "shop", "deal", "CR-1"))(t)
	equal(t, "status", record.Status, contracts.ADRAccepted)
	equal(t, "outcome", record.Outcome, "so be it")
	again := must(contracts.ReadADR(contracts.Bytes([]byte(record.Markdown))))(t)
	equal(t, "markdown", again.Markdown, record.Markdown)
	_, err := contracts.ReadADR(contracts.Bytes([]byte("no title")))
	wanted(t, err, contracts.ErrInput)
}

func TestTheRestOfAChange(t *testing.T) {
	store := open(t)
	withDeal(t, store)
	must(store.OpenChange(background, "shop", "deal", contracts.Bytes([]byte("id: CR-1"))))(t)
	must(store.ChangeImpact(background, "shop", "deal", "CR-1", contracts.Bytes([]byte("budget_delta_pct: 1"))))(t)
	must(store.SubmitChange(background, "shop", "deal", "CR-1"))(t)
	must(store.ClassifyChange(background, "shop", "deal", "CR-1"))(t)
	_, err := store.ImportDecision(background, "shop", "deal", "CR-1")
	wanted(t, err, contracts.ErrInput)
	must(store.WithdrawChange(background, "shop", "deal", "CR-1", contracts.Because("no")))(t)
	equal(t, "cycle", must(store.ReopenChange(background, "shop", "deal", "CR-1",
		contracts.Because("yes")))(t).Cycle, 2)
	_, err = store.Change(background, "shop", "deal", "CR-9")
	wanted(t, err, contracts.ErrNotFound)
	_, err = store.Vote(background, "shop", "deal", "CR-1", "maybe", "")
	wanted(t, err, contracts.ErrArgument)
}

const memo = "{problem: p, evidence: e, alternatives: [a], decision: d, " +
	"follow_ups: [{action: a, owner: o, due: 2030-01-01}]}"

// The calls on changes, for the table of all calls.
func changeCalls() []call {
	type c = context.Context
	type s = *contracts.Store
	return []call{
		{name: "OpenChange", make: func(ctx c, s s, p string) error {
			err := first(s.Create(ctx, contracts.NewContract{Team: p + "shop", Name: "deal",
				Label: "1.0.0", Type: contracts.TypeMaster, Document: text(deal)}))
			if err == nil {
				err = first(s.Activate(ctx, p+"shop", "deal", "1.0.0"))
			}
			if err != nil {
				return err
			}
			return first(s.OpenChange(ctx, p+"shop", "deal", text("{id: CR-1, requester: us}")))
		}},
		{name: "ImportDecision", make: func(ctx c, s s, p string) error {
			err := first(s.OpenChange(ctx, p+"shop", "deal", text("{id: CR-2, requester: us, "+
				"decision: {status: approved}, impact_analysis: {budget_delta_pct: 1}}")))
			if err == nil {
				err = first(s.SubmitChange(ctx, p+"shop", "deal", "CR-2"))
			}
			if err != nil {
				return err
			}
			return first(s.ImportDecision(ctx, p+"shop", "deal", "CR-2", contracts.By("client")))
		}},
		{name: "ChangeImpact", make: func(ctx c, s s, p string) error {
			return first(s.ChangeImpact(ctx, p+"shop", "deal", "CR-1", text("budget_delta_pct: 1")))
		}},
		{name: "SubmitChange", make: func(ctx c, s s, p string) error {
			return first(s.SubmitChange(ctx, p+"shop", "deal", "CR-1"))
		}},
		{name: "DecisionADR", make: func(ctx c, s s, p string) error {
			return first(s.DecisionADR(ctx, p+"shop", "deal", "CR-1"))
		}},
		{name: "WhatIf", make: func(ctx c, s s, p string) error {
			return first(s.WhatIf(ctx, p+"shop", "deal", text("budget_delta_pct_major: 1"), 0, ""))
		}},
		{name: "ClassifyChange", make: func(ctx c, s s, p string) error {
			return first(s.ClassifyChange(ctx, p+"shop", "deal", "CR-1"))
		}},
		{name: "RecordMemo", make: func(ctx c, s s, p string) error {
			return first(s.RecordMemo(ctx, p+"shop", "deal", "CR-1", text(memo)))
		}},
		{name: "RecordADR", make: func(ctx c, s s, p string) error {
			return first(s.RecordADR(ctx, p+"shop", "deal", "CR-1", text("# Title")))
		}},
		{name: "Delegate", make: func(ctx c, s s, p string) error {
			return first(s.Delegate(ctx, contracts.NewDelegation{Team: p + "shop", Name: "deal", To: "anna",
				Until: time.Now()}, contracts.By("client")))
		}},
		{name: "Vote", make: func(ctx c, s s, p string) error {
			err := first(s.OpenChange(ctx, p+"shop", "deal", text("{id: CR-3, requester: us, "+
				"impact_analysis: {budget_delta_pct: 1}}")))
			if err == nil {
				err = first(s.SubmitChange(ctx, p+"shop", "deal", "CR-3"))
			}
			if err != nil {
				return err
			}
			return first(s.Vote(ctx, p+"shop", "deal", "CR-3", contracts.VoteApprove, "",
				contracts.By("client")))
		}},
		{name: "Decide", make: func(ctx c, s s, p string) error {
			return first(s.Decide(ctx, p+"shop", "deal", "CR-1", contracts.OutcomeApproved, contracts.By("client")))
		}},
		{name: "Implement", make: func(ctx c, s s, p string) error {
			return first(s.Implement(ctx, p+"shop", "deal", "CR-1"))
		}},
		{name: "CloseChange", make: func(ctx c, s s, p string) error {
			return first(s.CloseChange(ctx, p+"shop", "deal", "CR-1", ""))
		}},
		{name: "ReopenChange", make: func(ctx c, s s, p string) error {
			return first(s.ReopenChange(ctx, p+"shop", "deal", "CR-1", contracts.Because("r")))
		}},
		{name: "WithdrawChange", make: func(ctx c, s s, p string) error {
			return first(s.WithdrawChange(ctx, p+"shop", "deal", "CR-1", contracts.Because("r")))
		}},
		{name: "Change", make: func(ctx c, s s, p string) error {
			return first(s.Change(ctx, p+"shop", "deal", "CR-1"))
		}},
		{name: "PauseTimer", make: func(ctx c, s s, p string) error {
			for _, err := range []error{
				first(s.OpenChange(ctx, p+"shop", "deal", text("{id: CR-9, requester: us, "+
					"impact_analysis: {budget_delta_pct: 1}}"))),
				first(s.SubmitChange(ctx, p+"shop", "deal", "CR-9")),
			} {
				if err != nil {
					return err
				}
			}
			return first(s.PauseTimer(ctx, p+"shop", "deal", "CR-9", "data"))
		}},
		{name: "ResumeTimer", make: func(ctx c, s s, p string) error {
			return first(s.ResumeTimer(ctx, p+"shop", "deal", "CR-9"))
		}},
		{name: "Timer", make: func(ctx c, s s, p string) error {
			return first(s.Timer(ctx, p+"shop", "deal", "CR-9"))
		}},
		{name: "Timers", make: func(ctx c, s s, p string) error {
			return first(s.Timers(ctx, contracts.TimerFilter{Team: p + "shop", Name: "deal"}))
		}},
		{name: "SweepTimers", plain: true, make: func(ctx c, s s, p string) error {
			return first(s.SweepTimers(ctx, contracts.SweepOptions{}, contracts.DryRun()))
		}},
		{name: "Outbox", make: func(ctx c, s s, p string) error {
			return first(s.Outbox(ctx, contracts.OutboxFilter{Team: p + "shop", Name: "deal"}))
		}},
		{name: "Delivered", make: func(ctx c, s s, p string) error {
			id := p + "none"
			if p == "" {
				found, err := s.SweepTimers(ctx, contracts.SweepOptions{Limit: 1},
					contracts.At(time.Now().AddDate(0, 0, 60)))
				if err != nil {
					return err
				}
				id = found.Actions[0].ID
			}
			return first(s.Delivered(ctx, contracts.Delivery{Action: id}))
		}},
		{name: "OpenDispute", make: func(ctx c, s s, p string) error {
			return first(s.OpenDispute(ctx, p+"shop", "deal", contracts.DisputeSpec{ID: "D-1",
				Kind: contracts.DisputeChange, Subject: "CR-9", Statement: "why",
				Against: "supplier"}, contracts.By("client")))
		}},
		{name: "AnswerDispute", make: func(ctx c, s s, p string) error {
			return first(s.AnswerDispute(ctx, p+"shop", "deal", "D-1", "so", "", contracts.By("supplier")))
		}},
		{name: "EscalateDispute", make: func(ctx c, s s, p string) error {
			return first(s.EscalateDispute(ctx, p+"shop", "deal", "D-1", "", contracts.By("client")))
		}},
		{name: "ResolveDispute", make: func(ctx c, s s, p string) error {
			if p == "" {
				if err := first(s.Decide(ctx, "shop", "deal", "CR-9", contracts.OutcomeRejected,
					contracts.By("client"))); err != nil {
					return err
				}
			}
			return first(s.ResolveDispute(ctx, p+"shop", "deal", "D-1", contracts.ByDecision, "CR-9"))
		}},
		{name: "WithdrawDispute", make: func(ctx c, s s, p string) error {
			if p == "" {
				if err := first(s.OpenDispute(ctx, "shop", "deal", contracts.DisputeSpec{ID: "D-2",
					Kind: contracts.DisputeDecision, Subject: "CR-9", Statement: "why",
					Against: "supplier"}, contracts.By("client"))); err != nil {
					return err
				}
			}
			return first(s.WithdrawDispute(ctx, p+"shop", "deal", "D-2", "", contracts.By("client")))
		}},
		{name: "DisputeTimer", make: func(ctx c, s s, p string) error {
			return first(s.DisputeTimer(ctx, p+"shop", "deal", "D-1"))
		}},
		{name: "Dispute", make: func(ctx c, s s, p string) error {
			return first(s.Dispute(ctx, p+"shop", "deal", "D-1"))
		}},
		{name: "Disputes", make: func(ctx c, s s, p string) error {
			return first(s.Disputes(ctx, contracts.DisputeFilter{Team: p + "shop", Name: "deal"}))
		}},
		{name: "Changes", make: func(ctx c, s s, p string) error {
			return first(s.Changes(ctx, contracts.ChangeFilter{Team: p + "shop"}))
		}},
		{name: "Decisions", make: func(ctx c, s s, p string) error {
			return first(s.Decisions(ctx, contracts.DecisionFilter{Team: p + "shop", Name: "deal"}))
		}},
	}
}
