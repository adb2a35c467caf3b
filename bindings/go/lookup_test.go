package contracts_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"contracts"
)

func TestActiveIsWhatGetSays(t *testing.T) {
	store := open(t, contracts.WithActor("ann"))
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "orders", Document: text(v1),
		OwnerRole: "Lead", OwnerAgent: "a1", Type: contracts.TypeSOW, Mode: contracts.ModeForward,
		Profile: contracts.ProfileTolerant, Metadata: map[string]any{"deep": []any{1.5, "ö", nil}}}))(t)
	must(store.Activate(background, "shop", "orders", "1.0.0", contracts.Because("ready")))(t)
	must(store.Register(background, contracts.Registration{
		Team: "shop", Name: "orders", Consumer: "web"}))(t)
	want := must(store.Get(background, "shop", "orders", ""))(t)
	for i := 0; i < 3; i++ { // first through JSON, then by getters, then from the cache
		is := must(store.Active(background, "SHOP", "Orders"))(t)
		if !reflect.DeepEqual(members(is), members(want)) {
			t.Fatalf("is     %+v\nwanted %+v", is, want)
		}
	}
}

// members are what a version holds, without what it was made from.
func members(v *contracts.Version) map[string]any {
	all := make(map[string]any)
	for i, value := 0, reflect.ValueOf(*v); i < value.NumField(); i++ {
		if field := value.Type().Field(i); field.IsExported() {
			all[field.Name] = value.Field(i).Interface()
		}
	}
	return all
}

func TestActiveAfterEachChange(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	for i := 2; i < 6; i++ {
		document := []string{v2, v1}[i%2]
		label := fmt.Sprintf("%d.0.0", i)
		must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Label: label,
			Document: text(document)}))(t)
		must(store.Activate(background, "shop", "orders", label, contracts.DeclareBreak("yes")))(t)
		for j := 0; j < 2; j++ {
			is := must(store.Active(background, "shop", "orders"))(t)
			equal(t, "label", is.Label, label)
			want := must(store.Get(background, "shop", "orders", label))(t)
			equal(t, "same", reflect.DeepEqual(members(is), members(want)), true)
		}
	}
}

func TestActiveWithMoreTextThanFits(t *testing.T) {
	store := open(t)
	long := strings.Repeat("long ", 3000)
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "orders",
		Document: text(v1), Metadata: map[string]any{"long": long}}))(t)
	must(store.Activate(background, "shop", "orders", "1.0.0"))(t)
	for i := 0; i < 2; i++ {
		v := must(store.Active(background, "shop", "orders"))(t)
		equal(t, "metadata", v.Metadata["long"].(string), long)
	}
}

func TestActiveRefusesBadInput(t *testing.T) {
	store := open(t)
	for _, c := range []struct {
		team, name string
		status     contracts.Status
	}{
		{"shop", "orders", contracts.ErrNotFound}, {"", "orders", contracts.ErrArgument},
		{"shop", "", contracts.ErrArgument}, {"a/b", "c", contracts.ErrArgument},
		{strings.Repeat("x", 128), "orders", contracts.ErrNotFound},
		{strings.Repeat("x", 129), "orders", contracts.ErrArgument},
		{"shop", strings.Repeat("x", 100000), contracts.ErrArgument},
		{"shop", "or\x00ders", contracts.ErrArgument},
	} {
		_, err := store.Active(background, c.team, c.name)
		wanted(t, err, c.status)
	}
}

func TestGetBySelector(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v2)}))(t)
	for selector, label := range map[string]string{
		"": "1.0.0", "active": "1.0.0", "latest": "2.0.0", "2.0.0": "2.0.0", "^1.0": "1.0.0",
	} {
		equal(t, selector, must(store.Get(background, "shop", "orders", selector))(t).Label, label)
	}
	_, err := store.Get(background, "shop", "orders", "^7")
	wanted(t, err, contracts.ErrNotFound)
	_, err = store.Get(background, "shop", "orders", strings.Repeat("9", 1000))
	wanted(t, err, contracts.ErrArgument)
}

func TestDocumentComesBackByteForByte(t *testing.T) {
	store := open(t)
	for name, document := range map[string]string{
		"binary": "\x00\x01\xff\r\n", "text": "hello\r\n", "large": strings.Repeat("0123456789", 100000),
	} {
		must(store.Create(background, contracts.NewContract{Team: "t", Name: name,
			Document: contracts.Document{Data: []byte(document), Format: contracts.FormatOpaque}}))(t)
		is := must(store.Document(background, "t", name, "latest", ""))(t)
		equal(t, name, string(is) == document, true)
	}
	_, err := store.Document(background, "t", "text", "latest", "other.json")
	wanted(t, err, contracts.ErrNotFound)
	_, err = store.Document(background, "t", "text", "", "")
	wanted(t, err, contracts.ErrNotFound)
}

// withMany makes t/c000 to t/c(n-1).
func withMany(t testing.TB, store *contracts.Store, n int) {
	t.Helper()
	batch := contracts.NewBatch()
	for i := 0; i < n; i++ {
		batch.Create(contracts.NewContract{Team: "t", Name: fmt.Sprintf("c%03d", i), Document: text(v1)})
	}
	must(store.Apply(background, batch))(t)
}

func TestListByPage(t *testing.T) {
	store := open(t)
	withMany(t, store, 7)
	page := must(store.List(background, contracts.ContractFilter{Team: "t", Limit: 5}))(t)
	equal(t, "versions", len(page.Versions), 5)
	page = must(store.List(background, contracts.ContractFilter{Team: "t", Limit: 5, After: page.Next}))(t)
	equal(t, "versions", len(page.Versions), 2)
	equal(t, "next", page.Next, "")
	var names []string
	noError(t, store.ListAll(background, contracts.ContractFilter{Limit: 2, Prefix: "C00"},
		func(v *contracts.Version) error {
			names = append(names, v.Name)
			return nil
		}))
	equal(t, "names", fmt.Sprint(names), "[c000 c001 c002 c003 c004 c005 c006]")
	count := 0
	noError(t, store.ListAll(background, contracts.ContractFilter{}, func(*contracts.Version) error {
		count++
		return contracts.ErrStop
	}))
	equal(t, "count", count, 1)
	mine := errors.New("mine")
	err := store.ListAll(background, contracts.ContractFilter{}, func(*contracts.Version) error { return mine })
	equal(t, "is mine", err == mine, true)
}

func TestListByFilter(t *testing.T) {
	store := open(t)
	withMany(t, store, 2)
	withOrders(t, store)
	for name, c := range map[string]struct {
		filter contracts.ContractFilter
		count  int
	}{
		"all":    {contracts.ContractFilter{}, 3},
		"state":  {contracts.ContractFilter{State: contracts.StateActive}, 1},
		"type":   {contracts.ContractFilter{Type: contracts.TypeRESTAPI}, 0},
		"team":   {contracts.ContractFilter{Team: "T"}, 2},
		"nobody": {contracts.ContractFilter{OwnerRole: "x", OwnerAgent: "y"}, 0},
	} {
		equal(t, name, len(must(store.List(background, c.filter))(t).Versions), c.count)
	}
	_, err := store.List(background, contracts.ContractFilter{State: "gone"})
	wanted(t, err, contracts.ErrArgument, "state 'gone'")
	_, err = store.List(background, contracts.ContractFilter{Type: "gone"})
	wanted(t, err, contracts.ErrArgument, "type 'gone'")
	_, err = store.List(background, contracts.ContractFilter{Limit: -5})
	wanted(t, err, contracts.ErrArgument, "the limit is -5")
}

func TestHistoryInTheOrderOfCreation(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	for i := 2; i < 5; i++ {
		must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders",
			Label: fmt.Sprintf("%d.0.0", i), Document: text(v2)}))(t)
	}
	page := must(store.History(background, "shop", "orders", "", 3))(t)
	equal(t, "first", page.Versions[0].Label, "1.0.0")
	page = must(store.History(background, "shop", "orders", page.Next, 3))(t)
	equal(t, "last", page.Versions[0].Label, "4.0.0")
	var labels []string
	noError(t, store.HistoryAll(background, "shop", "orders", func(v *contracts.Version) error {
		labels = append(labels, v.Label)
		return nil
	}))
	equal(t, "labels", fmt.Sprint(labels), "[1.0.0 2.0.0 3.0.0 4.0.0]")
	_, err := store.History(background, "shop", "nothing", "", 0)
	wanted(t, err, contracts.ErrNotFound)
	_, err = store.History(background, "shop", "orders", "", -1)
	wanted(t, err, contracts.ErrArgument)
}

func TestSummary(t *testing.T) {
	store := open(t)
	withOrders(t, store)
	must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "orders", Document: text(v2)}))(t)
	s := must(store.Summary(background, "shop"))(t)
	equal(t, "contracts", s.Contracts, 1)
	equal(t, "versions", s.Versions, 2)
	equal(t, "drafts", s.InState(contracts.StateDraft), 1)
	equal(t, "retired", s.InState(contracts.StateRetired), 0)
	equal(t, "unheard of", s.InState("unheard of"), 0)
	equal(t, "data formats", s.OfType(contracts.TypeDataFormat), 1)
	equal(t, "events", s.OfType(contracts.TypeEvent), 0)
	equal(t, "active", fmt.Sprint(s.Active), "[{orders 1.0.0 data-format 0}]")
	_, err := store.Summary(background, "nobody")
	wanted(t, err, contracts.ErrNotFound)
}
