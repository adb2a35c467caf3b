"""What the README shows is what happens."""

import contextlib
import io
import re

import contracts
import pytest


@pytest.fixture
def blocks(sources):
    text = (sources / "bindings" / "python" / "README.md").read_text("utf-8")
    return dict(re.findall(r"```(\w+)\n(.*?)```", text, re.S))


def test_the_example_prints_what_it_says(blocks, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(blocks["python"], "README.md", "exec"), {})
    assert out.getvalue() == blocks["text"]
    assert len(blocks["python"].splitlines()) < 30


def test_what_it_names_is_there(sources):
    text = (sources / "bindings" / "python" / "README.md").read_text("utf-8")
    for name in re.findall(r"`contracts\.(\w+)`", text):
        assert hasattr(contracts, name)
    for name in re.findall(r"`store\.(\w+)\(\)`", text):
        assert hasattr(contracts.Store, name)
