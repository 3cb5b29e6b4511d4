"""An index that is not as it was built is made again, whatever is wrong with it."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.rdf.namespaces import prefixes
from kg.sparql.index import build_index, mend_index
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Solutions

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
EVERYTHING = "SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"
NAMES = 400
LITTLE = 500_000_000  # bytes


@pytest.fixture(scope="module")
def indexed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a graph and its index, to be copied."""
    folder = tmp_path_factory.mktemp("whole")
    named = "".join(f'model:m{i} a kg:Model ; skos:prefLabel "model number {i} of many" .\n' for i in range(NAMES))
    (folder / "graph.ttl").write_text(PREFIXES + named, encoding="utf-8")
    build_index(folder)
    return folder


@pytest.fixture
def folder(indexed_folder: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "out"
    shutil.copytree(indexed_folder, copy, copy_function=shutil.copy2)
    return copy


def index_of(folder: Path) -> Path:
    (path,) = (path for path in (folder / "store" / "index").iterdir() if path.is_dir())
    return path


def everything(folder: Path, *, memory: int | None = None) -> Solutions:
    """All that the index holds. Where the engine is to meet damage, only with a limit: it may take all there is."""
    answer = query_graph(folder, EVERYTHING, memory=memory)
    assert isinstance(answer, Solutions)
    return answer


def is_like_new(folder: Path) -> bool:
    """Whether what is there is one index and its pointer, and the index is as it was built."""
    home = folder / "store" / "index"
    pointer = json.loads((home / "current").read_text())
    return {path.name for path in home.iterdir()} == {"current", pointer["index"]} and not mend_index(folder)


def files_of(kind: str) -> Callable[[Path], list[Path]]:
    return lambda folder: sorted(index_of(folder).glob(kind))


DATA = {"tables": "*.sst", "manifest": "MANIFEST-*", "current": "CURRENT", "record": "checksums.json"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", DATA.values(), ids=DATA)
def test_lost_files_are_no_loss(folder: Path, kind: str) -> None:
    expected = everything(folder)
    for path in files_of(kind)(folder):
        path.unlink()
    assert everything(folder) == expected
    assert is_like_new(folder)


@pytest.mark.slow
@pytest.mark.parametrize("kind", DATA.values(), ids=DATA)
@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_cut_files_are_no_loss(folder: Path, kind: str, share: float) -> None:
    expected = everything(folder)
    for path in files_of(kind)(folder):
        os.truncate(path, int(path.stat().st_size * share))
    assert everything(folder) == expected
    assert is_like_new(folder)


def flip(path: Path, share: float, *, keeping_time: bool = False) -> None:
    """Turn one bit over, so far into the file."""
    stat = path.stat()
    data = bytearray(path.read_bytes())
    data[int(len(data) * share)] ^= 4
    path.write_bytes(data)
    if keeping_time:
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize("kind", ["*.sst", "MANIFEST-*", "CURRENT"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
def test_flipped_bits_are_no_loss(folder: Path, kind: str, share: float) -> None:
    expected = everything(folder)
    for path in files_of(kind)(folder):
        flip(path, share)
    assert everything(folder) == expected
    assert is_like_new(folder)


@pytest.mark.parametrize("kind", ["*.sst", "MANIFEST-*", "CURRENT"])
def test_what_decays_without_a_trace_is_mended_once_the_engine_stumbles(folder: Path, kind: str) -> None:
    """Times and sizes are as they were, so that only the engine sees it, as it opens the index or as it reads."""
    expected = everything(folder)
    for path in files_of(kind)(folder):
        flip(path, 0.3, keeping_time=True)
    assert everything(folder, memory=LITTLE) == expected
    assert is_like_new(folder)


def damage_data(folder: Path) -> None:
    """Damage that opening the index does not meet: where tables hold their rows, which is before all else."""
    tables = [path for path in files_of("*.sst")(folder) if path.stat().st_size > 5000]
    assert tables
    for path in tables:
        flip(path, 0.05, keeping_time=True)


@pytest.mark.slow
def test_damage_that_shows_while_a_query_runs_is_mended_and_the_query_asked_again(folder: Path) -> None:
    expected = everything(folder)
    damage_data(folder)
    assert everything(folder, memory=LITTLE) == expected
    assert is_like_new(folder)


POINTERS = [
    "",
    "garbage",
    "[]",
    "{}",
    "null",
    '{"index": 3, "files": {}}',
    '{"index": "../..", "files": {}}',
    "[" * 9999,
]


@pytest.mark.slow
@pytest.mark.parametrize("text", POINTERS, ids=range(len(POINTERS)))
def test_a_pointer_that_says_nothing_is_written_again(folder: Path, text: str) -> None:
    expected = everything(folder)
    (folder / "store" / "index" / "current").write_text(text)
    assert everything(folder) == expected
    assert is_like_new(folder)


def _pointer_is_a_folder(home: Path) -> None:
    (home / "current").unlink()
    (home / "current").mkdir()


def _pointer_is_no_text(home: Path) -> None:
    (home / "current").write_bytes(b"\xff\xfe\x00")


def _home_is_a_file(home: Path) -> None:
    shutil.rmtree(home)
    home.write_text("x")


def _index_is_a_file(home: Path) -> None:
    (path,) = (path for path in home.iterdir() if path.is_dir())
    shutil.rmtree(path)
    path.write_text("x")


def _index_is_empty(home: Path) -> None:
    (path,) = (path for path in home.iterdir() if path.is_dir())
    shutil.rmtree(path)
    path.mkdir()


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage", [_pointer_is_a_folder, _pointer_is_no_text, _home_is_a_file, _index_is_a_file, _index_is_empty]
)
def test_what_is_of_another_kind_gives_way(folder: Path, damage: Callable[[Path], None]) -> None:
    expected = everything(folder)
    damage(folder / "store" / "index")
    assert everything(folder) == expected
    assert is_like_new(folder)


def test_a_build_makes_a_damaged_index_again(folder: Path) -> None:
    flip(max(files_of("*.sst")(folder)), 0.5, keeping_time=True)
    build_index(folder)
    assert is_like_new(folder)


def test_folders_of_others_beside_the_index_are_left_alone(folder: Path) -> None:
    (folder / "store" / "index" / "mine").mkdir()
    (folder / "graph.ttl").write_text(f"{PREFIXES}model:new a kg:Model .", encoding="utf-8")
    everything(folder)
    assert (folder / "store" / "index" / "mine").is_dir()


# ---- where nobody may write


def kg(
    folder: Path, *, limit: Callable[[], None], text: str = "ASK { model:m7 a kg:Model }"
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "query", text, "--graph", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)


@pytest.fixture
def closed_folder(folder: Path) -> Iterator[Path]:
    """The folder, in which nobody may write; it is opened again at the end."""
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def close(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def test_a_damaged_index_where_nobody_may_write_is_done_without(closed_folder: Path, without_privileges) -> None:
    for path in files_of("*.sst")(closed_folder):
        flip(path, 0.5)
    close(closed_folder)
    done = kg(closed_folder, limit=without_privileges)
    assert (done.stdout, done.stderr, done.returncode) == ("true\n", "", 0)


def test_no_room_for_an_index_is_done_without(folder: Path) -> None:
    shutil.rmtree(folder / "store")
    done = kg(folder, limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))
    assert (done.stdout, done.stderr, done.returncode) == ("true\n", "", 0)
    assert list((folder / "store" / "index").iterdir()) == []


def test_damage_that_shows_late_where_nobody_may_write_is_a_sentence(closed_folder: Path, without_privileges) -> None:
    damage_data(closed_folder)
    path = index_of(closed_folder)
    close(closed_folder)

    def limit_memory() -> None:
        without_privileges()
        resource.setrlimit(resource.RLIMIT_DATA, (LITTLE, LITTLE))

    done = kg(closed_folder, limit=limit_memory, text=EVERYTHING)
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr == (
        f"kg: {path} is damaged and cannot be removed (Permission denied); "
        f"copy {closed_folder} to where you can write.\n"
    )
