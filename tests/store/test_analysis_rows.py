"""What pictures need of a whole corpus is kept beside its knowledge, and forgotten with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from kg.model.derived import Community
from kg.store.analysis_rows import AnalysisRows, Series
from kg.store.graph_store import Store
from kg.store.open_store import create_graph
from kg.store.rows import DamagedRow
from tests.fixtures.stored import KNOWLEDGE, store_in_memory

NUMBERS: Mapping[Series, np.ndarray] = MappingProxyType(
    {
        "indptr": np.array([0, 2, 3]),
        "indices": np.array([0, 2**31 - 1, 1]),
        "theme weights": np.array([0.1, 1e-300, 2 / 3]),
        "kinds": np.array([0, 18, 4]),
    }
)
COMMUNITIES = (Community(0, "X · Y", ("method/y", "method/x"), ("p1",)), Community(1, "Z", ("method/z",), ()))


@pytest.fixture
def store() -> Iterator[Store]:
    with store_in_memory(KNOWLEDGE) as store:
        store.analysis_rows.keep(NUMBERS, COMMUNITIES, [("p1", '["\\u00e9"]'), ("p2", "[]")])
        yield store


def test_numbers_themes_and_rows_come_back_to_the_last_digit(store: Store) -> None:
    rows = store.analysis_rows
    for name, numbers in NUMBERS.items():
        assert rows.read_series(name).tolist() == numbers.tolist()
    assert rows.read_communities() == COMMUNITIES
    assert rows.find_page_rows(["p2", "p1"]) == {"p1": '["\\u00e9"]', "p2": "[]"}
    assert rows.find_page_rows([]) == {}


def test_what_is_kept_goes_with_the_knowledge_that_it_is_of(store: Store) -> None:
    assert store.analysis_rows.is_kept
    store.replace_knowledge(KNOWLEDGE, facts={})
    assert not store.analysis_rows.is_kept
    assert store.analysis_rows.read_communities() == ()


def test_a_graph_of_a_build_that_kept_none_has_none(tmp_path: Path) -> None:
    with create_graph(tmp_path) as store:
        assert not store.analysis_rows.is_kept
        for table in ("series", "community", "page_row"):
            store._connection.execute(f"DROP TABLE {table}")
        assert not store.analysis_rows.is_kept


@pytest.mark.parametrize(
    ("damage", "read", "message"),
    [
        (
            "UPDATE series SET numbers = (SELECT numbers FROM series WHERE name = 'indptr') WHERE name = 'kinds'",
            lambda rows: rows.read_series("kinds"),
            "the kinds in it have changed",
        ),
        ("DELETE FROM series", lambda rows: rows.read_series("indices"), "the indices in it have changed"),
        ("UPDATE community SET name = 'Q'", lambda rows: rows.read_communities(), "table community has changed"),
        ("UPDATE page_row SET row = '[1]'", lambda rows: rows.find_page_rows(["p1"]), "table page_row has changed"),
        ("DELETE FROM page_row WHERE paper = 'p1'", lambda rows: rows.find_page_rows(["p1", "p2"]), "lost the row"),
    ],
)
def test_what_changed_is_noticed(
    store: Store, damage: str, read: Callable[[AnalysisRows], object], message: str
) -> None:
    store._connection.execute(damage)
    with pytest.raises(DamagedRow, match=message):
        read(store.analysis_rows)
