"""The layout of a repository."""

import contracts
import pytest


def test_a_layout_is_made_loaded_and_equal(tmp_path):
    plan = tmp_path / "plan"
    assert contracts.scaffold(plan, dry_run=True).dry_run
    assert not plan.exists()
    made = contracts.scaffold(plan)
    assert [file.action for file in made.files] == [contracts.LayoutAction.MADE] * 4
    assert not made.dry_run and len(made.next) == 4
    with contracts.open(tmp_path / "s.db", create=True) as store:
        first = store.sync(plan, team="shop")
        assert first.ok and not first.findings
        assert [file.subject for file in first.files] == [
            "shop/master-1@1.0.0",
            "shop/SPRINT-01@1.0.0",
            "shop/master-1/CR-1",
        ]
        (edit,) = first.edits
        assert (edit.term, edit.was, edit.is_) == ("/state", None, "draft")
        again = store.sync(plan, team="shop")
        assert again.drift == 0
        change = plan / "contracts/changes/CR-1.yaml"
        change.write_text(change.read_text().replace("CR-1", "CR 1"))
        refused = store.sync(plan, team="shop")
        assert not refused.ok
        (finding, *_) = refused.findings
        assert (finding.rule, finding.level) == ("file-refused", contracts.LintLevel.ERROR)
        assert (finding.file, finding.line) == ("contracts/changes/CR-1.yaml", 2)


def test_a_layout_that_is_not_there(tmp_path):
    with contracts.open(tmp_path / "s.db", create=True) as store:
        with pytest.raises(contracts.NotFound, match="cannot use the directory"):
            store.sync(tmp_path / "nowhere")
        with pytest.raises(contracts.ArgumentError, match="if_revision is of one"):
            store.sync(tmp_path, if_revision=3)
    with pytest.raises(contracts.NotFound, match="cannot make the directory"):
        contracts.scaffold(tmp_path / "a" / "b")
