package contracts_test

import (
	"context"
	"testing"

	"contracts"
)

const meetings = `
version: 1
meta: {id: deal-1, effective_date: 2026-01-05}
cadences: [{id: review, rhythm: weekly, participants: [client], artefacts: [minutes]}]
`

func withMeetings(ctx context.Context, store *contracts.Store, name string) error {
	_, err := store.Create(ctx, contracts.NewContract{Team: "shop", Name: name, Label: "1.0.0",
		Type: contracts.TypeMaster, Document: contracts.Bytes([]byte(meetings))})
	if err == nil {
		_, err = store.Activate(ctx, "shop", name, "1.0.0")
	}
	return err
}

func TestMeetingsAreRecordedAndMissed(t *testing.T) {
	store := open(t)
	noError(t, withMeetings(background, store, "deal"))
	meeting := must(store.RecordMeeting(background, contracts.NewMeeting{Team: "shop", Name: "deal",
		Cadence: "review", Day: "2026-01-06", Artefacts: []string{"u"}}))(t)
	equal(t, "remarks", len(meeting.Remarks), 1)
	window := contracts.CadenceWindow{Team: "shop", Name: "deal", Until: "2026-01-18"}
	level := must(store.MissedMeetings(background, window))(t).Cadences[0]
	equal(t, "rhythm", level.Rhythm, contracts.RhythmWeekly)
	equal(t, "missed", level.Missed, int64(2))
	equal(t, "fault", level.Misses[0].Fault, contracts.CadenceIncomplete)
	equal(t, "who", level.Misses[0].MissingParticipants[0], "client")
	equal(t, "no meeting", level.Misses[1].Fault, contracts.CadenceNotHeld)
	must(store.RecordMeeting(background, contracts.NewMeeting{Team: "shop", Name: "deal",
		Cadence: "review", Day: "2026-01-06", Participants: []string{"client=bo"}}))(t)
	equal(t, "kept", must(store.MissedMeetings(background, window))(t).Cadences[0].Kept, int64(1))
	page := must(store.Meetings(background, contracts.MeetingFilter{}))(t)
	equal(t, "listed", len(page.Meetings), 1)
	_, err := store.RecordMeeting(background, contracts.NewMeeting{Team: "shop", Name: "deal", Cadence: "retro"})
	wanted(t, err, contracts.ErrNotFound, "has no cadence 'retro'; it has review")
}

// cadenceCalls are the calls on cadences, in an order in which each of them works.
func cadenceCalls() []call {
	type c = context.Context
	type s = *contracts.Store
	return []call{
		{name: "RecordMeeting", make: func(ctx c, s s, p string) error {
			if p == "" {
				if err := withMeetings(ctx, s, "meetings"); err != nil {
					return err
				}
			}
			return first(s.RecordMeeting(ctx, contracts.NewMeeting{Team: p + "shop", Name: "meetings",
				Cadence: "review"}))
		}},
		{name: "MissedMeetings", make: func(ctx c, s s, p string) error {
			return first(s.MissedMeetings(ctx, contracts.CadenceWindow{Team: p + "shop", Name: "meetings"}))
		}},
		{name: "Meetings", make: func(ctx c, s s, p string) error {
			return first(s.Meetings(ctx, contracts.MeetingFilter{Team: p + "shop", Name: "meetings"}))
		}},
	}
}
