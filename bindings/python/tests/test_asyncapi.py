"""AsyncAPI: known by its content, what the application sends is read by others."""

from __future__ import annotations

import contracts

OLD = b"""
asyncapi: 2.6.0
channels:
  orders:
    subscribe:
      message: {name: placed, payload: {type: object, properties: {total: {type: integer}}}}
"""
NEW = OLD.replace(b"integer", b"string")


def test_what_is_sent_is_judged_as_its_readers_see_it() -> None:
    diff = contracts.diff(OLD, NEW)
    assert diff.format is contracts.Format.ASYNCAPI
    assert not diff.compatible
    assert [(f.rule, f.level, f.part) for f in diff.findings] == [
        ("response-property-type-changed", "breaking", "send orders message placed /total"),
    ]


def test_the_word_asks_for_it() -> None:
    assert contracts.Format("asyncapi") is contracts.Format.ASYNCAPI
