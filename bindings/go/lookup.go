package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"errors"
)

// Get gives one version. The selector is its label; or "" or "active" for the active one; or
// "latest" for the newest created; or a range such as "^1.2", which picks the highest version that
// is active or deprecated.
func (s *Store) Get(ctx context.Context, team, name, selector string) (*Version, error) {
	var in inputs
	defer in.free()
	t, n, sel := in.text("team", team), in.text("name", name), in.optional("selector", selector)
	out := result{kind: C.CTRGO_VERSION}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_version_get(h.c, t, n, sel, out.version(), err)
	})
	return finish[Version](&out, err)
}

// Evolution gives the evolution as it was stored with a version; nothing is computed again but the
// consumers. ErrNotFound: no such version, or it had no base to be compared with.
func (s *Store) Evolution(ctx context.Context, team, name, selector string) (*Evolution, error) {
	var in inputs
	defer in.free()
	t, n, sel := in.text("team", team), in.text("name", name), in.optional("selector", selector)
	out := result{kind: C.CTRGO_EVOLUTION}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_contract_evolution(h.c, t, n, sel, out.evolution(), err)
	})
	return finish[Evolution](&out, err)
}

// Document gives a version's document, byte for byte; with a path, instead of it, a file that it
// refers to.
func (s *Store) Document(ctx context.Context, team, name, selector, path string) ([]byte, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	sel, file := in.optional("selector", selector), in.optional("path", path)
	out := result{kind: C.CTRGO_DOCUMENT}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_version_document(h.c, t, n, sel, file, out.document(), err)
	})
	if err != nil {
		return nil, err
	}
	document := *out.document()
	return bytesOf(C.ctr_document_data(document), C.ctr_document_size(document)), nil
}

// ContractFilter says which contracts to list. Every field narrows.
type ContractFilter struct {
	Team       string
	Prefix     string // beginning of the name, without regard to case
	Type       Type
	State      State // of the version shown
	OwnerRole  string
	OwnerAgent string
	Limit      int    // items a page; 0 = 100, at most 1000
	After      string // Next of the page before
}

// List lists contracts by team and name, each shown as its active, else its newest version: one page
// of them.
func (s *Store) List(ctx context.Context, f ContractFilter) (*VersionPage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_contract_filter
	C.ctr_contract_filter_init(&c, C.sizeof_ctr_contract_filter)
	c.team = in.optional("team", f.Team)
	c.prefix = in.optional("prefix", f.Prefix)
	c._type = in.typeWord(f.Type)
	c.state = in.stateWord(f.State)
	c.owner_role = in.optional("owner role", f.OwnerRole)
	c.owner_agent = in.optional("owner agent", f.OwnerAgent)
	c.limit = in.count("the limit", f.Limit)
	c.after = in.optional("the page", f.After)
	out := result{kind: C.CTRGO_VERSION_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_contract_list(h.c, &c, out.versions(), err)
	})
	return finish[VersionPage](&out, err)
}

// ListAll gives all of them, page by page, to a function. An error of it ends this and is what is
// given; ErrStop ends it without one.
func (s *Store) ListAll(ctx context.Context, f ContractFilter, each func(*Version) error) error {
	return pages(f.After, each, func(after string) ([]Version, string, error) {
		f.After = after
		page, err := s.List(ctx, f)
		if err != nil {
			return nil, "", err
		}
		return page.Versions, page.Next, nil
	})
}

// History gives versions of a contract in the order of their creation, one page: up to limit (0 =
// 100, at most 1000), beginning where the page before said ("" = from the start).
func (s *Store) History(ctx context.Context, team, name, after string, limit int) (*VersionPage, error) {
	var in inputs
	defer in.free()
	t, n, from := in.text("team", team), in.text("name", name), in.optional("the page", after)
	most := in.count("the limit", limit)
	out := result{kind: C.CTRGO_VERSION_LIST}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_contract_history(h.c, t, n, from, most, out.versions(), err)
	})
	return finish[VersionPage](&out, err)
}

// HistoryAll gives all of them; see ListAll.
func (s *Store) HistoryAll(ctx context.Context, team, name string, each func(*Version) error) error {
	return pages("", each, func(after string) ([]Version, string, error) {
		page, err := s.History(ctx, team, name, after, 0)
		if err != nil {
			return nil, "", err
		}
		return page.Versions, page.Next, nil
	})
}

// pages walks a list; fetch gives a page and where the next one begins.
func pages[T any](after string, each func(*T) error, fetch func(after string) ([]T, string, error)) error {
	for {
		items, next, err := fetch(after)
		if err != nil {
			return err
		}
		for i := range items {
			if err := each(&items[i]); err != nil {
				return unlessStop(err)
			}
		}
		if next == "" {
			return nil
		}
		after = next
	}
}

func unlessStop(err error) error {
	if errors.Is(err, ErrStop) {
		return nil
	}
	return err
}

// Summary gives the figures of a team. ErrNotFound: the team has no contract.
func (s *Store) Summary(ctx context.Context, team string) (*Summary, error) {
	var in inputs
	defer in.free()
	t := in.text("team", team)
	out := result{kind: C.CTRGO_SUMMARY}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_team_summary(h.c, t, out.summary(), err)
	})
	return finish[Summary](&out, err)
}
