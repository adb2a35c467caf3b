"""The story that C, Python, Go and the command all play: tests/scenario/README.md."""

import json
from datetime import datetime, timedelta, timezone

import contracts
import pytest

MASK = 2**64 - 1


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def records(text):
    for record in text.split("\n\n"):
        lines = [line for line in record.splitlines() if line and not line.startswith("#")]
        if lines:
            yield dict(line.split(": ", 1) for line in lines)


def seeded(seed, now_us):
    state = (seed * 0x2545F4914F6CDD1D + now_us) & MASK

    def byte():
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z >> 56

    return lambda size: bytes(byte() for _ in range(size))


def open_at(path, seed, step, **options):
    now = datetime.fromisoformat(step["at"])
    assert now == datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(
        microseconds=int(step["at_us"])
    )
    return contracts.open(
        path,
        actor=step.get("actor"),
        clock=lambda: now,
        random=seeded(seed, int(step["at_us"])),
        **options,
    )


def perform(store, step):
    team, name = step.get("contract", "/").split("/")
    match step["do"]:
        case "create":
            return store.create(
                team,
                name,
                contracts.Source.read(step["document"]),
                label=step["label"],
                type=step["type"],
                owner_role=step["owner_role"],
                owner_agent=step["owner_agent"],
            )
        case "activate":
            return store.activate(team, name, step["label"])
        case "active":
            return store.active(team, name)
        case "evolve":
            return store.evolve(
                team,
                name,
                contracts.Source.read(step["document"]),
                label=step["label"],
                declare_break=True,
                reason=step["declare_break"],
            )
        case "history":
            return list(store.history(team, name))
        case "register":
            return store.register(team, name, step["consumer"], role=step["role"])
        case "summary":
            return store.summary(step["team"])
    raise AssertionError(step)


@pytest.fixture
def scenario(sources, monkeypatch):
    """Documents are named as the story names them."""
    monkeypatch.chdir(sources / "tests" / "scenario")
    return sources / "tests" / "scenario"


def test_the_story_ends_as_it_does_for_the_others(scenario, path):
    head, *steps = records((scenario / "story.txt").read_text())
    seed = int(head["seed"])
    expected = lines(scenario / "results.jsonl")
    for step in steps:
        if step["do"] == "init":
            open_at(path, seed, step, create=True).close()
            continue
        with open_at(path, seed, step) as store:
            result = perform(store, step)
        wanted = expected.pop(0)
        if isinstance(result, list):
            assert [contracts.Version.from_json(v) for v in wanted["versions"]] == result
        else:
            assert type(result).from_json(wanted) == result
    assert not expected
    with contracts.open(path) as store:
        feed = list(store.events())
        assert store.check(replay=True)
    assert feed == [contracts.Event.from_json(line) for line in lines(scenario / "feed.jsonl")]
