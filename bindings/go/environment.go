package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
	"unsafe"
)

func (r *result) build() **C.ctr_build { return (**C.ctr_build)(unsafe.Pointer(&r.object)) }

func (r *result) builds() **C.ctr_build_list {
	return (**C.ctr_build_list)(unsafe.Pointer(&r.object))
}

func (r *result) runs() **C.ctr_run_list { return (**C.ctr_run_list)(unsafe.Pointer(&r.object)) }

func (r *result) environments() **C.ctr_environment_list {
	return (**C.ctr_environment_list)(unsafe.Pointer(&r.object))
}

// RunKind is how something runs in an environment.
type RunKind string

// The kinds; the default is RunDeployed.
const (
	RunDeployed RunKind = "deployed" // it takes the place of what was deployed there before
	RunReleased RunKind = "released" // it is there beside others, until it is withdrawn
)

// Build is what a version of a consumer was built against. No parts = it uses everything.
type Build struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun     bool      `json:"dry_run,mark"`
	Team       string    `json:"team"`
	Contract   string    `json:"contract"`
	Consumer   string    `json:"consumer"`
	Label      string    `json:"label"`
	Against    string    `json:"against"`
	Range      string    `json:"range,null"`
	Parts      []string  `json:"parts"`
	RecordedAt time.Time `json:"recorded_at"`
	RecordedBy string    `json:"recorded_by"`
	Reason     string    `json:"reason,null"`
}

// BuildPage is a part of a list of builds.
type BuildPage struct {
	rendered

	Builds []Build `json:"builds"`
	Next   string  `json:"next,null"`
}

// Run is something that runs in an environment, or ran until Until. Consumer and Build are "" for a
// version of the contract; Version is then that one, else the one the build was built against.
type Run struct {
	rendered

	Team        string    `json:"team"`
	Contract    string    `json:"contract"`
	Environment string    `json:"environment"`
	Kind        RunKind   `json:"kind"`
	Instance    string    `json:"instance,null"`
	Version     string    `json:"version"`
	Consumer    string    `json:"consumer,null"`
	Build       string    `json:"build,null"`
	Since       time.Time `json:"since"`
	SinceBy     string    `json:"since_by"`
	Reason      string    `json:"reason,null"`
	Until       time.Time `json:"until,null"`
	UntilBy     string    `json:"until_by,null"`
	UntilReason string    `json:"until_reason,null"`
}

// Runs is what runs, or what a call made run or ended.
type Runs struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun  bool     `json:"dry_run,mark"`
	Runs    []Run    `json:"runs"`
	Remarks []string `json:"remarks"`
	Next    string   `json:"next,null"`
}

// Environment is an environment of a team, and how much runs in it.
type Environment struct {
	Name      string    `json:"name"`
	Versions  int64     `json:"versions"`
	Builds    int64     `json:"builds"`
	CreatedAt time.Time `json:"created_at"`
	CreatedBy string    `json:"created_by"`
}

// EnvironmentPage is a part of a list of environments.
type EnvironmentPage struct {
	rendered

	Environments []Environment `json:"environments"`
	Next         string        `json:"next,null"`
}

// NewBuild says what a version of a consumer was built against.
type NewBuild struct {
	Team, Name        string   // the contract
	Consumer, Label   string   // and its own version
	Against           string   // version or range; "" = as registered, else the active one
	Parts             []string // nil = as registered, else everything; empty = everything
	AllowUnknownParts bool
}

// RecordBuild records what a version of a consumer was built against. It never changes; ErrExists if
// it was recorded otherwise.
func (s *Store) RecordBuild(ctx context.Context, n NewBuild, options ...CallOption) (*Build, error) {
	var in inputs
	defer in.free()
	var c C.ctr_build_spec
	C.ctr_build_spec_init(&c, C.sizeof_ctr_build_spec)
	if n.AllowUnknownParts {
		c.flags = C.CTR_BUILD_ALLOW_UNKNOWN_PARTS
	}
	c.team = in.text("team", n.Team)
	c.name = in.text("name", n.Name)
	c.consumer = in.text("consumer", n.Consumer)
	c.label = in.text("label", n.Label)
	c.against = in.optional("against", n.Against)
	c.parts = in.texts("part", n.Parts)
	c.part_count = C.size_t(len(n.Parts))
	call := in.call(options)
	out := result{kind: C.CTRGO_BUILD}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_build_record(h.c, &c, call, out.build(), err)
	})
	return finish[Build](&out, err)
}

// BuildFilter says which builds to list. Every field narrows.
type BuildFilter struct {
	Team, Name string // the contract; both or none
	Consumer   string
	Limit      int    // items a page; 0 = 100, at most 1000
	After      string // Next of the page before
}

// Builds lists builds in the order in which they were recorded, one page of them.
func (s *Store) Builds(ctx context.Context, f BuildFilter) (*BuildPage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_build_filter
	C.ctr_build_filter_init(&c, C.sizeof_ctr_build_filter)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	c.consumer = in.optional("consumer", f.Consumer)
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_BUILD_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_build_find(h.c, &c, out.builds(), err)
	})
	return finish[BuildPage](&out, err)
}

// RunPlace says what runs where: a version of a contract, or a build of a consumer.
type RunPlace struct {
	Team, Name      string // "" = every contract that the build was built against
	Version         string // "" = the active one
	Consumer, Build string // "" = the version of the contract is meant
	Environment     string
	Instance        string // where several are deployed at a time
	Kind            RunKind
	NewEnvironment  bool // it may be a new one
}

func (in *inputs) place(p *RunPlace, c *C.ctr_run_spec) {
	C.ctr_run_spec_init(c, C.sizeof_ctr_run_spec)
	if p.NewEnvironment {
		c.flags = C.CTR_RUN_NEW_ENVIRONMENT
	}
	if p.Kind != "" {
		if w := in.text("kind", string(p.Kind)); w != nil && C.ctr_run_kind_parse(w, &c.kind) == 0 {
			in.unknown("kind", string(p.Kind))
		}
	}
	c.team = in.optional("team", p.Team)
	c.name = in.optional("name", p.Name)
	c.selector = in.optional("version", p.Version)
	c.consumer = in.optional("consumer", p.Consumer)
	c.label = in.optional("build", p.Build)
	c.environment = in.text("environment", p.Environment)
	c.instance = in.optional("instance", p.Instance)
}

// BeginRun records that something runs in an environment. What runs there already is left as it is.
func (s *Store) BeginRun(ctx context.Context, p RunPlace, options ...CallOption) (*Runs, error) {
	var in inputs
	defer in.free()
	var c C.ctr_run_spec
	in.place(&p, &c)
	call := in.call(options)
	out := result{kind: C.CTRGO_RUN_LIST}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_run_begin(h.c, &c, call, out.runs(), err)
	})
	return finish[Runs](&out, err)
}

// EndRun records that it does no more. What is deployed may be named by its place alone.
func (s *Store) EndRun(ctx context.Context, p RunPlace, options ...CallOption) (*Runs, error) {
	var in inputs
	defer in.free()
	var c C.ctr_run_spec
	in.place(&p, &c)
	call := in.call(options)
	out := result{kind: C.CTRGO_RUN_LIST}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_run_end(h.c, &c, call, out.runs(), err)
	})
	return finish[Runs](&out, err)
}

// RunFilter says what to list. Every field narrows.
type RunFilter struct {
	Team, Name  string // the contract, or the team alone: in all of its environments
	Environment string
	Consumer    string
	Ended       bool   // also what has
	Limit       int    // items a page; 0 = 100, at most 1000
	After       string // Next of the page before
}

// Running lists what runs in the order in which it began, one page of it.
func (s *Store) Running(ctx context.Context, f RunFilter) (*Runs, error) {
	var in inputs
	defer in.free()
	var c C.ctr_run_filter
	C.ctr_run_filter_init(&c, C.sizeof_ctr_run_filter)
	if f.Ended {
		c.flags = C.CTR_RUN_ENDED
	}
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	c.environment = in.optional("environment", f.Environment)
	c.consumer = in.optional("consumer", f.Consumer)
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_RUN_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_run_find(h.c, &c, out.runs(), err)
	})
	return finish[Runs](&out, err)
}

// Environments lists the environments of a team by name, one page of them.
func (s *Store) Environments(ctx context.Context, team, after string, limit int) (*EnvironmentPage, error) {
	var in inputs
	defer in.free()
	t, a, n := in.text("team", team), in.optional("the page", after), in.count("the limit", limit)
	out := result{kind: C.CTRGO_ENVIRONMENT_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_environment_find(h.c, t, a, n, out.environments(), err)
	})
	return finish[EnvironmentPage](&out, err)
}
