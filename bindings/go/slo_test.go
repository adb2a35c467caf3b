package contracts_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"contracts"
)

const levels = `
version: 1
meta: {id: deal-1}
slos:
  - {id: review_turnaround, goal_hours: 1, attainment_pct: 50, calendar: all, pause_on: [waiting]}
  - {id: delivery, goal_hours: 24, calendar: all}
calendars: [{id: all, zone: UTC, days: [mon, tue, wed, thu, fri, sat, sun]}]
`

func withLevels(t *testing.T, store *contracts.Store) {
	t.Helper()
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "deal", Label: "1.0.0",
		Type: contracts.TypeMaster, Document: contracts.Bytes([]byte(levels))}))(t)
	must(store.Activate(background, "shop", "deal", "1.0.0"))(t)
}

func TestAClockRunsPausesAndIsLate(t *testing.T) {
	store := open(t)
	withLevels(t, store)
	now := time.Now().UTC().Add(time.Hour).Truncate(time.Second)
	mark := contracts.SloMark{Act: contracts.SloStart, Team: "shop", Name: "deal",
		SLO: "review_turnaround", Subject: "PR-1"}
	later := func(minutes int) contracts.CallOption {
		return contracts.At(now.Add(time.Duration(minutes) * time.Minute))
	}
	slo := must(store.RecordSlo(background, mark, later(0)))(t)
	equal(t, "state", slo.State, contracts.SloRunning)
	equal(t, "due", slo.DueAt.Sub(slo.StartedAt), time.Hour)
	mark.Act = contracts.SloPause
	_, err := store.RecordSlo(background, mark, later(20), contracts.Because("lunch"))
	equal(t, "no reason", errors.Is(err, contracts.ErrState), true)
	must(store.RecordSlo(background, mark, later(20), contracts.Because("waiting")))(t)
	mark.Act = contracts.SloResume
	slo = must(store.RecordSlo(background, mark, later(50)))(t)
	equal(t, "paused", slo.PausedUs, int64(30*60*1000000))
	sweep := must(store.SweepSlo(background, "", "", later(100)))(t)
	equal(t, "breaches", len(sweep.Breaches), 1)
	sweep = must(store.SweepSlo(background, "shop", "deal", later(101)))(t)
	equal(t, "again", len(sweep.Breaches), 0)
	mark.Act = contracts.SloStop
	slo = must(store.RecordSlo(background, mark, later(120)))(t)
	equal(t, "breached", slo.Breached, true)
	equal(t, "events", len(slo.Events), 4)
	page := must(store.SloCases(background, contracts.SloFilter{Team: "shop", Name: "deal",
		SLO: "review_turnaround", Subject: "PR-1", Stopped: true}))(t)
	equal(t, "listed", len(page.Cases), 1)
	report := must(store.MeasureSlo(background, contracts.SloWindow{Team: "shop", Name: "deal",
		From: now, To: now.Add(24 * time.Hour)}))(t)
	equal(t, "levels", len(report.Levels), 2)
	equal(t, "attainment", report.Levels[0].AttainmentPct, "0")
	equal(t, "pauses", report.Levels[0].Pauses[0].Reason, "waiting")
	equal(t, "not measured", report.Levels[1].Measured, false)
	mark.Act = "begin"
	_, err = store.RecordSlo(background, mark)
	equal(t, "no word", errors.Is(err, contracts.ErrArgument), true)
}

// sloCalls are the calls on clocks, in an order in which each of them works.
func sloCalls() []call {
	type c = context.Context
	type s = *contracts.Store
	mark := func(act contracts.SloAct, p string) contracts.SloMark {
		return contracts.SloMark{Act: act, Team: p + "shop", Name: "watched", SLO: "delivery", Subject: "D-1"}
	}
	return []call{
		{name: "RecordSlo", make: func(ctx c, s s, p string) error {
			if p == "" {
				_, err := s.Create(ctx, contracts.NewContract{Team: "shop", Name: "watched", Label: "1.0.0",
					Type: contracts.TypeMaster, Document: contracts.Bytes([]byte(levels))})
				if err != nil {
					return err
				}
				if _, err = s.Activate(ctx, "shop", "watched", "1.0.0"); err != nil {
					return err
				}
			}
			return first(s.RecordSlo(ctx, mark(contracts.SloStart, p)))
		}},
		{name: "SloCases", make: func(ctx c, s s, p string) error {
			return first(s.SloCases(ctx, contracts.SloFilter{Team: p + "shop", Name: "watched", Open: true}))
		}},
		{name: "MeasureSlo", make: func(ctx c, s s, p string) error {
			return first(s.MeasureSlo(ctx, contracts.SloWindow{Team: p + "shop", Name: "watched"}))
		}},
		{name: "SweepSlo", make: func(ctx c, s s, p string) error {
			return first(s.SweepSlo(ctx, p+"shop", "watched"))
		}},
	}
}
