package contracts_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"contracts"
)

const policyText = `
id: house
max_waiver_days: 90
levels:
  - {rule: "*", level: breaking}
waivers:
  - {rule: type-changed, part: /n, reason: agreed, owner: ada, since: 2030-01-01, expires: 2030-02-01}
`

func TestPolicyJudges(t *testing.T) {
	old := text(`{"type":"object","properties":{"n":{"type":"string"},"other":{}}}`)
	new := text(`{"type":"object","properties":{"n":{"type":"integer"},"other":{}}}`)
	plain := must(contracts.Diff(background, old, new, contracts.DiffOptions{}))(t)
	equal(t, "findings", len(plain.Findings), 1)
	equal(t, "reason", plain.BumpReason, contracts.BumpBreaking)
	equal(t, "no policy", plain.Policy == nil, true)
	f := plain.Findings[0]
	document := strings.Replace(policyText, "type-changed", f.Rule, 1)
	policy := must(contracts.ReadPolicy(background, text(document), contracts.DiffOptions{}))(t)
	equal(t, "id", policy.Policy.ID, "house")
	w := policy.Policy.Waivers[0]
	end := time.Date(2030, 2, 1, 23, 59, 59, 999999000, time.UTC)
	equal(t, "expires", w.ExpiresAt(), end)
	equal(t, "pending", w.StateAt(time.Date(2029, 12, 31, 23, 0, 0, 0, time.UTC)), contracts.WaiverPending)
	equal(t, "active", w.StateAt(end), contracts.WaiverActive)
	equal(t, "expired", w.StateAt(end.Add(time.Second)), contracts.WaiverExpired)

	waived := must(contracts.Diff(background, old, new, contracts.DiffOptions{Policy: policy, Now: end}))(t)
	equal(t, "verdict", waived.Verdict, contracts.VerdictCompatible)
	equal(t, "reason", waived.BumpReason, contracts.BumpSetAside)
	equal(t, "waived", waived.Policy.Waived, 1)
	equal(t, "hash", waived.Policy.SHA256, policy.SHA256)
	equal(t, "owner", waived.Findings[0].Policy.Waiver.Owner, "ada")
	equal(t, "level", waived.Findings[0].Level, contracts.LevelBreaking)
	library := must(waived.Render(contracts.RenderJSON))(t)
	equal(t, "as the library writes it", compact(t, must(json.Marshal(waived))(t)), compact(t, library))

	late := must(contracts.Diff(background, old, new,
		contracts.DiffOptions{Policy: policy, Now: end.Add(time.Second)}))(t)
	equal(t, "verdict", late.Verdict, contracts.VerdictIncompatible)
	equal(t, "expired", late.Findings[0].Rule == "policy.waiver-expired" ||
		late.Findings[1].Rule == "policy.waiver-expired", true)
	ignoring := contracts.DiffOptions{
		Policy: must(contracts.ReadPolicy(background, text("ignore_unused: true"), contracts.DiffOptions{}))(t),
		Used:   []string{"/other"}}
	unused := must(contracts.Diff(background, old, new, ignoring))(t)
	equal(t, "unused", unused.Findings[0].Policy.Unused, true)
	ignoring.Used = []string{"/typo"}
	_, err := contracts.Diff(background, old, new, ignoring)
	wanted(t, err, contracts.ErrNotFound)
}

func TestNothingIsUsed(t *testing.T) {
	old, new := text(`{"properties":{"n":{"type":"string"}}}`), text(`{"properties":{"n":{"type":"integer"}}}`)
	options := contracts.DiffOptions{
		Policy: must(contracts.ReadPolicy(background, text("ignore_unused: true"), contracts.DiffOptions{}))(t)}
	equal(t, "nobody said", must(contracts.Diff(background, old, new, options))(t).Compatible, false)
	options.Used = []string{}
	equal(t, "nothing", must(contracts.Diff(background, old, new, options))(t).Compatible, true)
	options.Used = []string{"/n"}
	equal(t, "that", must(contracts.Diff(background, old, new, options))(t).Compatible, false)
}

// A waiver stands as the library says, wherever it is found.
func TestAWaiverStandsAsTheLibrarySays(t *testing.T) {
	s := open(t)
	old := text(`{"properties":{"n":{"type":"string"}}}`)
	new := text(`{"properties":{"n":{"type":"integer"}}}`)
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	withOrders(t, s)
	f := must(contracts.Diff(background, old, new, contracts.DiffOptions{}))(t).Findings[0]
	must(s.Waive(background, contracts.NewWaiver{Team: "shop", Name: "orders", Rule: f.Rule, Part: f.Part,
		Owner: "ada", Since: "2026-02-01", Expires: "2026-06-01"}, contracts.Because("agreed")))(t)
	own := must(s.Policy(background, "shop", "orders"))(t)
	equal(t, "alone", own.Policy.Waivers[0].StateAt(now), contracts.WaiverActive)
	judged := must(contracts.Diff(background, old, new, contracts.DiffOptions{Policy: own, Now: now}))(t)
	equal(t, "in a finding", judged.Findings[0].Policy.Waiver.StateAt(now), contracts.WaiverActive)

	must(s.SetPolicy(background, "shop", "", text("max_waiver_days: 10")))(t)
	effective := must(s.EffectivePolicy(background, "shop", "orders"))(t)
	equal(t, "effective", effective.Policy.Waivers[0].StateAt(now), contracts.WaiverTooLong)
	copied := *effective
	equal(t, "a copy", copied.Policy.Waivers[0].StateAt(now), contracts.WaiverTooLong)
	list := must(s.Waivers(background, "shop", "orders", now))(t)
	equal(t, "listed", list.Waivers[0].State, contracts.WaiverTooLong)
	equal(t, "in the list", list.Waivers[0].Waiver.StateAt(now), contracts.WaiverTooLong)
}

func TestTimesOfAWaiverAreThoseOfTheLibrary(t *testing.T) {
	at := time.Date(2026, 4, 30, 18, 0, 0, 0, time.UTC)
	for written, want := range map[string]time.Time{
		"2026-04-30T18:00:00Z":        at,
		"2026-04-30T18:00:00z":        at,
		"2026-04-30t18:00:00Z":        at,
		"2026-04-30T20:00:00.5+02:00": at.Add(time.Second / 2),
		"2026-04-30T23:59:60Z":        at.Add(6 * time.Hour),
		"2026-04-30":                  at.Add(6*time.Hour - time.Microsecond),
	} {
		document := `waivers: [{rule: type-changed, part: /n, reason: r, owner: o, since: "2026-01-01", expires: "` + written + `"}]`
		policy := must(contracts.ReadPolicy(background, text(document), contracts.DiffOptions{}))(t)
		given := policy.Policy.Waivers[0]
		var back contracts.Waiver
		noError(t, json.Unmarshal([]byte(plain(t, given)), &back))
		for what, w := range map[string]contracts.Waiver{"given": given, "read from JSON": back,
			"by hand": {Expires: written}} {
			equal(t, what+" "+written, w.ExpiresAt(), want)
			equal(t, what+" "+written, w.StateAt(want), contracts.WaiverActive)
			equal(t, what+" "+written, w.StateAt(want.Add(time.Microsecond)), contracts.WaiverExpired)
		}
		equal(t, "pending", back.StateAt(time.Date(2025, 12, 31, 23, 59, 59, 0, time.UTC)), contracts.WaiverPending)
	}
	for _, w := range []contracts.Waiver{{}, {Expires: "soon"}, {Since: "x", Expires: "2026-04-30"}} {
		equal(t, w.Expires, w.ExpiresAt(), time.Time{})
		equal(t, w.Expires, w.StateAt(at), contracts.WaiverState(""))
	}
}

func TestPolicyAsksForNotice(t *testing.T) {
	const head = `{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"/a":{"get":`
	old, new := text(head+`{}}}}`), text(head+`{"deprecated":true}}}}`)
	policy := must(contracts.ReadPolicy(background, text("grace_days: {stable: 30}"), contracts.DiffOptions{}))(t)
	equal(t, "policy", *policy.Policy.GraceDays, contracts.GraceDays{Stable: 30})
	told := must(contracts.Diff(background, old, new, contracts.DiffOptions{Policy: policy}))(t)
	equal(t, "rule", told.Findings[0].Rule, "api-deprecated-sunset-missing")
	equal(t, "notice", *told.GraceDays, contracts.GraceDays{Stable: 30})
	library := must(told.Render(contracts.RenderJSON))(t)
	equal(t, "as the library writes it", compact(t, must(json.Marshal(told))(t)), compact(t, library))
	longer := must(contracts.Diff(background, old, new, contracts.DiffOptions{Policy: policy, GraceDays: 60}))(t)
	equal(t, "of the call", longer.GraceDays.Stable, int64(60))
	plain := must(contracts.Diff(background, old, new, contracts.DiffOptions{}))(t)
	equal(t, "none", plain.GraceDays == nil, true)
	equal(t, "no notice", plain.Compatible, true)
}

// A witness is one line in an indented result.
func compact(t testing.TB, text []byte) string {
	var out bytes.Buffer
	if err := json.Compact(&out, text); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPolicyIsChecked(t *testing.T) {
	_, err := contracts.ReadPolicy(background, text("levels: [{rule: no-such-rule, level: info}]"),
		contracts.DiffOptions{})
	var failed *contracts.Error
	equal(t, "an error", errors.As(err, &failed), true)
	equal(t, "status", failed.Status, contracts.ErrInput)
	copied := contracts.DiffPolicy{}
	_, err = contracts.Diff(background, text("{}"), text("{}"), contracts.DiffOptions{Policy: &copied})
	equal(t, "a copy", errors.Is(err, contracts.ErrArgument), true)
	schema := must(contracts.PolicySchema())(t)
	equal(t, "schema", bytes.Contains(schema, []byte(`"max_waiver_days"`)), true)
}

func TestStoreKeepsPolicies(t *testing.T) {
	s := open(t)
	old := text(`{"type":"object","properties":{"n":{"type":"string"}}}`)
	new := text(`{"type":"object","properties":{"n":{"type":"integer"}}}`)
	must(s.Create(background, contracts.NewContract{Team: "shop", Name: "item", Document: old}))(t)
	must(s.Activate(background, "shop", "item", "1.0.0"))(t)
	_, err := s.Policy(background, "shop", "")
	equal(t, "no policy", errors.Is(err, contracts.ErrNotFound), true)
	kept := must(s.SetPolicy(background, "shop", "", text("ignore_unused: true"), contracts.Because("agreed")))(t)
	equal(t, "revision", kept.Revision, 1)
	equal(t, "reason", kept.Reason, "agreed")
	e := must(s.Evolve(background, contracts.Edition{Team: "shop", Name: "item", Document: new}))(t)
	equal(t, "bump", e.Bump, contracts.BumpMajor)
	equal(t, "bump text", e.BumpText, "breaking findings: major")
	f := e.Comparison.Findings[0]
	w := contracts.NewWaiver{Team: "shop", Name: "item", Rule: f.Rule, Part: f.Part, Owner: "ada", Expires: "2099-01-01"}
	_, err = s.Waive(background, w)
	equal(t, "no reason", errors.Is(err, contracts.ErrArgument), true)
	more := must(s.Waive(background, w, contracts.Because("r")))(t)
	equal(t, "contract", more.Contract, "item")
	list := must(s.Waivers(background, "shop", "item", time.Time{}))(t)
	equal(t, "state", list.Waivers[0].State, contracts.WaiverActive)
	equal(t, "of", list.Waivers[0].Of, "shop/item")
	holds := must(s.EffectivePolicy(background, "shop", "item"))(t)
	equal(t, "compatible", must(contracts.Diff(background, old, new,
		contracts.DiffOptions{Policy: holds, Now: time.Date(2090, 1, 1, 0, 0, 0, 0, time.UTC)}))(t).Compatible, true)
	library := must(holds.Render(contracts.RenderJSON))(t)
	ours := must(json.MarshalIndent(holds, "", "  "))(t)
	equal(t, "as the library writes it", string(ours)+"\n", string(library))
	must(s.Activate(background, "shop", "item", "latest"))(t)
	equal(t, "cleared", len(must(s.ClearPolicy(background, "shop", "item"))(t).Policy.Waivers), 0)
}

// policyCalls are the calls on policies, in an order in which each of them works.
func policyCalls() []call {
	type c = context.Context
	type s = *contracts.Store
	waiver := contracts.NewWaiver{Fingerprint: "0123456789abcdef", Owner: "ada", Expires: "2099-01-01"}
	return []call{
		{name: "SetPolicy", make: func(ctx c, s s, p string) error {
			return first(s.SetPolicy(ctx, p+"shop", "", text("{}")))
		}},
		{name: "Waive", make: func(ctx c, s s, p string) error {
			w := waiver
			w.Team = p + "shop"
			return first(s.Waive(ctx, w, contracts.Because("agreed")))
		}},
		{name: "Policy", make: func(ctx c, s s, p string) error {
			return first(s.Policy(ctx, p+"shop", ""))
		}},
		{name: "EffectivePolicy", make: func(ctx c, s s, p string) error {
			return first(s.EffectivePolicy(ctx, p+"shop", ""))
		}},
		{name: "Waivers", make: func(ctx c, s s, p string) error {
			return first(s.Waivers(ctx, p+"shop", "", never))
		}},
		{name: "ClearPolicy", make: func(ctx c, s s, p string) error {
			return first(s.ClearPolicy(ctx, p+"shop", ""))
		}},
	}
}

func TestADeclaredMajorLineIsNotComparedWithTheOneBefore(t *testing.T) {
	old, new := text(`{"type": "object"}`), text(`{"type": "object", "required": ["n"]}`)
	groups := must(contracts.ReadPolicy(background, text("groups: {by: major}"), contracts.DiffOptions{}))(t)
	for _, c := range []struct {
		older, newer string
		want         bool
	}{{"1.4.0", "2.0.0", true}, {"2.0.0", "2.1.0", false}, {"", "2.0.0", false}, {"", "", false}} {
		diff := must(contracts.Diff(background, old, new,
			contracts.DiffOptions{Policy: groups, OldLabel: c.older, NewLabel: c.newer}))(t)
		equal(t, c.older+" to "+c.newer, diff.Compatible, c.want)
	}
	_, err := contracts.Diff(background, old, new,
		contracts.DiffOptions{Policy: groups, OldLabel: "a b", NewLabel: "2.0.0"})
	wanted(t, err, contracts.ErrArgument)
}
