"""Results write themselves: the same bytes as the command, in every way that the library knows."""

import copy
import gc
import json
import os
import pickle
import subprocess
from datetime import datetime, timezone
from pathlib import Path

import contracts
import pytest
from conftest import SCHEMA_1, SCHEMA_2
from test_deals import deal

NOW = datetime(2026, 6, 1, tzinfo=timezone.utc)


@pytest.fixture
def store(path):
    with contracts.open(path, create=True, actor="ada", clock=lambda: NOW) as opened:
        deal(opened)
        opened.ledger_chart("shop", "deal")
        for day, amount in (("2026-01-15", 3000000), ("2026-02-10", 150000)):
            opened.post(
                "shop",
                "deal",
                contracts.EntrySpec(
                    kind="cost",
                    date=day,
                    memo="Größe, <b>",
                    postings=[("Assets:Deal:Cost", amount), ("Liabilities:Deal:Supplier", -amount)],
                ),
            )
        opened.share_assess(
            "shop", "deal", "interim", as_of="2026-02-28", earned=40000, forecast="190000"
        )
        opened.open_change("shop", "deal", b"id: CR-1\nsummary: More\nrequester: studio\n")
        yield opened


@pytest.fixture
def command(path):
    """What the command prints."""
    program = os.environ.get("CONTRACTS", "")
    if not os.access(program, os.X_OK):
        pytest.skip("no command; CONTRACTS names it")

    def run(*arguments: str) -> str:
        options = [program, "--db", str(path), "--now", "2026-06-01T00:00:00Z", *arguments]
        done = subprocess.run(options, capture_output=True, check=False)
        assert done.stderr == b""
        return done.stdout.decode()

    return run


FORMS = {
    "statement": (
        lambda store: store.ledger_statement("shop", "deal", "studio", until="2026-03-31"),
        "ledger statement shop/deal --party studio --until 2026-03-31",
        "text json csv html",
    ),
    "burn": (
        lambda store: store.ledger_burn("shop", "deal", "2026-06-30"),
        "ledger burn shop/deal --until 2026-06-30",
        "text json csv svg",
    ),
    "metrics": (
        lambda store: store.metrics("shop", "deal", since="2026-01-01", until="2026-12-31"),
        "metrics shop/deal --from 2026-01-01 --until 2026-12-31",
        "text json prometheus",
    ),
    "adr": (
        lambda store: store.decision_adr("shop", "deal", "CR-1"),
        "decision adr shop/deal/CR-1",
        "markdown text json",
    ),
    "version": (
        lambda store: store.get("shop", "deal", "1.0.0"),
        "contract get shop/deal@1.0.0",
        "text json",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_result_writes_what_the_command_prints(store, command, name):
    ask, words, kinds = FORMS[name]
    result = ask(store)
    for kind in kinds.split():
        assert result.render(kind) == command(*words.split(), "--format", kind), kind


V1 = b'{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}}}'
V2 = b'{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}}}'


def compared(old: str = "v1.json", new: str = "v2.json", **options) -> contracts.Diff:
    sources = contracts.Source(V1, file=old), contracts.Source(V2, file=new)
    return contracts.diff(*sources, **options)


def test_a_comparison_is_a_report(command, tmp_path):
    (tmp_path / "v1.json").write_bytes(V1)
    (tmp_path / "v2.json").write_bytes(V2)
    old, new = (str(tmp_path / name) for name in ("v1.json", "v2.json"))
    for kind in "text json markdown sarif junit github html".split():
        result = compared(old, new, excerpts=kind == "html")
        assert result.render(kind) == command("diff", old, new, "--format", kind), kind
    assert json.loads(compared().render("sarif"))["version"] == "2.1.0"
    assert compared().render(contracts.RenderKind.GITHUB).startswith("::error file=v2.json,line=1,")
    assert " ^\n" not in compared().render()
    assert " ^\n" in compared(excerpts=True).render()


def test_a_view_of_what_breaks_alone():
    whole, view = compared(mode="backward"), compared(mode="backward", breaking_only=True)
    assert {finding.level for finding in view.findings} == {"breaking"}
    assert len(view.findings) == whole.counts.breaking
    assert (view.verdict, view.bump, view.counts) == (whole.verdict, whole.bump, whole.counts)


def test_what_the_forms_are(store):
    statement = store.ledger_statement("shop", "deal")
    assert statement.render("csv").startswith("row,entry,booked,effective,kind,")
    assert statement.render(contracts.RenderKind.HTML).startswith("<!doctype html>")
    assert "Größe, &#60;b&#62;" in statement.render("HTML")
    burn = store.ledger_burn("shop", "deal")
    assert burn.render("svg").startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "# TYPE contracts_" in store.metrics("shop", "deal").render("prometheus")
    assert "\x1b[" in statement.render("color")
    assert statement.render() == statement.render("text")
    assert contracts.Statement.from_json(statement.render("json")) == statement


def test_kinds_that_a_result_does_not_know(store):
    statement = store.ledger_statement("shop", "deal")
    with pytest.raises(contracts.UnsupportedError) as caught:
        statement.render("svg")
    assert str(caught.value) == (
        "a ctr_statement is not written as svg (7); wanted text, json, color, csv or html"
    )
    assert caught.value.details == {
        "kind": "svg",
        "wanted": "text, json, color, csv or html",
    }
    with pytest.raises(contracts.UnsupportedError) as caught:
        store.ledger_burn("shop", "deal").render("pdf")
    assert str(caught.value) == (
        "'pdf' is no way of writing this result; wanted text, json, color, csv or svg"
    )
    assert caught.value.details["kind"] == "pdf"
    with pytest.raises(contracts.ArgumentError, match="kind holds a NUL"):
        statement.render("c\0v")
    with pytest.raises(TypeError, match="kind must be a str, not int"):
        statement.render(5)


def test_items_of_lists_write_themselves(store, orders_of):
    shown = {version.name: version.render("json") for version in store.list(team="shop")}
    for name, text in shown.items():
        assert text == store.get("shop", name, "1.0.0").render("json")
    entries = list(store.entries("shop", "deal", page_size=1))
    assert len(entries) > 2
    for entry in entries:
        assert contracts.Entry.from_json(entry.render("json")) == entry
    assert [rule.render("json") for rule in contracts.rules()][0].startswith("{")
    events = list(store.events())
    assert [contracts.Event.from_json(event.render("json")) for event in events] == events


@pytest.fixture
def orders_of(store):
    store.create("shop", "orders", SCHEMA_1)
    store.create("shop", "bills", SCHEMA_1)


def test_a_result_outlives_its_store(path):
    with contracts.open(path, create=True, actor="ada") as store:
        version = store.create("shop", "orders", SCHEMA_1)
        page = store.list()
    del store
    gc.collect()
    assert contracts.Version.from_json(version.render("json")) == version
    assert next(page).render("json") == version.render("json")


def test_what_the_library_did_not_make_is_not_written(store, orders_of):
    store.activate("shop", "orders", "1.0.0")
    evolution = store.evolve("shop", "orders", SCHEMA_2)
    version = store.get("shop", "orders", "1.0.0")
    assert store.active("shop", "orders") == version
    for one in (
        store.active("shop", "orders"),
        copy.copy(version),
        pickle.loads(pickle.dumps(version)),
        contracts.Version.from_json(version.render("json")),
    ):
        with pytest.raises(contracts.UnsupportedError, match="this Version is a copy, a part of"):
            one.render("text")
    assert evolution.render("text").startswith("shop/orders@")
    rules = contracts.rules()
    for one in (copy.copy(rules), rules[:2], pickle.loads(pickle.dumps(rules))):
        assert type(one) is tuple and one == rules[: len(one)]
    assert not hasattr(evolution.comparison.findings[0], "render")


def test_results_without_a_store_write_themselves():
    diff = contracts.diff(SCHEMA_1, SCHEMA_2)
    assert contracts.Diff.from_json(diff.render("json")) == diff
    assert "breaking" in diff.render("text")
    calendar = contracts.read_calendar({"id": "c", "zone": "UTC", "week": {"mon": ["09:00-17:00"]}})
    facts = calendar.facts
    del calendar
    gc.collect()
    assert contracts.CalendarFacts.from_json(facts.render("json")) == facts


def test_the_memory_of_results_is_freed(store):
    """A statement of C is some 10 KB; five thousand of them would be seen."""

    def resident() -> int:
        fields = Path("/proc/self/statm").read_text().split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")

    for _ in range(50):
        store.ledger_statement("shop", "deal").render("html")
    gc.collect()
    before = resident()
    for _ in range(2000):
        store.ledger_statement("shop", "deal").render("csv")
    gc.collect()
    assert resident() - before < 8 << 20


REPORTS = "text json markdown sarif junit github html"


def test_the_comparison_of_an_evolution_is_a_report(store, orders_of):
    """So is each with an earlier version, of the evolution that was stored too."""
    store.activate("shop", "orders", "1.0.0")
    store.edit("shop", "orders", mode="backward-transitive")
    store.evolve("shop", "orders", SCHEMA_2, label="2.0.0")
    store.activate("shop", "orders", "2.0.0", declare_break=True, reason="agreed")
    made = store.evolve("shop", "orders", V2, label="3.0.0")
    for evolution in (made, store.evolution("shop", "orders", "3.0.0")):
        assert evolution.earlier
        for diff in (evolution.comparison, *(one.comparison for one in evolution.earlier)):
            assert contracts.Diff.from_json(diff.render("json")) == diff
            assert len({diff.render(kind) for kind in REPORTS.split()}) == 7
            results = json.loads(diff.render("sarif"))["runs"][0]["results"]
            assert {one["ruleId"] for one in results} == {one.rule for one in diff.findings}
        version = evolution.version
        assert contracts.Version.from_json(version.render("json")) == version
        assert evolution.render().startswith("shop/orders@3.0.0")


def test_lists_write_themselves_as_a_whole(store, orders_of, command):
    policy = {"rule": "type-changed", "reason": "r", "owner": "ada", "expires": "2026-09-01"}
    store.set_policy("shop", None, {"waivers": [policy | {"part": "/a"}]}, reason="r")
    store.activate("shop", "orders", "1.0.0")
    store.run_begin("prod", team="shop", name="orders", new_environment=True)
    for found, words in (
        (store.waivers("shop", "orders"), "waivers shop/orders"),
        (store.environments("shop"), "environment list shop"),
        (store.environments("nobody"), "environment list nobody"),
        (contracts.rules(), "rules"),
        (store.periods("shop", "deal"), "ledger periods shop/deal"),
    ):
        for kind in ("text", "json"):
            assert found.render(kind) == command(*words.split(), "--format", kind), words
        assert isinstance(found, tuple)
    assert [one.name for one in store.environments("shop")] == ["prod"]
    assert contracts.rules().render() and contracts.share_lint(RULE).render("json").startswith("{")


RULE = {"model": "target_cost", "pain_share_pct": 50, "gain_share_pct": 50}


def test_used_parts_are_an_outline(command, tmp_path):
    (tmp_path / "s.json").write_bytes(V1)
    (tmp_path / "u.json").write_bytes(b'{"a": "x"}')
    given = (tmp_path / "s.json", tmp_path / "u.json")
    used = contracts.used_parts(*given)
    assert used == ("/a",)
    assert used.render("json") == command("used-parts", *map(str, given), "--format", "json")


def test_environments_of_many_pages_are_one_list(store, orders_of, monkeypatch):
    store.activate("shop", "orders", "1.0.0")
    for name in ("dev", "prod", "test"):
        store.run_begin(name, team="shop", name="orders", new_environment=True)
    whole = store.environments("shop")
    monkeypatch.setattr(contracts._environments, "_PAGE", 1)
    found = store.environments("shop")
    assert found == whole and isinstance(found, contracts.Listing)
    assert json.loads(found.render("JSON")) == json.loads(whole.render("json"))
    assert [found.render().count(one.name) for one in whole] == [1, 1, 1]


def test_what_results_are_made_of_writes_itself(store):
    with store.batch() as batch:
        batch.create("shop", "orders", SCHEMA_1)
        batch.register("shop", "orders", "tax")
    first, second = batch.results
    assert contracts.Version.from_json(first.version.render("json")) == first.version
    assert contracts.Consumer.from_json(second.consumer.render("json")) == second.consumer
    assert batch.results.render("json").startswith("{")
    store.activate("shop", "orders", "1.0.0")
    (run,) = store.run_begin("prod", team="shop", name="orders", new_environment=True).runs
    assert contracts.Run.from_json(run.render("json")) == run
    trial = store.balance("shop", "deal")
    assert trial.accounts
    for one in trial.accounts:
        assert contracts.Account.from_json(one.render("json")) == one
    entries = store.ledger_statement("shop", "deal", until="2026-03-31").entries
    assert entries
    for one in entries:
        assert contracts.Entry.from_json(one.render("json")) == one
