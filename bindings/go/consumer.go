package contracts

// #include "bridge.h"
import "C"

import "context"

// Registration says who relies on what.
type Registration struct {
	Team, Name string // the contract's
	Consumer   string // its own name
	Role       string
	Pin        string   // label or range it stays on; "" = it follows the active version
	Parts      []string // such as "GET /orders/{id}"; none = everything

	AllowUnknownParts bool // keep parts that the version does not have
}

func (in *inputs) registration(r *Registration) *C.ctr_consumer_spec {
	var c C.ctr_consumer_spec
	C.ctr_consumer_spec_init(&c, C.sizeof_ctr_consumer_spec)
	if r.AllowUnknownParts {
		c.flags = C.CTR_CONSUMER_ALLOW_UNKNOWN_PARTS
	}
	c.team = in.text("team", r.Team)
	c.name = in.text("name", r.Name)
	c.consumer = in.text("consumer", r.Consumer)
	c.role = in.optional("role", r.Role)
	c.pin = in.optional("pin", r.Pin)
	c.parts = in.texts("part", r.Parts)
	c.part_count = C.size_t(len(r.Parts))
	return &c
}

// Register registers a consumer, or changes a registered one. Saying the same again changes nothing
// and records nothing.
//
// ErrNotFound: no such contract, the pin admits no version of it, or a part that the version does
// not have (detail "item"). ErrState: there is no pin, and all versions are retired.
func (s *Store) Register(ctx context.Context, r Registration, options ...CallOption) (*Consumer, error) {
	var in inputs
	defer in.free()
	spec, call := in.registration(&r), in.call(options)
	out := result{kind: C.CTRGO_CONSUMER}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_consumer_register(h.c, spec, call, out.consumer(), err)
	})
	return finish[Consumer](&out, err)
}

// Unregister forgets a consumer. ErrNotFound: it is not registered.
func (s *Store) Unregister(ctx context.Context, team, name, consumer string, options ...CallOption) error {
	var in inputs
	defer in.free()
	t, n, c := in.text("team", team), in.text("name", name), in.text("consumer", consumer)
	call := in.call(options)
	return s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_consumer_unregister(h.c, t, n, c, call, err)
	})
}

// ConsumerFilter says which consumers to list. Every field narrows.
type ConsumerFilter struct {
	Team     string
	Name     string // contract's name; needs Team
	Consumer string // consumer's name: all the contracts it relies on
	Limit    int    // items a page; 0 = 100, at most 1000
	After    string // Next of the page before
}

// Consumers lists consumers by team, contract and consumer: one page of them.
func (s *Store) Consumers(ctx context.Context, f ConsumerFilter) (*ConsumerPage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_consumer_filter
	C.ctr_consumer_filter_init(&c, C.sizeof_ctr_consumer_filter)
	c.team = in.optional("team", f.Team)
	c.name = in.optional("name", f.Name)
	c.consumer = in.optional("consumer", f.Consumer)
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_CONSUMER_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_consumer_find(h.c, &c, out.consumers(), err)
	})
	return finish[ConsumerPage](&out, err)
}

// ConsumersAll gives all of them; see ListAll.
func (s *Store) ConsumersAll(ctx context.Context, f ConsumerFilter, each func(*Consumer) error) error {
	return pages(f.After, each, func(after string) ([]Consumer, string, error) {
		f.After = after
		page, err := s.Consumers(ctx, f)
		if err != nil {
			return nil, "", err
		}
		return page.Consumers, page.Next, nil
	})
}
