package contracts

// #include "bridge.h"
// #include <stdlib.h>
import "C"

import (
	"context"
	"encoding/json"
	"runtime"
	"time"
	"unsafe"
)

// The rules of a policy for labels and groups.
type (
	// ZeroRule is what it says of labels 0.y.z.
	ZeroRule string
	// PrereleaseRule is what it says of a base that is a pre-release.
	PrereleaseRule string
	// LabelRule is what it says of labels that are no semantic versions.
	LabelRule string
	// RiskRule is what warnings and undecided findings ask for.
	RiskRule string
	// LineRule is how versions fall into groups.
	LineRule string
	// WaiverState is where a waiver stands.
	WaiverState string
)

// Their words; the first of each rule is the default.
const (
	ZeroShift ZeroRule = "shift" // a break asks for minor, an addition for patch
	ZeroSame  ZeroRule = "same"  // as from 1.0.0 on
	ZeroFree  ZeroRule = "free"  // patch is enough for everything

	PrereleaseRelease PrereleaseRule = "release" // it counts as its release
	PrereleaseNext    PrereleaseRule = "next"    // the next pre-release is enough for everything

	LabelKeep   LabelRule = "keep"   // taken as they are, never compared
	LabelRefuse LabelRule = "refuse" // refused

	RiskProfile RiskRule = "profile" // major under the strict profile, else minor
	RiskMajor   RiskRule = "major"
	RiskMinor   RiskRule = "minor"

	LineNone     LineRule = "none"     // all are one group
	LineMajor    LineRule = "major"    // by the major number of a declared label
	LineDocument LineRule = "document" // by a value in the document

	WaiverActive  WaiverState = "active"
	WaiverExpired WaiverState = "expired"
	WaiverPending WaiverState = "pending"  // it begins later
	WaiverTooLong WaiverState = "too-long" // for longer than the policies joined allow: it does not hold
)

// Waiver is a finding that somebody accepts for a time. It goes by the fingerprint, or, where that
// is "", by rule and part. Since and Expires are as they were written.
type Waiver struct {
	held

	Fingerprint string `json:"fingerprint,null"`
	Rule        string `json:"rule,null"`
	Part        string `json:"part,null"`
	Reason      string `json:"reason"`
	Owner       string `json:"owner"`
	Since       string `json:"since,null"`
	Expires     string `json:"expires"`
}

// inside is the waiver as the library has it, NULL if that takes none of the kind; made must live
// as long as it is used.
func (w *Waiver) inside() (waiver *C.ctr_waiver, made *made) {
	if w.from != nil {
		return (*C.ctr_waiver)(w.from.object), w.from
	}
	// It was put together by hand, or read from JSON: only the times matter.
	times := map[string]string{"fingerprint": "0000000000000000", "reason": "-", "owner": "-", "expires": w.Expires}
	if w.Since != "" {
		times["since"] = w.Since
	}
	text, err := json.Marshal(map[string]any{"waivers": []any{times}})
	if err != nil {
		return nil, nil
	}
	policy, err := ReadPolicy(context.Background(), Bytes(text), DiffOptions{})
	if err != nil {
		return nil, nil
	}
	return policy.Policy.Waivers[0].inside()
}

// ExpiresAt is the last instant at which it holds; a bare date is its end in UTC. Like StateAt it
// tells of the waiver that a call gave, whatever was written to the copy since. It is the zero time
// where Since or Expires of one that no call gave are none that the library takes.
func (w *Waiver) ExpiresAt() time.Time {
	waiver, made := w.inside()
	defer runtime.KeepAlive(made)
	return instantOf(C.ctr_waiver_expires(waiver))
}

// StateAt is where it stands at an instant; "" where ExpiresAt is the zero time.
func (w *Waiver) StateAt(at time.Time) WaiverState {
	waiver, made := w.inside()
	defer runtime.KeepAlive(made)
	if waiver == nil {
		return ""
	}
	state := C.ctr_waiver_state_at(waiver, C.int64_t(at.UnixMicro()))
	return WaiverState(C.GoString(C.ctr_waiver_state_name(state)))
}

// PolicyLevel is what findings of a rule weigh; the last entry that fits a finding rules.
type PolicyLevel struct {
	Rule      string    `json:"rule"`
	Format    Format    `json:"format,null"`
	Direction Direction `json:"direction,null"`
	Level     Level     `json:"level"`
}

// PolicySemver is how labels have to grow; "" is what the policy does not say.
type PolicySemver struct {
	Zero       ZeroRule       `json:"zero,null"`
	Prerelease PrereleaseRule `json:"prerelease,null"`
	Labels     LabelRule      `json:"labels,null"`
	Risk       RiskRule       `json:"risk,null"`
}

// PolicyGroups is how versions fall into groups that are not compared.
type PolicyGroups struct {
	By      LineRule `json:"by,null"`
	Pointer string   `json:"pointer,null"`
}

// GraceDays is the notice that a deprecation has to give, in days; 0: none is asked for.
type GraceDays struct {
	Stable int64 `json:"stable,null"`
	Beta   int64 `json:"beta,null"` // of operations whose x-stability-level is beta
}

// PolicyTerms is what a policy says.
type PolicyTerms struct {
	ID            string        `json:"id,null"`
	Levels        []PolicyLevel `json:"levels"`
	IgnoreUnused  *bool         `json:"ignore_unused"`
	MaxWaiverDays int64         `json:"max_waiver_days,null"`
	GraceDays     *GraceDays    `json:"grace_days,mark"` // nil: it asks for no notice
	Waivers       []Waiver      `json:"waivers"`
	Semver        PolicySemver  `json:"semver"`
	Groups        PolicyGroups  `json:"groups"`
}

// DiffPolicy is what a team makes of findings. SHA256 names what it says, however it is written.
// Used are the parts that anybody uses, if UsedKnown.
type DiffPolicy struct {
	rendered

	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun bool `json:"dry_run,mark"`

	Team      string      `json:"team,null"`     // whose it is in a store; "" = of a document
	Contract  string      `json:"contract,null"` // "" = the team's own
	Revision  int64       `json:"revision,null"` // 0 = no edition of a store, or joined of two
	SetAt     time.Time   `json:"set_at,null"`
	SetBy     string      `json:"set_by,null"`
	Reason    string      `json:"reason,null"`
	SHA256    string      `json:"sha256"`
	Policy    PolicyTerms `json:"policy"`
	UsedKnown bool        `json:"used_known"`
	Used      []string    `json:"used"`
}

// Judged is what a policy made of a finding. LevelBefore "": the level is as it was.
type Judged struct {
	LevelBefore Level   `json:"level_before,null"`
	Unused      bool    `json:"unused"`
	Waiver      *Waiver `json:"waiver"`
}

// Judgement is the policy that a comparison was judged by. Findings that are set aside are listed
// and not counted.
type Judgement struct {
	ID       string       `json:"id,null"`
	SHA256   string       `json:"sha256"`
	SetAside int64        `json:"set_aside"`
	Waived   int64        `json:"waived"`
	Unused   int64        `json:"unused"`
	OldGroup string       `json:"old_group,null"`
	NewGroup string       `json:"new_group,null"`
	Semver   PolicySemver `json:"semver"`
}

// judging is what a comparison is judged by.
func (in *inputs) judging(o *DiffOptions, c *C.ctr_diff_options) {
	c.now_us = in.instant("the instant", o.Now)
	c.used = in.texts("used part", o.Used)
	c.used_count = C.size_t(len(o.Used))
	c.older_label = in.optional("the older label", o.OldLabel)
	c.newer_label = in.optional("the newer label", o.NewLabel)
	if o.Policy == nil {
		return
	}
	if o.Policy.from == nil {
		in.refuse("the policy is a copy, or was put together by hand; give the one that a call gave")
		return
	}
	c.policy = (*C.ctr_policy)(o.Policy.from.object)
}

// ReadPolicy reads a policy, JSON or YAML; it needs no store.
//
// ErrInput: it is malformed, names a rule that is not known, or has a waiver without reason, owner
// or expiry, or for longer than it allows; details "file", "line", "column", "field".
func ReadPolicy(ctx context.Context, d Document, o DiffOptions) (*DiffPolicy, error) {
	var in inputs
	defer in.free()
	var parked parking
	options := in.diff(&o)
	source := in.source(d, o.limit(), &parked, nil)
	defer source.free()
	out := result{kind: C.CTRGO_POLICY}
	defer out.free()
	err := pure(ctx, &o, &in, options, &parked, func(user C.uintptr_t, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_policy_read(&source.c, source.pointer(), source.size(), options, user,
			(**C.ctr_policy)(out.place()), err)
	})
	return finish[DiffPolicy](&out, source.explain(err))
}

// PolicySchema is the JSON Schema of policies.
func PolicySchema() ([]byte, error) {
	var bytes *C.char
	var size C.size_t
	var cerr *C.ctr_error
	if status := C.ctrgo_policy_schema(&bytes, &size, &cerr); status != C.CTR_OK {
		return nil, errorOf(status, cerr)
	}
	defer C.free(unsafe.Pointer(bytes))
	return C.GoBytes(unsafe.Pointer(bytes), C.int(size)), nil
}

func (r *result) policy() **C.ctr_policy { return (**C.ctr_policy)(r.place()) }

// SetPolicy gives a contract, or with name "" a team, a policy in the place of the one it has. The
// same once more changes nothing.
//
// ErrInput: as of ReadPolicy. ErrNotFound: there is no such contract. ErrConflict: it is at another
// revision.
func (s *Store) SetPolicy(ctx context.Context, team, name string, d Document, options ...CallOption) (*DiffPolicy, error) {
	var in inputs
	defer in.free()
	cteam, cname, call := in.text("team", team), in.optional("name", name), in.call(options)
	out := result{kind: C.CTRGO_POLICY}
	defer out.free()
	err := s.runWith(ctx, &in, d, func(h *handle, d *source, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_policy_set(h.c, cteam, cname, &d.c, d.pointer(), d.size(), call, out.policy(), err)
	})
	return finish[DiffPolicy](&out, err)
}

// ClearPolicy takes the policy of a contract, or with name "" of a team, away; its editions are
// kept. ErrNotFound: there is none.
func (s *Store) ClearPolicy(ctx context.Context, team, name string, options ...CallOption) (*DiffPolicy, error) {
	var in inputs
	defer in.free()
	cteam, cname, call := in.text("team", team), in.optional("name", name), in.call(options)
	out := result{kind: C.CTRGO_POLICY}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_policy_clear(h.c, cteam, cname, call, out.policy(), err)
	})
	return finish[DiffPolicy](&out, err)
}

func (s *Store) policyOf(ctx context.Context, team, name string, flags C.uint32_t) (*DiffPolicy, error) {
	var in inputs
	defer in.free()
	cteam, cname := in.text("team", team), in.optional("name", name)
	out := result{kind: C.CTRGO_POLICY}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_policy_get(h.c, cteam, cname, flags, out.policy(), err)
	})
	return finish[DiffPolicy](&out, err)
}

// Policy is that of a contract, or with name "" of a team. ErrNotFound: there is none.
func (s *Store) Policy(ctx context.Context, team, name string) (*DiffPolicy, error) {
	return s.policyOf(ctx, team, name, 0)
}

// EffectivePolicy is what holds for a contract: its own policy upon its team's, with the parts that
// its consumers use if that matters. DiffOptions takes it. ErrNotFound: neither has one.
func (s *Store) EffectivePolicy(ctx context.Context, team, name string) (*DiffPolicy, error) {
	return s.policyOf(ctx, team, name, C.ctr_policy_effective())
}

// NewWaiver is a waiver to be added; its reason is that of the call. It goes by the fingerprint, or
// by rule and part.
type NewWaiver struct {
	Team, Name  string // Name "": to the team's own policy
	Fingerprint string
	Rule, Part  string
	Owner       string
	Since       string // RFC 3339 or a date; "" = the instant of the call
	Expires     string // RFC 3339, or a date, which is its end in UTC
}

// Waive adds a waiver to the policy of a contract or a team, which gets one if it has none. It needs
// the option Reason. The same once more changes nothing.
func (s *Store) Waive(ctx context.Context, w NewWaiver, options ...CallOption) (*DiffPolicy, error) {
	var in inputs
	defer in.free()
	var c C.ctr_waive
	C.ctr_waive_init(&c, C.sizeof_ctr_waive)
	c.team = in.text("team", w.Team)
	c.name = in.optional("name", w.Name)
	c.fingerprint = in.optional("fingerprint", w.Fingerprint)
	c.rule = in.optional("rule", w.Rule)
	c.part = in.optional("part", w.Part)
	c.owner = in.optional("owner", w.Owner)
	c.since = in.optional("since", w.Since)
	c.expires = in.optional("expires", w.Expires)
	call := in.call(options)
	out := result{kind: C.CTRGO_POLICY}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_policy_waive(h.c, &c, call, out.policy(), err)
	})
	return finish[DiffPolicy](&out, err)
}

// StandingWaiver is a waiver, where it stands, and whose policy has it: "team" or "team/name".
type StandingWaiver struct {
	Of     string      `json:"of"`
	State  WaiverState `json:"state"`
	Waiver Waiver      `json:"waiver"`
}

// WaiverList is all waivers that hold for a contract or a team.
type WaiverList struct {
	rendered

	Waivers []StandingWaiver `json:"waivers"`
}

// Waivers are those that hold for a contract, its team's first, or with name "" a team's own. They
// stand as they do at an instant, by default now.
func (s *Store) Waivers(ctx context.Context, team, name string, at time.Time) (*WaiverList, error) {
	var in inputs
	defer in.free()
	cteam, cname := in.text("team", team), in.optional("name", name)
	when := in.instant("the instant", at)
	out := result{kind: C.CTRGO_WAIVER_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_waiver_find(h.c, cteam, cname, when, (**C.ctr_waiver_list)(out.place()), err)
	})
	return finish[WaiverList](&out, err)
}
