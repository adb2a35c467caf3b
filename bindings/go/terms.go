package contracts

/*
#include "bridge.h"
#include <stdlib.h>
*/
import "C"

import (
	"context"
	"time"
	"unsafe"
)

// ReadOptions are the limits of documents. The zero value is the default.
type ReadOptions struct {
	MaxDepth         int    // nesting of a document; 512
	MaxDocumentBytes uint64 // 256 MiB
}

func (o *ReadOptions) diff() *DiffOptions {
	return &DiffOptions{MaxDepth: o.MaxDepth, MaxDocumentBytes: o.MaxDocumentBytes}
}

func (in *inputs) kindWord(value TermsKind) (out C.ctr_terms_kind) {
	if c := in.optional("kind", string(value)); c != nil && C.ctr_terms_kind_parse(c, &out) == 0 {
		in.unknown("kind", string(value))
	}
	return out
}

// reading is a call over one document that needs no store.
func reading(in *inputs, d Document, o *ReadOptions,
	call func(s *source, options *C.ctr_diff_options, err **C.ctr_error) C.ctr_status) error {
	var parked parking
	options := in.diff(o.diff())
	s := in.source(d, o.diff().limit(), &parked, nil)
	defer s.free()
	return pure(context.Background(), o.diff(), in, options, &parked,
		func(_ C.uintptr_t, err **C.ctr_error) C.ctr_status { return call(s, options, err) })
}

// ReadTerms reads a governing document completely: what it says and, if effective, what holds by
// default where it is silent. Without a kind, that is found out from its sections.
//
// ErrInput: a value is missing or wrong; details "file", "line", "column", "field".
// ErrUnsupported: it is no governing document.
func ReadTerms(d Document, kind TermsKind, effective bool, o ReadOptions) (*Terms, error) {
	var in inputs
	defer in.free()
	word := in.kindWord(kind)
	var flags C.uint32_t
	if effective {
		flags = C.ctr_terms_effective()
	}
	out := result{kind: C.CTRGO_TERMS}
	defer out.free()
	err := reading(&in, d, &o,
		func(s *source, options *C.ctr_diff_options, err **C.ctr_error) C.ctr_status {
			return C.ctrgo_terms(&s.c, s.pointer(), s.size(), word, flags, options, out.terms(), err)
		})
	return finish[Terms](&out, err)
}

// LintTerms says what in a governing document will not work or is left open.
func LintTerms(d Document, kind TermsKind, o ReadOptions) (*LintReport, error) {
	var in inputs
	defer in.free()
	word := in.kindWord(kind)
	out := result{kind: C.CTRGO_LINT_REPORT}
	defer out.free()
	err := reading(&in, d, &o,
		func(s *source, options *C.ctr_diff_options, err **C.ctr_error) C.ctr_status {
			return C.ctrgo_lint(&s.c, s.pointer(), s.size(), word, options, out.lintReport(), err)
		})
	return finish[LintReport](&out, err)
}

// ClassifyOptions are what a classification needs beside the two documents. Numbers are decimals;
// the zero value is the default.
type ClassifyOptions struct {
	ReadOptions
	Base              string    // what percentages of the budget are of; the target of the incentives
	MinorBudgetPct    string    // percent moved by the minor changes since the last major one
	MinorSlip         string    // their slip, in the master's unit
	BreakingConsumers int64     // registered consumers that the change breaks
	Now               time.Time // for enforce_after; the system's clock
}

func (in *inputs) classify(o *ClassifyOptions) *C.ctr_classify_options {
	var c C.ctr_classify_options
	C.ctr_classify_options_init(&c, C.sizeof_ctr_classify_options)
	c.max_depth = in.count("the depth", o.MaxDepth)
	c.max_document_bytes = C.uint64_t(o.MaxDocumentBytes)
	c.base = in.optional("the base of the budget", o.Base)
	c.minor_budget_pct = in.optional("the budget moved by minor changes", o.MinorBudgetPct)
	c.minor_slip = in.optional("the slip of minor changes", o.MinorSlip)
	c.now_us = in.instant("the time of the classification", o.Now)
	if o.BreakingConsumers < 0 {
		in.refuse("the number of breaking consumers is %d, wanted 0 or more", o.BreakingConsumers)
	}
	c.breaking_consumers = C.int64_t(o.BreakingConsumers)
	return &c
}

// Classify holds a change request against the thresholds of its master contract: minor or major, and
// why. It is a pure function of both documents and the options.
func Classify(master, change Document, o ClassifyOptions) (*Classification, error) {
	var in inputs
	defer in.free()
	var parked parking
	options := in.classify(&o)
	limit := o.diff().limit()
	m := in.source(master, limit, &parked, nil)
	defer m.free()
	c := in.source(change, limit, &parked, nil)
	defer c.free()
	out := result{kind: C.CTRGO_CLASSIFICATION}
	defer out.free()
	err := pure(context.Background(), o.diff(), &in, in.diff(o.diff()), &parked,
		func(_ C.uintptr_t, err **C.ctr_error) C.ctr_status {
			return C.ctrgo_classify(&m.c, m.pointer(), m.size(), &c.c, c.pointer(), c.size(),
				options, out.classification(), err)
		})
	return finish[Classification](&out, err)
}

// RankSlices ranks the value slices of a statement of work by expected outcome times confidence by
// effort. The order is exact; of equal ones the first in the document comes first.
func RankSlices(sow Document, o ReadOptions) (*Ranking, error) {
	var in inputs
	defer in.free()
	out := result{kind: C.CTRGO_RANKING}
	defer out.free()
	err := reading(&in, sow, &o,
		func(s *source, options *C.ctr_diff_options, err **C.ctr_error) C.ctr_status {
			return C.ctrgo_rank(&s.c, s.pointer(), s.size(), options, out.ranking(), err)
		})
	return finish[Ranking](&out, err)
}

// ScopeVolatility says how restless the scope of an iteration was: what was added, changed and
// removed by what was there. A backlog (CSV with a column id, or a list in JSON, YAML or XML) stands
// for the items of the document itself; nil is those.
func ScopeVolatility(sow Document, backlog *Document, o ReadOptions) (*Volatility, error) {
	var in inputs
	defer in.free()
	var parked parking
	out := result{kind: C.CTRGO_VOLATILITY}
	defer out.free()
	var items *source
	if backlog != nil {
		items = in.source(*backlog, o.diff().limit(), &parked, nil)
		defer items.free()
	}
	err := reading(&in, sow, &o,
		func(s *source, options *C.ctr_diff_options, err **C.ctr_error) C.ctr_status {
			if items == nil {
				return C.ctrgo_volatility(&s.c, s.pointer(), s.size(), nil, nil, 0, options,
					out.volatility(), err)
			}
			return C.ctrgo_volatility(&s.c, s.pointer(), s.size(), &items.c, items.pointer(),
				items.size(), options, out.volatility(), err)
		})
	return finish[Volatility](&out, err)
}

// TermsSchema is the description of one kind of document, as it is installed for editors.
func TermsSchema(kind TermsKind, form SchemaForm) ([]byte, error) {
	var in inputs
	defer in.free()
	word := in.kindWord(kind)
	chosen := in.schemaFormWord(form)
	if in.err != nil {
		return nil, in.err
	}
	return written(func(bytes **C.char, size *C.size_t, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_terms_schema(word, chosen, bytes, size, err)
	})
}

// TermsXML is a governing document in its XML form. What it says stays the same, comments and layout
// go.
func TermsXML(d Document, kind TermsKind) ([]byte, error) {
	var in inputs
	defer in.free()
	var parked parking
	word := in.kindWord(kind)
	s := in.source(d, defaultMaxDocumentBytes, &parked, nil)
	defer s.free()
	if in.err != nil {
		return nil, in.err
	}
	return written(func(bytes **C.char, size *C.size_t, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_terms_to_xml(&s.c, s.pointer(), s.size(), word, bytes, size, err)
	})
}

// written is what a call of C writes.
func written(call func(bytes **C.char, size *C.size_t, err **C.ctr_error) C.ctr_status) ([]byte, error) {
	var bytes *C.char
	var size C.size_t
	var cerr *C.ctr_error
	if status := call(&bytes, &size, &cerr); status != C.CTR_OK {
		return nil, errorOf(status, cerr)
	}
	defer C.free(unsafe.Pointer(bytes))
	return bytesOf(unsafe.Pointer(bytes), size), nil
}
