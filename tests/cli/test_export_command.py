"""`kg export` on the sample listings."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.cli import main
from kg.export.registry import FORMATS
from kg.model.errors import EXIT_DATA, EXIT_USAGE


def test_every_format_is_listed_with_what_it_is_for(capsys):
    assert main(["export", "--list"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in FORMATS)


def test_what_a_build_wrote_is_written_again_byte_for_byte(built_folder, tmp_path, capsys):
    for name in ("turtle", "csv", "jsonl"):
        assert main(["export", name, "-o", str(tmp_path / name), "--graph", str(built_folder)]) == 0
        for file in FORMATS[name].files:
            assert (tmp_path / name / file).read_bytes() == (built_folder / file).read_bytes()
            assert str(tmp_path / name / file) in (message := capsys.readouterr().err) or message == ""


def test_one_file_goes_to_standard_output(built_folder, capfdbinary):
    assert main(["export", "spacy", "--graph", str(built_folder)]) == 0
    assert capfdbinary.readouterr().out == (built_folder / "patterns.jsonl").read_bytes()


def test_quads_hold_the_three_graphs(built_folder, tmp_path):
    path = tmp_path / "all.nq"
    assert main(["export", "nquads", "-o", str(path), "--graph", str(built_folder)]) == 0
    store = pyoxigraph.Store()
    store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
    sizes = {graph.value.partition("#")[2]: 0 for graph in store.named_graphs()}
    for quad in store:
        sizes[quad.graph_name.value.partition("#")[2]] += 1
    for name, file in (("facts", "graph.ttl"), ("provenance", "mentions.ttl"), ("derived", "derived.ttl")):
        assert sizes[name] == sum(1 for _ in pyoxigraph.parse(path=str(built_folder / file)))


def test_the_evidence_can_be_left_out(built_folder, capfdbinary):
    assert main(["export", "trig", "--facts-only", "--graph", str(built_folder)]) == 0
    quads = pyoxigraph.parse(capfdbinary.readouterr().out, format=pyoxigraph.RdfFormat.TRIG)
    assert {quad.graph_name.value.partition("#")[2] for quad in quads} == {"facts", "derived"}


def test_a_page_holds_graph_and_engine(built_folder, tmp_path):
    whole, facts = tmp_path / "page.html", tmp_path / "facts.html"
    assert main(["export", "page", "-o", str(whole), "--graph", str(built_folder)]) == 0
    assert main(["export", "page", "-o", str(facts), "--facts-only", "--graph", str(built_folder)]) == 0
    assert 1_000_000 < facts.stat().st_size < whole.stat().st_size
    assert "connect-src &#39;none&#39;" in whole.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ([], EXIT_USAGE, "Which format? There are csv,"),
        (["xls"], EXIT_DATA, "no export format 'xls'. There are csv, graphml,"),
        (["turtel"], EXIT_DATA, "no export format 'turtel'. Did you mean turtle?"),
        (["turtle", "-o", "-"], EXIT_USAGE, "several files; name a folder"),
        (["csv", "--facts-only"], EXIT_USAGE, "--facts-only goes with nquads, page, trig"),
    ],
)
def test_what_cannot_be_written_is_told(built_folder, capsys, args, code, message):
    assert main(["export", *args, "--graph", str(built_folder)]) == code
    assert message in capsys.readouterr().err


def test_a_folder_of_files_does_not_take_the_place_of_a_file(built_folder, tmp_path, capsys):
    path = tmp_path / "taken"
    path.write_text("mine")
    assert main(["export", "turtle", "-o", str(path), "--graph", str(built_folder)]) == EXIT_USAGE
    assert path.read_text() == "mine"
    assert "is a file" in capsys.readouterr().err
