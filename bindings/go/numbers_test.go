package contracts_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"contracts"
)

// accepts tells whether a value is valid under a schema.
func accepts(t testing.TB, schema string, value any) bool {
	t.Helper()
	document := must(json.Marshal(value))(t)
	return must(contracts.Validate(background, contracts.Bytes(document), text(schema),
		contracts.ValidateOptions{}))(t).Valid
}

func TestAWitnessIsTheNumberThatItIs(t *testing.T) {
	const schema = `{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"%s","maximum":%s}`
	for _, c := range []struct{ kind, older, newer string }{
		{"number", "1e400", "1e399"},
		{"number", "-1e399", "-1e400"},
		{"integer", "9223372036854775807", "9223372036854775806"},
		{"integer", "18446744073709551617", "18446744073709551616"},
		{"number", "9007199254740993.5", "9007199254740993.25"},
		{"number", "0.1000000000000000000001", "0.1"},
	} {
		older, newer := fmt.Sprintf(schema, c.kind, c.older), fmt.Sprintf(schema, c.kind, c.newer)
		diff := must(contracts.Diff(background, text(older), text(newer), contracts.DiffOptions{}))(t)
		f := diff.Findings[0]
		_, number := f.Witness.(json.Number)
		equal(t, c.older+" is a number", number, true)
		equal(t, "accepted by", f.AcceptedBy, "old")
		equal(t, fmt.Sprint(f.Witness, " under the old"), accepts(t, older, f.Witness), true)
		equal(t, fmt.Sprint(f.Witness, " under the new"), accepts(t, newer, f.Witness), false)
		var back contracts.Comparison
		noError(t, json.Unmarshal([]byte(plain(t, diff)), &back))
		equal(t, "read back", plain(t, back), plain(t, diff))
	}
}

func TestMetadataIsNotRounded(t *testing.T) {
	store := open(t)
	given := map[string]any{"ticket": int64(9007199254740993), "deep": []any{json.Number("1e+400"), 0.5}}
	made := must(store.Create(background, contracts.NewContract{Team: "shop", Name: "orders",
		Document: text(v1), Metadata: given}))(t)
	must(store.Activate(background, "shop", "orders", "1.0.0"))(t)
	for what, v := range map[string]*contracts.Version{
		"create": made,
		"get":    must(store.Get(background, "shop", "orders", ""))(t),
		"active": must(store.Active(background, "shop", "orders"))(t),
		"again":  must(store.Edit(background, "shop", "orders", contracts.Changes{Metadata: made.Metadata}))(t),
	} {
		equal(t, what, fmt.Sprint(v.Metadata), "map[deep:[1e+400 0.5] ticket:9007199254740993]")
		equal(t, what, v.Metadata["ticket"].(json.Number), "9007199254740993")
		equal(t, what, strings.Contains(plain(t, v), `"metadata":{"deep":[1e+400,0.5],"ticket":9007199254740993}`), true)
	}
}
