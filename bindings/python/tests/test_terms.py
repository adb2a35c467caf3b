"""Governing documents without a store."""

import json
from datetime import datetime, timezone
from pathlib import Path

import contracts
import pytest

MASTER = b"""meta: {id: m, title: The shop}
change_policy:
  thresholds: {budget_delta_pct_major: 10, risk_score_major: 8}
  enforce_after: 2026-01-01
incentives: {model: target_cost, target: 200000, currency: EUR}
"""
CHANGE = b"""id: c
summary: more
threshold_eval: minor
impact_analysis: {budget_delta: 30000, risk_score: 8}
"""
SOW = b"""id: s
dates: {start: 2026-03-02, end: 2026-03-13}
slices:
  - {id: one, expected: 3, confidence_pct: 70, effort: 8}
  - {id: two, outcome: more, expected: 2, confidence_pct: 90, effort: 3, realised: "1.8"}
  - {id: three, expected: 1}
backlog: [{id: A, size: 4}]
"""
CSV = b"id,title,size,added,changed,removed\na,One,90,,,\nb,,10,,,2026-03-06\nc,,20,2026-03-05,,\n"
JULY = datetime(2026, 7, 1, tzinfo=timezone.utc)


def test_terms_say_what_is_given_and_what_holds():
    found = contracts.terms(MASTER)
    assert found.kind is contracts.TermsKind.MASTER
    assert (found.id, found.title) == ("m", "The shop")
    given = {term.path: term for term in found.terms}
    assert given["/change_policy/thresholds/risk_score_major"].value == "8"
    assert given["/meta/id"].line == 1
    assert all(term.given for term in found.terms)
    every = {term.path: term for term in contracts.terms(MASTER, "master", effective=True).terms}
    assert every["/change_policy/on_unknown"].value == "major"
    assert not every["/change_policy/on_unknown"].given
    assert every["/change_policy/on_unknown"].line == 0
    assert every["/change_policy/on_unknown"].about


def test_all_forms_mean_the_same(tmp_path: Path):
    xml = contracts.terms_to_xml(MASTER)
    assert b'<master xmlns="urn:libcontracts:terms:1">' in xml
    file = tmp_path / "m.xml"
    file.write_bytes(xml)
    values = [(term.path, term.value) for term in contracts.terms(MASTER).terms]
    assert [(term.path, term.value) for term in contracts.terms(file).terms] == values
    again = contracts.terms({"id": "c", "summary": "x", "needs": []})
    assert again.kind == "change"


def test_wrong_terms_name_their_place():
    with pytest.raises(contracts.InputError) as caught:
        contracts.terms(contracts.Source(b"meta: {id: m}\nversion: two\n", file="m.yaml"))
    assert str(caught.value) == (
        "m.yaml:2:10: /version: should be a whole number from 1 to 1, found 'two'"
    )
    assert caught.value.details["field"] == "/version"
    assert caught.value.details["line"] == "2"
    with pytest.raises(contracts.UnsupportedError):
        contracts.terms(b"openapi: 3.1.0\n")
    with pytest.raises(contracts.ArgumentError, match="kind 'x'"):
        contracts.terms(MASTER, "x")
    with pytest.raises(contracts.LimitError):
        contracts.terms(MASTER, max_document_bytes=10)
    with pytest.raises(contracts.LimitError):
        contracts.terms(MASTER, max_depth=1)


def test_lint():
    report = contracts.lint(MASTER)
    assert report.kind == "master"
    assert report.errors == 0
    assert [finding.rule for finding in report.findings] == [
        "rights-missing",
        "threshold-splitting",
        "not-computable",
    ]
    finding = report.findings[0]
    assert finding.level is contracts.LintLevel.WARNING
    assert finding.path == "/governance"
    assert finding.line == 1
    assert report.warnings + report.infos == 3


def test_classify():
    got = contracts.classify(MASTER, CHANGE, now=JULY)
    assert got.class_ is contracts.ChangeClass.MAJOR
    assert got.claimed == "minor"
    assert got.claim_differs
    assert got.enforced
    assert got.reasons == ("budget_delta_pct_major: 15 % is greater than the limit 10",)
    budget, risk = got.thresholds
    assert (budget.value, budget.limit, budget.margin, budget.exceeded) == ("15", "10", "-5", True)
    assert (risk.value, risk.limit, risk.margin, risk.exceeded) == ("8", "8", "0", False)
    assert len(got.rule_version) == 16
    assert (got.change, got.master, got.budget_base) == ("c", "m", "target")


def test_classify_options():
    calm = contracts.classify(MASTER, CHANGE, base="400000", now=JULY)
    assert calm.class_ == "minor"
    assert calm.thresholds[0].value == "7.5"
    assert not calm.claim_differs
    before = datetime(2025, 7, 1, tzinfo=timezone.utc)
    assert not contracts.classify(MASTER, CHANGE, now=before).enforced
    broken = contracts.classify(MASTER, CHANGE, base="400000", breaking_consumers=2)
    assert broken.reasons == ("it breaks 2 registered consumers",)
    with pytest.raises(contracts.ArgumentError, match="base of the budget"):
        contracts.classify(MASTER, CHANGE, base="much")
    with pytest.raises(contracts.ArgumentError, match="minor changes"):
        contracts.classify(MASTER, CHANGE, minor_slip="1e13")
    with pytest.raises(contracts.InputError):
        contracts.classify(CHANGE, MASTER)


def test_rank():
    ranking = contracts.rank(SOW)
    assert ranking.sow == "s"
    assert [(r.position, r.id, r.score) for r in ranking.slices] == [
        (1, "two", "0.6"),
        (2, "one", "0.2625"),
        (0, "three", None),
    ]
    assert ranking.slices[0].realised == "1.8"
    assert ranking.slices[0].outcome == "more"
    assert ranking.slices[2].reason == "no effort"


def test_volatility():
    own = contracts.volatility(SOW)
    assert (own.volatility_pct, own.baseline) == ("0", "4")
    got = contracts.volatility(SOW, contracts.Source(CSV, file="items.csv"))
    assert got.computable
    assert (got.volatility_pct, got.net_growth_pct) == ("30", "10")
    assert (got.baseline, got.added, got.changed, got.removed) == ("100", "20", "0", "10")
    assert (got.start, got.end) == ("2026-03-02", "2026-03-13")
    assert [item.id for item in got.items if item.in_baseline] == ["a", "b"]
    assert got.items[1].was_removed
    assert got.items[1].removed == "2026-03-06"
    listed = contracts.volatility(SOW, [{"id": "a", "size": 3}, {"id": "b", "added": "2026-03-03"}])
    assert listed.volatility_pct == "33.333333"
    open_ended = contracts.volatility(b"id: s\nbacklog: [A]\n")
    assert not open_ended.computable
    assert open_ended.reason == "the statement of work has no start date"
    with pytest.raises(contracts.InputError, match="items.csv:2:3"):
        contracts.volatility(SOW, contracts.Source(b"id,size\na,x\n", file="items.csv"))


def test_schemas():
    schema = json.loads(contracts.terms_schema("sow"))
    assert schema["$id"] == "urn:libcontracts:terms:1:sow"
    assert schema["properties"]["slices"]["description"] == "the work in slices of value"
    assert contracts.terms_schema("change", "xsd").startswith(b"<?xml")
    with pytest.raises(contracts.ArgumentError):
        contracts.terms_schema("auto")
    with pytest.raises(contracts.ArgumentError):
        contracts.terms_schema("sow", "rng")


def test_masters_are_contracts(tmp_path: Path):
    with contracts.open(str(tmp_path / "s.db"), create=True, actor="ann") as store:
        first = store.create("shop", "terms", MASTER)
        assert (first.format, first.type) == ("master", "master")
        store.activate("shop", "terms", first.label)
        store.register(
            "shop", "terms", "studio", parts=["/change_policy/thresholds/risk_score_major"]
        )
        draft = store.evolve("shop", "terms", MASTER.replace(b"major: 8", b"major: 7"))
        assert draft.proposed == "2.0.0"
        assert draft.comparison is not None
        (finding,) = draft.comparison.findings
        assert finding.rule == "master-threshold-tightened"
        (impact,) = draft.consumers
        assert (impact.consumer, impact.effect) == ("studio", "breaks")
