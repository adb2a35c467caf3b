package contracts

/*
#include "bridge.h"
#include <stdlib.h>
*/
import "C"

import (
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"unsafe"
)

// RenderKind is how a result writes itself.
type RenderKind string

// The kinds. All results know the first three, these know more: Statement RenderCSV and RenderHTML,
// Burn RenderCSV and RenderSVG, Metrics RenderPrometheus, ADR RenderMarkdown, Comparison
// RenderMarkdown (a changelog), RenderSARIF, RenderJUnit, RenderGitHub and RenderHTML.
const (
	RenderText       RenderKind = "text" // for people; may change in any release
	RenderJSON       RenderKind = "json"
	RenderColor      RenderKind = "color" // text with ANSI colours
	RenderMarkdown   RenderKind = "markdown"
	RenderCSV        RenderKind = "csv"
	RenderHTML       RenderKind = "html" // one page that needs nothing else
	RenderSVG        RenderKind = "svg"
	RenderPrometheus RenderKind = "prometheus"
	RenderSARIF      RenderKind = "sarif"  // SARIF 2.1.0
	RenderJUnit      RenderKind = "junit"  // XML
	RenderGitHub     RenderKind = "github" // annotations of a GitHub workflow
)

// made is a result of C, or an item of one. It never changes, and any number of goroutines may read
// it.
type made struct {
	kind   C.int
	object unsafe.Pointer
	list   *made // that it is an item of, and lives as long as; nil = it is freed by itself
}

// bytes are what the library writes.
func (m *made) bytes(how C.ctr_render) ([]byte, error) {
	defer runtime.KeepAlive(m)
	var bytes *C.char
	var size C.size_t
	var cerr *C.ctr_error
	status := C.ctrgo_render(m.kind, m.object, how, &bytes, &size, &cerr)
	if status != C.CTR_OK {
		return nil, errorOf(status, cerr)
	}
	defer C.free(unsafe.Pointer(bytes))
	return bytesOf(unsafe.Pointer(bytes), size), nil
}

// rendered is what results have that the library can write.
type rendered struct{ from *made }

func (r *rendered) hold(m *made) { r.from = m }

// Render is the result as the command prints it: what the call found, whatever has happened to the
// store since.
//
// ErrUnsupported: a kind that this result does not know; detail "wanted" names those it knows. Or it
// is a part of another result that is none by itself (the Version of an Evolution, say), was read
// from JSON, or is the answer of Store.Active, which keeps nothing for it: ask Store.Get.
func (r rendered) Render(kind RenderKind) ([]byte, error) {
	if r.from == nil {
		return nil, failure(ErrUnsupported, nil, "this is a part of another result, or the answer of "+
			"Store.Active, and has nothing to be written from; render the result that the call gave, "+
			"or ask Store.Get")
	}
	how, known := renderOf(kind)
	bytes, err := r.from.bytes(how)
	if e, ok := err.(*Error); ok && !known && e.Status == ErrUnsupported {
		e.Message = fmt.Sprintf("'%s' is no way of writing this result; wanted %s", kind, e.Details["wanted"])
		e.Details["kind"] = string(kind)
	}
	return bytes, err
}

// renderOf is the library's number for a word; 0, which is none, if it does not know it.
func renderOf(kind RenderKind) (C.ctr_render, bool) {
	var in inputs
	defer in.free()
	var how C.ctr_render
	word := in.text("the kind", string(kind))
	known := in.err == nil && C.ctr_render_parse(word, &how) != 0
	return how, known
}

// valueOf is a result as Go has it, read from the library's own JSON, so that one place knows the
// format.
func valueOf[T any](m *made) (*T, error) {
	bytes, err := m.bytes(C.CTR_RENDER_JSON)
	if err != nil {
		return nil, err
	}
	value := new(T)
	if err := json.Unmarshal(bytes, value); err != nil {
		return nil, failure(ErrUnsupported, err, "the result of the library cannot be read")
	}
	if one, ok := any(value).(holder); ok {
		one.hold(m)
	}
	if all := reflect.ValueOf(value).Elem(); all.Kind() == reflect.Struct {
		m.holdItems(all)
	}
	return value, nil
}

type holder interface{ hold(*made) }

// holdItems lets the items of a list know what they were made from.
func (m *made) holdItems(list reflect.Value) {
	defer runtime.KeepAlive(m)
	var kind C.int
	if C.ctrgo_item(m.kind, m.object, 0, &kind); kind == C.CTRGO_NONE {
		return
	}
	for at := 0; at < list.NumField(); at++ {
		items := list.Field(at)
		if items.Kind() != reflect.Slice {
			continue
		}
		for i := 0; i < items.Len(); i++ {
			if item, ok := items.Index(i).Addr().Interface().(holder); ok {
				object := C.ctrgo_item(m.kind, m.object, C.size_t(i), &kind)
				item.hold(&made{kind, unsafe.Pointer(object), m})
			}
		}
	}
}
