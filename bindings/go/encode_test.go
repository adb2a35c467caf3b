package contracts_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"contracts"
)

// plain is JSON as Go writes it when it is not meant for a page of HTML.
func plain(t testing.TB, value any) string {
	t.Helper()
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	noError(t, encoder.Encode(value))
	return strings.TrimSuffix(out.String(), "\n")
}

func TestWhatIsMissingIsNull(t *testing.T) {
	equal(t, "rule", plain(t, contracts.Rule{ID: "a<b", Level: contracts.LevelInfo}),
		`{"id":"a<b","format":null,"level":"info","direction":"","text":"",`+
			`"advice_backward":null,"advice_forward":null,"oasdiff":[]}`)
	equal(t, "page", plain(t, contracts.VersionPage{}), `{"versions":[],"next":null}`)
	equal(t, "outline", plain(t, &contracts.DocumentOutline{}),
		`{"format":"","dialect":"","files":[],"parts":[]}`)
	equal(t, "event", strings.Contains(plain(t, contracts.Event{}), `"body":{}`), true)
	version := plain(t, contracts.Version{Metadata: map[string]any{"x": 1}})
	equal(t, "version", strings.Contains(version, `"owner_role":null,"owner_agent":null,"metadata":{"x":1}`), true)
	equal(t, "times", strings.Contains(version, `"activated_at":null`), true)
	_, err := json.Marshal(contracts.Version{Metadata: map[string]any{"f": func() {}}})
	equal(t, "fails", err != nil, true)
}

func TestResultsSurviveTheWayThroughJSON(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	must(store.Register(background, contracts.Registration{Team: "shop", Name: "orders", Consumer: "web"}))(t)
	e := must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v2)}))(t)
	there := plain(t, e)
	var back contracts.Evolution
	decoder := json.NewDecoder(strings.NewReader(there))
	decoder.DisallowUnknownFields()
	noError(t, decoder.Decode(&back))
	equal(t, "evolution", plain(t, back), there)
}
