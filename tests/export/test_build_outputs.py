"""What a build does to a folder: it replaces nothing of others, and a machine that fails it can be mended."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.analyse import analysis
from kg.cli import main
from kg.corrections import Corrections
from kg.export.build_outputs import make_content, publish_build, refuse_foreign
from kg.export.registry import FILES
from kg.export.run_manifest import MANIFEST, Run
from kg.export.views import read_apart
from kg.model.errors import InputError
from kg.model.knowledge import Knowledge
from kg.sparql.index_folder import find_index_home
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Boolean, Solutions
from kg.store.generations import find_current, list_generations
from kg.store.open_store import open_to_read, open_to_write

# ---- what is computed


@pytest.mark.parametrize("name", ["build_incidence", "find_communities"])
def test_a_figure_is_computed_once_for_all_files(
    two_themes: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    calls: list[str] = []
    compute: Callable[..., object] = getattr(analysis, name)

    def count_and_compute(*arguments: object) -> object:
        calls.append(name)
        return compute(*arguments)

    monkeypatch.setattr(analysis, name, count_and_compute)
    content = make_content(two_themes, Run("extractor", ()))
    for file in ("derived.ttl", "graph.html"):
        FILES[file](content, tmp_path / file)
    assert calls == [name]


# ---- files of others


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_no_file_of_others_is_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(InputError, match=rf"holds {name}, which no build of kg has written .*choose another -o"):
        refuse_foreign(tmp_path, None)
    assert (tmp_path / name).read_text() == "mine"


def test_all_that_would_be_replaced_is_named_links_that_lead_nowhere_too(tmp_path: Path) -> None:
    (tmp_path / "papers.jsonl").symlink_to("nowhere")
    (tmp_path / "graph.ttl").mkdir()
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "apples").write_text("3")
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"holds graph\.ttl, papers\.jsonl, store, which"):
        refuse_foreign(tmp_path, None)


@pytest.mark.parametrize("manifest", ['{"name": "an app"}', "[]", "no JSON", "", '{"version": "1", "counts": {}}'])
def test_a_manifest_of_something_else_is_no_build(tmp_path: Path, manifest: str) -> None:
    (tmp_path / MANIFEST).write_text(manifest)
    with pytest.raises(InputError, match="holds manifest"):
        refuse_foreign(tmp_path, None)


def test_other_corrections_than_those_given_are_of_others(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text("# mine\n")
    refuse_foreign(tmp_path, None)  # which it applies, and keeps
    refuse_foreign(tmp_path, Corrections(text="# mine\n"))
    with pytest.raises(InputError, match=r"holds corrections\.toml"):
        refuse_foreign(tmp_path, Corrections(text="# theirs\n"))


def test_what_a_build_has_begun_it_may_finish(tmp_path: Path) -> None:
    with open_to_write(tmp_path / "store"):
        pass
    (tmp_path / "graph.ttl").write_text("of the build that was interrupted")
    refuse_foreign(tmp_path, None)
    assert (tmp_path / "graph.ttl").read_text() == "of the build that was interrupted"


def test_a_build_may_go_on_once_its_store_was_removed(small_folder: Path, tmp_path: Path) -> None:
    for name in ("graph.ttl", MANIFEST):
        (tmp_path / name).write_bytes((small_folder / name).read_bytes())
    refuse_foreign(tmp_path, None)
    assert {path.name for path in tmp_path.iterdir()} == {"graph.ttl", MANIFEST}


def test_a_refused_build_has_read_and_left_nothing(small_input: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("mine")
    done = build(small_input, tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"kg: {tmp_path} holds graph.ttl, which no build of kg has written")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    assert (tmp_path / "graph.ttl").read_text() == "mine"


# ---- a machine that fails


def build(source: Path, folder: Path, limit: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "build", str(source), "-o", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)


def contents(folder: Path) -> dict[str, str]:
    """The digests of all that a build writes beside the store."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def files_up_to(size: int) -> Callable[[], None]:
    """No file may grow beyond `size` bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("most", "message"),
    [
        (0, "store"),
        (50_000, "store/kg.sqlite: disk I/O error; check for room on the disk"),
    ],
)
def test_a_build_without_room_is_a_sentence_and_the_next_goes_on(
    small_folder: Path, small_input: Path, tmp_path: Path, most: int, message: str
) -> None:
    failed = build(small_input, tmp_path / "out", files_up_to(most))
    assert failed.returncode == 1
    assert failed.stderr.startswith("kg: ")
    assert failed.stderr.count("\n") == 1
    assert message in failed.stderr
    assert not list(tmp_path.rglob("*.tmp"))
    assert main(["build", str(small_input), "-o", str(tmp_path / "out")]) == 0
    assert contents(tmp_path / "out") == contents(small_folder)


@pytest.mark.slow
def test_an_export_without_room_is_a_sentence_and_the_next_goes_on(
    small_folder: Path, small_input: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    failed = build(small_input, folder, files_up_to(450_000))
    assert failed.returncode == 1
    message = "graph.html: File too large; raise the limit on the size of files (ulimit -f) and run the command again."
    assert failed.stderr == f"kg: {folder}/{message}\n"
    assert not list(tmp_path.rglob("*.tmp"))
    assert main(["build", str(small_input), "-o", str(folder)]) == 0
    assert contents(folder) == contents(small_folder)


@pytest.mark.slow
def test_a_build_without_rights_is_a_sentence_and_the_next_goes_on(
    small_folder: Path, small_input: Path, tmp_path: Path, without_privileges
) -> None:
    out = tmp_path / "out"
    shutil.copytree(small_folder, out, symlinks=True)
    (out / "generations").chmod(0o555)
    failed = build(small_input, out, without_privileges)
    assert failed.returncode == 1
    assert failed.stderr == (
        f"kg: {out}/generations: Permission denied; check who may read and write it, or name another place.\n"
    )
    (out / "generations").chmod(0o755)
    for folder in (out, out / "store"):
        folder.chmod(0o555)
    refused = build(small_input, out, without_privileges)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    for folder in (out, out / "store"):
        folder.chmod(0o755)
    assert build(small_input, out, without_privileges).returncode == 0
    assert contents(out) == contents(small_folder)


@pytest.mark.slow
def test_a_folder_that_cannot_be_made_is_a_sentence(small_input: Path, tmp_path: Path, without_privileges) -> None:
    tmp_path.chmod(0o555)
    failed = build(small_input, tmp_path / "out", without_privileges)
    tmp_path.chmod(0o755)
    assert failed.returncode == 1
    assert "cannot be written to" in failed.stderr
    assert failed.stderr.count("\n") == 1


@pytest.mark.slow
def test_an_output_folder_and_files_that_are_links_stay_links(
    small_folder: Path, small_input: Path, tmp_path: Path
) -> None:
    real = tmp_path / "real"
    shutil.copytree(small_folder, real)
    for name in ("graph.ttl", "store/kg.sqlite"):
        (real / name).rename(tmp_path / Path(name).name)
        (real / name).symlink_to(tmp_path / Path(name).name)
    (tmp_path / "link").symlink_to("real")
    assert main(["build", str(small_input), "-o", str(tmp_path / "link")]) == 0
    assert (tmp_path / "link").readlink() == Path("real")
    assert (real / "graph.ttl").is_symlink()
    assert (real / "store" / "kg.sqlite").is_symlink()
    assert contents(tmp_path / "link") == contents(small_folder)


def test_what_a_killed_build_left_is_removed_by_the_next(two_themes: Knowledge, tmp_path: Path) -> None:
    index_home = find_index_home(tmp_path)
    index_home.mkdir(parents=True)
    file, folder = tmp_path / ".kg-0123.tmp", index_home / f".{'0' * 32}.0123.tmp"
    file.touch()
    folder.mkdir()
    for left in (file, folder):
        os.utime(left, (1, 1))
    publish_build(two_themes, Run("extractor", ()), tmp_path)
    assert not file.exists()
    assert not folder.exists()
    assert (tmp_path / "graph.ttl").exists()


# ---- one state


RUN = Run("extractor", ())


def count_papers(folder: Path) -> set[int]:
    """How many papers the index, the store, the exports and the manifest of a folder hold."""
    answer = query_graph(folder, "SELECT ?p { ?p a kg:Paper }")
    assert isinstance(answer, Solutions)
    with open_to_read(folder / "store") as store:
        known = len(store.knowledge().papers)
    lines = len((folder / "papers.jsonl").read_text(encoding="utf-8").splitlines())
    return {len(answer.rows), known, lines, json.loads((folder / MANIFEST).read_text())["counts"]["papers"]}


def test_an_equal_build_writes_nothing_and_another_takes_its_place(two_themes: Knowledge, tmp_path: Path) -> None:
    publish_build(two_themes, RUN, tmp_path)
    first = find_current(tmp_path)
    made = (first / "graph.ttl").stat()
    publish_build(two_themes, RUN, tmp_path)
    assert (find_current(tmp_path), (first / "graph.ttl").stat().st_mtime_ns) == (first, made.st_mtime_ns)
    publish_build(replace(two_themes, papers=two_themes.papers[:1]), RUN, tmp_path)
    assert count_papers(tmp_path) == {1}
    assert list_generations(tmp_path) == [find_current(tmp_path)] != [first]


@pytest.mark.parametrize("name", ["graph.sqlite", "graph.ttl", "papers.jsonl", MANIFEST])
def test_a_damaged_file_is_written_anew_by_the_next_build(two_themes: Knowledge, tmp_path: Path, name: str) -> None:
    publish_build(two_themes, RUN, tmp_path)
    path = find_current(tmp_path) / name
    before = path.read_bytes()
    path.write_bytes(before.replace(b"a", b"e"))
    publish_build(two_themes, RUN, tmp_path)
    assert path.read_bytes() == before
    assert count_papers(tmp_path) == {len(two_themes.papers)}


def test_the_manifest_holds_the_hashes_of_all_files(two_themes: Knowledge, tmp_path: Path) -> None:
    publish_build(two_themes, RUN, tmp_path)
    hashes = contents(tmp_path)
    del hashes[MANIFEST]
    assert json.loads((tmp_path / MANIFEST).read_text())["files"] == hashes
    assert hashes.keys() == FILES.keys()


def test_a_build_that_fails_changes_nothing(
    two_themes: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_build(two_themes, RUN, tmp_path)
    before = contents(tmp_path)

    def fail(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(folder / "store" / "index"))

    monkeypatch.setattr("kg.export.build_outputs.build_index", fail)
    with pytest.raises(OSError, match="No space") as caught:
        publish_build(replace(two_themes, papers=()), RUN, tmp_path)
    assert caught.value.filename == str(tmp_path / "store" / "index")
    assert contents(tmp_path) == before
    assert list((tmp_path / "generations").iterdir()) == [find_current(tmp_path)]


@pytest.mark.parametrize("follow", [False, True], ids=["cp -a", "cp -rL"])
def test_a_copy_is_a_graph_that_can_be_read_and_built_on(
    two_themes: Knowledge, tmp_path: Path, *, follow: bool
) -> None:
    publish_build(two_themes, RUN, tmp_path / "out")
    copy = Path(shutil.copytree(tmp_path / "out", tmp_path / "copy", symlinks=not follow))
    shutil.rmtree(tmp_path / "out")
    assert count_papers(copy) == {len(two_themes.papers)}
    publish_build(replace(two_themes, papers=two_themes.papers[:1]), RUN, copy)
    assert count_papers(copy) == {1}
    assert (copy / "current").is_symlink()
    assert len(list((copy / "generations").iterdir())) == 1


def test_a_copy_without_links_can_be_read(two_themes: Knowledge, tmp_path: Path) -> None:
    publish_build(two_themes, RUN, tmp_path)
    for path in tmp_path.iterdir():
        if path.is_symlink():
            path.unlink()  # as rsync without --links does
    assert len(read_apart(tmp_path).whole.papers) == len(two_themes.papers)
    assert query_graph(tmp_path, "ASK { ?p a kg:Paper }") == Boolean(True)


def test_where_there_are_no_links_files_are_plain_and_the_same(
    two_themes: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_build(two_themes, RUN, tmp_path / "linked")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refuse)
    plain = tmp_path / "plain"
    publish_build(replace(two_themes, papers=()), RUN, plain)
    publish_build(two_themes, RUN, plain)
    assert not any(path.is_symlink() for path in plain.rglob("*"))
    assert {name: digest for name, digest in contents(plain).items() if name != "current"} == contents(
        tmp_path / "linked"
    )
    assert count_papers(plain) == {len(two_themes.papers)}


def test_a_folder_of_an_earlier_version_is_taken_over(two_themes: Knowledge, tmp_path: Path) -> None:
    publish_build(replace(two_themes, papers=()), RUN, tmp_path / "before")
    out = tmp_path / "out"
    (out / "store" / "index").mkdir(parents=True)
    for name in (*FILES, MANIFEST):
        shutil.copy(tmp_path / "before" / name, out / name)
    refuse_foreign(out, None)
    publish_build(two_themes, RUN, out)
    assert all((out / name).is_symlink() for name in (*FILES, MANIFEST))
    assert count_papers(out) == {len(two_themes.papers)}
    assert not (out / "store" / "index").exists()


def test_folders_of_others_with_the_names_of_ours_are_named(tmp_path: Path) -> None:
    (tmp_path / "generations").mkdir()
    (tmp_path / "current").write_text("mine")
    with pytest.raises(InputError, match="holds current, generations, which no build"):
        refuse_foreign(tmp_path, None)
