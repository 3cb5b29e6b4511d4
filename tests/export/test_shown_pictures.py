"""A picture around a name is the same whether the build kept what it needs or all records are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from kg.bounds.doubt import SHOW_ALL, SetApart, set_apart
from kg.export.shown_graph import ShownGraph
from kg.export.shown_pictures import draw_shown
from kg.export.views import find_bounds
from kg.model.errors import NoSuchName, UsageError
from kg.pictures.drawing import PictureRequest, draw
from kg.store.graph_store import Store
from kg.store.open_store import open_to_read

NAME = "LoRA"


@pytest.fixture(scope="module")
def store(small_folder: Path) -> Iterator[Store]:
    with open_to_read(small_folder / "store") as store:
        yield store


@pytest.fixture(scope="module")
def apart(store: Store) -> SetApart:
    return set_apart(store.knowledge(), find_bounds(store))


def refuse() -> NoReturn:
    raise AssertionError("all records are read")


@pytest.mark.parametrize(
    "request_",
    [
        PictureRequest(around=NAME),
        PictureRequest(around=NAME, depth=2),
        PictureRequest(around=NAME, depth=3, top=4),
        PictureRequest(around=NAME, types=["method", "benchmark"]),
        PictureRequest(around=NAME, papers=True),
    ],
)
def test_a_neighbourhood_is_drawn_without_all_records(store: Store, apart: SetApart, request_: PictureRequest) -> None:
    shown = ShownGraph(store, apart.bounds)
    assert draw_shown(shown, request_, refuse) == draw(apart.sure, request_, doubtful=apart.doubtful)


def test_an_unknown_name_gets_the_same_suggestions(store: Store, apart: SetApart) -> None:
    request = PictureRequest(around="LoRRA")
    with pytest.raises(NoSuchName) as computed:
        draw(apart.sure, request)
    with pytest.raises(NoSuchName) as kept:
        draw_shown(ShownGraph(store, apart.bounds), request, refuse)
    assert str(kept.value) == str(computed.value)


def test_what_does_not_go_together_is_refused_before_anything_is_read(store: Store) -> None:
    with pytest.raises(UsageError, match="--depth says how far to go"):
        draw_shown(ShownGraph(store, find_bounds(store)), PictureRequest(depth=2), refuse)


@pytest.mark.parametrize(
    "request_",
    [
        PictureRequest(),
        PictureRequest(around=NAME, timeline=True),
        PictureRequest(around=NAME, since="2000", undated=True),
    ],
)
def test_other_pictures_are_drawn_from_all_records(store: Store, apart: SetApart, request_: PictureRequest) -> None:
    shown = ShownGraph(store, apart.bounds)
    with pytest.raises(AssertionError, match="all records"):
        draw_shown(shown, request_, refuse)
    assert draw_shown(shown, request_, lambda: apart) == draw(apart.sure, request_, doubtful=apart.doubtful)


def test_at_other_bounds_a_neighbourhood_is_drawn_from_all_records(store: Store) -> None:
    whole = set_apart(store.knowledge(), SHOW_ALL)
    request = PictureRequest(around=NAME)
    shown = ShownGraph(store, SHOW_ALL)
    assert draw_shown(shown, request, lambda: whole) == draw(whole.sure, request, doubtful=whole.doubtful)
    assert shown.open_analysis() is None
