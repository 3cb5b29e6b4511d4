"""What `import kg` hands on: which names, at which cost, and that nothing takes their place."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg

HEAVY = {"kg.pipeline", "kg.extraction", "networkx", "numpy", "onnxruntime", "pandas", "pydantic", "rdflib", "spacy"}


def modules_after(code: str) -> set[str]:
    """The modules that a fresh process has loaded once it has run `code`."""
    code += "\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_the_interface_is_exact_and_sorted() -> None:
    assert kg.__all__ == [
        "Answer",
        "Comparison",
        "Difference",
        "Document",
        "Entity",
        "EntityDetails",
        "Evaluation",
        "Graph",
        "GraphNotFound",
        "Hit",
        "InputError",
        "KgError",
        "Mention",
        "NoSuchName",
        "Paper",
        "PaperDetails",
        "QueryError",
        "Rejected",
        "Relation",
        "Result",
        "UsageError",
        "__version__",
        "build",
        "evaluate",
        "extract",
        "merge",
        "open",
        "remove",
    ]
    assert kg.__all__ == sorted(kg.__all__)


def test_every_name_is_there_and_listed_and_documented() -> None:
    for name in kg.__all__:
        assert getattr(kg, name).__doc__, name
    assert set(kg.__all__) <= set(dir(kg))
    assert re.fullmatch(r"\d+\.\d+\.\d+", kg.__version__)


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'opne'") as raised:
        kg.opne  # type: ignore[attr-defined]  # noqa: B018
    assert (raised.value.name, raised.value.obj) == ("opne", kg)  # of these the interpreter makes its suggestion


def test_importing_it_loads_nothing_but_what_switches_telemetry_off() -> None:
    loaded = {name for name in modules_after("import kg") if name.partition(".")[0] == "kg"}
    assert loaded == {"kg", "kg.system", "kg.system.telemetry"}
    assert not HEAVY & modules_after("import kg")


def test_opening_a_graph_loads_nothing_heavy(small_folder: Path) -> None:
    assert not HEAVY & modules_after(
        f"import kg; graph = kg.open({str(small_folder)!r}); repr(graph); graph._repr_html_()"
    )


def test_no_module_has_the_name_of_something_that_is_handed_on() -> None:
    rooms = {module.name for module in pkgutil.iter_modules(kg.__path__)}
    assert not rooms & set(kg.__all__)


@pytest.mark.parametrize("module", ["kg.built", "kg.api"])
def test_the_former_class_warns_and_names_what_to_use(module: str) -> None:
    with pytest.warns(DeprecationWarning, match=r"kg\.Graph now, which kg\.open\(folder\) gives"):
        former = importlib.import_module(module).BuiltGraph
    assert issubclass(former, kg.Graph)
    with pytest.raises(AttributeError, match="has no attribute 'Chart'"):
        importlib.import_module(module).Chart  # noqa: B018
