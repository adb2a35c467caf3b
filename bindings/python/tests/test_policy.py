"""What a policy makes of a comparison."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest

import contracts
from contracts.policy_results import GraceDays

OLD = b'{"type":"object","properties":{"n":{"type":"string"},"other":{}}}'
NEW = b'{"type":"object","properties":{"n":{"type":"integer"},"other":{}}}'
END = datetime(2030, 2, 1, 23, 59, 59, 999999, tzinfo=timezone.utc)


def policy(**more: object) -> contracts.DiffPolicy:
    return contracts.read_policy(json.dumps(more).encode())


def waiver(fingerprint: str) -> dict[str, str]:
    return {
        "fingerprint": fingerprint,
        "reason": "agreed",
        "owner": "ada",
        "since": "2030-01-01",
        "expires": "2030-02-01",
    }


def test_a_waiver_sets_a_finding_aside_for_its_time() -> None:
    plain = contracts.diff(OLD, NEW)
    assert plain.policy is None and plain.bump_reason == "breaking"
    (finding,) = plain.findings
    assert finding.policy is None
    by = policy(id="house", max_waiver_days=90, waivers=[waiver(finding.fingerprint)])
    assert by.policy.id == "house" and by.policy.ignore_unused is None
    (one,) = by.policy.waivers
    assert one.expires_at == END
    assert one.state_at(END) == "active"
    assert one.state_at(END + timedelta(seconds=1)) == "expired"
    assert one.state_at(datetime(2029, 12, 31, tzinfo=timezone.utc)) == "pending"

    waived = contracts.diff(OLD, NEW, policy=by, now=END)
    assert waived.verdict == "compatible" and waived.bump_reason == "set-aside"
    assert waived.policy and waived.policy.waived == 1 and waived.policy.sha256 == by.sha256
    assert waived.counts.breaking == 0
    (finding,) = waived.findings
    assert finding.level == "breaking"
    assert finding.policy and finding.policy.waiver and finding.policy.waiver.owner == "ada"
    assert '"suppressions"' in waived.render("sarif")

    late = contracts.diff(OLD, NEW, policy=by, now=END + timedelta(seconds=1))
    assert late.verdict == "incompatible"
    assert "policy.waiver-expired" in [f.rule for f in late.findings]


def test_parts_that_nobody_uses() -> None:
    by = policy(ignore_unused=True)
    assert contracts.diff(OLD, NEW, policy=by, used=["/other"]).policy.unused == 1  # type: ignore
    assert contracts.diff(OLD, NEW, policy=by, used=[]).compatible
    assert not contracts.diff(OLD, NEW, policy=by, used=["/n"]).compatible
    assert not contracts.diff(OLD, NEW, policy=by).compatible
    with pytest.raises(contracts.NotFound, match="neither document has a part '/typo'"):
        contracts.diff(OLD, NEW, policy=by, used=["/n", "/typo"])


def test_deprecations_give_notice() -> None:
    head = b"openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get: "
    old, new = head + b"{}", head + b"{deprecated: true}"
    by = policy(grace_days={"stable": 30})
    assert by.policy.grace_days == GraceDays(stable=30, beta=None)
    assert policy().policy.grace_days is None
    told = contracts.diff(old, new, policy=by)
    assert [f.rule for f in told.findings] == ["api-deprecated-sunset-missing"]
    assert told.grace_days and told.grace_days.stable == 30 and told.grace_days.beta is None
    assert contracts.diff(old, new).grace_days is None
    assert "notice of deprecations: 30 days" in told.render()
    with pytest.raises(contracts.InputError, match="/grace_days/beta: should be a whole number"):
        policy(grace_days={"beta": -1})


def test_what_is_wrong_is_refused() -> None:
    with pytest.raises(contracts.InputError, match="is no rule; did you mean 'type-changed'|no rule"):
        policy(levels=[{"rule": "no-such-rule", "level": "info"}])
    with pytest.raises(TypeError, match="read it first"):
        contracts.diff(OLD, NEW, policy=b"{}")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not one text"):
        contracts.diff(OLD, NEW, policy=policy(), used="/n")
    assert "max_waiver_days" in contracts.policy_schema()


def test_a_store_keeps_policies(store: contracts.Store) -> None:
    store.create("shop", "item", OLD)
    store.activate("shop", "item", "1.0.0")
    with pytest.raises(contracts.NotFound, match="team 'shop' has no policy"):
        store.policy("shop")
    kept = store.set_policy("shop", None, b"{ignore_unused: true}", reason="agreed")
    assert (kept.team, kept.contract, kept.revision) == ("shop", None, 1)
    assert kept.reason == "agreed" and kept.set_at is not None
    assert store.set_policy("shop", None, b"{ignore_unused: true}", dry_run=True).dry_run
    evolution = store.evolve("shop", "item", NEW)
    assert evolution.bump == "major" and evolution.bump_text == "breaking findings: major"
    (finding,) = evolution.comparison.findings  # type: ignore[union-attr]
    with pytest.raises(contracts.ArgumentError, match="a waiver needs a reason"):
        store.waive("shop", "item", rule=finding.rule, part=finding.part, owner="o", expires="2099-01-01")
    more = store.waive(
        "shop", "item", rule=finding.rule, part=finding.part, owner="ada", expires="2099-01-01", reason="r"
    )
    assert more.contract == "item" and more.policy.waivers[0].reason == "r"
    (one,) = store.waivers("shop", "item")
    assert one.of == "shop/item" and one.state == "active" and one.waiver.owner == "ada"
    (one,) = store.waivers("shop", "item", at=datetime(2100, 1, 1, tzinfo=timezone.utc))
    assert one.state == "expired"
    holds = store.policy("shop", "item", effective=True)
    assert holds.policy.ignore_unused and len(holds.policy.waivers) == 1
    then = datetime(2090, 1, 1, tzinfo=timezone.utc)
    assert contracts.diff(OLD, NEW, policy=holds, now=then).compatible
    store.activate("shop", "item", "latest")
    assert store.clear_policy("shop", "item").policy.waivers == ()
    assert store.waivers("shop", "item") == ()
