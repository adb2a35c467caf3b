package contracts_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"contracts"
)

const (
	integers = `{"type":"object","properties":{"n":{"type":"integer"}}}`
	anything = `{"type":"object","properties":{"n":{}}}`
	texts    = `{"type":"object","properties":{"n":{"type":"string"}}}`
)

func TestATransitiveModeNamesEveryVersion(t *testing.T) {
	store := open(t)
	must(store.Create(background, contracts.NewContract{Team: "shop", Name: "n",
		Mode: contracts.ModeForwardTransitive, Document: text(integers)}))(t)
	must(store.Activate(background, "shop", "n", "1.0.0"))(t)
	must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "n", Label: "2.0.0",
		Document: text(anything)}))(t)
	must(store.Activate(background, "shop", "n", "2.0.0",
		contracts.DeclareBreak("meant")))(t)
	e := must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "n", Document: text(texts)}))(t)
	equal(t, "with the base", e.Comparison.Verdict, contracts.VerdictCompatible)
	equal(t, "with all", e.Verdict, contracts.VerdictIncompatible)
	equal(t, "how many", len(e.Earlier), 1)
	equal(t, "which", e.Earlier[0].Version, "1.0.0")
	equal(t, "part", e.Earlier[0].Comparison.Findings[0].Part, "/n")
	_, err := store.Activate(background, "shop", "n", e.Version.Label)
	equal(t, "refused", errors.Is(err, contracts.ErrState), true)
}

func withRuns(ctx context.Context, store *contracts.Store, team string) error {
	_, err := store.Create(ctx, contracts.NewContract{Team: team, Name: "runs", Mode: contracts.ModeNone,
		Document: text(integers)})
	if err == nil {
		_, err = store.Activate(ctx, team, "runs", "1.0.0")
	}
	return err
}

func TestWhatRunsIsRecorded(t *testing.T) {
	store := open(t)
	noError(t, withRuns(background, store, "shop"))
	build := must(store.RecordBuild(background, contracts.NewBuild{Team: "shop", Name: "runs",
		Consumer: "web", Label: "2.3", Parts: []string{"/n"}}))(t)
	equal(t, "against", build.Against, "1.0.0")
	place := contracts.RunPlace{Team: "shop", Name: "runs", Environment: "live"}
	_, err := store.BeginRun(background, place)
	equal(t, "no such environment", errors.Is(err, contracts.ErrNotFound), true)
	place.NewEnvironment = true
	runs := must(store.BeginRun(background, place))(t)
	equal(t, "version", runs.Runs[0].Version, "1.0.0")
	equal(t, "kind", runs.Runs[0].Kind, contracts.RunDeployed)
	app := contracts.RunPlace{Consumer: "web", Build: "2.3", Environment: "live", Kind: contracts.RunReleased}
	must(store.BeginRun(background, app))(t)
	equal(t, "two run", len(must(store.Running(background, contracts.RunFilter{}))(t).Runs), 2)
	equal(t, "builds", len(must(store.Builds(background, contracts.BuildFilter{Consumer: "web"}))(t).Builds), 1)
	environments := must(store.Environments(background, "shop", "", 0))(t).Environments
	equal(t, "environments", environments[0].Builds, int64(1))
	ended := must(store.EndRun(background, app, contracts.Because("old")))(t)
	equal(t, "why", ended.Runs[0].UntilReason, "old")
	equal(t, "when", ended.Runs[0].Until.IsZero(), false)
	_, err = store.BeginRun(background, contracts.RunPlace{Environment: "live", Kind: "odd"})
	equal(t, "odd", errors.Is(err, contracts.ErrArgument), true)
}

// What is recorded and what is asked writes itself, and encoding/json as the library does: see must.
func TestWhatRunsIsWrittenAsTheLibraryDoes(t *testing.T) {
	store := open(t)
	noError(t, withRuns(background, store, "shop"))
	build := must(store.RecordBuild(background, contracts.NewBuild{Team: "shop", Name: "runs",
		Consumer: "web", Label: "1"}, contracts.DryRun()))(t)
	equal(t, "dry run", strings.HasPrefix(plain(t, build), `{"dry_run":true,"team":`), true)
	build = must(store.RecordBuild(background, contracts.NewBuild{Team: "shop", Name: "runs",
		Consumer: "web", Label: "1"}))(t)
	equal(t, "no range", strings.Contains(plain(t, build), `"range":null,"parts":[]`), true)
	place := contracts.RunPlace{Team: "shop", Name: "runs", Environment: "live", NewEnvironment: true}
	begun := must(store.BeginRun(background, place))(t)
	equal(t, "runs on", strings.Contains(plain(t, begun), `"until":null,"until_by":null`), true)
	can := must(store.CanDeploy(background, place))(t)
	for _, result := range []rendering{
		build, begun, begun.Runs[0], can,
		must(store.Builds(background, contracts.BuildFilter{}))(t),
		must(store.Running(background, contracts.RunFilter{}))(t),
		must(store.Environments(background, "shop", "", 0))(t),
		must(store.EndRun(background, place))(t),
	} {
		equal(t, "text", len(written(t, result, contracts.RenderText)) > 0, true)
	}
}

func TestABuildOfNoPartsUsesEverything(t *testing.T) {
	store := open(t)
	noError(t, withRuns(background, store, "shop"))
	must(store.Register(background, contracts.Registration{Team: "shop", Name: "runs", Consumer: "app",
		Parts: []string{"/n"}}))(t)
	for label, parts := range map[string][]string{"as registered": nil, "everything": {}, "some": {"/n"}} {
		build := must(store.RecordBuild(background, contracts.NewBuild{Team: "shop", Name: "runs",
			Consumer: "app", Label: strings.ReplaceAll(label, " ", "-"), Parts: parts}))(t)
		equal(t, label, len(build.Parts) == 0, label == "everything")
	}
}

func TestDecisionsHaveReasons(t *testing.T) {
	store := open(t)
	noError(t, withRuns(background, store, "shop"))
	must(store.RecordBuild(background, contracts.NewBuild{Team: "shop", Name: "runs",
		Consumer: "web", Label: "1", Parts: []string{"/n"}}))(t)
	must(store.Evolve(background, contracts.Edition{Team: "shop", Name: "runs", Label: "2.0.0",
		Document: text(texts)}))(t)
	live := contracts.RunPlace{Team: "shop", Name: "runs", Environment: "live", NewEnvironment: true}
	must(store.BeginRun(background, live))(t)
	must(store.BeginRun(background, contracts.RunPlace{Consumer: "web", Build: "1", Environment: "live"}))(t)
	live.Version = "2.0.0"
	can := must(store.CanDeploy(background, live))(t)
	equal(t, "deploy", can.Answer, contracts.AnswerNo)
	equal(t, "why", can.Reasons[0].Why, contracts.CanConsumerBreaks)
	equal(t, "where", can.Reasons[0].Finding.Part, "/n")
	can = must(store.CanRetire(background, "shop", "runs", "1.0.0"))(t)
	equal(t, "retire", can.Reasons[0].Why, contracts.CanRuns)
	can = must(store.CanActivate(background, "shop", "runs", "2.0.0"))(t)
	equal(t, "activate", can.Answer, contracts.AnswerYes)
	equal(t, "not enforced", can.Reasons[0].Why, contracts.CanNotEnforced)
	can = must(store.CanEvolve(background, contracts.Edition{Team: "shop", Name: "runs",
		Document: text(anything)}))(t)
	equal(t, "evolve", can.Answer, contracts.AnswerYes)
}

// environmentCalls are the calls on environments, in an order in which each of them works.
func environmentCalls() []call {
	type c = context.Context
	type s = *contracts.Store
	return []call{
		{name: "RecordBuild", make: func(ctx c, s s, p string) error {
			if p == "" {
				if err := withRuns(ctx, s, "shop"); err != nil {
					return err
				}
			}
			return first(s.RecordBuild(ctx, contracts.NewBuild{Team: p + "shop", Name: "runs",
				Consumer: "web", Label: "1"}))
		}},
		{name: "BeginRun", make: func(ctx c, s s, p string) error {
			return first(s.BeginRun(ctx, contracts.RunPlace{Team: p + "shop", Name: "runs",
				Environment: "live", NewEnvironment: true}))
		}},
		{name: "Running", make: func(ctx c, s s, p string) error {
			return first(s.Running(ctx, contracts.RunFilter{Team: p + "shop", Name: "runs"}))
		}},
		{name: "Builds", make: func(ctx c, s s, p string) error {
			return first(s.Builds(ctx, contracts.BuildFilter{Team: p + "shop", Name: "runs"}))
		}},
		{name: "Environments", make: func(ctx c, s s, p string) error {
			return first(s.Environments(ctx, p+"shop", "", 0))
		}},
		{name: "CanEvolve", make: func(ctx c, s s, p string) error {
			return first(s.CanEvolve(ctx, contracts.Edition{Team: p + "shop", Name: "runs", Document: text(texts)}))
		}},
		{name: "CanActivate", make: func(ctx c, s s, p string) error {
			return first(s.CanActivate(ctx, p+"shop", "runs", "1.0.0"))
		}},
		{name: "CanRetire", make: func(ctx c, s s, p string) error {
			return first(s.CanRetire(ctx, p+"shop", "runs", "1.0.0"))
		}},
		{name: "CanUpgrade", make: func(ctx c, s s, p string) error {
			if p == "" {
				if err := first(s.Register(ctx, contracts.Registration{Team: "shop", Name: "runs", Consumer: "k"})); err != nil {
					return err
				}
			}
			return first(s.CanUpgrade(ctx, p+"shop", "runs", "k", ""))
		}},
		{name: "CanDeploy", make: func(ctx c, s s, p string) error {
			return first(s.CanDeploy(ctx, contracts.RunPlace{Team: p + "shop", Name: "runs", Environment: "live"}))
		}},
		{name: "EndRun", make: func(ctx c, s s, p string) error {
			return first(s.EndRun(ctx, contracts.RunPlace{Team: p + "shop", Name: "runs", Environment: "live"}))
		}},
	}
}
