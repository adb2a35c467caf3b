package contracts_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"contracts"
)

// The story that all ways into the library tell alike: tests/scenario/README.md.

// step is a record of the story.
type step map[string]string

func (s step) contract() (team, name string) {
	team, name, _ = strings.Cut(s["contract"], "/")
	return team, name
}

func readStory(t testing.TB, path string) (seed uint64, steps []step) {
	t.Helper()
	for _, record := range strings.Split(string(must(os.ReadFile(path))(t)), "\n\n") {
		s := step{}
		for _, line := range strings.Split(record, "\n") {
			if key, value, found := strings.Cut(line, ": "); found && !strings.HasPrefix(line, "#") {
				s[key] = value
			}
		}
		if s["seed"] != "" {
			seed = must(strconv.ParseUint(s["seed"], 10, 64))(t)
		} else if s["do"] != "" {
			steps = append(steps, s)
		}
	}
	return seed, steps
}

// seeded is the generator of ids.
type seeded struct{ state uint64 }

func (s *seeded) Read(p []byte) (int, error) {
	for i := range p {
		s.state += 0x9e3779b97f4a7c15
		z := s.state
		z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
		z = (z ^ (z >> 27)) * 0x94d049bb133111eb
		p[i] = byte(z >> 56)
	}
	return len(p), nil
}

// openFor opens the store as a step finds it.
func openFor(t testing.TB, s step, path string, seed uint64, options ...contracts.Option) *contracts.Store {
	t.Helper()
	us := must(strconv.ParseInt(s["at_us"], 10, 64))(t)
	at := must(time.Parse(time.RFC3339Nano, s["at"]))(t)
	equal(t, "at", at.UnixMicro(), us)
	actor := s["actor"]
	if actor == "" {
		actor = "unknown"
	}
	options = append(options, contracts.WithActor(actor),
		contracts.WithClock(func() time.Time { return at }),
		contracts.WithRandom(&seeded{seed*0x2545f4914f6cdd1d + uint64(us)}))
	return must(contracts.Open(path, options...))(t)
}

// play makes the call of a step.
func play(store *contracts.Store, dir string, s step) (any, error) {
	team, name := s.contract()
	document := contracts.File(filepath.Join(dir, s["document"]))
	document.Name = s["document"]
	var options []contracts.CallOption
	if reason := s["declare_break"]; reason != "" {
		options = append(options, contracts.DeclareBreak(reason))
	}
	switch s["do"] {
	case "create":
		return store.Create(background, contracts.NewContract{Team: team, Name: name,
			Label: s["label"], Type: contracts.Type(s["type"]), OwnerRole: s["owner_role"],
			OwnerAgent: s["owner_agent"], Document: document}, options...)
	case "activate":
		return store.Activate(background, team, name, s["label"], options...)
	case "active":
		return store.Active(background, team, name)
	case "evolve":
		return store.Evolve(background, contracts.Edition{Team: team, Name: name, Label: s["label"],
			Document: document}, options...)
	case "history":
		return store.History(background, team, name, "", 0)
	case "register":
		return store.Register(background, contracts.Registration{Team: team, Name: name,
			Consumer: s["consumer"], Role: s["role"]}, options...)
	case "summary":
		return store.Summary(background, s["team"])
	}
	return nil, fmt.Errorf("no verb '%s'", s["do"])
}

func sources(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("CTR_SRCDIR"); dir != "" {
		return dir
	}
	return must(filepath.Abs("../.."))(t)
}

func lines(t testing.TB, path string) []string {
	t.Helper()
	return strings.Split(strings.TrimSuffix(string(must(os.ReadFile(path))(t)), "\n"), "\n")
}

func TestTheStory(t *testing.T) {
	dir := filepath.Join(sources(t), "tests", "scenario")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no story: %v", err)
	}
	seed, steps := readStory(t, filepath.Join(dir, "story.txt"))
	path := filepath.Join(t.TempDir(), "story.db")
	var answers []string
	for _, s := range steps {
		if s["do"] == "init" {
			noError(t, openFor(t, s, path, seed, contracts.WithCreate()).Close())
			continue
		}
		store := openFor(t, s, path, seed)
		answer, err := play(store, dir, s)
		if err != nil {
			t.Fatalf("%s: %v", s["do"], err)
		}
		answers = append(answers, plain(t, answer))
		noError(t, store.Close())
	}
	same(t, "results", answers, lines(t, filepath.Join(dir, "results.jsonl")))

	store := openAt(t, path)
	var feed []string
	noError(t, store.EventsAll(background, contracts.EventFilter{}, func(e *contracts.Event) error {
		feed = append(feed, plain(t, e))
		return nil
	}))
	same(t, "feed", feed, lines(t, filepath.Join(dir, "feed.jsonl")))
	report := must(store.Check(background, contracts.CheckOptions{Replay: true}))(t)
	equal(t, "problems", fmt.Sprint(report.Problems), "[]")
}

// same compares bytes: white space aside, every player writes the same.
func same(t testing.TB, what string, is, want []string) {
	t.Helper()
	equal(t, "lines of "+what, len(is), len(want))
	for i := range want {
		var compact bytes.Buffer
		noError(t, json.Compact(&compact, []byte(want[i])))
		if is[i] != compact.String() {
			t.Errorf("%s, line %d\n is     %s\n wanted %s", what, i+1, is[i], compact.String())
		}
	}
}
