package contracts_test

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"contracts"
)

var renderNow = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

// renderable is a store in a file, with a ledger and a change, at an instant that does not move.
func renderable(t *testing.T) (*contracts.Store, string) {
	t.Helper()
	path := t.TempDir() + "/store.db"
	store := openAt(t, path, contracts.WithCreate(), contracts.WithActor("ann"),
		contracts.WithClock(func() time.Time { return renderNow }))
	withBargain(t, store)
	must(store.OpenChart(background, "shop", "deal", ""))(t)
	must(store.Post(background, "shop", "deal", []contracts.EntrySpec{{Kind: contracts.EntryCost,
		Date: "2026-01-15", Memo: "Größe, <b>", Postings: []contracts.PostingSpec{
			{Account: "Assets:Deal:Cost", Amount: 3000000},
			{Account: "Liabilities:Deal:Supplier", Amount: -3000000}}}}))(t)
	must(store.AssessShare(background, "shop", "deal", contracts.Assess{
		Kind: contracts.AssessInterim, AsOf: "2026-01-31", Earned: "40000", Forecast: "180000"}))(t)
	must(store.OpenChange(background, "shop", "deal", text("id: CR-1\nsummary: More\nrequester: studio\n")))(t)
	return store, path
}

// rendering is any result.
type rendering interface {
	Render(contracts.RenderKind) ([]byte, error)
}

func written(t testing.TB, result rendering, kind contracts.RenderKind) string {
	t.Helper()
	return string(must(result.Render(kind))(t))
}

func TestResultsWriteWhatTheCommandPrints(t *testing.T) {
	program := os.Getenv("CONTRACTS")
	if _, err := os.Stat(program); err != nil {
		t.Skip("no command; CONTRACTS names it")
	}
	store, path := renderable(t)
	for words, c := range map[string]struct {
		result rendering
		kinds  string
	}{
		"ledger statement shop/deal --party studio --until 2026-03-31": {
			must(store.Statement(background, "shop", "deal",
				contracts.StatementQuery{Party: "studio", Until: "2026-03-31"}))(t), "text json csv html"},
		"ledger burn shop/deal --until 2026-06-30": {
			must(store.Burn(background, "shop", "deal", "2026-06-30"))(t), "text json csv svg"},
		"metrics shop/deal --from 2026-01-01 --until 2026-12-31": {
			must(store.Metrics(background, "shop", "deal", "2026-01-01", "2026-12-31"))(t),
			"text json prometheus"},
		"decision adr shop/deal/CR-1": {
			must(store.DecisionADR(background, "shop", "deal", "CR-1"))(t), "markdown text json"},
		"contract get shop/deal@1.0.0": {
			must(store.Get(background, "shop", "deal", "1.0.0"))(t), "text json"},
		"events list": {must(store.Events(background, contracts.EventFilter{}))(t), "text json"},
	} {
		for _, kind := range strings.Fields(c.kinds) {
			arguments := append([]string{"--db", path, "--now", "2026-06-01T00:00:00Z"}, strings.Fields(words)...)
			printed, err := exec.Command(program, append(arguments, "--format", kind)...).Output()
			noError(t, err)
			equal(t, words+" as "+kind, written(t, c.result, contracts.RenderKind(kind)), string(printed))
		}
	}
}

func TestWhatTheFormsAre(t *testing.T) {
	store, _ := renderable(t)
	statement := must(store.Statement(background, "shop", "deal", contracts.StatementQuery{}))(t)
	burn := must(store.Burn(background, "shop", "deal", ""))(t)
	metrics := must(store.Metrics(background, "shop", "deal", "", ""))(t)
	for _, c := range []struct {
		result rendering
		kind   contracts.RenderKind
		holds  string
	}{
		{statement, contracts.RenderCSV, "row,entry,booked,effective,kind,"},
		{statement, contracts.RenderHTML, "<!doctype html>"},
		{statement, "HTML", "Größe, &#60;b&#62;"},
		{statement, contracts.RenderColor, "\x1b["},
		{burn, contracts.RenderSVG, `<svg xmlns="http://www.w3.org/2000/svg"`},
		{metrics, contracts.RenderPrometheus, "# TYPE contracts_"},
	} {
		if is := written(t, c.result, c.kind); !strings.Contains(is, c.holds) {
			t.Errorf("no %q as %s in %q", c.holds, c.kind, is)
		}
	}
	equal(t, "a copy", written(t, *statement, contracts.RenderCSV), written(t, statement, contracts.RenderCSV))
}

func TestAComparisonIsAReport(t *testing.T) {
	older := text(`{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}}}`)
	newer := text(`{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}}}`)
	whole := must(contracts.Diff(background, older, newer, contracts.DiffOptions{}))(t)
	view := must(contracts.Diff(background, older, newer,
		contracts.DiffOptions{Excerpts: true, BreakingOnly: true}))(t)
	for _, c := range []struct {
		result rendering
		kind   contracts.RenderKind
		holds  string
	}{
		{whole, contracts.RenderMarkdown, "## Breaking ("},
		{whole, contracts.RenderSARIF, `"version": "2.1.0"`},
		{whole, contracts.RenderJUnit, `<failure type="breaking"`},
		{whole, contracts.RenderGitHub, "::error file="},
		{view, contracts.RenderHTML, "<mark>"},
		{view, contracts.RenderText, " ^\n"},
	} {
		if is := written(t, c.result, c.kind); !strings.Contains(is, c.holds) {
			t.Errorf("no %q as %s in %q", c.holds, c.kind, is)
		}
	}
	if strings.Contains(written(t, whole, contracts.RenderText), " ^\n") {
		t.Error("lines that nobody asked for")
	}
	equal(t, "counts", view.Counts, whole.Counts)
	equal(t, "listed", len(view.Findings), int(whole.Counts.Breaking))
}

func TestTheComparisonsOfAnEvolutionAreReports(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	must(store.Edit(background, "shop", "orders", contracts.Changes{Mode: contracts.ModeBackwardTransitive}))(t)
	must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v1more)}))(t)
	must(store.Activate(background, "shop", "orders", "latest", contracts.DeclareBreak("r")))(t)
	made := must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v2)}))(t)
	stored := must(store.Evolution(background, "shop", "orders", "latest"))(t)
	noError(t, store.Close())
	runtime.GC()
	for _, e := range []*contracts.Evolution{made, stored} {
		equal(t, "earlier", len(e.Earlier), 1)
		for _, c := range []*contracts.Comparison{e.Comparison, e.Earlier[0].Comparison} {
			equal(t, "sarif", strings.Contains(written(t, c, contracts.RenderSARIF), `"version": "2.1.0"`), true)
			equal(t, "changelog", strings.Contains(written(t, c, contracts.RenderMarkdown), "## Breaking ("), true)
			equal(t, "page", strings.Contains(written(t, c, contracts.RenderHTML), "<!doctype html>"), true)
		}
		equal(t, "version", strings.Contains(written(t, e.Version, contracts.RenderText), "shop/orders"), true)
	}
}

func TestKindsThatAResultDoesNotKnow(t *testing.T) {
	store, _ := renderable(t)
	statement := must(store.Statement(background, "shop", "deal", contracts.StatementQuery{}))(t)
	_, err := statement.Render(contracts.RenderSVG)
	e := wanted(t, err, contracts.ErrUnsupported,
		"a ctr_statement is not written as svg (7); wanted text, json, color, csv or html")
	equal(t, "wanted", e.Details["wanted"], "text, json, color, csv or html")
	_, err = must(store.Burn(background, "shop", "deal", ""))(t).Render("pdf")
	e = wanted(t, err, contracts.ErrUnsupported,
		"'pdf' is no way of writing this result; wanted text, json, color, csv or svg")
	equal(t, "kind", e.Details["kind"], "pdf")
	_, err = statement.Render("")
	wanted(t, err, contracts.ErrUnsupported, "'' is no way of writing this result")
	_, err = statement.Render("c\x00v")
	wanted(t, err, contracts.ErrUnsupported, "is no way of writing this result")
}

func TestPagesAndTheirItemsWriteThemselves(t *testing.T) {
	store, _ := renderable(t)
	withOrders(t, store)
	page := must(store.List(background, contracts.ContractFilter{}))(t)
	equal(t, "contracts", len(page.Versions), 2)
	if is := written(t, page, contracts.RenderText); !strings.Contains(is, "shop/orders") {
		t.Fatalf("no list: %q", is)
	}
	for _, version := range page.Versions {
		same := must(store.Get(background, version.Team, version.Name, version.Label))(t)
		equal(t, "version", written(t, version, contracts.RenderJSON), written(t, same, contracts.RenderJSON))
	}
	for _, rule := range must(contracts.Rules(contracts.FormatOpenAPI))(t) {
		if is := written(t, rule, contracts.RenderJSON); !strings.Contains(is, `"`+rule.ID+`"`) {
			t.Fatalf("%s is written as %s", rule.ID, is)
		}
	}
}

func TestResultsOutliveTheirStoreAndTheirPage(t *testing.T) {
	store, _ := renderable(t)
	version := must(store.List(background, contracts.ContractFilter{}))(t).Versions[0]
	before := written(t, version, contracts.RenderJSON)
	noError(t, store.Close())
	for i := 0; i < 3; i++ {
		runtime.GC()
		equal(t, "version", written(t, version, contracts.RenderJSON), before)
	}
	calendar := must(contracts.ReadCalendar(text("{id: c, zone: UTC, week: {mon: ['09:00-17:00']}}"),
		contracts.CalendarOptions{}))(t)
	facts := must(calendar.Facts())(t)
	calendar = nil
	settle()
	if is := written(t, facts, contracts.RenderJSON); !strings.Contains(is, `"UTC"`) {
		t.Fatalf("the calendar is %s", is)
	}
}

func TestWhatTheLibraryDidNotMakeIsNotWritten(t *testing.T) {
	store, _ := renderable(t)
	withOrders(t, store)
	must(store.Active(background, "shop", "orders"))(t) // the first one fills the cache
	for _, one := range []rendering{
		must(store.Active(background, "shop", "orders"))(t), contracts.Statement{},
	} {
		_, err := one.Render(contracts.RenderText)
		wanted(t, err, contracts.ErrUnsupported, "has nothing to be written from")
	}
}
