"""What `contracts` has is what it says it has."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import contracts

HERE = Path(contracts.__file__).parent


def test_all_is_a_literal_that_type_checkers_can_read():
    tree = ast.parse((HERE / "__init__.py").read_text())
    (given,) = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    assert ast.literal_eval(given) == contracts.__all__ == sorted(set(contracts.__all__))


def test_all_names_are_there_and_all_that_are_there_are_named():
    """Nothing that a module gives away is left out, and no name is of something else."""
    public = set(contracts.__all__)
    for name in public:
        assert getattr(contracts, name) is not None
    for module in pkgutil.iter_modules(contracts.__path__):
        if module.name != "_contracts":
            listed = getattr(importlib.import_module(f"contracts.{module.name}"), "__all__", ())
            assert set(listed) <= public, module.name
    there = {
        name
        for name, value in vars(contracts).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert there == public


def test_results_gives_all_results():
    for name, value in vars(contracts.results).items():
        if not name.startswith("_") and not inspect.ismodule(value):
            assert getattr(contracts, name) is value


def test_what_calls_give_has_a_public_name():
    """Whoever writes down a type finds it in the package."""
    for of in (contracts, contracts.Store, contracts.Batch, contracts.Calendar):
        for name, function in inspect.getmembers(of, inspect.isfunction):
            if name.startswith("_"):
                continue
            given = str(inspect.signature(function).return_annotation)
            for part in ast.walk(ast.parse(given, mode="eval")):
                if isinstance(part, ast.Name) and part.id[0].isupper() and part.id != "Any":
                    known = {*contracts.__all__, "Self", "Iterator", "Decimal"}
                    assert part.id in known, (name, given)
