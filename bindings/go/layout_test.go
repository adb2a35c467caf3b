package contracts_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"contracts"
)

func TestALayoutIsMadeLoadedAndEqual(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "plan")
	dry := must(contracts.Scaffold(dir, contracts.ScaffoldOptions{DryRun: true}))(t)
	equal(t, "dry", dry.DryRun, true)
	_, err := os.Stat(dir)
	equal(t, "nothing made", os.IsNotExist(err), true)
	made := must(contracts.Scaffold(dir, contracts.ScaffoldOptions{}))(t)
	equal(t, "files", len(made.Files), 4)
	equal(t, "action", made.Files[0].Action, contracts.LayoutMade)

	store := open(t)
	first := must(store.Sync(background, dir, "shop"))(t)
	equal(t, "ok", first.OK, true)
	equal(t, "subject", first.Files[0].Subject, "shop/master-1@1.0.0")
	equal(t, "edit", first.Edits[0].Term+" "+first.Edits[0].Is, "/state draft")
	again := must(store.Sync(background, dir, "shop"))(t)
	equal(t, "drift", again.Drift, 0)

	noError(t, os.Remove(filepath.Join(dir, "docs/adr/ADR-0001.md")))
	lost := must(store.Sync(background, dir, "shop", contracts.DryRun()))(t)
	equal(t, "rule", lost.Findings[0].Rule, "adr-missing")
	equal(t, "line", lost.Findings[0].Line, 14)
	_, err = store.Sync(background, filepath.Join(dir, "nowhere"), "")
	wanted(t, err, contracts.ErrNotFound, "cannot use the directory")
}

// The calls on layouts, for the table of all calls.
func layoutCalls(dir string) []call {
	return []call{{name: "Sync", make: func(ctx context.Context, s *contracts.Store, p string) error {
		plan := filepath.Join(dir, "plan")
		if dir != "" {
			if err := first(contracts.Scaffold(plan, contracts.ScaffoldOptions{})); err != nil {
				return err
			}
		}
		return first(s.Sync(ctx, plan, p+"plan"))
	}}}
}
