from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kg.model.derived import Community, ConceptMap, MapLink, MapNode
from kg.model.knowledge import Entity, EntityId, Knowledge, LinkedMention, PaperFacts, Relation
from kg.model.records import Paper
from kg.pictures.pages import map_page
from kg.pictures.pages.map_page import _SCRIPTS
from kg.pictures.pages.map_payload import build_map_payload
from tests.fixtures.hostile_strings import STRINGS
from tests.fixtures.results import result


class Page(HTMLParser):
    """What a browser's parser makes of the page: elements, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.visible_text = ""
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag in ("script", "style")
        if self._inside:
            self.raw.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            tag, attrs, text = self.raw[-1]
            self.raw[-1] = (tag, attrs, text + data)
        else:
            self.visible_text += data

    def data(self, identifier: str) -> Any:
        [text] = [text for _, attrs, text in self.raw if attrs.get("id") == identifier]
        return json.loads(text)


def _corpus(
    title: str = "On X", *, url: str = "https://papers.test/1", name: str = "X"
) -> tuple[ConceptMap, Knowledge]:
    abstract = "We propose X. It has 95% accuracy \U0001f600 with X. Nothing else."
    text = f"{title}\n\n{abstract}"
    at = text.index("X. It")
    value = text.index("95")
    second = text.index("accuracy")
    sentence = (text.index("It has"), text.index(" Nothing"))
    mentions = (
        LinkedMention(at, at + 1, "METHOD", "X", EntityId("method/x"), 0.9, "ner"),
        LinkedMention(second, second + 8, "METRIC", "accuracy", EntityId("metric/accuracy"), 0.9, "ner"),
    )
    relation = Relation("proposes", EntityId("method/x"), at, at + 1, len(title) + 2, at + 2, 0.9, False, "rule")
    reported = result(
        "95", value, value_text="95%", unit="%", bound="up to", metric="metric/accuracy", subject="method/x",
        conditions=((sentence[0], sentence[0] + 2),), sentence_start=sentence[0], sentence_end=sentence[1],
    )  # fmt: skip
    facts = PaperFacts(Paper("p", title, abstract, url=url), mentions, (relation,), (reported,), (), (url,))
    knowledge = Knowledge(
        (facts,),
        (
            Entity(EntityId("method/x"), "METHOD", name, (("X", 2), (name, 1)), (), 1, 2),
            Entity(EntityId("metric/accuracy"), "METRIC", "accuracy", (("accuracy", 1),), (), 1, 1),
        ),
        (),
    )
    view = ConceptMap(
        title,
        f"2 of 2 concepts: {title}",
        (
            MapNode("method/x", "METHOD", name, 1, 1.0, 0, -10.0, 5.0),
            MapNode("metric/accuracy", "METRIC", "accuracy", 1, 0.0, 0, 20.0, 5.0),
        ),
        (MapLink("method/x", "metric/accuracy", "shared papers", 1.0, ("p",)),),
        (Community(0, f"{name} · accuracy", ("method/x", "metric/accuracy"), ("p",)),),
    )
    return view, knowledge


def test_the_page_is_one_file_that_fetches_nothing() -> None:
    page = Page(map_page.render(*_corpus()))
    for tag, attributes in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        assert not {"src", "href", "srcset", "action", "style"} & attributes.keys(), (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")]
    assert not re.search(r"@import|url\(", next(text for tag, _, text in page.raw if tag == "style"))
    assert "sourceMappingURL" not in map_page.render(*_corpus())


def test_the_policy_lets_exactly_these_scripts_run() -> None:
    page = Page(map_page.render(*_corpus()))
    [policy] = [a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    scripts = [text for tag, attributes, text in page.raw if tag == "script" and "type" not in attributes]
    hashes = {"'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'" for text in scripts}
    assert set(rules["script-src"].split()) == hashes
    assert len(scripts) == 2


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_hostile_text_stays_text(text: str) -> None:
    plain = Page(map_page.render(*_corpus()))
    page = Page(map_page.render(*_corpus(text, name=text, url="javascript:alert(1)")))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    scripts = [raw for tag, a, raw in page.raw if tag == "script" and "type" not in a]
    assert scripts == [raw for tag, a, raw in plain.raw if tag == "script" and "type" not in a]
    readable = re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert page.data("data")["title"] == readable
    assert page.data("picture")["nodes"][0]["name"] == readable
    assert page.data("data")["entities"][0][1] == readable
    assert readable in page.visible_text
    _, _, url, *_, code, _, _, _, _ = page.data("data")["papers"][0]
    assert (url, code) == ("", [])


ASSETS = Path(map_page.__file__).parents[1] / "web" / "map"


@pytest.mark.parametrize("name", sorted(path.name for path in ASSETS.glob("*.js")))
def test_our_scripts_are_small_and_make_no_markup_of_strings(name: str) -> None:
    script = (ASSETS / name).read_text(encoding="utf-8")
    assert name in _SCRIPTS
    assert len(script.splitlines()) <= 200
    banned = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|</script|<!--"
    assert not re.search(banned, script)
    assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket|https?://(?!www\.w3\.org/2000/svg)", script)


def mentions(paper: list[Any]) -> list[tuple[int, ...]]:
    flat = paper[7]
    return [tuple(flat[i : i + 5]) for i in range(0, len(flat), 5)]


def test_the_panel_has_the_evidence_with_the_name_marked() -> None:
    data = Page(map_page.render(*_corpus())).data("data")
    paper = data["papers"][0]
    sentences = paper[9]
    number, mask, sentence, start, end = mentions(paper)[0]
    assert (number, [kind for bit, kind in enumerate(data["relations"]) if mask >> bit & 1]) == (0, ["proposes"])
    assert sentences[sentence] == "We propose X."
    assert sentences[sentence][start:end] == "X"
    accuracy = mentions(paper)[1]
    assert accuracy[1] == 0
    assert "accuracy" in sentences[accuracy[2]]


def test_the_panel_has_the_whole_result() -> None:
    paper = Page(map_page.render(*_corpus())).data("data")["papers"][0]
    [[metric, dataset, task, subject, comparator, *row]] = paper[8]
    text, value, kind, direction, bound, holder, conditions, score, *at = row
    assert (metric, dataset, task, subject, comparator) == (1, -1, -1, 0, -1)
    assert (text, value, kind, direction, bound, holder) == ("95%", "95", "absolute", None, "up to", "own")
    assert (conditions, score) == (["It"], 90)
    sentence, start, end = at
    units = paper[9][sentence].encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == "95"


def test_the_panel_has_the_spread_as_the_text_writes_it() -> None:
    view, knowledge = _corpus()
    facts = knowledge.papers[0]
    spread = replace(facts.results[0], value_text="95 $\\pm$ 0.5\\%", spread="0.5")
    [row] = build_map_payload(view, replace(knowledge, papers=(replace(facts, results=(spread,)),)))["papers"][0][8]
    assert row[5:7] == ["95 ± 0.5%", "95"]  # what is shown, and what rows are sorted by


def test_a_part_of_a_result_whose_type_does_not_fit_is_left_out_as_in_the_graph() -> None:
    view, knowledge = _corpus()
    facts = knowledge.papers[0]
    wrong = replace(
        facts.results[0],
        metric=EntityId("method/x"),
        dataset=EntityId("metric/accuracy"),
        comparator=EntityId("metric/accuracy"),
    )
    knowledge = replace(knowledge, papers=(replace(facts, results=(wrong,)),))
    [row] = build_map_payload(view, knowledge)["papers"][0][8]
    assert row[:5] == [-1, -1, -1, 0, -1]


def test_doubtful_results_have_a_place_of_their_own() -> None:
    view, knowledge = _corpus()
    facts = knowledge.papers[0]
    rest = replace(facts, results=(replace(facts.results[0], value_text="77"),))
    plain = build_map_payload(view, knowledge)["papers"][0]
    paper = build_map_payload(view, knowledge, [rest])["papers"][0]
    assert paper[8] == plain[8]
    assert plain[10] == []
    assert [row[5] for row in paper[10]] == ["77"]


def test_beyond_its_size_papers_keep_title_link_and_names_but_no_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    view, knowledge = _corpus()
    whole = build_map_payload(view, knowledge)["papers"][0]
    monkeypatch.setattr("kg.pictures.pages.map_payload._MOST_TEXT", 10)
    data = build_map_payload(view, knowledge)
    [paper] = data["papers"]
    assert data["totals"]["quoted"] == 0
    assert paper[:7] == whole[:7]
    assert [row[:2] for row in mentions(paper)] == [row[:2] for row in mentions(whole)]
    assert {row[2:] for row in mentions(paper)} == {(-1, 0, 0)}
    assert paper[8:] == [[], [], []]


def test_offsets_count_as_browsers_do() -> None:
    view, knowledge = _corpus()
    facts = knowledge.papers[0]
    at = facts.paper.text.index("X. Nothing")
    moved = replace(facts.mentions[0], start=at, end=at + 1)
    knowledge = replace(knowledge, papers=(replace(facts, mentions=(moved, facts.mentions[1]), relations=()),))
    paper = Page(map_page.render(view, knowledge)).data("data")["papers"][0]
    _, _, sentence, start, end = mentions(paper)[0]
    units = paper[9][sentence].encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == "X"


def test_nodes_keep_their_places_and_physics_is_off() -> None:
    picture = Page(map_page.render(*_corpus())).data("picture")
    assert [(node["x"], node["y"]) for node in picture["nodes"]] == [(-10.0, 5.0), (20.0, 5.0)]
    assert picture["options"]["physics"]["enabled"] is False
    assert len({node["shape"] for node in picture["nodes"]}) == 2


def test_an_empty_picture_is_a_page(tmp_path: Path) -> None:
    map_page.write(ConceptMap("Nothing", "0 of 0", (), (), ()), Knowledge((), (), ()), tmp_path / "graph.html")
    assert Page((tmp_path / "graph.html").read_text(encoding="utf-8")).data("picture")["nodes"] == []


def test_the_file_holds_the_rendered_page_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    map_page.write(*_corpus(), tmp_path / "a.html")
    map_page.write(*_corpus(), tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == map_page.render(*_corpus())
    assert {path.name for path in tmp_path.iterdir()} == {"a.html", "b.html"}
