package contracts

// #include "bridge.h"
// #include <stdlib.h>
import "C"

import (
	"context"
	"runtime"
	"runtime/cgo"
	"time"
	"unsafe"
)

// DiffOptions say how documents are read and compared. The zero value is the default.
type DiffOptions struct {
	Mode             Mode
	Profile          Profile
	MaxDepth         int    // nesting of a document; 512
	MaxDocumentBytes uint64 // 256 MiB
	Excerpts         bool   // of Diff: keep the lines that findings stand on; RenderText and RenderHTML show them
	BreakingOnly     bool   // of Diff: list breaking findings alone; verdict, bump and counts are those of all
	GraceDays        int    // of Diff, APIs: what is marked deprecated must name a day of its end, at least so many days away
	GraceDaysBeta    int    // the same for operations whose x-stability-level is beta
	CheckVersion     bool   // of Diff, APIs: info.version has to follow from what changed

	Policy *DiffPolicy // of Diff: what a team makes of findings, from ReadPolicy; none
	Now    time.Time   // when waivers of the policy are looked at; the clock

	// Used are the parts that anybody uses, for a policy that ignores the rest; nil: those that the
	// policy came with; empty: nobody uses any.
	Used []string

	// OldLabel and NewLabel are those that the editions were declared with, for a policy that groups
	// by major number; one that was merely proposed begins no group, so give that of the version
	// that did. Without them such groups keep nothing apart.
	OldLabel, NewLabel string

	// Progress is told of long work; an error stops it and is what the call gives.
	Progress func(ctx context.Context, p Progress) error
}

func (o *DiffOptions) limit() uint64 {
	if o.MaxDocumentBytes != 0 {
		return o.MaxDocumentBytes
	}
	return defaultMaxDocumentBytes
}

func (in *inputs) diff(o *DiffOptions) *C.ctr_diff_options {
	var c C.ctr_diff_options
	C.ctr_diff_options_init(&c, C.sizeof_ctr_diff_options)
	c.mode = in.modeWord(o.Mode)
	c.profile = in.profileWord(o.Profile)
	c.max_depth = in.count("the depth", o.MaxDepth)
	c.max_document_bytes = C.uint64_t(o.MaxDocumentBytes)
	c.excerpts = asFlag(o.Excerpts)
	c.breaking_only = asFlag(o.BreakingOnly)
	c.grace_days = C.int32_t(in.count("the days of grace", o.GraceDays))
	c.check_version = asFlag(o.CheckVersion)
	c.grace_days_beta = C.int32_t(in.count("the days of grace", o.GraceDaysBeta))
	in.judging(o, &c)
	return &c
}

func asFlag(on bool) C.int32_t {
	if on {
		return 1
	}
	return 0
}

// watch raises the flag of the options as soon as the context is done, until the function that it
// gives is called.
func watch(ctx context.Context, options *C.ctr_diff_options) (stop func()) {
	if ctx.Done() == nil {
		return func() {}
	}
	flag := (*C.int32_t)(C.calloc(1, C.sizeof_int32_t))
	options.cancel = flag
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-ctx.Done():
			C.ctr_cancel(flag)
		case <-over:
		}
	}()
	return func() {
		close(over)
		<-ended
		options.cancel = nil
		C.free(unsafe.Pointer(flag))
	}
}

// pure makes a call that needs no store.
func pure(ctx context.Context, o *DiffOptions, in *inputs, options *C.ctr_diff_options, parked *parking,
	call func(user C.uintptr_t, err **C.ctr_error) C.ctr_status) error {
	if in.err != nil {
		return in.err
	}
	if ctx.Err() != nil {
		return cancelled(ctx)
	}
	user := cgo.NewHandle(&host{ctx: ctx, progress: o.Progress, parked: parked})
	defer user.Delete()
	defer watch(ctx, options)()
	var cerr *C.ctr_error
	status := call(C.uintptr_t(user), &cerr)
	runtime.KeepAlive(o.Policy)
	var failed *Error
	if status != C.CTR_OK {
		failed = errorOf(status, cerr)
	}
	if err := parked.leave(); err != nil {
		return err
	}
	if failed == nil {
		return nil
	}
	if failed.Status == ErrCancelled {
		failed.cause = ctx.Err()
	}
	return failed
}

// Diff compares two editions of a document; it needs no store. It ends soon after its context.
//
// ErrInput: a document is malformed; details "file", "line", "column". ErrUnsupported: the two are
// of different formats.
func Diff(ctx context.Context, older, newer Document, o DiffOptions) (*Comparison, error) {
	var in inputs
	defer in.free()
	var parked parking
	options := in.diff(&o)
	a := in.source(older, o.limit(), &parked, nil)
	defer a.free()
	b := in.source(newer, o.limit(), &parked, nil)
	defer b.free()
	out := result{kind: C.CTRGO_DIFF}
	defer out.free()
	err := pure(ctx, &o, &in, options, &parked, func(user C.uintptr_t, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_diff(&a.c, a.pointer(), a.size(), &b.c, b.pointer(), b.size(), options, user,
			out.diff(), err)
	})
	return finish[Comparison](&out, b.explain(a.explain(err)))
}

// Outline reads one document completely, every $ref included, and lists its parts; it needs no
// store. It ends soon after its context.
func Outline(ctx context.Context, d Document, o DiffOptions) (*DocumentOutline, error) {
	var in inputs
	defer in.free()
	var parked parking
	options := in.diff(&o)
	source := in.source(d, o.limit(), &parked, nil)
	defer source.free()
	out := result{kind: C.CTRGO_OUTLINE}
	defer out.free()
	err := pure(ctx, &o, &in, options, &parked, func(user C.uintptr_t, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_outline(&source.c, source.pointer(), source.size(), options, user,
			out.outline(), err)
	})
	return finish[DocumentOutline](&out, source.explain(err))
}

// UsedParts are the parts of a document that an artefact of a consumer uses, to register it with: of
// a GraphQL schema those that a document of operations uses; of an API those that a list of
// operations (operationIds or "METHOD path", on lines or as JSON or YAML) or a HAR file names; of
// Protobuf those that methods and messages, one a line, need; of SQL those that its statements use;
// of a JSON Schema those that are present in an example of the data.
// Never fewer than it uses. It needs no store and ends soon after its context.
func UsedParts(ctx context.Context, document, use Document, o DiffOptions) ([]string, error) {
	var in inputs
	defer in.free()
	var parked parking
	options := in.diff(&o)
	a := in.source(document, o.limit(), &parked, nil)
	defer a.free()
	b := in.source(use, o.limit(), &parked, nil)
	defer b.free()
	out := result{kind: C.CTRGO_OUTLINE}
	defer out.free()
	err := pure(ctx, &o, &in, options, &parked, func(user C.uintptr_t, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_used_parts(&a.c, a.pointer(), a.size(), &b.c, b.pointer(), b.size(), options,
			user, out.outline(), err)
	})
	used, err := finish[DocumentOutline](&out, b.explain(a.explain(err)))
	if err != nil {
		return nil, err
	}
	return used.Parts, nil
}

// Rules are the rules of the comparison, sorted by id; those of one format, or with "" all.
func Rules(format Format) ([]Rule, error) {
	var in inputs
	defer in.free()
	word := in.formatWord(format)
	if in.err != nil {
		return nil, in.err
	}
	out := result{kind: C.CTRGO_RULES}
	defer out.free()
	var cerr *C.ctr_error
	if status := C.ctr_rule_list(word, out.rules(), &cerr); status != C.CTR_OK {
		return nil, errorOf(status, cerr)
	}
	table, err := finish[struct {
		Rules []Rule `json:"rules"`
	}](&out, nil)
	if err != nil {
		return nil, err
	}
	return table.Rules, nil
}

// RulesOfOasdiff are the ids of the rules here that speak of what a rule of oasdiff speaks of, for
// those who come from there.
func RulesOfOasdiff(theirs string) []string {
	var in inputs
	defer in.free()
	name := in.text("the rule", theirs)
	if name == nil {
		return nil // no rule is called so
	}
	var found []string
	for {
		rule := C.ctr_rule_of_oasdiff(name, C.size_t(len(found)))
		if rule == nil {
			return found
		}
		found = append(found, C.GoString(rule))
	}
}
