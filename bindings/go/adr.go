package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"unsafe"
)

// ADRStatus is the status of a decision record.
type ADRStatus string

// The statuses.
const (
	ADRProposed   ADRStatus = "proposed"
	ADRAccepted   ADRStatus = "accepted"
	ADRRejected   ADRStatus = "rejected"
	ADRDeferred   ADRStatus = "deferred"
	ADRDeprecated ADRStatus = "deprecated"
	ADRSuperseded ADRStatus = "superseded"
)

// ADRSection is a section under a heading that is none of MADR's.
type ADRSection struct {
	Heading string `json:"heading"`
	Level   int64  `json:"level"`
	Text    string `json:"text"`
}

// ADR is a decision record in the layout of MADR; Markdown is all of it.
type ADR struct {
	rendered

	Title          string       `json:"title"`
	Status         ADRStatus    `json:"status,null"`
	SupersededBy   string       `json:"superseded_by,null"`
	Date           string       `json:"date,null"`
	DecisionMakers []string     `json:"decision_makers"`
	Consulted      []string     `json:"consulted"`
	Informed       []string     `json:"informed"`
	Supersedes     []string     `json:"supersedes"`
	Context        string       `json:"context,null"`
	Drivers        []string     `json:"drivers"`
	Options        []string     `json:"options"`
	Outcome        string       `json:"outcome,null"`
	Consequences   []string     `json:"consequences"`
	Others         []ADRSection `json:"others"`
	Markdown       string       `json:"markdown"`
}

func (r *result) adr() **C.ctr_adr {
	return (**C.ctr_adr)(unsafe.Pointer(&r.object))
}

// ReadADR reads a decision record from Markdown; headings may come in any order. ErrInput: it has
// no title, or a status or date that is none.
func ReadADR(d Document) (*ADR, error) {
	var in inputs
	defer in.free()
	var parked parking
	source := in.source(d, 1<<20, &parked, nil)
	defer source.free()
	if in.err != nil {
		return nil, in.err
	}
	out := result{kind: C.CTRGO_ADR_RECORD}
	defer out.free()
	var cerr *C.ctr_error
	if status := C.ctrgo_adr(&source.c, source.pointer(), source.size(), out.adr(), &cerr); status != C.CTR_OK {
		return nil, errorOf(status, cerr)
	}
	return finish[ADR](&out, nil)
}

// DecisionADR is the decision on a change as a record: what was recorded with it, else what context
// memo and request say. ErrNotFound: there is no such change.
func (s *Store) DecisionADR(ctx context.Context, team, name, id string) (*ADR, error) {
	var in inputs
	defer in.free()
	t, n, i := in.text("team", team), in.text("name", name), in.text("id", id)
	out := result{kind: C.CTRGO_ADR_RECORD}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_decision_adr_of(h.c, t, n, i, out.adr(), err)
	})
	return finish[ADR](&out, err)
}
