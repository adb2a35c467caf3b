package contracts_test

import (
	"testing"

	"contracts"
)

// An SQL schema, from Go.
func TestSQL(t *testing.T) {
	older := "CREATE TABLE orders (id bigint PRIMARY KEY, status text NOT NULL);\n"
	newer := older + "ALTER TABLE orders RENAME COLUMN status TO state;\n"
	comparison := must(contracts.Diff(background, text(older), text(newer), contracts.DiffOptions{}))(t)
	equal(t, "format", comparison.Format, contracts.FormatSQL)
	equal(t, "verdict", comparison.Verdict, contracts.VerdictIncompatible)
	equal(t, "rule", comparison.Findings[0].Rule, "sql-column-renamed")
	equal(t, "part", comparison.Findings[0].Part, "orders.status")
}
