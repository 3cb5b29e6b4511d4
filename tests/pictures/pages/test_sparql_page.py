"""The page as a file: what stands in it, and that nothing of a graph can break out of its place."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.model.errors import GraphNotFound, InputError
from kg.pictures.pages import sparql_page
from kg.pictures.pages.sparql_page import pack, read_chunks, write_page
from kg.rdf.namespaces import prefixes
from kg.sparql import queries

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
HOSTILE = """</script><script>alert(1)</script> <!-- \\" ' & 😀 {{7*7}} {% raw %}"""
GRAPH = f'paper:a a kg:Paper ; dcterms:title "{HOSTILE}" . method:m a kg:Method . result:1 a kg:Result .'
MENTIONS = f'statement:1 rdf:subject paper:a ; kg:sentence "{HOSTILE}" .'


class Page(HTMLParser):
    """A page as a browser takes it apart: its policy, and for each script and style its attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy = ""
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self._open: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        assert not [name for name in known if name.startswith("on") or name == "style"]
        assert not {"src", "srcset", "href", "action"} & known.keys()  # nothing to fetch
        if known.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(known["content"])
        self._open = tag
        if tag == "script":
            self.scripts.append((known, ""))
        if tag == "style":
            self.styles.append("")

    def handle_data(self, data: str) -> None:
        if self._open == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        if self._open == "style":
            self.styles[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def block(self, name: str) -> bytes:
        """What a data block holds, unpacked."""
        (text,) = (text for known, text in self.scripts if known.get("id") == name)
        return gzip.decompress(base64.b64decode(text, validate=True))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    graph, mentions = tmp_path / "graph.ttl", tmp_path / "mentions.ttl"
    graph.write_text(PREFIXES + GRAPH, encoding="utf-8")
    mentions.write_text(PREFIXES + MENTIONS, encoding="utf-8")
    return graph, mentions


def make_page(files: tuple[Path, Path | None]) -> Page:
    path = files[0].with_name("page.html")
    write_page(*files, path)
    return Page(path.read_text(encoding="utf-8"))


def test_the_graph_is_in_the_page_as_it_is(files: tuple[Path, Path]) -> None:
    page = make_page(files)
    assert page.block("graph-facts") == files[0].read_bytes()
    assert page.block("graph-provenance") == files[1].read_bytes()
    assert page.block("engine")[:4] == b"\0asm"


def test_evidence_can_be_left_out(files: tuple[Path, Path]) -> None:
    page = make_page((files[0], None))
    assert [known["id"] for known, _ in page.scripts if "id" in known] == ["known", "worker", "engine", "graph-facts"]
    known = json.loads(page.scripts[0][1])
    assert known["graphs"] == {"facts": "https://w3id.org/kg-papers/schema#facts"}
    assert known["triples"] == 4


def test_the_policy_lets_this_script_and_style_run_and_nothing_be_fetched(files: tuple[Path, Path]) -> None:
    page = make_page(files)
    (script,) = (text for known, text in page.scripts if "type" not in known)
    (style,) = page.styles
    directives = dict(part.strip().split(" ", 1) for part in page.policy.split(";"))
    assert directives["script-src"] == f"{digest(script)} 'wasm-unsafe-eval'"
    assert directives["style-src"] == digest(style)
    assert directives["worker-src"] == "blob:"
    for name in ("default-src", "connect-src", "img-src", "base-uri", "form-action"):
        assert directives[name] == "'none'"
    assert all(known["type"] in ("application/json", "application/octet-stream") for known, _ in page.scripts[:-1])


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.slow
def test_no_text_of_the_graph_or_of_a_question_is_markup(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f'# {HOSTILE}\nSELECT * {{\n VALUES ?p {{ "a" }}  # @param {HOSTILE} \u2028.\n ?s ?p ?o }}'
    monkeypatch.setattr(sparql_page, "load_shipped", lambda: (queries.parse("hostile", text),))
    page = make_page(files)
    assert len(page.scripts) == 6  # as many as the page has, and none of a text
    ((group,),) = [json.loads(page.scripts[0][1])["groups"]]
    assert group["questions"][0]["title"] == HOSTILE
    assert group["questions"][0]["parameters"][0]["about"] == f"{HOSTILE} \u2028."


@pytest.mark.slow
def test_the_same_graph_gives_the_same_bytes_under_every_hash_seed(files: tuple[Path, Path]) -> None:
    write = (
        "import sys; from pathlib import Path; from kg.pictures.pages.sparql_page import write_page; "
        "write_page(*map(Path, sys.argv[1:]))"
    )
    pages = []
    for seed in ("1", "2"):
        path = files[0].with_name(f"{seed}.html")
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", write, *map(str, files), str(path)], check=True, env=environment)
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_a_page_is_replaced_whole_or_not_at_all(files: tuple[Path, Path]) -> None:
    page = files[0].with_name("page.html")
    page.write_text("before", encoding="utf-8")
    files[1].write_text("no Turtle", encoding="utf-8")
    with pytest.raises(InputError, match=r"mentions\.ttl is not Turtle"):
        write_page(*files, page)
    assert page.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in page.parent.iterdir()) == ["graph.ttl", "mentions.ttl", "page.html"]


def test_a_missing_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="run `kg build"):
        write_page(tmp_path / "graph.ttl", None, tmp_path / "page.html")


def test_what_no_browser_can_hold_is_refused_with_a_remedy(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sparql_page, "MOST_TRIPLES", 5)
    with pytest.raises(InputError, match=r"6 triples.*--facts-only: 4"):
        make_page(files)
    make_page((files[0], None))
    monkeypatch.setattr(sparql_page, "MOST_TRIPLES", 3)
    with pytest.raises(InputError, match="build fewer papers"):
        make_page((files[0], None))


def test_the_worker_is_a_classic_script(files: tuple[Path, Path]) -> None:
    worker = make_page(files).block("worker").decode("utf-8")
    assert not re.search(r"^\s*(?:export|import)\b|\bimport\.meta\b", worker, re.MULTILINE)
    assert re.search(r"^class Store \{$", worker, re.MULTILINE)
    assert "onmessage = " in worker


@pytest.mark.parametrize("package", ["kg/pictures/web/vendor/oxigraph", "kg/serve/static/editor"])
def test_bundled_files_are_those_that_their_note_names(package: str) -> None:
    folder = Path(__file__).parents[3] / package
    named = dict(re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", (folder / "README.md").read_text(), re.MULTILINE))
    bundled = {path.name for path in folder.iterdir() if path.suffix in {".js", ".css", ".wasm"}}
    assert bundled == set(named)
    for name in bundled:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == named[name]


# ---- parts


def test_packed_text_is_the_same_however_the_bytes_are_cut(tmp_path: Path) -> None:
    data = os.urandom(3001)
    path = tmp_path / "data"
    path.write_bytes(data)
    whole = "".join(pack([data]))
    assert gzip.decompress(base64.b64decode(whole, validate=True)) == data
    assert "".join(pack(data[i : i + 7] for i in range(0, len(data), 7))) == whole
    assert "".join(pack(read_chunks(path))) == whole
    assert gzip.decompress(base64.b64decode("".join(pack([])))) == b""
