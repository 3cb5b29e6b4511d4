"""What a build does to a folder: it replaces nothing of others, and a machine that fails it can be mended."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.analyse import analysis
from kg.cli import main
from kg.corrections import Corrections
from kg.export.build_outputs import make_content, publish_build, refuse_foreign
from kg.export.registry import FILES
from kg.export.run_manifest import MANIFEST, Run
from kg.model.errors import InputError
from kg.model.knowledge import Knowledge
from kg.sparql.index_folder import find_index_home
from kg.store.open_store import open_to_write

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
