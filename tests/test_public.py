"""The public surface of each package is what its `__all__` says, and all of that is there."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

PUBLIC = {
    "kg.evaluation": [
        "AnnotatedComparison",
        "AnnotatedMention",
        "AnnotatedResult",
        "Annotation",
        "Calibration",
        "Figures",
        "JudgedStatement",
        "Linking",
        "Mistake",
        "evaluate",
        "find_mistakes",
        "measure_calibration",
        "number_key",
        "parse_prediction",
        "read_gold",
        "read_judged",
        "read_predictions",
        "score_linking",
        "spelling_key",
        "to_display_text",
    ],
    "kg.pictures.pages.chart_page": ["render_leaderboard", "render_timeline"],
    "kg.pictures.pages.map_page": ["render", "write"],
    "kg.extraction": ["Extractor", "load"],
    "kg.extraction.results": ["NumberReading", "find_results", "read_numbers"],
    "kg.read": [
        "FileReading",
        "Reading",
        "SkippedInput",
        "UnusedField",
        "find_inputs",
        "find_replaced",
        "iter_items",
        "merge",
        "merge_on_disk",
        "normalise_title",
        "read",
        "read_bytes",
        "read_stream",
    ],
    "kg.resolve": ["resolve"],
    "kg.engines": [
        "Cluster",
        "FatalItem",
        "Stage",
        "choose_cluster",
        "map_batches",
        "map_on_cluster",
        "split_into_batches",
    ],
    "kg.serve.reconcile": ["routes"],
}


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_the_public_surface_is_exact(name: str) -> None:
    module: ModuleType = importlib.import_module(name)
    assert module.__all__ == PUBLIC[name]
    assert all(hasattr(module, public) for public in PUBLIC[name])
