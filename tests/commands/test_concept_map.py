"""`kg map` on the sample listings."""

from __future__ import annotations

import json
import re

import pytest

from kg.cli import main


@pytest.fixture
def drawn(built, tmp_path):
    def run(*args):
        page = tmp_path / "map.html"
        assert main(["map", *args, "-o", str(page), "--graph", str(built)]) == 0
        return page.read_text()

    return run


def nodes(page):
    (data,) = re.findall(r'<script id="picture"[^>]*>(.*?)</script>', page, re.DOTALL)
    return json.loads(data)["nodes"]


def test_around_a_name_shows_what_is_linked_to_it(drawn):
    shown = {node["id"] for node in nodes(drawn("--around", "CFG"))}
    assert "method/classifier-free-guidance" in shown
    assert 2 < len(shown) < 100
    assert len({node["id"] for node in nodes(drawn("--around", "CFG", "--depth", "2"))}) >= len(shown)


def test_type_and_top_choose(drawn):
    shown = nodes(drawn("--type", "benchmark", "--type", "metric", "--top", "12"))
    assert 2 <= len(shown) <= 12
    assert {node["id"].split("/")[0] for node in shown} <= {"dataset", "metric"}


def test_a_name_that_nothing_has(built, tmp_path, capsys):
    assert main(["map", "--around", "no such thing", "-o", str(tmp_path / "x.html"), "--graph", str(built)]) == 1
    assert "no entity named" in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()
