import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest

from kg.model.errors import GraphNotFound, InputError, StoreDamaged
from kg.model.records import Extraction
from kg.store.open_store import SCHEMA_VERSION, open_to_read, open_to_write
from tests.fixtures.stored import ENTRY, INPUT, KNOWLEDGE, REJECTED


def test_knowledge_comes_back_as_it_was_given(tmp_path):
    with open_to_write(tmp_path) as store:
        store.replace_knowledge(KNOWLEDGE, facts={"version": "1"})
        store.replace_knowledge(KNOWLEDGE, facts={"version": "2"})
    with open_to_read(tmp_path) as store:
        assert store.knowledge() == KNOWLEDGE
        assert store.facts() == {"version": "2"}


def test_same_knowledge_same_bytes(tmp_path):
    for name in ("a", "b"):
        with open_to_write(tmp_path / name) as store:
            store.add_input(INPUT, [ENTRY], [REJECTED])
            store.replace_knowledge(KNOWLEDGE, facts={})
    assert (tmp_path / "a" / "kg.sqlite").read_bytes() == (tmp_path / "b" / "kg.sqlite").read_bytes()


def test_a_folder_without_a_finished_build_is_no_graph(tmp_path):
    with pytest.raises(GraphNotFound, match="kg build"), open_to_read(tmp_path):
        pass
    with open_to_write(tmp_path) as store:
        store.add_input(INPUT, [ENTRY], [])
    with pytest.raises(GraphNotFound, match="kg build"), open_to_read(tmp_path):
        pass


def test_what_is_no_store_is_named(tmp_path):
    (tmp_path / "kg.sqlite").write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    with pytest.raises(StoreDamaged, match=r"kg\.sqlite is damaged .*remove the folder"), open_to_read(tmp_path):
        pass


@pytest.mark.parametrize("version", [-1, SCHEMA_VERSION + 1])
@pytest.mark.parametrize("opener", [open_to_write, open_to_read, partial(open_to_write, take_over_earlier=True)])
def test_a_later_version_is_refused_with_a_remedy(tmp_path, version, opener):
    with open_to_write(tmp_path) as store:
        store.replace_knowledge(KNOWLEDGE, facts={"version": "1"})
    connection = sqlite3.connect(tmp_path / "kg.sqlite")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    with pytest.raises(InputError, match="by a later version of kg; use that, or remove that folder"), opener(tmp_path):
        pass


def test_a_second_build_is_turned_away_and_a_reader_is_not(tmp_path):
    with open_to_write(tmp_path) as store:
        store.replace_knowledge(KNOWLEDGE, facts={"version": "1"})
        with pytest.raises(InputError, match="Another build"), open_to_write(tmp_path):
            pass
        connection = sqlite3.connect(tmp_path / "kg.sqlite")
        connection.execute("DELETE FROM paper")  # an open transaction that readers must not see
        with open_to_read(tmp_path) as reader:
            assert reader.knowledge() == KNOWLEDGE
        connection.close()


def test_the_lock_of_a_killed_build_is_gone(tmp_path):
    script = (
        "import os, sys, pathlib\nfrom kg.store.open_store import open_to_write\n"
        "with open_to_write(pathlib.Path(sys.argv[1])):\n    os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False).returncode == 9
    with open_to_write(tmp_path) as store:
        assert store.inputs() == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "outputs").write_text("a file", encoding="utf-8")
    with (
        pytest.raises(InputError, match=r"outputs cannot be written to .*choose another"),
        open_to_write(tmp_path / "outputs" / "store"),
    ):
        pass


# ---- a store that is not as it was written


@pytest.fixture
def store_folder(tmp_path):
    folder = tmp_path / "out" / "store"
    with open_to_write(folder) as store:
        store.add_input(INPUT, [ENTRY], [REJECTED])
        store.add_extractions([("text", Extraction(()))], extractor="e")
        store.replace_knowledge(KNOWLEDGE, facts={"version": "1"})
    return folder


def read_all(folder):
    with open_to_read(folder) as store:
        store.knowledge()
        list(store.entries())
    with open_to_write(folder) as store:
        list(store.entries())
        list(store.extractions(["text"], extractor="e"))
        store.inputs()


REMEDY = r"kg\.sqlite is damaged .*; remove the folder .*store and build again from all your inputs\."


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_cut_store_is_told_with_the_remedy(store_folder, share):
    (store_folder.parent / "manifest.json").write_text("{}")  # a build was finished
    path = store_folder / "kg.sqlite"
    os.truncate(path, int(path.stat().st_size * share))
    with pytest.raises(StoreDamaged, match=REMEDY):
        read_all(store_folder)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET authors = '['",
        "UPDATE entry SET authors = NULL",
        "UPDATE entry SET title = CAST(x'41ff' AS TEXT)",
        "UPDATE input SET entries = 'many'",
        "UPDATE extraction SET record = '{'",
        "UPDATE extraction SET record = '[]'",
        "UPDATE extraction SET record = NULL",
        "DELETE FROM extraction",
        "UPDATE fact SET value = '{' WHERE name = 'knowledge'",
        """UPDATE fact SET value = '{"version":"2"}' WHERE name = 'knowledge'""",
        "UPDATE fact SET value = '[]' WHERE name = 'digests'",
        "DELETE FROM fact WHERE name = 'digests'",
        "UPDATE entity SET id = 'method/y' WHERE id = 'method/x'",
        "UPDATE mention SET start = 1",
        "DELETE FROM entity",
        "DROP TABLE relation",
        "ALTER TABLE paper ADD COLUMN more TEXT",
        "UPDATE entity SET aliases = '" + "[" * 99_999 + "'",
    ],
)
def test_another_content_is_told_with_the_remedy(store_folder, statement):
    connection = sqlite3.connect(store_folder / "kg.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()
    with pytest.raises(StoreDamaged, match=REMEDY):
        read_all(store_folder)


def test_a_folder_in_the_store_s_place_is_told(store_folder):
    (store_folder / "kg.sqlite").unlink()
    (store_folder / "kg.sqlite").mkdir()
    with pytest.raises(StoreDamaged, match="it is a folder"):
        read_all(store_folder)


def test_the_tables_that_a_build_makes_anew_are_mended_by_it(store_folder):
    connection = sqlite3.connect(store_folder / "kg.sqlite")
    with connection:
        connection.execute("DELETE FROM entity")
    connection.close()
    with open_to_write(store_folder) as store:
        store.replace_knowledge(KNOWLEDGE, facts={"version": "1"})
    with open_to_read(store_folder) as store:
        assert store.knowledge() == replace(KNOWLEDGE, rejected=(REJECTED,))


def test_what_an_earlier_extractor_kept_in_another_form_is_read_anew(tmp_path):
    """An earlier version referred to mentions by position; its folder opens and is brought up to date."""
    with open_to_write(tmp_path) as store:
        store.add_extractions([("one", Extraction())], extractor="before")
    with closing(sqlite3.connect(tmp_path / "kg.sqlite")) as connection, connection:
        connection.execute('UPDATE extraction SET record = \'{"claims": [["uses", 0]]}\'')
    with open_to_write(tmp_path) as store:
        assert store.find_missing(["one"], extractor="now") == [0]
        store.add_extractions([("one", Extraction(code=("c",)))], extractor="now")
        store.forget_extractions(but="now")
        assert list(store.extractions(["one"], extractor="now")) == [Extraction(code=("c",))]


def test_an_extraction_whose_mentions_overlap_is_noticed(tmp_path):
    overlapping = '{"mentions": [[0, 5, "MODEL", "Llama", 0.5, "ner"], [3, 8, "MODEL", "ma 70", 0.5, "ner"]]}'
    with open_to_write(tmp_path) as store:
        store.add_extractions([("one", Extraction())], extractor="e")
    with closing(sqlite3.connect(tmp_path / "kg.sqlite")) as connection, connection:
        connection.execute("UPDATE extraction SET record = ?", (overlapping,))
    with pytest.raises(StoreDamaged), open_to_write(tmp_path) as store:
        list(store.extractions(["one"], extractor="e"))


def test_results_lie_in_the_columns_that_this_schema_has_had(tmp_path):
    with open_to_write(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / "kg.sqlite")) as connection:
        columns = [(name, kind) for _, name, kind, *_ in connection.execute("PRAGMA table_info(result)")]
    text = {name for name, kind in columns if kind == "TEXT"}
    whole = [name for name, kind in columns if kind == "INTEGER"]
    assert whole == ["start", "end", "sentence_start", "sentence_end"]
    assert {"paper", "metric", "dataset", "subject", "comparator", "task", "value", "conditions", "spread"} <= text
    assert len(columns) == 23
