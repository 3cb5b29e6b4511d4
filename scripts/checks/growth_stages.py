"""The stages whose time `growth.py` measures, each as a function from a text to the work on it."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language

from kg.cli import main as kg
from kg.extraction import Extractor
from kg.extraction.mentions.calibration import Calibration
from kg.extraction.mentions.encoder import component
from kg.extraction.mentions.encoder.heads import COLUMNS, KINDS, STATE_WIDTH, TAGS, WIDTH, Floats
from kg.extraction.mentions.recognise import Recogniser
from kg.extraction.segmentation import tokenizer
from kg.model.records import Paper
from kg.model.types import LABELS
from kg.read.dates import parse_date
from kg.read.escapes import decode_html, decode_latex
from kg.read.formats import detect_format
from kg.read.listing.bylines import parse_byline
from kg.read.listing.pairing import score_as_abstract
from kg.read.people import NamesError, parse_names
from kg.read.stream import read_bytes
from kg.read.titles import make_title_id, normalise_title
from kg.resolve import resolve
from kg.serve.negotiate import MOST_CHARACTERS, choose
from kg.text.display import display
from kg.text.identifiers import slugify
from kg.text.normalise import normalise

Work = Callable[[], object]

LONG = (1000, 8000, 64000)  # characters
SHORT = (125, 1000, 8000)  # for the whole command, whose encoder costs as much a word whatever the text
OF_HEADER = (MOST_CHARACTERS // 64, MOST_CHARACTERS // 8, MOST_CHARACTERS)
_STAND_IN = "kg_every_third_word"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage and the lengths of the texts that it is given, which differ by a factor of 64."""

    work_on: Callable[[str], Work]
    lengths: tuple[int, ...] = LONG


class EveryThirdWord(component.Encoder):
    """Says of every third word of a sentence that it is a name if it has a letter, of all else that it is an outcome.

    It counts from the beginning of each sentence, and a word has one label, so that a longer text is more of the same.
    """

    def read(self, words: list[str], sentence_starts: list[int]) -> Floats:
        logits = np.zeros((len(words), WIDTH + STATE_WIDTH), dtype=np.float32)
        tags, kinds = COLUMNS["tags"].start, COLUMNS["kinds"].start
        logits[:, tags] = 9.0
        logits[:, kinds + KINDS.index("delta")] = 9.0
        third = (i for low, high in pairwise([*sentence_starts, len(words)]) for i in range(low, high, 3))
        named = (i for i in third if any(letter.isalpha() for letter in words[i]))
        for i in named:
            label = LABELS[sum(map(ord, words[i])) % len(LABELS)]
            logits[i, tags + TAGS.index(f"S-{label}")] = 18.0
        return logits


@Language.factory(_STAND_IN)
def _stand_in(nlp: Language, name: str) -> Any:
    return EveryThirdWord()


@cache
def load_without_encoder() -> Extractor:
    """The rules, with the stand-in in the encoder's place: it gives each more to do than any encoder would."""
    nlp = tokenizer.blank_pipeline()
    nlp.add_pipe(_STAND_IN, name=component.NAME)
    even = Calibration(1.0, 0.0, dict.fromkeys(map(str, LABELS), 0.0))
    return Extractor(nlp, Recogniser(nlp, even))


def make_file_stage(name: str, before: str, after: str = "") -> Stage:
    """Reading a file that has the text in it."""

    def work_on(text: str) -> Work:
        data = f"{before}{text}{after}".encode()
        return lambda: read_bytes(name, data)

    return Stage(work_on)


def make_call_stage(function: Callable[[str], object]) -> Stage:
    """A function that takes the text."""
    return Stage(lambda text: lambda: function(text))


def read_json_fields(text: str) -> Work:
    """Reading a record of JSON Lines that has the text in each field, then one with each as name of a field."""
    titled = {"title": text[:200], "abstract": text, "authors": text, "date": text, "url": text, "id": text}
    rows = [titled, {"title": "A title", "abstract": "Short.", text: text}, {"text": text}]
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    return lambda: read_bytes("a.jsonl", data)


def read_csv_cell(text: str) -> Work:
    """Reading the text as a cell of CSV, quoted and as it stands."""
    quoted = text.replace('"', '""')
    data = f'title,abstract,authors\nA title,"{quoted}","{quoted}"\nOther,{text},4\n'.encode()
    return lambda: read_bytes("a.csv", data)


def parse_authors(text: str) -> object:
    """Names of authors, in a text and in a list as Python writes it."""
    for written in (text, f"['{text}', \"{text}\"]"):
        with contextlib.suppress(NamesError):
            parse_names(written)
    return None


def normalise_and_slugify(text: str) -> object:
    """The normaliser of names and the maker of identifiers, with their caches cleared."""
    normalise.cache_clear()
    return normalise(text), slugify(text)


def run_rules(text: str) -> Work:
    """Display text, tokens, all rules and resolution of a paper with the text as abstract, in part as title."""
    title = f"Made: {text[: len(text) // 4]}".replace("\n", " ")
    paper = Paper(id="a", title=title, abstract=f"We propose Made. {text}", url="https://a.b/c")
    return lambda: resolve([paper], list(load_without_encoder().extract([paper.text])))


def run_command(text: str) -> Work:
    """`kg extract` on a paper with the text in its abstract."""
    row = json.dumps({"title": "A title", "abstract": text}) + "\n"

    def run() -> object:
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
            path = Path(folder) / "a.jsonl"
            path.write_text(row, encoding="utf-8")
            return kg(["extract", str(path), "-o", str(Path(folder) / "found.jsonl")])

    return run


def negotiate(text: str) -> object:
    """Content negotiation with the text as `Accept` header."""
    return choose(text, ["text/html", "text/turtle"])


_CARD = "A Title of a Paper\n\nWe study this. It works well.\n\n"
_FOOTER = "\n·\nJun 17\n·\n 4 authors\n"

STAGES = {
    "kg extract": Stage(run_command, SHORT),
    "rules": Stage(run_rules),
    "raw file": make_file_stage("a.txt", ""),
    "cards": make_file_stage(
        "a.txt", f"{_CARD}4 authors{_FOOTER}\nA Title of Another\n\n", f"\n\n{_CARD}4 authors{_FOOTER}"
    ),
    "abstract": make_file_stage("a.txt", "A Title of a Paper\n\nWe study this. ", f"\n\n4 authors{_FOOTER}"),
    "footer": make_file_stage("a.txt", _CARD, _FOOTER),
    "listing": make_file_stage(
        "a.txt", "A Title of a Paper\nWe study this. ", "\n\nAnother Title\nWe study that, too.\n"
    ),
    "headed text": make_file_stage(
        "a.txt", "A Title\nAnn Lee, Bo Chen\n\nAbstract\n", "\n\nOther\nCy Ito\nAbstract: We do.\n"
    ),
    "JSON fields": Stage(read_json_fields),
    "JSON list": make_file_stage("a.json", '[{"title": "A title", "abstract": "We study this."}, '),
    "JSON object": make_file_stage("a.json", '{"x": '),
    "CSV cell": Stage(read_csv_cell),
    "CSV body": make_file_stage("a.csv", "title,abstract,authors\n"),
    "format of a file": make_call_stage(detect_format),
    "authors": make_call_stage(parse_authors),
    "byline": make_call_stage(parse_byline),
    "HTML escapes": make_call_stage(decode_html),
    "LaTeX escapes": make_call_stage(decode_latex),
    "date": make_call_stage(parse_date),
    "title": make_call_stage(normalise_title),
    "title identifier": make_call_stage(make_title_id),
    "score as abstract": make_call_stage(score_as_abstract),
    "display text": make_call_stage(display),
    "name": make_call_stage(normalise_and_slugify),
    "Accept": Stage(lambda text: lambda: negotiate(text), OF_HEADER),
    "Accept, cut": make_call_stage(negotiate),
}
