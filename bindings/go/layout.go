package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
)

// LayoutAction is what was done about a file of a layout.
type LayoutAction string

// The actions.
const (
	LayoutSame    LayoutAction = "same"
	LayoutMade    LayoutAction = "made"
	LayoutCreated LayoutAction = "created"
	LayoutEvolved LayoutAction = "evolved"
	LayoutOpened  LayoutAction = "opened"
	LayoutRevised LayoutAction = "revised"
	LayoutTaken   LayoutAction = "taken" // the store's edition took the place of the file's content
)

// LayoutFile is one file of a layout; the kind of a decision record is "".
type LayoutFile struct {
	File    string       `json:"file"`
	Kind    TermsKind    `json:"kind,null"`
	Action  LayoutAction `json:"action"`
	Subject string       `json:"subject,null"` // team/name@label or team/name/CR-1
	Written bool         `json:"written"`
}

// LayoutEdit is something that the store knows better, written back into a file.
type LayoutEdit struct {
	File string `json:"file"`
	Line int64  `json:"line,null"`
	Term string `json:"term"`
	Was  string `json:"was,null"`
	Is   string `json:"is"`
}

// LayoutFinding is something wrong; without a line it is the file as a whole.
type LayoutFinding struct {
	Rule    string    `json:"rule"`
	Level   LintLevel `json:"level"`
	File    string    `json:"file"`
	Line    int64     `json:"line,null"`
	Column  int64     `json:"column,null"`
	Message string    `json:"message"`
}

// Layout is what there is, what was done, and what is wrong.
type Layout struct {
	rendered

	DryRun   bool            `json:"dry_run,mark"`
	Dir      string          `json:"dir"`
	Team     string          `json:"team,null"`
	Master   string          `json:"master,null"`
	OK       bool            `json:"ok"`
	Drift    int64           `json:"drift"`
	Files    []LayoutFile    `json:"files"`
	Edits    []LayoutEdit    `json:"edits"`
	Findings []LayoutFinding `json:"findings"`
	Next     []string        `json:"next"`
}

func (r *result) layout() **C.ctr_layout { return (**C.ctr_layout)(r.place()) }

// ScaffoldOptions say how a first layout is made. The zero value is the default.
type ScaffoldOptions struct {
	DryRun bool
	Now    time.Time // today; the system's clock
}

// Scaffold makes a first master contract, statement of work, change request and decision record
// below a directory. What is there is never overwritten.
func Scaffold(dir string, o ScaffoldOptions) (*Layout, error) {
	var in inputs
	defer in.free()
	var dry C.uint32_t
	if o.DryRun {
		dry = 1
	}
	d, now := in.text("directory", dir), in.instant("now", o.Now)
	if in.err != nil {
		return nil, in.err
	}
	out := result{kind: C.CTRGO_LAYOUT}
	defer out.free()
	var cerr *C.ctr_error
	if status := C.ctrgo_scaffold(d, dry, now, out.layout(), &cerr); status != C.CTR_OK {
		return nil, errorOf(status, cerr)
	}
	return finish[Layout](&out, nil)
}

// Sync loads a layout into the store and writes back what the store knows better. All or nothing:
// with an error among the findings neither store nor files change. With DryRun the result is the
// drift between the two.
//
// team is that of its contracts; "" = the master's meta.id. ErrState: an edition breaks what was
// agreed, and that is not declared.
func (s *Store) Sync(ctx context.Context, dir, team string, options ...CallOption) (*Layout, error) {
	var in inputs
	defer in.free()
	d, t := in.text("directory", dir), in.optional("team", team)
	call := in.call(options)
	out := result{kind: C.CTRGO_LAYOUT}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_sync(h.c, d, t, call, out.layout(), err)
	})
	return finish[Layout](&out, err)
}
