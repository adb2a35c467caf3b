package contracts_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"contracts"
)

func TestCreateKeepsEverything(t *testing.T) {
	store := open(t, contracts.WithActor("ann"))
	at := time.Date(2030, 2, 3, 4, 5, 6, 7000, time.UTC)
	v := must(store.Create(background, contracts.NewContract{
		Team: "shop", Name: "orders", Label: "v0.9", Type: "REST_API", Mode: contracts.ModeFull,
		Profile: contracts.ProfileTolerant, Document: contracts.Document{Data: []byte(v1),
			Format: contracts.FormatJSONSchema, Name: "orders.json"},
		OwnerRole: "Tech Lead", OwnerAgent: "agent-7",
		Metadata: map[string]any{"tags": []string{"a", "b"}, "öffentlich": true},
	}, contracts.By("bob"), contracts.At(at)))(t)
	equal(t, "ref", v.Ref(), "shop/orders@v0.9")
	equal(t, "state", v.State, contracts.StateDraft)
	equal(t, "type", v.Type, contracts.TypeRESTAPI)
	equal(t, "format", v.Format, contracts.FormatJSONSchema)
	equal(t, "mode", v.Mode, contracts.ModeFull)
	equal(t, "profile", v.Profile, contracts.ProfileTolerant)
	equal(t, "owner", v.OwnerRole+", "+v.OwnerAgent, "Tech Lead, agent-7")
	equal(t, "metadata", fmt.Sprint(v.Metadata), "map[tags:[a b] öffentlich:true]")
	equal(t, "created", v.CreatedAt, at)
	equal(t, "by", v.CreatedBy, "bob")
	equal(t, "size", v.DocumentSize, int64(len(v1)))
	equal(t, "revision", v.Revision, 1)
	equal(t, "activated", v.ActivatedAt.IsZero(), true)
	equal(t, "document", string(must(store.Document(background, "shop", "orders", "latest", ""))(t)), v1)
}

func TestCreateRefusesWhatIsThere(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	again := contracts.NewContract{Team: "Shop", Name: "ORDERS", Document: text(v1)}
	_, err := store.Create(background, again)
	equal(t, "version", wanted(t, err, contracts.ErrExists).Details["version"], "1.0.0")
	again.IfAbsent = true
	v := must(store.Create(background, again))(t)
	equal(t, "state", v.State, contracts.StateActive)
	again.Document = text(v2)
	_, err = store.Create(background, again)
	wanted(t, err, contracts.ErrExists)
}

func TestCreateRefusesBadInput(t *testing.T) {
	store := open(t)
	good := contracts.NewContract{Team: "shop", Name: "orders", Document: contracts.Document{
		Data: []byte(v1), Format: contracts.FormatJSONSchema}}
	for name, c := range map[string]struct {
		change func(*contracts.NewContract)
		status contracts.Status
		words  string
	}{
		"no team":   {func(n *contracts.NewContract) { n.Team = "" }, contracts.ErrArgument, "team is empty"},
		"slash":     {func(n *contracts.NewContract) { n.Name = "a/b" }, contracts.ErrArgument, "offset 1"},
		"type":      {func(n *contracts.NewContract) { n.Type = "car" }, contracts.ErrArgument, "type 'car'"},
		"mode":      {func(n *contracts.NewContract) { n.Mode = "x" }, contracts.ErrArgument, "mode 'x'"},
		"profile":   {func(n *contracts.NewContract) { n.Profile = "x" }, contracts.ErrArgument, "profile 'x'"},
		"format":    {func(n *contracts.NewContract) { n.Document.Format = "x" }, contracts.ErrArgument, "format 'x'"},
		"malformed": {func(n *contracts.NewContract) { n.Document.Data = []byte("{\n ]") }, contracts.ErrInput, "document:2:2"},
		"metadata": {func(n *contracts.NewContract) { n.Metadata = map[string]any{"f": func() {}} },
			contracts.ErrArgument, "metadata is no JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			bad := good
			c.change(&bad)
			_, err := store.Create(background, bad)
			wanted(t, err, c.status, c.words)
		})
	}
	equal(t, "contracts", must(store.Info(background))(t).Contracts, 0)
}

func TestAnEmptyDocumentIsRefused(t *testing.T) {
	store := open(t)
	_, err := store.Create(background, contracts.NewContract{Team: "shop", Name: "orders"})
	wanted(t, err, contracts.ErrInput)
}

func TestEvolveSaysWhatBreaksAndWhom(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	must(store.Register(background, contracts.Registration{
		Team: "shop", Name: "orders", Consumer: "web", Role: "UI", Parts: []string{"/id"}}))(t)
	e := must(store.Evolve(background, contracts.Edition{
		Team: "shop", Name: "orders", Document: contracts.Document{Data: []byte(v2), Name: "v2.json"}}))(t)
	equal(t, "base", e.Base, "1.0.0")
	equal(t, "proposed", e.Proposed, "2.0.0")
	equal(t, "label", e.Version.Label, "2.0.0")
	equal(t, "sufficient", e.Sufficient, true)
	c := e.Comparison
	equal(t, "verdict", c.Verdict, contracts.VerdictIncompatible)
	equal(t, "compatible", c.Compatible, false)
	equal(t, "bump", c.Bump, contracts.BumpMajor)
	equal(t, "breaking", c.Counts.Breaking, 1)
	f := c.Findings[0]
	equal(t, "finding", fmt.Sprint(f.Rule, " ", f.Level, " ", f.Direction, " ", f.Part),
		"type-changed breaking both /id")
	equal(t, "place", fmt.Sprint(*f.New), "{v2.json /properties/id/type 1 45}")
	equal(t, "impact", fmt.Sprint(e.Consumers), "[{web UI  1.0.0 breaks [/id]}]")

	stored := must(store.Evolution(background, "shop", "orders", "2.0.0"))(t)
	equal(t, "stored", fmt.Sprint(stored.Comparison.Findings[0].Fingerprint), f.Fingerprint)
	same := must(store.Evolve(background, contracts.Edition{
		Team: "shop", Name: "orders", Document: text(v2)}))(t)
	equal(t, "same draft", same.Version.ID, e.Version.ID)
}

func TestEvolveRefusesBadInput(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	_, err := store.Evolve(background, contracts.Edition{Team: "shop", Name: "nothing", Document: text(v2)})
	wanted(t, err, contracts.ErrNotFound)
	_, err = store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v1)})
	equal(t, "base", wanted(t, err, contracts.ErrExists).Details["base"], "1.0.0")
	_, err = store.Evolve(background, contracts.Edition{
		Team: "shop", Name: "orders", Label: "0.9.0", Document: text(v2)})
	wanted(t, err, contracts.ErrArgument)
	_, err = store.Evolution(background, "shop", "orders", "1.0.0")
	wanted(t, err, contracts.ErrNotFound)
}

func TestImpactSaysWhomItWouldBreakAndKeepsNothing(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	must(store.Register(background, contracts.Registration{
		Team: "shop", Name: "orders", Consumer: "web", Parts: []string{"/id"}}))(t)
	e := must(store.Impact(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v2)}))(t)
	equal(t, "verdict", e.Verdict, contracts.VerdictIncompatible)
	equal(t, "label", e.Version.Label, "2.0.0")
	equal(t, "impact", fmt.Sprint(e.Consumers), "[{web   1.0.0 breaks [/id]}]")
	_, err := store.Get(background, "shop", "orders", "2.0.0")
	wanted(t, err, contracts.ErrNotFound)
	e = must(store.Impact(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v1)}))(t)
	equal(t, "the base", e.Version.Label, "1.0.0")
	equal(t, "findings", len(e.Comparison.Findings), 0)
	_, err = store.Impact(background, contracts.Edition{Team: "shop", Name: "nothing", Document: text(v2)})
	wanted(t, err, contracts.ErrNotFound)
	_, err = store.Impact(background, contracts.Edition{Team: "shop", Name: "orders", Document: text("{")})
	wanted(t, err, contracts.ErrInput)
	_, err = store.Impact(background, contracts.Edition{
		Team: "shop", Name: "orders", Label: "0.9.0", Document: text(v2)})
	wanted(t, err, contracts.ErrArgument)
}

func TestTheWholeLifeOfAVersion(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v2)}))(t)
	_, err := store.Activate(background, "shop", "orders", "2.0.0")
	wanted(t, err, contracts.ErrState)
	v := must(store.Activate(background, "shop", "orders", "2.0.0",
		contracts.DeclareBreak("ids are texts now")))(t)
	equal(t, "break", v.BreakReason, "ids are texts now")
	old := must(store.Get(background, "shop", "orders", "1.0.0"))(t)
	equal(t, "state", old.State, contracts.StateDeprecated)
	equal(t, "superseded by", old.SupersededBy, "2.0.0")

	_, err = store.Deprecate(background, "shop", "orders", "2.0.0", never)
	wanted(t, err, contracts.ErrArgument, "reason")
	sunset := time.Now().Add(24 * time.Hour).Truncate(time.Microsecond).UTC()
	v = must(store.Deprecate(background, "shop", "orders", "2.0.0", sunset, contracts.Because("old")))(t)
	equal(t, "sunset", v.SunsetAt, sunset)
	equal(t, "reason", v.Reason, "old")
	_, err = store.Active(background, "shop", "orders")
	wanted(t, err, contracts.ErrNotFound)
	_, err = store.Retire(background, "shop", "orders", "2.0.0")
	wanted(t, err, contracts.ErrState, "sunset")
	v = must(store.Reactivate(background, "shop", "orders", "2.0.0", contracts.Because("not yet")))(t)
	equal(t, "state", v.State, contracts.StateActive)
	_, err = store.Reactivate(background, "shop", "orders", "1.0.0", contracts.Because("back"))
	equal(t, "winner", wanted(t, err, contracts.ErrState).Details["winner"], "2.0.0")

	e := must(store.Rollback(background, "shop", "orders", "1.0.0", "", contracts.Because("numbers again")))(t)
	equal(t, "label", e.Version.Label, "3.0.0")
	_, err = store.Rollback(background, "shop", "orders", "1.0.0", "")
	wanted(t, err, contracts.ErrArgument, "reason")
	v = must(store.Retire(background, "shop", "orders", "3.0.0"))(t)
	equal(t, "state", v.State, contracts.StateRetired)
	v = must(store.Retire(background, "shop", "orders", "1.0.0", contracts.Force("nobody asks")))(t)
	equal(t, "retired", v.RetiredAt.IsZero(), false)
	report := must(store.Check(background, contracts.CheckOptions{Replay: true}))(t)
	equal(t, "check", fmt.Sprint(report.Problems), "[]")
}

func TestTheSecondOfTwoDraftsIsAConflict(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	for label, document := range map[string]string{"2.0.0": v2, "3.0.0": v1more} {
		must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Label: label,
			Document: text(document)}))(t)
	}
	must(store.Activate(background, "shop", "orders", "2.0.0", contracts.DeclareBreak("yes")))(t)
	_, err := store.Activate(background, "shop", "orders", "3.0.0", contracts.DeclareBreak("yes"))
	equal(t, "winner", wanted(t, err, contracts.ErrConflict).Details["winner"], "2.0.0")
}

func TestEditChangesWhatIsSaid(t *testing.T) {
	store := open(t)
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "orders",
		Document: text(v1), OwnerRole: "Lead", OwnerAgent: "a1", Metadata: map[string]any{"n": 1}}))(t)
	v := must(store.Edit(background, "shop", "orders", contracts.Changes{
		OwnerRole: contracts.Text(""), Mode: contracts.ModeNone}))(t)
	equal(t, "role", v.OwnerRole, "")
	equal(t, "agent", v.OwnerAgent, "a1")
	equal(t, "mode", v.Mode, contracts.ModeNone)
	equal(t, "metadata", fmt.Sprint(v.Metadata), "map[n:1]")
	v = must(store.Edit(background, "shop", "orders", contracts.Changes{
		Metadata: map[string]any{}, Profile: contracts.ProfileTolerant}))(t)
	equal(t, "metadata", fmt.Sprint(v.Metadata), "map[]")
	equal(t, "profile", v.Profile, contracts.ProfileTolerant)
	_, err := store.Edit(background, "shop", "nothing", contracts.Changes{Mode: contracts.ModeFull})
	wanted(t, err, contracts.ErrNotFound)
	_, err = store.Edit(background, "shop", "orders", contracts.Changes{Mode: "sideways"})
	wanted(t, err, contracts.ErrArgument, "sideways")
}

func TestOptionsOfACall(t *testing.T) {
	store := open(t)
	v := withOrders(t, store)
	before := must(store.Info(background))(t).LastEvent
	e := must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v2)},
		contracts.DryRun()))(t)
	equal(t, "label", e.Version.Label, "2.0.0")
	equal(t, "dry run", e.DryRun, true)
	equal(t, "JSON", strings.HasPrefix(plain(t, e), `{"dry_run":true,"version":{"team":`), true)
	equal(t, "events", must(store.Info(background))(t).LastEvent, before)

	_, err := store.Retire(background, "shop", "orders", "1.0.0", contracts.IfRevision(v.Revision+1))
	wanted(t, err, contracts.ErrConflict, "revision")
	_, err = store.Retire(background, "shop", "orders", "1.0.0", contracts.IfRevision(-1))
	wanted(t, err, contracts.ErrArgument)
	_, err = store.Retire(background, "shop", "orders", "1.0.0", contracts.At(time.Unix(1, 0)))
	wanted(t, err, contracts.ErrArgument)
	_, err = store.Retire(background, "shop", "orders", "1.0.0", contracts.At(time.Unix(-1, 0)))
	wanted(t, err, contracts.ErrArgument, "wanted later than 1970")
	_, err = store.Retire(background, "shop", "orders", "1.0.0", contracts.Because(strings.Repeat("x", 5000)))
	wanted(t, err, contracts.ErrArgument)
	must(store.Retire(background, "shop", "orders", "1.0.0", contracts.IfRevision(v.Revision),
		contracts.By("carl")))(t)
	last := must(store.Events(background, contracts.EventFilter{Kind: "version.retired"}))(t).Events
	equal(t, "actor", last[0].Actor, "carl")
}
