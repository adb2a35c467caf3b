package contracts_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"contracts"
)

const (
	masterText = `meta: {id: m, title: The shop}
change_policy:
  thresholds: {budget_delta_pct_major: 10, risk_score_major: 8}
  enforce_after: 2026-01-01
incentives: {model: target_cost, target: 200000, currency: EUR}
`
	changeText = `id: c
summary: more
threshold_eval: minor
impact_analysis: {budget_delta: 30000, risk_score: 8}
`
	sowText = `id: s
dates: {start: 2026-03-02, end: 2026-03-13}
slices:
  - {id: one, expected: 3, confidence_pct: 70, effort: 8}
  - {id: two, outcome: more, expected: 2, confidence_pct: 90, effort: 3, realised: "1.8"}
  - {id: three, expected: 1}
backlog: [{id: A, size: 4}]
`
	itemsText = "id,title,size,added,changed,removed\na,One,90,,,\nb,,10,,,2026-03-06\nc,,20,2026-03-05,,\n"
)

var limits contracts.ReadOptions

func TestTerms(t *testing.T) {
	given := must(contracts.ReadTerms(text(masterText), "", false, limits))(t)
	equal(t, "kind", given.Kind, contracts.TermsMaster)
	equal(t, "title", given.Title, "The shop")
	effective := must(contracts.ReadTerms(text(masterText), contracts.TermsMaster, true, limits))(t)
	found := map[string]contracts.Term{}
	for _, term := range effective.Terms {
		found[term.Path] = term
	}
	equal(t, "more hold than are given", len(effective.Terms) > len(given.Terms), true)
	equal(t, "given", found["/meta/id"].Given, true)
	equal(t, "line", found["/meta/title"].Line, 1)
	equal(t, "default", found["/change_policy/on_unknown"].Value, "major")
	equal(t, "is given", found["/change_policy/on_unknown"].Given, false)
}

func TestTermsRefuseBadInput(t *testing.T) {
	bad := contracts.Document{Data: []byte("meta: {id: m}\nversion: two\n"), Name: "m.yaml"}
	_, err := contracts.ReadTerms(bad, "", false, limits)
	e := wanted(t, err, contracts.ErrInput)
	equal(t, "field", e.Details["field"], "/version")
	equal(t, "message", e.Message,
		"m.yaml:2:10: /version: should be a whole number from 1 to 1, found 'two'")
	_, err = contracts.ReadTerms(text("openapi: 3.1.0\n"), "", false, limits)
	wanted(t, err, contracts.ErrUnsupported)
	_, err = contracts.ReadTerms(text(masterText), "x", false, limits)
	wanted(t, err, contracts.ErrArgument)
	_, err = contracts.LintTerms(text(masterText), "x", limits)
	wanted(t, err, contracts.ErrArgument)
	_, err = contracts.LintTerms(text(masterText), "", contracts.ReadOptions{MaxDocumentBytes: 10})
	wanted(t, err, contracts.ErrLimit)
	_, err = contracts.RankSlices(text(sowText), contracts.ReadOptions{MaxDepth: -1})
	wanted(t, err, contracts.ErrArgument)
	_, err = contracts.RankSlices(contracts.File("/nowhere"), limits)
	wanted(t, err, contracts.ErrInput)
}

func TestLint(t *testing.T) {
	report := must(contracts.LintTerms(text(masterText), "", limits))(t)
	equal(t, "errors", report.Errors, 0)
	rules := ""
	for _, finding := range report.Findings {
		rules += finding.Rule + " "
	}
	equal(t, "rules", rules, "rights-missing threshold-splitting not-computable ")
	equal(t, "level", report.Findings[0].Level, contracts.LintWarning)
	equal(t, "path", report.Findings[0].Path, "/governance")
}

func TestClassify(t *testing.T) {
	july := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	c := must(contracts.Classify(text(masterText), text(changeText), contracts.ClassifyOptions{Now: july}))(t)
	equal(t, "class", c.Class, contracts.ChangeMajor)
	equal(t, "claimed", c.Claimed, contracts.ChangeMinor)
	equal(t, "differs", c.ClaimDiffers, true)
	equal(t, "enforced", c.Enforced, true)
	equal(t, "reasons", fmt.Sprint(c.Reasons), "[budget_delta_pct_major: 15 % is greater than the limit 10]")
	equal(t, "margin", c.Thresholds[0].Margin, "-5")
	equal(t, "kept", c.Thresholds[1].Exceeded, false)
	calm := must(contracts.Classify(text(masterText), text(changeText),
		contracts.ClassifyOptions{Base: "400000", Now: july.AddDate(-1, 0, 0)}))(t)
	equal(t, "class", calm.Class, contracts.ChangeMinor)
	equal(t, "value", calm.Thresholds[0].Value, "7.5")
	equal(t, "enforced", calm.Enforced, false)
	broken := must(contracts.Classify(text(masterText), text(changeText),
		contracts.ClassifyOptions{Base: "400000", BreakingConsumers: 2}))(t)
	equal(t, "reasons", fmt.Sprint(broken.Reasons), "[it breaks 2 registered consumers]")
	for name, o := range map[string]contracts.ClassifyOptions{
		"base":     {Base: "much"},
		"slip":     {MinorSlip: "1e13"},
		"breaking": {BreakingConsumers: -1},
		"NUL":      {MinorBudgetPct: "1\x00"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := contracts.Classify(text(masterText), text(changeText), o)
			wanted(t, err, contracts.ErrArgument)
		})
	}
	_, err := contracts.Classify(text(changeText), text(masterText), contracts.ClassifyOptions{})
	wanted(t, err, contracts.ErrInput)
}

func TestRanking(t *testing.T) {
	ranking := must(contracts.RankSlices(text(sowText), limits))(t)
	var order []string
	for _, slice := range ranking.Slices {
		order = append(order, fmt.Sprint(slice.Position, slice.ID, slice.Score))
	}
	equal(t, "order", strings.Join(order, " "), "1two0.6 2one0.2625 0three")
	equal(t, "realised", ranking.Slices[0].Realised, "1.8")
	equal(t, "reason", ranking.Slices[2].Reason, "no effort")
}

func TestVolatility(t *testing.T) {
	own := must(contracts.ScopeVolatility(text(sowText), nil, limits))(t)
	equal(t, "own", own.VolatilityPct+" "+own.Baseline, "0 4")
	items := text(itemsText)
	v := must(contracts.ScopeVolatility(text(sowText), &items, limits))(t)
	equal(t, "figures", v.VolatilityPct+" "+v.NetGrowthPct, "30 10")
	equal(t, "items", len(v.Items), 3)
	equal(t, "removed", v.Items[1].WasRemoved, true)
	loose := must(contracts.ScopeVolatility(text("id: s\nbacklog: [A]\n"), nil, limits))(t)
	equal(t, "computable", loose.Computable, false)
	equal(t, "reason", loose.Reason, "the statement of work has no start date")
	bad := contracts.Document{Data: []byte("id,size\na,x\n"), Name: "items.csv"}
	_, err := contracts.ScopeVolatility(text(sowText), &bad, limits)
	e := wanted(t, err, contracts.ErrInput)
	equal(t, "place", e.Details["file"]+":"+e.Details["line"]+":"+e.Details["column"], "items.csv:2:3")
}

func TestFormsOfTerms(t *testing.T) {
	xml := must(contracts.TermsXML(text(masterText), ""))(t)
	equal(t, "root", strings.Contains(string(xml), `<master xmlns="urn:libcontracts:terms:1">`), true)
	back := must(contracts.ReadTerms(contracts.Bytes(xml), "", false, limits))(t)
	there := must(contracts.ReadTerms(text(masterText), "", false, limits))(t)
	equal(t, "terms", len(back.Terms), len(there.Terms))
	for i := range back.Terms {
		equal(t, "path", back.Terms[i].Path, there.Terms[i].Path)
		equal(t, "value", back.Terms[i].Value, there.Terms[i].Value)
	}
	var schema map[string]any
	noError(t, json.Unmarshal(must(contracts.TermsSchema(contracts.TermsSOW, ""))(t), &schema))
	equal(t, "id", fmt.Sprint(schema["$id"]), "urn:libcontracts:terms:1:sow")
	xsd := must(contracts.TermsSchema(contracts.TermsChange, contracts.SchemaXSD))(t)
	equal(t, "xsd", strings.HasPrefix(string(xsd), "<?xml"), true)
	_, err := contracts.TermsSchema("", "")
	wanted(t, err, contracts.ErrArgument)
	_, err = contracts.TermsSchema(contracts.TermsSOW, "rng")
	wanted(t, err, contracts.ErrArgument)
	_, err = contracts.TermsXML(text("{"), "")
	wanted(t, err, contracts.ErrInput)
}

func TestMastersAreContracts(t *testing.T) {
	store := open(t)
	first := must(store.Create(background, contracts.NewContract{Team: "shop", Name: "terms",
		Document: text(masterText)}))(t)
	equal(t, "format", first.Format, contracts.FormatMaster)
	equal(t, "type", first.Type, contracts.TypeMaster)
	must(store.Activate(background, "shop", "terms", first.Label))(t)
	must(store.Register(background, contracts.Registration{Team: "shop", Name: "terms", Consumer: "studio",
		Parts: []string{"/change_policy/thresholds/risk_score_major"}}))(t)
	draft := must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "terms",
		Document: text(strings.Replace(masterText, "score_major: 8", "score_major: 7", 1))}))(t)
	equal(t, "proposed", draft.Proposed, "2.0.0")
	equal(t, "rule", draft.Comparison.Findings[0].Rule, "master-threshold-tightened")
	equal(t, "effect", draft.Consumers[0].Effect, contracts.EffectBreaks)
}

func TestTermsSurviveTheWayThroughJSON(t *testing.T) {
	for name, value := range map[string]any{
		"terms":          must(contracts.ReadTerms(text(masterText), "", true, limits))(t),
		"lint":           must(contracts.LintTerms(text(masterText), "", limits))(t),
		"ranking":        must(contracts.RankSlices(text(sowText), limits))(t),
		"volatility":     must(contracts.ScopeVolatility(text(sowText), nil, limits))(t),
		"classification": must(contracts.Classify(text(masterText), text(changeText), contracts.ClassifyOptions{}))(t),
	} {
		t.Run(name, func(t *testing.T) {
			first := plain(t, value)
			var members map[string]any
			noError(t, json.Unmarshal([]byte(first), &members))
			equal(t, "has members", len(members) > 1, true)
		})
	}
}
