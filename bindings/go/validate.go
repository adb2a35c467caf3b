package contracts

// #include "bridge.h"
import "C"

import (
	"context"
)

// Dialect is how a schema is read.
type Dialect string

// The dialects; the default is found out from the schema.
const (
	DialectDraft04   Dialect = "draft-04"
	DialectDraft06   Dialect = "draft-06"
	DialectDraft07   Dialect = "draft-07"
	Dialect201909    Dialect = "2019-09"
	Dialect202012    Dialect = "2020-12"
	DialectOpenAPI30 Dialect = "openapi-3.0" // a schema object of OpenAPI 3.0
	DialectOpenAPI31 Dialect = "openapi-3.1"
)

// ValidateOptions say how a document is held against a schema. The zero value is the default.
type ValidateOptions struct {
	Pointer          string  // JSON pointer to the schema in its document; the whole
	Dialect          Dialect // of a schema that does not name its own; found out
	Base             string  // address of the schema's document; what lies below it is resolved
	All              bool    // every violation, not the first alone
	MaxViolations    int     // given at most, with All; 100
	MaxSteps         uint64  // what the validation may cost; by the size of the document
	MaxDepth         int     // nesting of a document; 512
	MaxDocumentBytes uint64  // 256 MiB

	// Progress is told of long work; an error stops it and is what the call gives.
	Progress func(ctx context.Context, p Progress) error
}

// Violation is one reason why a document is not valid: At is its place in the document, Schema that
// of the keyword.
type Violation struct {
	Keyword string `json:"keyword"`
	Message string `json:"message"`
	At      Place  `json:"at"`
	Schema  Place  `json:"schema"`
}

// Validation says whether a document is valid under a schema. More: there are more violations than
// these; without All nobody looked for them.
type Validation struct {
	rendered

	Valid      bool        `json:"valid"`
	File       string      `json:"file"`
	Schema     string      `json:"schema"`
	Dialect    string      `json:"dialect"`
	Violations []Violation `json:"violations"`
	More       bool        `json:"more"`
}

func (in *inputs) validate(o *ValidateOptions) *C.ctr_validate_options {
	var c C.ctr_validate_options
	C.ctr_validate_options_init(&c, C.sizeof_ctr_validate_options)
	c.pointer = in.optional("pointer", o.Pointer)
	c.base = in.optional("base address", o.Base)
	if word := in.optional("dialect", string(o.Dialect)); word != nil &&
		C.ctr_dialect_parse(word, &c.dialect) == 0 {
		in.unknown("dialect", string(o.Dialect))
	}
	if o.All {
		c.all = 1
	}
	c.max_violations = in.count("the number of violations", o.MaxViolations)
	c.max_steps = C.uint64_t(o.MaxSteps)
	c.max_depth = in.count("the depth", o.MaxDepth)
	c.max_document_bytes = C.uint64_t(o.MaxDocumentBytes)
	return &c
}

// Validate holds a document against a JSON Schema, or a schema of an API description; it needs no
// store. It ends soon after its context. Format is an annotation and refuses nothing.
//
// ErrInput: one of the two is malformed, or the schema is none; details "file", "line", "column".
// ErrLimit: more steps than allowed. ErrUnsupported: a draft or vocabulary that is not known.
func Validate(ctx context.Context, document, schema Document, o ValidateOptions) (*Validation, error) {
	var in inputs
	defer in.free()
	var parked parking
	common := DiffOptions{MaxDocumentBytes: o.MaxDocumentBytes, Progress: o.Progress}
	watched := in.diff(&common)
	options := in.validate(&o)
	s := in.source(schema, common.limit(), &parked, nil)
	defer s.free()
	d := in.source(document, common.limit(), &parked, nil)
	defer d.free()
	out := result{kind: C.CTRGO_VALIDATION}
	defer out.free()
	err := pure(ctx, &common, &in, watched, &parked, func(user C.uintptr_t, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_validate(&s.c, s.pointer(), s.size(), &d.c, d.pointer(), d.size(), options,
			watched.cancel, user, out.validation(), err)
	})
	return finish[Validation](&out, d.explain(s.explain(err)))
}
