"""What a policy makes of a comparison."""

from __future__ import annotations

import copy
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


def test_a_declared_major_line_is_not_compared_with_the_one_before() -> None:
    groups = policy(groups={"by": "major"})
    labels = {"old_label": "1.4.0", "new_label": "2.0.0"}
    apart = contracts.diff(OLD, NEW, policy=groups, **labels)
    assert apart.compatible and apart.policy is not None
    assert (apart.policy.old_group, apart.policy.new_group) == ("1", "2")
    assert not contracts.diff(OLD, NEW, policy=groups).compatible
    assert not contracts.diff(OLD, NEW, policy=groups, old_label="2.0.0", new_label="2.1.0").compatible
    with pytest.raises(contracts.ArgumentError):
        contracts.diff(OLD, NEW, policy=groups, old_label="a b", new_label="2.0.0")
    with pytest.raises(TypeError):
        contracts.diff(OLD, NEW, policy=groups, old_label=1)  # type: ignore[arg-type]


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


SPAN = {"since": "2026-02-01", "expires": "2026-06-01"}
MAY = datetime(2026, 5, 1, tzinfo=timezone.utc)


def test_where_a_waiver_stands_is_what_the_library_says(store: contracts.Store) -> None:
    """A contract's waiver that is longer than its team allows does not hold."""
    store.create("shop", "item", OLD)
    store.activate("shop", "item", "1.0.0")
    own = {"rule": "type-changed", "part": "/n", "reason": "r", "owner": "o"} | SPAN
    store.set_policy("shop", "item", {"waivers": [own]}, reason="r")
    store.set_policy("shop", None, {"max_waiver_days": 10}, reason="r")
    assert store.policy("shop", "item").policy.waivers[0].state_at(MAY) == "active"
    (bounded,) = store.policy("shop", "item", effective=True).policy.waivers
    assert bounded.state_at(MAY) == "too-long"
    assert bounded.state_at(MAY + timedelta(days=90)) == "expired"
    (standing,) = store.waivers("shop", "item", at=MAY)
    assert standing.state == standing.waiver.state_at(MAY) == "too-long"
    assert standing.waiver == bounded and standing.waiver.expires_at == bounded.expires_at


@pytest.mark.parametrize(
    "written, last",
    [
        ("2026-04-30T18:00:00z", datetime(2026, 4, 30, 18)),
        ("2026-04-30t20:00:00+02:00", datetime(2026, 4, 30, 18)),
        ("2026-04-30 18:00:00Z", datetime(2026, 4, 30, 18)),
        ("2026-04-30T23:59:60Z", datetime(2026, 5, 1)),
        ("2026-04-30", datetime(2026, 4, 30, 23, 59, 59, 999999)),
        ("1950-01-01T00:00:00Z", datetime(1950, 1, 1)),
        ("0000-01-01", datetime.min),
    ],
)
def test_the_end_of_a_waiver_however_it_is_written(written: str, last: datetime) -> None:
    last = last.replace(tzinfo=timezone.utc)
    given = {"fingerprint": "0" * 16, "reason": "r", "owner": "o", "expires": written}
    by = policy(waivers=[given])
    (one,) = by.policy.waivers
    assert one.expires_at == last
    if last.year > 1:
        assert one.state_at(last) == "active"
    assert one.state_at(last + timedelta(microseconds=1)) == "expired"
    with pytest.raises(contracts.ArgumentError, match="when has no time zone"):
        one.state_at(datetime(2026, 1, 1))
    with pytest.raises(contracts.UnsupportedError, match="this Waiver is a copy"):
        copy.copy(one).state_at(last)


def test_waivers_of_findings_know_where_they_stand(store: contracts.Store) -> None:
    """In a comparison, that of an evolution, and the reasons of an answer."""
    (finding,) = contracts.diff(OLD, NEW).findings
    by = policy(waivers=[waiver(finding.fingerprint)])
    used = [contracts.diff(OLD, NEW, policy=by, now=END).findings[0].policy]
    store.create("shop", "item", OLD)
    store.activate("shop", "item", "1.0.0")
    long = waiver(finding.fingerprint) | {"since": "2026-01-01", "expires": "2099-01-01"}
    store.set_policy("shop", "item", {"waivers": [long]}, reason="r")
    comparison = store.evolve("shop", "item", NEW).comparison
    assert comparison is not None
    used.append(comparison.findings[0].policy)
    stored = store.evolution("shop", "item", "latest").comparison
    assert stored is not None
    used.append(stored.findings[0].policy)
    for one in used:
        assert one is not None and one.waiver is not None
        assert one.waiver.state_at(END) == "active"
        assert one.waiver.state_at(one.waiver.expires_at + timedelta(days=1)) == "expired"
