package contracts_test

import (
	"bytes"
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
	old := text(`{"type":"object","properties":{"n":{"type":"string"}}}`)
	new := text(`{"type":"object","properties":{"n":{"type":"integer"}}}`)
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
	ours := must(json.MarshalIndent(waived, "", "  "))(t)
	equal(t, "as the library writes it", string(ours)+"\n", string(library))

	late := must(contracts.Diff(background, old, new,
		contracts.DiffOptions{Policy: policy, Now: end.Add(time.Second)}))(t)
	equal(t, "verdict", late.Verdict, contracts.VerdictIncompatible)
	equal(t, "expired", late.Findings[0].Rule == "policy.waiver-expired" ||
		late.Findings[1].Rule == "policy.waiver-expired", true)
	unused := must(contracts.Diff(background, old, new, contracts.DiffOptions{
		Policy: must(contracts.ReadPolicy(background, text("ignore_unused: true"), contracts.DiffOptions{}))(t),
		Used:   []string{"/other"}}))(t)
	equal(t, "unused", unused.Findings[0].Policy.Unused, true)
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
