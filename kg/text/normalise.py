"""Normalises names: whether two spellings write one name, the singular of a word, the shape of an abbreviation.

A `SurfaceForm` is a spelling with all that is derived from it, each derived once.

`normalise` never looks at meaning, so "CFG" and "classifier-free guidance" have different keys. Identifiers are made
from names in `kg.text.identifiers`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.text.display import display

_GREEK = {
    letter: unicodedata.name(letter).rpartition(" ")[2].lower()
    for letter in map(chr, range(0x3B1, 0x3CA))
    if letter != "ς"
} | {"λ": "lambda"}  # Unicode spells it LAMDA

_MULTIPLIED = re.compile(r"(?<=\d)\s*(?:[x×*]|times|\\times)\s*(?=\d)", re.IGNORECASE)
_SQUARED = re.compile(r"(?<![\d.])(\d{2,4})\s*(?:\^\s*\{?2\}?(?!\d)|²)")
_SQUARE = re.compile(r"(?<=[^\d.x])(?<!\dx)-?(?<![\d.])(\d{2,4})x\1(?![\dx])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]{2})['’]s(?=\s+\w)")  # "Cohen's kappa" is also "Cohen kappa"
_APOSTROPHES = re.compile(r"['`´‘’ʼ′“”\"]")
_SEPARATORS = re.compile(r"[\s_\-‐‑‒–—―−­⁃~,:;()\[\]{}^$|\\]+")
# Invisible characters: marks of direction and joining, variation selectors, noncharacters.
_INVISIBLE = re.compile(
    "[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff]+"
)
_EDGE = re.compile(r"^[./\-]+(?=[^./\-])|(?<=[^./\-])[./\-]+$")
_GREEK_ALONE = re.compile(r"(?<![Ͱ-Ͽ])[α-ω](?![Ͱ-Ͽ])")

_PREPOSITIONS = frozenset({"of", "for", "in", "with", "on", "from", "under"})

# Words whose singular the rules below would miss.
_IRREGULAR = {
    "analyses": "analysis",
    "automata": "automaton",
    "axes": "axis",
    "bases": "basis",
    "biases": "bias",
    "caches": "cache",
    "corpora": "corpus",
    "corpuses": "corpus",
    "criteria": "criterion",
    "focuses": "focus",
    "hypotheses": "hypothesis",
    "indices": "index",
    "lenses": "lens",
    "matrices": "matrix",
    "movies": "movie",
    "prostheses": "prosthesis",
    "schemata": "schema",
    "syntheses": "synthesis",
    "vertices": "vertex",
    "viruses": "virus",
}
# Words in -s that are no plurals.
_SINGULAR = frozenset(
    {"alias", "always", "atlas", "bayes", "bias", "canvas", "chaos", "cosmos", "ethos", "fps", "gas", "has", "keras"}
    | {"lens", "means", "mos", "news", "os", "pandas", "series", "species", "was", "yes"}
)
# Words that all-capital headings put in the plural; any other all-capital word in -S is taken for an acronym.
_CAPITAL_PLURALS = re.compile(
    r"agents|algorithms|benchmarks|datasets|embeddings|experts|flops|gflops|games|graphs|images|inputs|kernels|"
    r"layers|metrics|models|networks|problems|questions|representations|steps|systems|tasks|tflops|tokens|tools|"
    r"transformers|trees|videos"
)
_KEEPS_S = ("ss", "us", "is", "ics")

_ISE_STEMS = (
    "anonym|author|binar|capital|categor|central|character|colon|custom|digit|discret|emphas|equal|external|factor|"
    "formal|general|global|harmon|hypothes|initial|internal|item|legal|linear|local|material|maxim|memor|"
    "minim|mobil|modular|neutral|normal|optim|organ|parallel|parametr|penal|personal|polar|prior|quant|random|"
    "raster|real|recogn|regular|serial|social|special|stabil|standard|summar|symbol|synchron|synthes|"
    "token|util|vector|verbal|visual|vocal|volumetr"
)
# British spelling to American, as substrings of a key. No result contains a pattern again.
_AMERICAN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), american)
    for pattern, american in (
        (r"isation", "ization"),
        (rf"({_ISE_STEMS})is(?=e|ing|abl)", r"\1iz"),
        (r"(behavi|col|fav|flav|harb|hon|hum|lab|neighb|rum|tum|vap)our", r"\1or"),
        (r"(cancel|channel|fuel|label|level|marshal|model|signal|travel|tunnel)l(?=ed|er|ing)", r"\1"),
        (r"centred", "centered"),
        (r"centring", "centering"),
        (r"(cent|fib|lit|met)re(?![a-z])", r"\1er"),
        (r"centre(?=point|net|loss|track)", "center"),
        (r"(anal|paral|catal)ys(?=e|ing)", r"\1yz"),
        (r"(def|off|lic)ence", r"\1ense"),
        (r"(anal|catal|dial|monol)ogue", r"\1og"),
        (r"programme(?!d|r)", "program"),
        (r"judgement", "judgment"),
        (r"artefact", "artifact"),
        (r"grey", "gray"),
        (r"ageing", "aging"),
        (r"sceptic", "skeptic"),
        (r"paediatric", "pediatric"),
        (r"haem(?=o|at)", "hem"),
    )
)
_BRITISH = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _AMERICAN))


def _strip_accents(text: str) -> str:
    """The text without the diacritics of Latin letters ("Fréchet", "Schrödinger"); other scripts keep theirs."""
    if text.isascii():
        return text
    characters: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(char):
            if base.isascii():
                continue
        else:
            base = char
        characters.append(char)
    return unicodedata.normalize("NFKC", "".join(characters))


def singularise(word: str) -> str:
    """The singular of a noun, its case kept: "LLMs" -> "LLM", "policies" -> "policy"; "CLIPS" (an acronym) stays."""
    low = word.casefold()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if len(word) < 3 or not low.endswith("s") or not word[-2].isalpha() or low in _SINGULAR:
        return word
    if word.endswith("S"):
        return word[:-1] if word.isupper() and _CAPITAL_PLURALS.fullmatch(low) else word
    if word[:-1].isupper():
        return word[:-1]
    if low.endswith(_KEEPS_S) and not word[-2].isupper():
        return word
    if low.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if low.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]


def _fold(text: str) -> str:
    text = _SQUARED.sub(r"\1x\1", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFKC", text)
    text = _MULTIPLIED.sub("x", _THOUSANDS.sub("", text))
    text = _APOSTROPHES.sub("", _POSSESSIVE.sub("", _strip_accents(text))).replace("&", " and ")
    words = [word for word in _SEPARATORS.split(text) if word]
    if len(words) > 1 and words[0].casefold() == "the":
        del words[0]
    for i in range(len(words)):
        last = i == len(words) - 1
        if last or words[i + 1].casefold() in _PREPOSITIONS:
            words[i] = singularise(words[i])
    # A final "s" that is no plural is written "S", which keeps "CLIPS" from "clips" however often a key is normalised.
    protected = bool(words) and words[-1][-1:] in ("s", "S")
    key = ""
    for word in map(str.casefold, words):
        key += "-" + word if key[-1:].isdigit() and word[:1].isdigit() else word
    key = _EDGE.sub("", key)
    key = _GREEK_ALONE.sub(lambda match: _GREEK.get(match[0], match[0]), key)
    key = _SQUARE.sub(r"\1", key)
    if _BRITISH.search(key):  # rarely; one search is cheaper than twenty
        for pattern, american in _AMERICAN:
            key = pattern.sub(american, key)
    return key[:-1] + "S" if protected and key.endswith("s") else key


@lru_cache(maxsize=1 << 16)
def normalise(surface: str) -> str:
    """The merge key of a surface form: two surface forms write the same name if and only if their keys are equal.

    Ignored: markup, case, separators (except between two digits), the plural of the head word, a possessive, British
    spelling, accents of Latin letters, and the way a resolution is written. Kept: digits, versions, sizes and every
    other sign. The function is idempotent. A key is empty only if the surface form names nothing (spaces, brackets).
    """
    key = _fold(display(surface).text)
    while (again := _fold(display(key).text)) != key:
        key = again
    return key


@dataclass(frozen=True, slots=True, order=True)
class SurfaceForm:
    """One spelling of a name."""

    text: str  # as a text writes it, markup included
    display: str  # as a reader sees it, on one line
    key: str  # merge key: two spellings write one name exactly if their keys are equal; never empty


@lru_cache(maxsize=1 << 16)
def surface_form(text: str) -> SurfaceForm:
    """The record of a spelling. Its key is the spelling in lower case where nothing but signs is left of it ("!!")."""
    return SurfaceForm(text, " ".join(display(text).text.split()), normalise(text) or text.casefold())


def is_short_form(surface: str) -> bool:
    """Whether a surface form looks like an abbreviation: one word with two capitals, or one and a digit."""
    if len(surface) > 14 or " " in surface or any(len(p) > 3 and p.islower() for p in surface.split("-")):
        return False  # "LLM-as-a-judge" has a word in it
    capitals = sum(map(str.isupper, surface))
    return capitals >= 2 or (capitals == 1 and any(map(str.isdigit, surface)) and len(surface) <= 5)
