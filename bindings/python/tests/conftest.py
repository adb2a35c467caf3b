"""What the tests share: a store in memory and one in a file, with a clock and ids of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import contracts
import pytest

START = datetime(2026, 1, 1, tzinfo=timezone.utc)

SCHEMA_1 = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {"id": {"type": "string"}, "note": {"type": "string"}},
    "required": ["id"],
}
SCHEMA_2 = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {"id": {"type": "integer"}, "note": {"type": "string"}},
    "required": ["id"],
}


class Clock:
    """Every look at it moves it on by a second."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory() -> Callable[..., contracts.Store]:
    """Opens stores in memory and closes them."""
    opened: list[contracts.Store] = []

    def make(**options: Any) -> contracts.Store:
        opened.append(contracts.open(":memory:", **options))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(clock: Clock) -> Iterator[contracts.Store]:
    """A store in memory; the actor is "ada"."""
    with contracts.open(":memory:", actor="ada", clock=clock) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def disk(path: Path) -> Iterator[contracts.Store]:
    """A store in a file, at `path`."""
    with contracts.open(path, create=True, actor="ada") as opened:
        yield opened


@pytest.fixture
def orders(store: contracts.Store) -> contracts.Store:
    """A store with shop/orders@1.0.0, active."""
    store.create("shop", "orders", {"endpoints": ["/orders"]})
    store.activate("shop", "orders", "1.0.0")
    return store


@pytest.fixture
def sources() -> Path:
    """The top of the source tree."""
    return Path(os.environ.get("CTR_SRCDIR") or Path(__file__).parents[3])


@pytest.fixture
def child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Runs a piece of Python in another process; kills it at the end."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-c", code, *map(str, arguments)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
