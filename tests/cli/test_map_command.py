"""`kg map` on the sample listings."""

from __future__ import annotations

import json
import re

import pytest

from kg.cli import main


@pytest.fixture
def draw_map(built_folder, tmp_path):
    def run(*args):
        page = tmp_path / "map.html"
        assert main(["map", *args, "-o", str(page), "--graph", str(built_folder)]) == 0
        return page.read_text()

    return run


def nodes(page):
    (data,) = re.findall(r'<script id="picture"[^>]*>(.*?)</script>', page, re.DOTALL)
    return json.loads(data)["nodes"]


def test_around_a_name_shows_what_is_linked_to_it(draw_map):
    node_ids = {node["id"] for node in nodes(draw_map("--around", "CFG"))}
    assert "method/classifier-free-guidance" in node_ids
    assert 2 < len(node_ids) < 100
    assert len({node["id"] for node in nodes(draw_map("--around", "CFG", "--depth", "2"))}) >= len(node_ids)


def test_type_and_top_choose(draw_map):
    chosen_nodes = nodes(draw_map("--type", "benchmark", "--type", "metric", "--top", "12"))
    assert 2 <= len(chosen_nodes) <= 12
    assert {node["id"].split("/")[0] for node in chosen_nodes} <= {"dataset", "metric"}


def test_a_name_that_nothing_has(built_folder, tmp_path, capsys):
    assert main(["map", "--around", "no such thing", "-o", str(tmp_path / "x.html"), "--graph", str(built_folder)]) == 1
    assert "no entity named" in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()


def caption(page):
    [text] = re.findall(r'<p id="caption">(.*?)</p>', page, re.DOTALL)
    return text


def data(page):
    (text,) = re.findall(r'<script id="data"[^>]*>(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


def test_top_is_shown_in_full(draw_map):
    assert len(nodes(draw_map("--type", "method", "--top", "100"))) == 100


def test_papers_stand_beside_what_they_name(draw_map):
    kinds = {node["kind"] for node in nodes(draw_map("--papers"))}
    assert {"PAPER", "METHOD", "TASK"} <= kinds


def test_two_are_compared_by_any_of_their_names(draw_map):
    page = draw_map("--compare", "LoRA", "mixture of experts")
    assert {"method/low-rank-adaptation", "model/mixture-of-experts"} <= {node["id"] for node in nodes(page)}
    assert "<h1>low-rank adaptation and mixture of experts</h1>" in page


def test_since_leaves_out_earlier_papers_and_says_what_becomes_of_the_undated(draw_map):
    without, also = draw_map("--since", "2024"), draw_map("--since", "2024", "--undated")
    counts = [int(re.findall(r"in ([\d,]+) papers", caption(page))[0]) for page in (without, also)]
    match = re.search(
        r"Since 2024: (\d+) of the (\d+) dated papers; (\d+) papers have no date and are left out", caption(without)
    )
    assert match is not None
    dated, all_dated, undated = map(int, match.groups())
    assert all_dated + undated == 468
    assert counts == [dated, dated + undated]
    assert "no date and are in it too" in caption(also)


def test_a_name_that_only_earlier_papers_have(built_folder, tmp_path, capsys):
    args = ["map", "--since", "2030", "--around", "CFG", "-o", str(tmp_path / "x.html"), "--graph", str(built_folder)]
    assert main(args) == 1
    assert "No paper since 2030 names classifier-free guidance; --undated" in capsys.readouterr().err


def test_a_timeline_counts_every_paper_that_names_a_concept(draw_map):
    timeline = data(draw_map("--timeline", "--around", "CFG", "--top", "10"))
    [row] = [row for row in timeline["rows"] if row["name"] == "classifier-free guidance"]
    titles = [timeline["papers"][n]["title"] for cell in [*row["cells"], row["undated"]] for n in cell]
    assert len(titles) == len(set(titles)) == 15
    assert len(timeline["rows"]) == 10


def test_a_leaderboard_keeps_the_undated_in_sight(draw_map):
    values = data(draw_map("--leaderboard", "--benchmark", "ImageNet-256", "--metric", "FID"))["values"]
    values_by_subject = {(value["text"], value["subject"]): value for value in values}
    assert values_by_subject["1.04", "Semantic-First Diffusion"]["date"] is None
    assert values_by_subject["1.19", "LightningDiT-XL/1+IG"]["record"]
    assert not values_by_subject["1.34", "LightningDiT-XL/1+IG"]["record"]


def test_what_does_not_go_together_is_a_mistake_of_the_command_line(built_folder, tmp_path, capsys):
    args = ["map", "--timeline", "--leaderboard", "-o", str(tmp_path / "x.html"), "--graph", str(built_folder)]
    assert main(args) == 2
    assert "ask for one" in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()
