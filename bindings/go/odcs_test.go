package contracts_test

import (
	"context"
	"testing"

	"contracts"
)

// Data contracts are known by their content; what readers lose is a break.
func TestDataContractsAreComparedForReadersAndWriters(t *testing.T) {
	const head = "apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\n"
	older := contracts.Bytes([]byte(head + "schema: [{name: orders, properties: [{name: a, unique: true}]}]\n"))
	newer := contracts.Bytes([]byte(head + "schema: [{name: orders, properties: [{name: a}]}]\n"))
	diff, err := contracts.Diff(context.Background(), older, newer, contracts.DiffOptions{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "format", diff.Format, contracts.FormatODCS)
	equal(t, "findings", len(diff.Findings), 1)
	equal(t, "rule", diff.Findings[0].Rule, "odcs-no-longer-unique")
	equal(t, "level", diff.Findings[0].Level, contracts.LevelBreaking)
	equal(t, "part", diff.Findings[0].Part, "orders.a")
}
