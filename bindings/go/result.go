package contracts

/*
#include "bridge.h"
#include <stdlib.h>
*/
import "C"

import (
	"runtime"
	"unsafe"
)

// result is where a call of C leaves what it made. It must be freed in any case.
type result struct {
	kind   C.int
	object unsafe.Pointer
}

func (r *result) free() {
	if r.object != nil {
		C.ctrgo_free(r.kind, r.object)
		r.object = nil
	}
}

// keep takes the object over, to be freed when nothing refers to it any more.
func (r *result) keep() *made {
	m := &made{kind: r.kind, object: r.object}
	r.object = nil
	runtime.SetFinalizer(m, func(m *made) { C.ctrgo_free(m.kind, m.object) })
	return m
}

// finish is the end of a call: err, or what it made.
func finish[T any](r *result, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	return valueOf[T](r.keep())
}

// place is where a call of C puts it, to be turned into what the call wants.
func (r *result) place() unsafe.Pointer { return unsafe.Pointer(&r.object) }

// Where a call of C puts it: the same place, as each type has it.

func (r *result) version() **C.ctr_version {
	return (**C.ctr_version)(unsafe.Pointer(&r.object))
}

func (r *result) versions() **C.ctr_version_list {
	return (**C.ctr_version_list)(unsafe.Pointer(&r.object))
}

func (r *result) evolution() **C.ctr_evolution {
	return (**C.ctr_evolution)(unsafe.Pointer(&r.object))
}

func (r *result) summary() **C.ctr_summary {
	return (**C.ctr_summary)(unsafe.Pointer(&r.object))
}

func (r *result) document() **C.ctr_document {
	return (**C.ctr_document)(unsafe.Pointer(&r.object))
}

func (r *result) consumer() **C.ctr_consumer {
	return (**C.ctr_consumer)(unsafe.Pointer(&r.object))
}

func (r *result) consumers() **C.ctr_consumer_list {
	return (**C.ctr_consumer_list)(unsafe.Pointer(&r.object))
}

func (r *result) change() **C.ctr_change {
	return (**C.ctr_change)(unsafe.Pointer(&r.object))
}

func (r *result) changes() **C.ctr_change_list {
	return (**C.ctr_change_list)(unsafe.Pointer(&r.object))
}

func (r *result) decisions() **C.ctr_decision_list {
	return (**C.ctr_decision_list)(unsafe.Pointer(&r.object))
}

func (r *result) delegation() **C.ctr_delegation {
	return (**C.ctr_delegation)(unsafe.Pointer(&r.object))
}

func (r *result) events() **C.ctr_event_list {
	return (**C.ctr_event_list)(unsafe.Pointer(&r.object))
}

func (r *result) info() **C.ctr_info {
	return (**C.ctr_info)(unsafe.Pointer(&r.object))
}

func (r *result) report() **C.ctr_report {
	return (**C.ctr_report)(unsafe.Pointer(&r.object))
}

func (r *result) importReport() **C.ctr_import_report {
	return (**C.ctr_import_report)(unsafe.Pointer(&r.object))
}

func (r *result) diff() **C.ctr_diff {
	return (**C.ctr_diff)(unsafe.Pointer(&r.object))
}

func (r *result) outline() **C.ctr_outline {
	return (**C.ctr_outline)(unsafe.Pointer(&r.object))
}

func (r *result) validation() **C.ctr_validation {
	return (**C.ctr_validation)(unsafe.Pointer(&r.object))
}

func (r *result) rules() **C.ctr_rules {
	return (**C.ctr_rules)(unsafe.Pointer(&r.object))
}

func (r *result) terms() **C.ctr_terms {
	return (**C.ctr_terms)(unsafe.Pointer(&r.object))
}

func (r *result) lintReport() **C.ctr_lint_report {
	return (**C.ctr_lint_report)(unsafe.Pointer(&r.object))
}

func (r *result) classification() **C.ctr_classification {
	return (**C.ctr_classification)(unsafe.Pointer(&r.object))
}

func (r *result) ranking() **C.ctr_ranking {
	return (**C.ctr_ranking)(unsafe.Pointer(&r.object))
}

func (r *result) volatility() **C.ctr_volatility {
	return (**C.ctr_volatility)(unsafe.Pointer(&r.object))
}

func (r *result) batch() **C.ctr_batch_result {
	return (**C.ctr_batch_result)(unsafe.Pointer(&r.object))
}

func (r *result) calendar() **C.ctr_calendar {
	return (**C.ctr_calendar)(unsafe.Pointer(&r.object))
}

func (r *result) calendars() **C.ctr_calendar_list {
	return (**C.ctr_calendar_list)(unsafe.Pointer(&r.object))
}

// bytesOf is a copy of memory of C; never nil.
func bytesOf(data unsafe.Pointer, size C.size_t) []byte {
	copied := make([]byte, int(size))
	copy(copied, unsafe.Slice((*byte)(data), int(size)))
	return copied
}
