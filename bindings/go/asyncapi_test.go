package contracts_test

import (
	"context"
	"testing"

	"contracts"
)

// AsyncAPI is known by its content, and what the application receives is judged as a request.
func TestAsyncAPIIsComparedByWhoSends(t *testing.T) {
	older := contracts.Bytes([]byte(
		`{"asyncapi":"2.6.0","channels":{"orders":{"publish":{"message":{"name":"placed",` +
			`"payload":{"type":"object","properties":{"total":{"type":"number"}}}}}}}}`))
	newer := contracts.Bytes([]byte(
		`{"asyncapi":"2.6.0","channels":{"orders":{"publish":{"message":{"name":"placed",` +
			`"payload":{"type":"object","properties":{"total":{"type":"integer"}}}}}}}}`))
	diff, err := contracts.Diff(context.Background(), older, newer, contracts.DiffOptions{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "format", diff.Format, contracts.FormatAsyncAPI)
	equal(t, "findings", len(diff.Findings), 1)
	equal(t, "rule", diff.Findings[0].Rule, "request-property-type-changed")
	equal(t, "level", diff.Findings[0].Level, contracts.LevelBreaking)
	equal(t, "part", diff.Findings[0].Part, "receive orders message placed /total")
}
