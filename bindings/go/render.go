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
	"strings"
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

// made is a result of C, or a part of one. It never changes, and any number of goroutines may read
// it.
type made struct {
	kind   C.int
	object unsafe.Pointer
	whole  *made // that it is a part of, and lives as long as; nil = it is freed by itself
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

// held is what a result has that was made from one of C.
type held struct{ from *made }

func (h *held) hold(m *made) { h.from = m }

type holder interface{ hold(*made) }

// rendered is what results have that the library can write.
type rendered struct{ held }

// Render is the result as the command prints it: what the call found, whatever has happened to the
// store since.
//
// ErrUnsupported: a kind that this result does not know; detail "wanted" names those it knows. Or it
// was put together by hand or read from JSON, or is the answer of Store.Active, which keeps nothing
// for it: ask Store.Get.
func (r rendered) Render(kind RenderKind) ([]byte, error) {
	if r.from == nil {
		return nil, failure(ErrUnsupported, nil, "this was put together by hand or read from JSON, or is "+
			"the answer of Store.Active, and has nothing to be written from; render the result that a "+
			"call gave, or ask Store.Get")
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
	text, err := m.bytes(C.CTR_RENDER_JSON)
	if err != nil {
		return nil, err
	}
	value := new(T)
	if err := json.Unmarshal(text, value); err != nil {
		return nil, failure(ErrUnsupported, err, "the result of the library cannot be read")
	}
	m.tell(reflect.ValueOf(value))
	return value, nil
}

// part is where results of a kind have others inside.
type part struct {
	which  C.int
	kind   C.int
	fields []string // that lead to it
}

// partsOf is the table of C, by the kind of the whole.
var partsOf = func() map[C.int][]part {
	table := make(map[C.int][]part)
	for i, row := range C.ctrgo_parts {
		table[row.whole] = append(table[row.whole],
			part{C.int(i), row.part, strings.Split(C.GoString(row.fields), "_")})
	}
	return table
}()

// tell lets a result, and those inside it, know what they were made from.
func (m *made) tell(value reflect.Value) {
	if one, ok := value.Interface().(holder); ok {
		one.hold(m)
	}
	for i := range partsOf[m.kind] {
		p := &partsOf[m.kind][i]
		m.reach(value, p, p.fields, 0)
	}
}

// reach follows the fields to a part, into every item of lists on the way.
func (m *made) reach(at reflect.Value, p *part, fields []string, index int) {
	switch {
	case at.Kind() == reflect.Pointer:
		if !at.IsNil() {
			m.reach(at.Elem(), p, fields, index)
		}
	case at.Kind() == reflect.Slice:
		for i := 0; i < at.Len(); i++ {
			m.reach(at.Index(i), p, fields, i)
		}
	case len(fields) > 0:
		m.reach(at.FieldByName(fields[0]), p, fields[1:], index)
	default:
		object := C.ctrgo_part(p.which, m.object, C.size_t(index))
		runtime.KeepAlive(m)
		if object != nil {
			(&made{p.kind, unsafe.Pointer(object), m}).tell(at.Addr())
		}
	}
}
