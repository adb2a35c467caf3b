"""What a policy makes of a comparison."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest

import contracts

OLD = b'{"type":"object","properties":{"n":{"type":"string"}}}'
NEW = b'{"type":"object","properties":{"n":{"type":"integer"}}}'
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


def test_what_is_wrong_is_refused() -> None:
    with pytest.raises(contracts.InputError, match="is no rule; did you mean 'type-changed'|no rule"):
        policy(levels=[{"rule": "no-such-rule", "level": "info"}])
    with pytest.raises(TypeError, match="read it first"):
        contracts.diff(OLD, NEW, policy=b"{}")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not one text"):
        contracts.diff(OLD, NEW, policy=policy(), used="/n")
    assert "max_waiver_days" in contracts.policy_schema()
