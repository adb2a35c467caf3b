"""Data contracts: known by their content, readers and writers rated, parts by name."""

from __future__ import annotations

import contracts

HEAD = b"apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\n"
OLD = HEAD + b"slaProperties: [{property: latency, value: 1, unit: h}]\n"
NEW = HEAD + b"slaProperties: [{property: latency, value: 90, unit: min}]\n"


def test_a_weaker_service_level_breaks_readers() -> None:
    diff = contracts.diff(OLD, NEW)
    assert diff.format is contracts.Format.ODCS
    assert [(f.rule, f.level, f.part) for f in diff.findings] == [
        ("odcs-sla-weakened", "breaking", "sla.latency")
    ]
    assert contracts.diff(NEW, OLD).compatible


def test_the_word_asks_for_it() -> None:
    assert contracts.Format("odcs") is contracts.Format.ODCS
