"""What a result of C is made of that C hands out by itself, in the order in which the result of
Python has it, so that each part of that can be asked as the whole can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ._contracts import lib

CData = Any
Part = tuple[Any, str, CData]
"""A part of a result of Python, the name of its type in C, and the part of C that it was read
from."""
Parts = Callable[[Any, CData], Iterable[Part]]


def nothing(value: Any, c: CData) -> Iterable[Part]:
    """What cannot be taken apart."""
    return ()


def items(item: str, of: str, function: str = "") -> Parts:
    """The parts of a list: its items."""
    at = getattr(lib, function or f"ctr_{of}_at")

    def parts(values: Iterable[Any], c: CData) -> Iterable[Part]:
        return ((value, item, at(c, index)) for index, value in enumerate(values))

    return parts


def _of_finding(finding: Any, c: CData) -> Iterator[Part]:
    if finding.policy is not None and finding.policy.waiver is not None:
        yield finding.policy.waiver, "waiver", lib.ctr_finding_waiver(c)


def _of_diff(diff: Any, c: CData) -> Iterator[Part]:
    for at, finding in enumerate(diff.findings):
        yield from _of_finding(finding, lib.ctr_diff_at(c, at))


def _of_can(can: Any, c: CData) -> Iterator[Part]:
    for at, reason in enumerate(can.reasons):
        if reason.finding is not None:
            yield from _of_finding(reason.finding, lib.ctr_reason_finding(lib.ctr_can_at(c, at)))


def _of_evolution(evolution: Any, c: CData) -> Iterator[Part]:
    yield evolution.version, "version", lib.ctr_evolution_version(c)
    if evolution.comparison is not None:
        yield evolution.comparison, "diff", lib.ctr_evolution_diff(c)
    for at, earlier in enumerate(evolution.earlier):
        yield earlier.comparison, "diff", lib.ctr_evolution_earlier_diff(c, at)


def _of_policy(policy: Any, c: CData) -> Iterator[Part]:
    for at, waiver in enumerate(policy.policy.waivers):
        yield waiver, "waiver", lib.ctr_policy_waiver(c, at)


def _of_waivers(waivers: Iterable[Any], c: CData) -> Iterator[Part]:
    for at, standing in enumerate(waivers):
        yield standing.waiver, "waiver", lib.ctr_waiver_list_waiver(c, at)


def _of_change(change: Any, c: CData) -> Iterator[Part]:
    if change.classification is not None:
        yield change.classification, "classification", lib.ctr_change_classification(c)
    if change.decision is not None:
        yield change.decision, "decision", lib.ctr_change_decision(c)


def _of_batch(done: Iterable[Any], c: CData) -> Iterator[Part]:
    for at, item in enumerate(done):
        if item.version is not None:
            yield item.version, "version", lib.ctr_batch_result_version(c, at)
        if item.consumer is not None:
            yield item.consumer, "consumer", lib.ctr_batch_result_consumer(c, at)


def _in(member: str, parts: Parts) -> Parts:
    return lambda value, c: parts(getattr(value, member), c)


PARTS: dict[str, Parts] = {
    "batch_result": _of_batch,
    "can": _of_can,
    "change": _of_change,
    "diff": _of_diff,
    "evolution": _of_evolution,
    "policy": _of_policy,
    "run_list": _in("runs", items("run", "run_list")),
    "statement": _in("entries", items("entry", "statement", "ctr_statement_entry")),
    "sweep": _in("actions", items("action", "sweep")),
    "trial": _in("accounts", items("account", "trial")),
    "waiver_list": _of_waivers,
}
"""By the name of the result's type in C; lists of one kind of item bring their own, see _core."""
