package contracts_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"contracts"
)

func TestDiff(t *testing.T) {
	c := must(contracts.Diff(background, text(v1), text(v2), contracts.DiffOptions{}))(t)
	equal(t, "verdict", c.Verdict, contracts.VerdictIncompatible)
	equal(t, "format", c.Format, contracts.FormatJSONSchema)
	equal(t, "mode", c.Mode, contracts.ModeBackward)
	equal(t, "profile", c.Profile, contracts.ProfileStrict)
	same := must(contracts.Diff(background, text(v1), text(v1), contracts.DiffOptions{
		Mode: contracts.ModeFull, Profile: contracts.ProfileTolerant}))(t)
	equal(t, "compatible", same.Compatible, true)
	equal(t, "bump", same.Bump, contracts.BumpNone)
	equal(t, "mode", same.Mode, contracts.ModeFull)
	equal(t, "findings", len(same.Findings), 0)
	longer, shorter := text(`{"type": "string", "maxLength": 2}`), text(`{"type": "string", "maxLength": 1}`)
	shown := must(contracts.Diff(background, longer, shorter, contracts.DiffOptions{}))(t)
	equal(t, "witness", fmt.Sprint(shown.Findings[0].Witness), "aa")
	equal(t, "accepted by", shown.Findings[0].AcceptedBy, "old")
	hidden := must(contracts.Diff(background, shorter, longer, contracts.DiffOptions{}))(t)
	equal(t, "no witness", hidden.Findings[0].Witness == nil, true)
	equal(t, "accepted by nobody", hidden.Findings[0].AcceptedBy, "")
}

const (
	proto1 = `syntax = "proto3"; package shop; message Order { string id = 1; int32 n = 2; }`
	proto2 = `syntax = "proto3"; package shop; message Order { string id = 1; int64 n = 2; }`
)

func TestDiffOfProtoFiles(t *testing.T) {
	c := must(contracts.Diff(background, text(proto1), text(proto2), contracts.DiffOptions{
		Profile: contracts.ProfileWireJSON}))(t)
	if c.Format != contracts.FormatProtobuf || c.Profile != contracts.ProfileWireJSON {
		t.Fatalf("%v %v", c.Format, c.Profile)
	}
	if len(c.Findings) != 1 || c.Findings[0].Rule != "field-wire-json-compatible-type" ||
		c.Findings[0].Part != "shop.Order.n" {
		t.Fatalf("%v", c.Findings)
	}
	c = must(contracts.Diff(background, text(proto1), text(proto2), contracts.DiffOptions{
		Profile: contracts.ProfileWire}))(t)
	if c.Verdict != contracts.VerdictCompatible {
		t.Fatalf("%v", c.Verdict)
	}
}

func TestDiffOfGraphQL(t *testing.T) {
	c := must(contracts.Diff(background, text("type Query { a: Int b: Int }"),
		contracts.Document{Data: []byte("type Query { a: Int! }"), Format: contracts.FormatGraphQL},
		contracts.DiffOptions{}))(t)
	equal(t, "format", c.Format, contracts.FormatGraphQL)
	equal(t, "profile", c.Profile, contracts.ProfileTolerant)
	equal(t, "verdict", c.Verdict, contracts.VerdictIncompatible)
	equal(t, "findings", len(c.Findings), 2)
	equal(t, "rule", c.Findings[0].Rule, "field-removed")
	equal(t, "part", c.Findings[0].Part, "Query.b")
	_, err := contracts.Outline(background, text("type Query { a: B }"), contracts.DiffOptions{})
	wanted(t, err, contracts.ErrInput)
}

func TestDiffOfTools(t *testing.T) {
	tool := func(limit string) contracts.Document {
		return text(`{"name": "search", "inputSchema": {"type": "object", "properties": {"limit": {"type": "` +
			limit + `"}}}}`)
	}
	c := must(contracts.Diff(background, tool("integer"), tool("string"), contracts.DiffOptions{}))(t)
	equal(t, "format", c.Format, contracts.FormatMCPTools)
	equal(t, "findings", len(c.Findings), 1)
	equal(t, "rule", c.Findings[0].Rule, "mcp-parameter-type-changed")
	equal(t, "part", c.Findings[0].Part, "tool search input /limit")
}

func TestUsedPartsOfGraphQL(t *testing.T) {
	schema := text("type Query { a(x: Int): E b: Int } enum E { A }")
	used := must(contracts.UsedParts(background, schema, text("query ($x: Int) { a(x: $x) }"),
		contracts.DiffOptions{}))(t)
	equal(t, "parts", fmt.Sprint(used), "[E Query.__typename Query.a Query.a(x)]")
	_, err := contracts.UsedParts(background, schema, text("{ c }"), contracts.DiffOptions{})
	wanted(t, err, contracts.ErrInput)
	opaque := contracts.Document{Data: []byte("text"), Format: contracts.FormatOpaque}
	_, err = contracts.UsedParts(background, opaque, text("{ c }"), contracts.DiffOptions{})
	wanted(t, err, contracts.ErrUnsupported)
}

func TestUsedPartsOfOperationsStatementsAndExamples(t *testing.T) {
	for _, c := range []struct{ document, use, parts string }{
		{"openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {'/a/{id}': {get: {}}}\n", "GET /a/1",
			"[GET /a/{id}]"},
		{"CREATE TABLE t (a int, b int);", "SELECT a FROM t", "[t.a]"},
		{`{"type": "object", "properties": {"a": {}, "b": {}}}`, `{"b": 1}`, "[/b]"},
	} {
		used := must(contracts.UsedParts(background, text(c.document), text(c.use),
			contracts.DiffOptions{}))(t)
		equal(t, "parts", fmt.Sprint(used), c.parts)
	}
}

func TestRulesOfOasdiff(t *testing.T) {
	equal(t, "same name", fmt.Sprint(contracts.RulesOfOasdiff("endpoint-added")), "[endpoint-added]")
	equal(t, "other name", fmt.Sprint(contracts.RulesOfOasdiff("api-path-sunset-parse")),
		"[api-deprecated-sunset-parse]")
	equal(t, "none", len(contracts.RulesOfOasdiff("none-such")), 0)
	for _, name := range []string{"", "endpoint-added\x00", "endpoint-added\x00zzz", "endpoint-added\xff"} {
		equal(t, name, len(contracts.RulesOfOasdiff(name)), 0)
	}
}

func TestGraceDays(t *testing.T) {
	head := "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get: "
	older, newer := text(head+"{}"), text(head+"{deprecated: true}")
	for _, c := range []struct {
		options contracts.DiffOptions
		want    bool
	}{
		{contracts.DiffOptions{}, true},
		{contracts.DiffOptions{GraceDays: 30}, false},
		{contracts.DiffOptions{GraceDaysBeta: 30}, true},
		{contracts.DiffOptions{CheckVersion: true}, false}, // it changed, and its version did not
	} {
		diff := must(contracts.Diff(background, older, newer, c.options))(t)
		equal(t, "compatible", diff.Compatible, c.want)
	}
	_, err := contracts.Diff(background, older, newer, contracts.DiffOptions{GraceDays: -1})
	wanted(t, err, contracts.ErrArgument)
}

func TestDiffRefusesBadInput(t *testing.T) {
	for name, c := range map[string]struct {
		older, newer contracts.Document
		options      contracts.DiffOptions
		status       contracts.Status
	}{
		"malformed": {text(v1), contracts.Document{Data: []byte("{\n]"), Name: "new.json",
			Format: contracts.FormatJSONSchema}, contracts.DiffOptions{}, contracts.ErrInput},
		"formats": {text("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n"), text(v1),
			contracts.DiffOptions{}, contracts.ErrUnsupported},
		"mode":   {text(v1), text(v2), contracts.DiffOptions{Mode: "x"}, contracts.ErrArgument},
		"depth":  {text(v1), text(v2), contracts.DiffOptions{MaxDepth: -1}, contracts.ErrArgument},
		"size":   {text(v1), text(v2), contracts.DiffOptions{MaxDocumentBytes: 10}, contracts.ErrLimit},
		"file":   {contracts.File("/nowhere"), text(v2), contracts.DiffOptions{}, contracts.ErrInput},
		"second": {text(v1), contracts.File("/nowhere"), contracts.DiffOptions{}, contracts.ErrInput},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := contracts.Diff(background, c.older, c.newer, c.options)
			e := wanted(t, err, c.status)
			if name == "malformed" {
				equal(t, "place", e.Details["file"]+":"+e.Details["line"], "new.json:2")
			}
		})
	}
}

func TestDiffAndItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(background)
	var told []contracts.Progress
	_, err := contracts.Diff(ctx, text(v1), text(v2), contracts.DiffOptions{
		Progress: func(_ context.Context, p contracts.Progress) error {
			told = append(told, p)
			cancel()
			return nil
		}})
	wanted(t, err, contracts.ErrCancelled)
	equal(t, "is the context's", errors.Is(err, context.Canceled), true)
	equal(t, "told", fmt.Sprint(told), "[{read 0 2}]")
	_, err = contracts.Diff(ctx, text(v1), text(v2), contracts.DiffOptions{})
	wanted(t, err, contracts.ErrCancelled)
	mine := errors.New("mine")
	stop := contracts.DiffOptions{Progress: func(context.Context, contracts.Progress) error { return mine }}
	_, err = contracts.Diff(background, text(v1), text(v2), stop)
	equal(t, "is mine", err == mine, true)
	stop.Progress = func(context.Context, contracts.Progress) error { panic("boom") }
	value := panics(t, func() { contracts.Diff(background, text(v1), text(v2), stop) })
	equal(t, "panic", fmt.Sprint(value), "boom")
}

// A context that ends while a document is read, and is not seen by any callback of Go.
func TestDiffEndsWithItsContext(t *testing.T) {
	long := contracts.Document{Data: []byte("[" + strings.Repeat("0,", 3_000_000) + "0]")}
	ctx, cancel := context.WithTimeout(background, 5*time.Millisecond)
	defer cancel()
	for _, err := range []error{
		first(contracts.Diff(ctx, text(v1), long, contracts.DiffOptions{})),
		first(contracts.Outline(ctx, long, contracts.DiffOptions{})),
	} {
		wanted(t, err, contracts.ErrCancelled)
		equal(t, "is the context's", errors.Is(err, context.DeadlineExceeded), true)
	}
}

func TestOutline(t *testing.T) {
	dir := files(t, map[string]string{"main.json": referring("a.json"), "a.json": `{"type":"integer"}`})
	o := must(contracts.Outline(background, contracts.File(filepath.Join(dir, "main.json")),
		contracts.DiffOptions{}))(t)
	equal(t, "format", o.Format, contracts.FormatJSONSchema)
	equal(t, "files", fmt.Sprint(o.Files), "[a.json]")
	equal(t, "parts", fmt.Sprint(o.Parts), "[/ /a]")
	_, err := contracts.Outline(background, text(referring("a.json")), contracts.DiffOptions{})
	wanted(t, err, contracts.ErrInput)
	_, err = contracts.Outline(background, contracts.Document{Format: "x"}, contracts.DiffOptions{})
	wanted(t, err, contracts.ErrArgument)
}

func TestRules(t *testing.T) {
	all := must(contracts.Rules(""))(t)
	some := must(contracts.Rules(contracts.FormatOpenAPI))(t)
	equal(t, "some are left out", len(some) < len(all) && len(some) > 0, true)
	for i, rule := range all {
		if rule.ID == "" || rule.Level == "" || rule.Text == "" || i > 0 && all[i-1].ID >= rule.ID {
			t.Fatalf("rule %d: %+v", i, rule)
		}
		advice := rule.AdviceBackward
		if rule.Direction == contracts.DirectionForward {
			advice = rule.AdviceForward
		}
		if rule.Level != contracts.LevelInfo && !strings.HasSuffix(advice, ".") {
			t.Fatalf("rule %s does not say what to do: %+v", rule.ID, rule)
		}
		if rule.ID == "api-deprecated-sunset-parse" {
			equal(t, "there", strings.Contains(fmt.Sprint(rule.Oasdiff), "api-path-sunset-parse"), true)
		}
	}
	_, err := contracts.Rules("x")
	wanted(t, err, contracts.ErrArgument)
}

func TestVersionOfTheLibrary(t *testing.T) {
	if v := contracts.LibraryVersion(); !regexp.MustCompile(`^\d+\.\d+\.\d+`).MatchString(v) {
		t.Fatalf("version '%s'", v)
	}
	equal(t, "details", contracts.LibraryDetails() != "", true)
}
