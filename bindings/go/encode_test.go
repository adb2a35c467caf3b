package contracts_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"contracts"
	"contracts/internal/methods"
)

var update = flag.Bool("update", false, "write marshal.go anew")

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

func TestEveryResultHasItsMethods(t *testing.T) {
	results := must(methods.Read("."))(t)
	source := results.Source()
	if *update {
		noError(t, os.WriteFile("marshal.go", source, 0o644))
	}
	if there := must(os.ReadFile("marshal.go"))(t); !bytes.Equal(there, source) {
		t.Error("marshal.go is not what the results are; go generate writes it")
	}
	for name := range results.Given {
		if !strings.Contains(strings.Join(results.Holds[name], " "), "rendered") {
			t.Errorf("a call gives a %s, which has no Render; embed rendered", name)
		}
	}
}

func TestWhatTheLibraryRendersIsInTheBridge(t *testing.T) {
	bridge := string(must(os.ReadFile("bridge.h"))(t))
	headers := must(filepath.Glob("../../include/contracts/*.h"))(t)
	found := 0
	for _, header := range headers {
		text := must(os.ReadFile(header))(t)
		for _, match := range regexp.MustCompile(`\bctr_(\w+)_render\(const `).FindAllSubmatch(text, -1) {
			found++
			if !strings.Contains(bridge, ", "+string(match[1])+")") {
				t.Errorf("%s is in none of the tables of bridge.h", match[1])
			}
		}
	}
	equal(t, "some", found > 60, true)
}

// results are those in a value, and in those: all that know Render.
func results(value reflect.Value) (found []rendering) {
	if !value.IsValid() {
		return nil
	}
	switch kind := value.Kind(); {
	case kind == reflect.Pointer && !value.IsNil():
		return results(value.Elem())
	case kind == reflect.Slice && value.Type().Elem().Kind() == reflect.Struct:
		for i := 0; i < value.Len(); i++ {
			found = append(found, results(value.Index(i))...)
		}
	case kind == reflect.Struct && value.Type().PkgPath() == "contracts":
		if one, ok := value.Interface().(rendering); ok {
			found = append(found, one)
		}
		for i := 0; i < value.NumField(); i++ {
			if value.Type().Field(i).IsExported() {
				found = append(found, results(value.Field(i))...)
			}
		}
	}
	return found
}

// sameAsTheLibrary fails for a result that encoding/json does not write as the library does. What
// Store.Active gives is not from there.
func sameAsTheLibrary(t testing.TB, value any) {
	t.Helper()
	for _, one := range results(reflect.ValueOf(value)) {
		library, err := one.Render(contracts.RenderJSON)
		if errors.Is(err, contracts.ErrUnsupported) && reflect.TypeOf(one) == reflect.TypeOf(contracts.Version{}) {
			continue
		}
		noError(t, err)
		var want bytes.Buffer
		noError(t, json.Compact(&want, library))
		equal(t, reflect.TypeOf(one).Name(), plain(t, one), want.String())
	}
}

func TestEveryResultIsWrittenAsTheLibraryDoes(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	defer func() { gave = nil }()
	for _, call := range calls(t.TempDir()) {
		t.Run(call.name, func(t *testing.T) {
			gave = func(result any) { sameAsTheLibrary(t, result) }
			noError(t, call.make(background, store, ""))
		})
	}
}
