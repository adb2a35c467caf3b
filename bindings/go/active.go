package contracts

/*
#include "bridge.h"

// The type of a string of Go is known only here.
static ctr_status ctrgo_active_of(ctr_store *store, _GoString_ team, _GoString_ name, char *buffer,
                                  size_t room, ctrgo_active_version *facts, ctr_version **out,
                                  ctr_error **err)
{
	return ctrgo_active(store, _GoStringPtr(team), _GoStringLen(team), _GoStringPtr(name),
	                    _GoStringLen(name), buffer, room, facts, out, err);
}
*/
import "C"

import (
	"context"
	"strings"
	"time"
	"unsafe"
)

// Active gives the active version: the hot path, answered from memory while nobody changed the
// contract. The context is looked at before, not meanwhile. ErrNotFound: no such contract, or no
// version of it is active.
func (s *Store) Active(ctx context.Context, team, name string) (*Version, error) {
	if !short(team) || !short(name) {
		return s.Get(ctx, team, name, "") // which says what is wrong with it
	}
	h, err := s.acquire(ctx, false)
	if err != nil {
		return nil, err
	}
	defer s.release(h, false)
	return h.active(team, name)
}

func short(name string) bool {
	return len(name) < C.CTRGO_NAME && strings.IndexByte(name, 0) < 0
}

func (h *handle) active(team, name string) (*Version, error) {
	f := &h.fast
	f.prepare()
	defer f.out.free()
	buffer, room := f.room()
	status := C.ctrgo_active_of(h.c, team, name, buffer, room, f.facts, f.out.version(), f.err)
	if err := h.outcome(status, *f.err); err != nil {
		return nil, err
	}
	if f.facts.fits != 0 {
		return f.version()
	}
	return finish[Version](f.out, nil)
}

// version is what the getters gave. All texts share one string.
func (f *fastRead) version() (*Version, error) {
	c := f.facts
	all := string(f.buffer[:c.ends[C.CTRGO_TEXTS-1]])
	var texts [C.CTRGO_TEXTS]string
	from := 0
	for i, end := range c.ends {
		texts[i] = all[from:end]
		from = int(end)
	}
	metadata := make(map[string]any)
	if texts[6] != "{}" {
		if err := decode([]byte(texts[6]), &metadata); err != nil {
			return nil, err
		}
	}
	return &Version{
		Team: texts[0], Name: texts[1], Label: texts[2], ID: texts[3],
		OwnerRole: texts[4], OwnerAgent: texts[5], Metadata: metadata,
		Base: texts[7], SupersededBy: texts[8], Reason: texts[9], BreakReason: texts[10],
		DocumentSHA256: texts[11],
		State:          State(nameOf(&stateNames, c.state)),
		Type:           Type(nameOf(&typeNames, c._type)),
		Format:         Format(nameOf(&formatNames, c.format)),
		Mode:           Mode(nameOf(&modeNames, c.mode)),
		Profile:        Profile(nameOf(&profileNames, c.profile)),
		Revision:       int64(c.revision),
		DocumentSize:   int64(c.document_size),
		Consumers:      int64(c.consumers),
		CreatedAt:      instantOf(c.created_us),
		CreatedBy:      texts[12],
		ActivatedAt:    instantOf(c.activated_us),
		DeprecatedAt:   instantOf(c.deprecated_us),
		RetiredAt:      instantOf(c.retired_us),
		SunsetAt:       instantOf(c.sunset_us),
	}, nil
}

func instantOf(us C.int64_t) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(us)).UTC()
}

// fastRead is the memory of a handle for the active look-up, so that it needs none of its own. Its
// pieces are apart, because C may see no memory that holds pointers of Go.
type fastRead struct {
	buffer []byte
	facts  *C.ctrgo_active_version
	out    *result
	err    **C.ctr_error
}

const fastBytes = 4096

func (f *fastRead) prepare() {
	if f.buffer == nil {
		f.buffer = make([]byte, fastBytes)
		f.facts = new(C.ctrgo_active_version)
		f.out = &result{kind: C.CTRGO_VERSION}
		f.err = new(*C.ctr_error)
	}
}

func (f *fastRead) room() (*C.char, C.size_t) {
	return (*C.char)(unsafe.Pointer(&f.buffer[0])), C.size_t(len(f.buffer))
}
