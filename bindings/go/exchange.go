package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"io"
	"runtime/cgo"
)

// ExportOptions say what to export, and how.
type ExportOptions struct {
	Team string // "" = the whole store
	Name string // one contract of the team; "" = all
	Form Form   // "" = FormXML
	Gzip bool
}

// Export writes contracts, versions, documents, evolutions, consumers and events. An error of w ends
// it and is what is given.
func (s *Store) Export(ctx context.Context, w io.Writer, o ExportOptions) error {
	var in inputs
	defer in.free()
	var c C.ctr_export_options
	C.ctr_export_options_init(&c, C.sizeof_ctr_export_options)
	c.form = in.formWord(o.Form)
	c.team = in.optional("team", o.Team)
	c.name = in.optional("name", o.Name)
	if o.Gzip {
		c.gzip = 1
	}
	return s.stream(ctx, false, &in, &stream{writer: w},
		func(h *handle, user C.uintptr_t, err **C.ctr_error) C.ctr_status {
			return C.ctrgo_export(h.c, &c, user, err)
		})
}

// ImportOptions say how to import.
type ImportOptions struct {
	Policy Policy
	File   string // name for messages; "" = "import"
}

// Import reads an export, in one transaction. XML, JSON and gzip are told apart by the content. An
// error of r ends it and is what is given. While r is waited for, nothing but r can end it.
//
// ErrInput: malformed, or a hash does not match; details "file", "line", "column". ErrLimit: too
// deep or too large, also after expansion. ErrExists: a contract is there already and the policy is
// PolicyFail.
func (s *Store) Import(ctx context.Context, r io.Reader, o ImportOptions,
	options ...CallOption) (*ImportReport, error) {
	var in inputs
	defer in.free()
	var c C.ctr_import_options
	C.ctr_import_options_init(&c, C.sizeof_ctr_import_options)
	c.policy = in.policyWord(o.Policy)
	c.file = in.optional("the name of the file", o.File)
	call := in.call(options)
	out := result{kind: C.CTRGO_IMPORT_REPORT}
	defer out.free()
	err := s.stream(ctx, true, &in, &stream{reader: r},
		func(h *handle, user C.uintptr_t, err **C.ctr_error) C.ctr_status {
			return C.ctrgo_import(h.c, &c, user, call, out.importReport(), err)
		})
	return finish[ImportReport](&out, err)
}

// stream is run for calls that read or write a stream.
func (p *pool) stream(ctx context.Context, write bool, in *inputs, s *stream,
	call func(h *handle, user C.uintptr_t, err **C.ctr_error) C.ctr_status) error {
	user := cgo.NewHandle(s)
	defer user.Delete()
	s.visits = &p.visits
	return p.run(ctx, write, in, func(h *handle, err **C.ctr_error) C.ctr_status {
		s.parked = &h.parked
		return call(h, C.uintptr_t(user), err)
	})
}
