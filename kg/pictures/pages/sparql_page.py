"""The page that answers SPARQL: a frame, its scripts, and in data blocks the engine, the graph and the questions.

The Content-Security-Policy lets only the page's own scripts run, by hash, and lets nothing be fetched. The engine runs
in a worker made from a block of the page, so that a query can be stopped by ending it. Graph and engine are packed;
everything that could hold a word of a paper is Base64 or JSON that cannot close its element.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.model.errors import InputError
from kg.model.types import PAPER, join_words
from kg.pictures.pages.question_forms import group_queries, load_shipped
from kg.pictures.pages.shared import hash_source, to_json_block
from kg.pictures.pages.turtle_counts import Summary, count_things
from kg.rdf.namespaces import KG
from kg.system.files import replacing

MOST_TRIPLES = 2_000_000
"""The most triples of a page: the engine took 0.8 to 1.5 kB of memory a triple, and a browser gives it at most 4 GB."""

_SCRIPTS = ("terms.js", "questions.js", "answers.js", "table.js", "engine.js", "main.js")  # in this order
_GZIP = 31  # zlib's number for a gzip header, which it writes without a time
_CHUNK = 1 << 20
_EXPORT = re.compile(r"^export (?:\{[^}]*\};$|(?=class |function ))", re.MULTILINE)


def write_page(graph: Path, mentions: Path | None, path: Path, *, derived: Path | None = None) -> None:
    """Write a page that answers SPARQL about the graph of a build.

    Args:
        graph: its `graph.ttl`.
        mentions: its `mentions.ttl`; None leaves the evidence out, which makes the page smaller and faster to open.
        path: the page to write; an existing file is replaced.
        derived: its `derived.ttl`; None leaves out links and communities, which were computed from the graph.

    Raises:
        GraphNotFound: one of the files is missing.
        InputError: one of the files is not Turtle, or there are more triples than a browser can hold.
    """
    sources = {"facts": graph, "provenance": mentions, "derived": derived}
    held = {name: source for name, source in sources.items() if source is not None}
    facts, *others = map(count_things, held.values())
    triples = facts.triples + sum(other.triples for other in others)
    if triples > MOST_TRIPLES:
        remedy = f"leave the evidence out (--facts-only: {facts.triples:,})" if mentions else "build fewer papers"
        raise InputError(
            f"The graph has {triples:,} triples, and a page can hold {MOST_TRIPLES:,}; {remedy}, or use `kg serve`."
        )
    with replacing(path) as file:
        file.writelines(_make_pieces(facts, triples, held))


def _make_pieces(facts: Summary, triples: int, sources: Mapping[str, Path]) -> Iterator[str]:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    style, script = _read_asset("page.css"), "\n".join(_read_asset(name) for name in _SCRIPTS)
    known = {
        "prefixes": dict(facts.prefixes),
        "groups": group_queries(load_shipped()),
        "triples": triples,
        "graphs": {name: f"{KG}{name}" for name in sources},
    }
    environment = Environment(
        loader=PackageLoader("kg.pictures", "web/questions"), autoescape=True, undefined=StrictUndefined
    )
    papers = facts.counts["papers"]
    return environment.get_template("page.html.j2").generate(
        title=f"Questions to {papers:,} {'paper' if papers == 1 else 'papers'}",
        held=_list_counts(facts.counts),
        has_evidence="provenance" in sources,
        policy=_build_policy(script, style),
        style=Markup(style),
        script=Markup(script),
        known=Markup(to_json_block(known)),
        worker=map(Markup, pack([_read_worker().encode("utf-8")])),
        engine=map(Markup, pack([(_find_vendor() / "web_bg.wasm").read_bytes()])),
        graphs=[(name, map(Markup, pack(read_chunks(source)))) for name, source in sources.items()],
    )


def _build_policy(script: str, style: str) -> str:
    """A Content-Security-Policy that runs this script and this style sheet, WebAssembly, and fetches nothing."""
    return (
        f"default-src 'none'; script-src {hash_source(script)} 'wasm-unsafe-eval'; style-src {hash_source(style)}; "
        "worker-src blob:; connect-src 'none'; img-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _list_counts(counts: Mapping[str, int]) -> str:
    counted = [f"{count:,} {words}" for words, count in counts.items() if count and words != PAPER.plural]
    return join_words(counted) if counted else ""


def _read_worker() -> str:
    """The engine's own script and ours as one classic script: browsers run no module from a file on disk."""
    engine = (_find_vendor() / "web.js").read_text(encoding="utf-8")
    engine = _EXPORT.sub("", engine).replace("import.meta.url", "self.location.href")
    return f"{engine}\n{_read_asset('worker.js')}"


def _read_asset(name: str) -> str:
    return (resources.files("kg.pictures") / "web" / "questions" / name).read_text(encoding="utf-8")


def _find_vendor() -> Traversable:
    return resources.files("kg.pictures") / "web" / "vendor" / "oxigraph"


def pack(chunks: Iterable[bytes]) -> Iterator[str]:
    """Bytes compressed with gzip and in Base64, which holds nothing that ends an element, as pieces of text.

    Memory is bounded, and the same bytes give the same text however they are cut.
    """
    press = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    left = b""
    for chunk in chunks:
        left += press.compress(chunk)
        whole = len(left) - len(left) % 3  # three bytes are four characters, without padding between the pieces
        yield base64.b64encode(left[:whole]).decode("ascii")
        left = left[whole:]
    yield base64.b64encode(left + press.flush()).decode("ascii")


def read_chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
