package contracts_test

import (
	"context"
	"testing"

	"contracts"
)

// Avro schemas are known by their content, compared in both directions, and their parts are names.
func TestAvroIsComparedBySchemaResolution(t *testing.T) {
	older := contracts.Bytes([]byte(
		`{"type":"record","name":"shop.Order","fields":[{"name":"id","type":"int"}]}`))
	newer := contracts.Bytes([]byte(
		`{"type":"record","name":"shop.Order","fields":[{"name":"id","type":"long"}]}`))
	diff, err := contracts.Diff(context.Background(), older, newer,
		contracts.DiffOptions{Mode: contracts.ModeForward})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "format", diff.Format, contracts.FormatAvro)
	equal(t, "findings", len(diff.Findings), 1)
	equal(t, "rule", diff.Findings[0].Rule, "avro-type-promoted")
	equal(t, "level", diff.Findings[0].Level, contracts.LevelBreaking)
	equal(t, "part", diff.Findings[0].Part, "shop.Order.id")
}
