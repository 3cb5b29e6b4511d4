import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from kg.model.errors import GraphNotFound, InputError, StoreDamaged
from kg.model.records import Extraction
from kg.store.open_store import create_graph, open_to_read, open_to_write
from tests.fixtures.stored import ENTRY, INPUT, KNOWLEDGE, REJECTED, write_knowledge


def test_knowledge_comes_back_as_it_was_given(tmp_path):
    with create_graph(tmp_path) as store:
        store.replace_knowledge(KNOWLEDGE, facts={"version": "1"})
        store.replace_knowledge(KNOWLEDGE, facts={"version": "2"})
    with open_to_read(tmp_path / "store") as store:
        assert store.knowledge() == KNOWLEDGE
        assert store.facts() == {"version": "2"}


def test_same_knowledge_same_bytes(tmp_path):
    for name in ("a", "b"):
        with open_to_write(tmp_path / name / "store") as store:
            store.add_input(INPUT, [ENTRY], [REJECTED])
        write_knowledge(tmp_path / name, KNOWLEDGE)
    for file in ("store/kg.sqlite", "graph.sqlite"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_a_folder_without_a_finished_build_is_no_graph(tmp_path):
    with pytest.raises(GraphNotFound, match="kg build"), open_to_read(tmp_path / "out" / "store"):
        pass
    with open_to_write(tmp_path / "out" / "store") as store:
        store.add_input(INPUT, [ENTRY], [])
    with pytest.raises(GraphNotFound, match="kg build"), open_to_read(tmp_path / "out" / "store"):
        pass


def test_what_is_no_store_is_named(tmp_path):
    (tmp_path / "kg.sqlite").write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    with pytest.raises(StoreDamaged, match=r"kg\.sqlite is damaged .*remove the folder"), open_to_write(tmp_path):
        pass


def test_another_version_is_refused_with_a_remedy(tmp_path):
    with open_to_write(tmp_path):
        pass
    connection = sqlite3.connect(tmp_path / "kg.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(InputError, match="remove that folder"), open_to_write(tmp_path):
        pass


def test_a_second_build_is_turned_away_and_a_reader_is_not(tmp_path):
    with open_to_write(tmp_path / "store") as store:
        write_knowledge(tmp_path, KNOWLEDGE)
        store.add_input(INPUT, [ENTRY], [])
        with pytest.raises(InputError, match="Another build"), open_to_write(tmp_path / "store"):
            pass
        with open_to_read(tmp_path / "store") as reader:
            assert reader.knowledge() == KNOWLEDGE


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
    write_knowledge(folder.parent, KNOWLEDGE)
    return folder


def read_all(folder):
    with open_to_read(folder) as store:
        store.knowledge()
    with open_to_write(folder) as store:
        list(store.entries())
        list(store.extractions(["text"], extractor="e"))
        store.inputs()


def change(path, statement):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


REMEDIES = {
    "store/kg.sqlite": r"kg\.sqlite is damaged .*; remove the folder .*store and build again from all your inputs\.",
    "graph.sqlite": r"graph\.sqlite is damaged .*; run `kg build INPUT\.\.\. -o .*out` again, with any of its inputs",
}


@pytest.mark.parametrize("file", REMEDIES)
@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7])  # the last pages may hold nothing
def test_a_cut_store_is_told_with_the_remedy(store_folder, file, share):
    (store_folder.parent / "manifest.json").write_text("{}")  # a build was finished
    path = store_folder.parent / file
    os.truncate(path, int(path.stat().st_size * share))
    with pytest.raises(StoreDamaged, match=REMEDIES[file]):
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
    ],
)
def test_another_content_of_what_was_read_is_told_with_the_remedy(store_folder, statement):
    change(store_folder / "kg.sqlite", statement)
    with pytest.raises(StoreDamaged, match=REMEDIES["store/kg.sqlite"]):
        read_all(store_folder)


def read_knowledge(folder):
    with open_to_read(folder) as store:
        store.facts()
        store.knowledge()


@pytest.mark.parametrize(
    "statement",
    [
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
def test_another_content_of_what_is_known_is_told_with_the_remedy(store_folder, statement):
    change(store_folder.parent / "graph.sqlite", statement)
    with pytest.raises(StoreDamaged, match=REMEDIES["graph.sqlite"]):
        read_knowledge(store_folder)


def test_a_graph_of_another_version_is_told_with_the_remedy(store_folder):
    change(store_folder.parent / "graph.sqlite", "PRAGMA user_version = 99")
    with pytest.raises(InputError, match=r"another version of kg; run `kg build INPUT\.\.\. -o .*out` again"):
        read_knowledge(store_folder)


def test_a_folder_in_which_an_earlier_version_built_is_told_and_taken_over(tmp_path):
    with open_to_write(tmp_path / "store") as store:
        store.add_input(INPUT, [ENTRY], [])
    change(tmp_path / "store" / "kg.sqlite", "PRAGMA user_version = 7")
    with pytest.raises(InputError, match=r"another version of kg; run `kg build INPUT\.\.\. -o .*` again"):
        read_knowledge(tmp_path / "store")
    with open_to_write(tmp_path / "store") as store:
        assert list(store.entries()) == [ENTRY]


def test_a_folder_in_the_store_s_place_is_told(store_folder):
    (store_folder / "kg.sqlite").unlink()
    (store_folder / "kg.sqlite").mkdir()
    with pytest.raises(StoreDamaged, match="it is a folder"):
        read_all(store_folder)


def test_what_an_earlier_extractor_kept_in_another_form_is_read_anew(tmp_path):
    """An earlier version referred to mentions by position; its folder opens and is brought up to date."""
    with open_to_write(tmp_path) as store:
        store.add_extractions([("one", Extraction())], extractor="before")
    with closing(sqlite3.connect(tmp_path / "kg.sqlite")) as connection, connection:
        connection.execute('UPDATE extraction SET record = \'{"claims": [["uses", 0]]}\'')
    with open_to_write(tmp_path) as store:
        assert store.find_missing(["one"], extractor="now") == ["one"]
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
    write_knowledge(tmp_path, KNOWLEDGE)
    with closing(sqlite3.connect(tmp_path / "graph.sqlite")) as connection:
        columns = [(name, kind) for _, name, kind, *_ in connection.execute("PRAGMA table_info(result)")]
    text = {name for name, kind in columns if kind == "TEXT"}
    whole = [name for name, kind in columns if kind == "INTEGER"]
    assert whole == ["start", "end", "sentence_start", "sentence_end"]
    assert {"paper", "metric", "dataset", "subject", "comparator", "task", "value", "conditions", "spread"} <= text
    assert len(columns) == 23
