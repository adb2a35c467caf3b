package contracts

/*
#include "bridge.h"
#include <stdlib.h>
*/
import "C"

import (
	"encoding/json"
	"math"
	"strings"
	"time"
	"unsafe"
)

// inputs are the arguments of one call as C has them. The first one that C cannot take is kept, and
// the call is not made. What is made here must be freed when the call is over.
type inputs struct {
	memory []unsafe.Pointer
	err    error
}

func (in *inputs) free() {
	for _, block := range in.memory {
		C.free(block)
	}
	in.memory = nil
}

func (in *inputs) refuse(format string, args ...any) {
	if in.err == nil {
		in.err = failure(ErrArgument, nil, format, args...)
	}
}

// text is a string for C. Whether it is UTF-8, and fit for its purpose, the library looks itself.
func (in *inputs) text(what, value string) *C.char {
	if in.err != nil {
		return nil
	}
	if at := strings.IndexByte(value, 0); at >= 0 {
		in.refuse("%s holds a NUL character at offset %d", what, at)
		return nil
	}
	c := C.CString(value)
	in.memory = append(in.memory, unsafe.Pointer(c))
	return c
}

// optional is the same; "" is NULL.
func (in *inputs) optional(what, value string) *C.char {
	if value == "" {
		return nil
	}
	return in.text(what, value)
}

// change is the same; nil is NULL.
func (in *inputs) change(what string, value *string) *C.char {
	if value == nil {
		return nil
	}
	return in.text(what, *value)
}

// texts is an array of strings. nil is NULL, which says that nothing was given; an empty one, that
// what was given is nothing.
func (in *inputs) texts(what string, values []string) **C.char {
	if values == nil {
		return nil
	}
	size := C.size_t(len(values)+1) * C.size_t(unsafe.Sizeof((*C.char)(nil)))
	block := C.malloc(size)
	in.memory = append(in.memory, block)
	array := unsafe.Slice((**C.char)(block), len(values))
	for i, value := range values {
		array[i] = in.text(what, value)
	}
	return (**C.char)(block)
}

// object is a map as JSON; nil is NULL.
func (in *inputs) object(what string, value map[string]any) *C.char {
	if value == nil {
		return nil
	}
	text, err := json.Marshal(value)
	if err != nil {
		if in.err == nil {
			in.err = failure(ErrArgument, err, "%s is no JSON", what)
		}
		return nil
	}
	return in.text(what, string(text))
}

// instant is a time as C has it; the zero time is 0.
func (in *inputs) instant(what string, when time.Time) C.int64_t {
	if when.IsZero() {
		return 0
	}
	us := when.UnixMicro()
	if us <= 0 || when.Year() > 9999 {
		in.refuse("%s is %s, wanted later than 1970", what, when.Format(time.RFC3339Nano))
	}
	return C.int64_t(us)
}

// count is a number of at most 32 bits; 0 is C's default.
func (in *inputs) count(what string, value int) C.uint32_t {
	if value < 0 || uint64(value) > math.MaxUint32 {
		in.refuse("%s is %d, wanted 0 or more", what, value)
		return 0
	}
	return C.uint32_t(value)
}

// milliseconds rounds up, so that a short time is not none.
func (in *inputs) milliseconds(what string, value time.Duration) C.uint32_t {
	ms := (value + time.Millisecond - 1) / time.Millisecond
	if value < 0 || uint64(ms) > math.MaxUint32 {
		in.refuse("%s is %v, wanted 0 or more", what, value)
		return 0
	}
	return C.uint32_t(ms)
}

// The words, as the library's own parsers read them; "" is its default.

func (in *inputs) typeWord(value Type) (out C.ctr_type) {
	if c := in.optional("type", string(value)); c != nil && C.ctr_type_parse(c, &out) == 0 {
		in.unknown("type", string(value))
	}
	return out
}

func (in *inputs) stateWord(value State) (out C.ctr_state) {
	if c := in.optional("state", string(value)); c != nil && C.ctr_state_parse(c, &out) == 0 {
		in.unknown("state", string(value))
	}
	return out
}

func (in *inputs) formatWord(value Format) (out C.ctr_format) {
	if c := in.optional("format", string(value)); c != nil && C.ctr_format_parse(c, &out) == 0 {
		in.unknown("format", string(value))
	}
	return out
}

func (in *inputs) modeWord(value Mode) (out C.ctr_mode) {
	if c := in.optional("mode", string(value)); c != nil && C.ctr_mode_parse(c, &out) == 0 {
		in.unknown("mode", string(value))
	}
	return out
}

func (in *inputs) profileWord(value Profile) (out C.ctr_profile) {
	if c := in.optional("profile", string(value)); c != nil && C.ctr_profile_parse(c, &out) == 0 {
		in.unknown("profile", string(value))
	}
	return out
}

func (in *inputs) unknown(what, value string) {
	in.refuse("%s '%s' is not a word that the library knows", what, value)
}

func (in *inputs) durabilityWord(value Durability) (out C.ctr_durability) {
	if c := in.optional("durability", string(value)); c != nil && C.ctr_durability_parse(c, &out) == 0 {
		in.unknown("durability", string(value))
	}
	return out
}

func (in *inputs) formWord(value Form) (out C.ctr_exchange_form) {
	if c := in.optional("form", string(value)); c != nil && C.ctr_exchange_form_parse(c, &out) == 0 {
		in.unknown("form", string(value))
	}
	return out
}

func (in *inputs) schemaFormWord(value SchemaForm) C.ctr_schema_form {
	out := C.ctr_schema_form(C.CTR_SCHEMA_JSON)
	if c := in.optional("form", string(value)); c != nil && C.ctr_schema_form_parse(c, &out) == 0 {
		in.unknown("form", string(value))
	}
	return out
}

func (in *inputs) ledgerFormWord(value LedgerForm) (out C.ctr_ledger_form) {
	if c := in.optional("form", string(value)); c != nil && C.ctr_ledger_form_parse(c, &out) == 0 {
		in.unknown("form", string(value))
	}
	return out
}

func (in *inputs) asOfWord(value AsOf) C.ctr_as_of {
	out := C.ctr_as_of(C.CTR_AS_OF_BOOKED)
	if c := in.optional("by", string(value)); c != nil && C.ctr_as_of_parse(c, &out) == 0 {
		in.unknown("by", string(value))
	}
	return out
}

func (in *inputs) policyWord(value Policy) (out C.ctr_import_policy) {
	if c := in.optional("policy", string(value)); c != nil && C.ctr_import_policy_parse(c, &out) == 0 {
		in.unknown("policy", string(value))
	}
	return out
}
