"""Names: the one normaliser of surface forms and the one minter of identifiers.

`normalise` answers "do these two spellings write one name?"; it never looks at meaning, so "CFG" and "classifier-free
guidance" have different keys. `slug` and `identifier` answer "what is this name called in an IRI?".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from kg.model.types import LABELS, Label
from kg.text.display import display

# ---- merge keys ------------------------------------------------------------------------------------

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
# Marks of direction and joining, variation selectors, and code points that are no characters: nothing to be seen.
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
    {"alias", "always", "atlas", "bayes", "bias", "canvas", "chaos", "cosmos", "ethos", "gas", "has", "keras", "lens"}
    | {"means", "mos", "news", "os", "pandas", "series", "species", "was", "yes"}
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


def _without_accents(text: str) -> str:
    """Latin letters lose their diacritics ("Fréchet", "Schrödinger"); other scripts keep theirs."""
    if text.isascii():
        return text
    kept: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(char):
            if base.isascii():
                continue
        else:
            base = char
        kept.append(char)
    return unicodedata.normalize("NFKC", "".join(kept))


def singular(word: str) -> str:
    """The singular of a head word, its case kept: "LLMs" -> "LLM", "policies" -> "policy", "CLIPS" -> "CLIPS"."""
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
    text = _APOSTROPHES.sub("", _POSSESSIVE.sub("", _without_accents(text))).replace("&", " and ")
    words = [word for word in _SEPARATORS.split(text) if word]
    if len(words) > 1 and words[0].casefold() == "the":
        del words[0]
    for i in range(len(words)):
        last = i == len(words) - 1
        if last or words[i + 1].casefold() in _PREPOSITIONS:
            words[i] = singular(words[i])
    # A final "s" that is no plural is written "S", which keeps "CLIPS" from "clips" however often a key is normalised.
    protected = bool(words) and words[-1][-1:] in ("s", "S")
    key = ""
    for word in map(str.casefold, words):
        key += "-" + word if key[-1:].isdigit() and word[:1].isdigit() else word
    key = _EDGE.sub("", key)
    key = _GREEK_ALONE.sub(lambda match: _GREEK.get(match[0], match[0]), key)
    key = _SQUARE.sub(r"\1", key)
    if _BRITISH.search(key):  # few are, and one look is cheaper than twenty
        for pattern, american in _AMERICAN:
            key = pattern.sub(american, key)
    return key[:-1] + "S" if protected and key.endswith("s") else key


@lru_cache(maxsize=1 << 18)
def normalise(surface: str) -> str:
    """The merge key of a surface form: two surfaces write one name exactly if their keys are equal.

    Residue, case, separators, a plural head, a possessive, British spelling, Latin accents and ways to write a
    resolution are seen through; digits, versions, sizes and every other sign are kept. A separator counts only between
    two digits. A key is not for display and is its own key; it is empty only if the surface names nothing (spaces,
    brackets).
    """
    key = _fold(display(surface).text)
    while (again := _fold(display(key).text)) != key:
        key = again
    return key


# ---- identifiers -----------------------------------------------------------------------------------

_KEPT_SIGNS = frozenset(".-+@")
_SPACES = re.compile(r"[\s_]+")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|~|$)")  # no file may be called this on Windows


def slug(name: str) -> str:
    """A readable identifier tail: "classifier-free guidance" -> "classifier-free-guidance".

    Two names have one slug exactly if they differ at most in case, Unicode composition, and spaces, underscores
    and hyphens standing for each other; nothing is deleted. What a path segment of an IRI or a file name cannot hold
    everywhere becomes percent-encoded UTF-8, as does "~", which is kept for qualifiers.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    folded = _SPACES.sub("-", folded.strip())
    written = [c if c in _KEPT_SIGNS or unicodedata.category(c)[0] in "LNM" else _encoded(c) for c in folded]
    for edge in (0, -1):  # a dot there would be a relative path, or be lost
        if written and written[edge] == ".":
            written[edge] = _encoded(".")
    if written and _DEVICE.match(folded):
        written[0] = _encoded(folded[0])
    return "".join(written)


def _encoded(char: str) -> str:
    if char == ".":
        return "%2E"
    if char.isascii() and char.isalnum():
        return f"%{ord(char):02X}"
    return quote(char, safe="", errors="surrogatepass").replace("~", "%7E")


def identifier(label: Label, name: str, *, qualifier: str = "") -> str:
    """An entity's identifier: "method/cpt~continual-pre-training" for ("METHOD", "CPT", "continual pre-training")."""
    if label not in LABELS:
        raise ValueError(f"Unexpected label: {label!r}")
    return f"{label.lower()}/{slug(name)}" + (f"~{slug(qualifier)}" if qualifier else "")


def is_short_form(surface: str) -> bool:
    """Whether a surface has the shape of an abbreviation: one word with two capitals, or with one and a digit."""
    if len(surface) > 14 or " " in surface or any(len(p) > 3 and p.islower() for p in surface.split("-")):
        return False  # "LLM-as-a-judge" has a word in it
    capitals = sum(map(str.isupper, surface))
    return capitals >= 2 or (capitals == 1 and any(map(str.isdigit, surface)) and len(surface) <= 5)
