package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
)

// NewContract is a contract to create.
type NewContract struct {
	Team, Name string
	Label      string // of the first version; "" = "1.0.0"
	// Type "" is what the format says: rest-api for openapi and graphql, message-queue for asyncapi,
	// database-schema for sql, phase-transition for phase, master and sow, data-format for the rest.
	Type       Type
	Mode       Mode
	Profile    Profile
	Document   Document
	OwnerRole  string
	OwnerAgent string
	Metadata   map[string]any

	// IfAbsent: answer with the version that is there instead of ErrExists, provided that it has the
	// same document.
	IfAbsent bool
}

func (in *inputs) create(n *NewContract) *C.ctr_create {
	var c C.ctr_create
	C.ctr_create_init(&c, C.sizeof_ctr_create)
	if n.IfAbsent {
		c.flags = C.CTR_CREATE_IF_ABSENT
	}
	c.team = in.text("team", n.Team)
	c.name = in.text("name", n.Name)
	c.label = in.optional("label", n.Label)
	c._type = in.typeWord(n.Type)
	c.mode = in.modeWord(n.Mode)
	c.profile = in.profileWord(n.Profile)
	c.owner_role = in.optional("owner role", n.OwnerRole)
	c.owner_agent = in.optional("owner agent", n.OwnerAgent)
	c.metadata = in.object("metadata", n.Metadata)
	return &c
}

// Create makes a contract with its first version, a draft.
//
// ErrExists: the team has a contract of that name; detail "version". ErrInput: the document is
// malformed; details "file", "line", "column".
func (s *Store) Create(ctx context.Context, n NewContract, options ...CallOption) (*Version, error) {
	var in inputs
	defer in.free()
	create, call := in.create(&n), in.call(options)
	out := result{kind: C.CTRGO_VERSION}
	defer out.free()
	err := s.runWith(ctx, &in, n.Document, func(h *handle, d *source, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_create(h.c, create, &d.c, d.pointer(), d.size(), call, out.version(), err)
	})
	return finish[Version](&out, err)
}

// Edition is a new edition of a contract.
type Edition struct {
	Team, Name string
	Label      string // declared label; "" = the proposed one
	Document   Document
}

func (in *inputs) evolve(e *Edition) *C.ctr_evolve {
	var c C.ctr_evolve
	C.ctr_evolve_init(&c, C.sizeof_ctr_evolve)
	c.team = in.text("team", e.Team)
	c.name = in.text("name", e.Name)
	c.label = in.optional("label", e.Label)
	return &c
}

// Evolve stores a new edition as a draft and compares it with the active version, else with the
// newest that ever was active. It is stored whether it breaks or not: activation is where the rules
// bite. The same call again gives the same draft.
//
// ErrExists: no difference and no label given (detail "base"), or the label is taken. ErrArgument:
// the label is not above the base's. ErrState: no version was ever active, and no label is given.
func (s *Store) Evolve(ctx context.Context, e Edition, options ...CallOption) (*Evolution, error) {
	var in inputs
	defer in.free()
	evolve, call := in.evolve(&e), in.call(options)
	out := result{kind: C.CTRGO_EVOLUTION}
	defer out.free()
	err := s.runWith(ctx, &in, e.Document, func(h *handle, d *source, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_evolve(h.c, evolve, &d.c, d.pointer(), d.size(), call, out.evolution(), err)
	})
	return finish[Evolution](&out, err)
}

// Impact tells what Evolve would make of a document, and whom that would break. Nothing is stored.
// A document that does not differ from its base is told as the base, without findings.
func (s *Store) Impact(ctx context.Context, e Edition) (*Evolution, error) {
	var in inputs
	defer in.free()
	evolve := in.evolve(&e)
	out := result{kind: C.CTRGO_EVOLUTION}
	defer out.free()
	err := s.runDocument(ctx, false, &in, e.Document, func(h *handle, d *source, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_impact(h.c, evolve, &d.c, d.pointer(), d.size(), out.evolution(), err)
	})
	return finish[Evolution](&out, err)
}

// runWith is run for calls that write and take a document.
func (p *pool) runWith(ctx context.Context, in *inputs, d Document,
	call func(h *handle, d *source, err **C.ctr_error) C.ctr_status) error {
	return p.runDocument(ctx, true, in, d, call)
}

// runDocument is run for calls that take a document. It is read before a handle is taken, because
// that may take long.
func (p *pool) runDocument(ctx context.Context, write bool, in *inputs, d Document,
	call func(h *handle, d *source, err **C.ctr_error) C.ctr_status) error {
	if p.visits.here() || ctx.Err() != nil {
		in.err = nil // what acquire says comes first
		return p.run(ctx, write, in, nil)
	}
	var found parking
	source := in.source(d, p.limit(), &found, &p.visits)
	defer source.free()
	err := p.run(ctx, write, in, func(h *handle, err **C.ctr_error) C.ctr_status {
		status := call(h, source, err)
		if found.full() {
			h.parked = found
		}
		return status
	})
	return source.explain(err)
}

// Rollback brings an old document back: a new draft on the active version with the bytes of the
// version that selector picks. Because is mandatory; it counts as the decision to break.
func (s *Store) Rollback(ctx context.Context, team, name, selector, label string,
	options ...CallOption) (*Evolution, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	sel, l := in.text("selector", selector), in.optional("label", label)
	call := in.call(options)
	out := result{kind: C.CTRGO_EVOLUTION}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_contract_rollback(h.c, t, n, sel, l, call, out.evolution(), err)
	})
	return finish[Evolution](&out, err)
}

// turn is a change of state: of a version of a contract.
func (s *Store) turn(ctx context.Context, team, name, label string, options []CallOption, in *inputs,
	turn func(h *handle, team, name, label *C.char, call *C.ctr_call, out **C.ctr_version,
		err **C.ctr_error) C.ctr_status) (*Version, error) {
	defer in.free()
	t, n, l := in.text("team", team), in.text("name", name), in.text("label", label)
	call := in.call(options)
	out := result{kind: C.CTRGO_VERSION}
	defer out.free()
	err := s.run(ctx, true, in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return turn(h, t, n, l, call, out.version(), err)
	})
	return finish[Version](&out, err)
}

// Activate makes a draft the active version. The one before it becomes deprecated; consumers whose
// pin admits the new one follow to it.
//
// ErrState: it is no draft; or its label is below the proposed one; or it breaks the contract's mode
// and no decision to break is recorded (DeclareBreak). ErrConflict: another version was activated
// since; detail "winner"; evolve again.
func (s *Store) Activate(ctx context.Context, team, name, label string,
	options ...CallOption) (*Version, error) {
	return s.turn(ctx, team, name, label, options, &inputs{}, func(h *handle, t, n, l *C.char,
		call *C.ctr_call, out **C.ctr_version, err **C.ctr_error) C.ctr_status {
		return C.ctr_version_activate(h.c, t, n, l, call, out, err)
	})
}

// Deprecate announces the end of the active version. Because is mandatory. The sunset is when it
// will stop being served; the zero time says that this is not announced.
func (s *Store) Deprecate(ctx context.Context, team, name, label string, sunset time.Time,
	options ...CallOption) (*Version, error) {
	var in inputs
	us := in.instant("the sunset", sunset)
	return s.turn(ctx, team, name, label, options, &in, func(h *handle, t, n, l *C.char,
		call *C.ctr_call, out **C.ctr_version, err **C.ctr_error) C.ctr_status {
		return C.ctr_version_deprecate(h.c, t, n, l, us, call, out, err)
	})
}

// Reactivate takes back a deprecation. Because is mandatory. ErrState: it is not deprecated, or
// another version is active; detail "winner".
func (s *Store) Reactivate(ctx context.Context, team, name, label string,
	options ...CallOption) (*Version, error) {
	return s.turn(ctx, team, name, label, options, &inputs{}, func(h *handle, t, n, l *C.char,
		call *C.ctr_call, out **C.ctr_version, err **C.ctr_error) C.ctr_status {
		return C.ctr_version_reactivate(h.c, t, n, l, call, out, err)
	})
}

// Retire withdraws a draft, or ends a version that is active or deprecated. Force overrules sunset
// and consumers.
func (s *Store) Retire(ctx context.Context, team, name, label string,
	options ...CallOption) (*Version, error) {
	return s.turn(ctx, team, name, label, options, &inputs{}, func(h *handle, t, n, l *C.char,
		call *C.ctr_call, out **C.ctr_version, err **C.ctr_error) C.ctr_status {
		return C.ctr_version_retire(h.c, t, n, l, call, out, err)
	})
}

// Changes are facts of a contract to change. What is nil or "" stays; a pointer to "" clears an
// owner, a map without members the metadata.
type Changes struct {
	Mode       Mode
	Profile    Profile
	OwnerRole  *string
	OwnerAgent *string
	Metadata   map[string]any
}

// Text is a text for Changes.
func Text(text string) *string { return &text }

// Edit changes owner, metadata, mode or profile of a contract. It gives its active, else its newest
// version.
func (s *Store) Edit(ctx context.Context, team, name string, changes Changes,
	options ...CallOption) (*Version, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	var edit C.ctr_edit
	C.ctr_edit_init(&edit, C.sizeof_ctr_edit)
	edit.mode = in.modeWord(changes.Mode)
	edit.profile = in.profileWord(changes.Profile)
	edit.owner_role = in.change("owner role", changes.OwnerRole)
	edit.owner_agent = in.change("owner agent", changes.OwnerAgent)
	edit.metadata = in.object("metadata", changes.Metadata)
	call := in.call(options)
	out := result{kind: C.CTRGO_VERSION}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_contract_edit(h.c, t, n, &edit, call, out.version(), err)
	})
	return finish[Version](&out, err)
}
