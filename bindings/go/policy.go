package contracts

// #include "bridge.h"
// #include <stdlib.h>
import "C"

import (
	"context"
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
	WaiverPending WaiverState = "pending" // it begins later
)

// Waiver is a finding that somebody accepts for a time. It goes by the fingerprint, or, where that
// is "", by rule and part. Since and Expires are as they were written.
type Waiver struct {
	Fingerprint string `json:"fingerprint,null"`
	Rule        string `json:"rule,null"`
	Part        string `json:"part,null"`
	Reason      string `json:"reason"`
	Owner       string `json:"owner"`
	Since       string `json:"since,null"`
	Expires     string `json:"expires"`
}

// ExpiresAt is the last instant at which it holds; a bare date is its end in UTC.
func (w *Waiver) ExpiresAt() time.Time { return policyInstant(w.Expires, true) }

// StateAt is where it stands at an instant.
func (w *Waiver) StateAt(at time.Time) WaiverState {
	switch {
	case at.After(w.ExpiresAt()):
		return WaiverExpired
	case w.Since != "" && at.Before(policyInstant(w.Since, false)):
		return WaiverPending
	}
	return WaiverActive
}

func policyInstant(text string, end bool) time.Time {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at
	}
	day, err := time.Parse("2006-01-02", text)
	if err == nil && end {
		day = day.AddDate(0, 0, 1).Add(-time.Microsecond)
	}
	return day
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

// PolicyTerms is what a policy says.
type PolicyTerms struct {
	ID            string        `json:"id,null"`
	Levels        []PolicyLevel `json:"levels"`
	IgnoreUnused  *bool         `json:"ignore_unused"`
	MaxWaiverDays int64         `json:"max_waiver_days,null"`
	Waivers       []Waiver      `json:"waivers"`
	Semver        PolicySemver  `json:"semver"`
	Groups        PolicyGroups  `json:"groups"`
}

// DiffPolicy is what a team makes of findings. SHA256 names what it says, however it is written.
// Used are the parts that anybody uses, if UsedKnown.
type DiffPolicy struct {
	rendered

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
	if o.Policy == nil {
		return
	}
	if o.Policy.from == nil {
		in.refuse("the policy is a copy, or was put together by hand; give the one that ReadPolicy gave")
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

// MarshalJSON writes it as the library does.
func (f Finding) MarshalJSON() ([]byte, error) { return encode(f) }

// MarshalJSON writes it as the library does.
func (w Waiver) MarshalJSON() ([]byte, error) { return encode(w) }

// MarshalJSON writes it as the library does.
func (l PolicyLevel) MarshalJSON() ([]byte, error) { return encode(l) }

// MarshalJSON writes it as the library does.
func (s PolicySemver) MarshalJSON() ([]byte, error) { return encode(s) }

// MarshalJSON writes it as the library does.
func (g PolicyGroups) MarshalJSON() ([]byte, error) { return encode(g) }

// MarshalJSON writes it as the library does.
func (p PolicyTerms) MarshalJSON() ([]byte, error) { return encode(p) }

// MarshalJSON writes it as the library does.
func (p DiffPolicy) MarshalJSON() ([]byte, error) { return encode(p) }

// MarshalJSON writes it as the library does.
func (j Judged) MarshalJSON() ([]byte, error) { return encode(j) }

// MarshalJSON writes it as the library does.
func (j Judgement) MarshalJSON() ([]byte, error) { return encode(j) }
