package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"unsafe"
)

func (r *result) can() **C.ctr_can { return (**C.ctr_can)(unsafe.Pointer(&r.object)) }

// Answer is what a decision answers.
type Answer string

// The answers. What nobody compared, or no rule can tell, is never AnswerYes.
const (
	AnswerYes     Answer = "yes"
	AnswerNo      Answer = "no"
	AnswerUnknown Answer = "unknown"
)

// CanWhy is why a decision is as it is.
type CanWhy string

// The reasons; doc/decide.md tells what each says.
const (
	CanCompatible      CanWhy = "compatible"
	CanSame            CanWhy = "same"
	CanNoBase          CanWhy = "no-base"
	CanBreaks          CanWhy = "breaks"
	CanUndecided       CanWhy = "undecided"
	CanBreakDeclared   CanWhy = "break-declared"
	CanNotEnforced     CanWhy = "not-enforced"
	CanLabelTooLow     CanWhy = "label-too-low"
	CanBaseSuperseded  CanWhy = "base-superseded"
	CanNotADraft       CanWhy = "not-a-draft"
	CanConsumerBreaks  CanWhy = "consumer-breaks"
	CanConsumerStays   CanWhy = "consumer-stays"
	CanConsumerUnknown CanWhy = "consumer-unknown"
	CanConsumerFollows CanWhy = "consumer-follows"
	CanRuns            CanWhy = "runs"
	CanSunsetAhead     CanWhy = "sunset-ahead"
	CanRetired         CanWhy = "retired"
	CanDraft           CanWhy = "draft"
	CanDeprecated      CanWhy = "deprecated"
	CanFollowsNothing  CanWhy = "follows-nothing"
	CanPinExcludes     CanWhy = "pin-excludes"
	CanRangeExcludes   CanWhy = "range-excludes"
	CanNothingDepends  CanWhy = "nothing-depends"
	CanNotThere        CanWhy = "not-there"
	CanLabelTaken      CanWhy = "label-taken"
	CanLabelNotAbove   CanWhy = "label-not-above"
	CanLabelNoOrder    CanWhy = "label-no-order"
	CanLabelNeeded     CanWhy = "label-needed"
	CanIdentical       CanWhy = "identical"
)

// Reason is one reason of a decision; Answer is what it says by itself.
type Reason struct {
	Answer      Answer   `json:"answer"`
	Why         CanWhy   `json:"why"`
	Text        string   `json:"text"`
	Contract    string   `json:"contract"`
	Version     string   `json:"version,null"`
	Against     string   `json:"against,null"`
	Consumer    string   `json:"consumer,null"`
	Build       string   `json:"build,null"`
	Environment string   `json:"environment,null"`
	Instance    string   `json:"instance,null"`
	Parts       []string `json:"parts"`
	Finding     *Finding `json:"finding"`
}

// Can is an answer with its reasons: those that say no first, then unknown, then yes.
type Can struct {
	rendered

	Question    string   `json:"question"`
	Subject     string   `json:"subject"`
	Environment string   `json:"environment,null"`
	Answer      Answer   `json:"answer"`
	Reasons     []Reason `json:"reasons"`
}

// CanEvolve tells whether a new edition may become the active version. Nothing is stored.
func (s *Store) CanEvolve(ctx context.Context, e Edition) (*Can, error) {
	var in inputs
	defer in.free()
	evolve := in.evolve(&e)
	out := result{kind: C.CTRGO_CAN}
	defer out.free()
	err := s.runDocument(ctx, false, &in, e.Document, func(h *handle, d *source, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_can_evolve(h.c, evolve, &d.c, d.pointer(), d.size(), out.can(), err)
	})
	return finish[Can](&out, err)
}

// CanActivate tells the same of a stored draft.
func (s *Store) CanActivate(ctx context.Context, team, name, label string) (*Can, error) {
	var in inputs
	defer in.free()
	evolve := in.evolve(&Edition{Team: team, Name: name})
	evolve.label = in.text("label", label)
	out := result{kind: C.CTRGO_CAN}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_can_evolve(h.c, evolve, out.can(), err)
	})
	return finish[Can](&out, err)
}

// CanRetire tells whether a version may be retired: who resolves to it, where it runs.
func (s *Store) CanRetire(ctx context.Context, team, name, selector string) (*Can, error) {
	var in inputs
	defer in.free()
	t, n, v := in.text("team", team), in.text("name", name), in.text("version", selector)
	out := result{kind: C.CTRGO_CAN}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_can_retire(h.c, t, n, v, out.can(), err)
	})
	return finish[Can](&out, err)
}

// CanUpgrade tells whether a registered consumer may move to a version; "" = the active one.
func (s *Store) CanUpgrade(ctx context.Context, team, name, consumer, selector string) (*Can, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	k, v := in.text("consumer", consumer), in.optional("version", selector)
	out := result{kind: C.CTRGO_CAN}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_can_upgrade(h.c, t, n, k, v, out.can(), err)
	})
	return finish[Can](&out, err)
}

// CanDeploy tells whether a version of a contract, or a build of a consumer, may be deployed.
func (s *Store) CanDeploy(ctx context.Context, p RunPlace) (*Can, error) {
	var in inputs
	defer in.free()
	var c C.ctr_run_spec
	in.place(&p, &c)
	out := result{kind: C.CTRGO_CAN}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_can_deploy(h.c, &c, out.can(), err)
	})
	return finish[Can](&out, err)
}
