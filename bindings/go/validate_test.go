package contracts_test

import (
	"context"
	"testing"

	"contracts"
)

const shape = `{"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"},
"tags": {"items": {"minLength": 2}}}}`

func TestValidate(t *testing.T) {
	v := must(contracts.Validate(background, text(`{"id": 1}`), text(shape),
		contracts.ValidateOptions{Dialect: contracts.DialectDraft07}))(t)
	equal(t, "valid", v.Valid, true)
	equal(t, "dialect", v.Dialect, "JSON Schema draft-07")
	equal(t, "violations", len(v.Violations), 0)

	bad := contracts.Document{Data: []byte("{\"id\": \"x\",\n \"tags\": [\"a\", \"bc\"]}"), Name: "bad.json"}
	first := must(contracts.Validate(background, bad, text(shape), contracts.ValidateOptions{}))(t)
	equal(t, "valid", first.Valid, false)
	equal(t, "first alone", len(first.Violations), 1)
	all := must(contracts.Validate(background, bad, text(shape), contracts.ValidateOptions{All: true}))(t)
	equal(t, "all", len(all.Violations), 2)
	equal(t, "more", all.More, false)
	second := all.Violations[1]
	equal(t, "keyword", second.Keyword, "minLength")
	equal(t, "pointer", second.At.Pointer, "/tags/0")
	equal(t, "line", second.At.Line, int64(2))
	equal(t, "schema", second.Schema.Pointer, "/properties/tags/items/minLength")
	one := must(contracts.Validate(background, bad, text(shape),
		contracts.ValidateOptions{All: true, MaxViolations: 1}))(t)
	equal(t, "more", one.More, true)
	part := must(contracts.Validate(background, text(`"x"`), text(shape),
		contracts.ValidateOptions{Pointer: "/properties/id"}))(t)
	equal(t, "part", part.Valid, false)
}

func TestValidateRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		schema  string
		options contracts.ValidateOptions
		status  contracts.Status
	}{
		"schema":  {`{"type": 7}`, contracts.ValidateOptions{}, contracts.ErrInput},
		"dialect": {shape, contracts.ValidateOptions{Dialect: "draft-99"}, contracts.ErrArgument},
		"pointer": {shape, contracts.ValidateOptions{Pointer: "/nowhere"}, contracts.ErrInput},
		"steps":   {shape, contracts.ValidateOptions{MaxSteps: 1}, contracts.ErrLimit},
		"count":   {shape, contracts.ValidateOptions{MaxViolations: -1}, contracts.ErrArgument},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := contracts.Validate(background, text(`{"id": 1}`), text(c.schema), c.options)
			wanted(t, err, c.status)
		})
	}
	ctx, cancel := context.WithCancel(background)
	cancel()
	_, err := contracts.Validate(ctx, text(`1`), text(`true`), contracts.ValidateOptions{})
	wanted(t, err, contracts.ErrCancelled)
}
