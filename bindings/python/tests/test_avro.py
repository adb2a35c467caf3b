"""Avro schemas: known by their content, compared in both directions, parts by name."""

from __future__ import annotations

import contracts

OLD = b'{"type":"record","name":"shop.Order","fields":[{"name":"id","type":"int"}]}'
NEW = (
    b'{"type":"record","name":"shop.Order","fields":[{"name":"id","type":"long"},'
    b'{"name":"note","type":"string","default":""}]}'
)


def test_it_is_compared_by_schema_resolution() -> None:
    diff = contracts.diff(OLD, NEW)
    assert diff.format is contracts.Format.AVRO
    assert diff.compatible
    forward = contracts.diff(OLD, NEW, mode="forward")
    assert not forward.compatible
    assert [(f.rule, f.level, f.part) for f in forward.findings] == [
        ("avro-type-promoted", "breaking", "shop.Order.id"),
        ("avro-field-added", "info", "shop.Order.note"),
    ]


def test_the_word_asks_for_it() -> None:
    assert contracts.Format("avro") is contracts.Format.AVRO
