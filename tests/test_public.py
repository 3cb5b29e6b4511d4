"""The public surface of each package is what its `__all__` says, and all of that is there."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

PUBLIC = {
    "kg.evaluate": [
        "Annotation",
        "Calibration",
        "Compared",
        "Figures",
        "Mistake",
        "Named",
        "Reported",
        "calibration",
        "evaluate",
        "mistakes",
        "predicted_of",
        "read_gold",
        "read_predicted",
    ],
    "kg.export.chart": ["render_leaderboard", "render_timeline"],
    "kg.export.html": ["render", "write"],
    "kg.extract": ["Extractor", "load"],
    "kg.extract.results": ["find", "measures"],
    "kg.read": [
        "FileReading",
        "LeftOut",
        "Reading",
        "Unused",
        "find_inputs",
        "iter_items",
        "merge",
        "normalized_title",
        "read",
        "read_bytes",
        "read_stream",
    ],
    "kg.resolve": ["resolve"],
    "kg.run": ["Deadly", "batches", "map_batches"],
    "kg.serve.reconcile": ["routes"],
    "kg.text": ["URL", "Display", "display"],
}


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_the_public_surface_is_exact(name: str) -> None:
    module: ModuleType = importlib.import_module(name)
    assert module.__all__ == PUBLIC[name]
    assert all(hasattr(module, public) for public in PUBLIC[name])
