"""What an entity is called: the name, and the qualifier where its short form has another meaning too."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model.types import Label
from kg.resolve.forms import Form
from kg.resolve.short_forms.disambiguate import ShortForm, dominant, sense_node
from kg.resolve.short_forms.senses import Sense
from kg.resolve.word_forms import singular_name, usual_spelling, without_capitals
from kg.text.normalise import normalise
from kg.vocabulary.aliases import Tables

_SPELLED_OUT = 0.05  # of the papers: a proper name is written out at least so often, or goes by its short form
_ALONE = 2  # papers that use only the long form, which are also more than those with the short form: it needs none
# Measures that count things are named in the plural: "trainable parameters".
_COUNTED = re.compile(
    r"(?:FLOPs|MACs|params|parameters|hours|operations|evaluations|tokens|steps|calls|bits)$", re.IGNORECASE
)
_HEADINGS_ONLY = 0.31  # weight a mention: the name occurs in headings and at the beginning of sentences only
_TIMES = re.compile(r"(?<=\d)\s*(?:×|times)\s*(?=\d)")  # one way to write resolutions: "256x256"
_STRAINED = 2  # words of a long form beyond the letters of its short form


@dataclass(frozen=True, slots=True)
class Name:
    """A name, in two parts where it is qualified: "CPT" and "continual pre-training"."""

    text: str
    qualifier: str = ""

    @property
    def full(self) -> str:
        """The name as people read it."""
        return f"{self.text} ({self.qualifier})" if self.qualifier else self.text


@dataclass(frozen=True, slots=True)
class ShortNode:
    """A node that is a short form with a meaning."""

    short: ShortForm
    sense: Sense
    rival: bool  # another meaning is in use, and none is far ahead


def short_nodes(decided: Mapping[str, ShortForm]) -> dict[str, ShortNode]:
    """All senses of all short forms, by node."""
    found: dict[str, ShortNode] = {}
    for key in sorted(decided):
        short = decided[key]
        rivals = len(short.senses) > 1 and dominant(short) is None
        for sense in short.senses:
            found[sense_node(short, sense.sign)] = ShortNode(short, sense, rivals)
    return found


def name_of(
    members: Sequence[str],
    label: Label,
    by_node: Mapping[str, Form],
    shorts: Mapping[str, ShortNode],
    tables: Tables,
) -> Name:
    """The canonical name of the entity that these nodes make up."""
    here = [node for node in members if node in by_node]
    brief = [shorts[node] for node in here if node in shorts]
    longs = _long_nodes(here, brief)
    rivals = [node for node in here if node in shorts and shorts[node].rival]
    if rivals:
        most = min(rivals, key=lambda node: (-len(by_node[node].papers), node))
        alone = {paper for node in longs for paper in by_node[node].papers} - set(by_node[most].papers)
        if len(alone) <= max(_ALONE, len(by_node[most].papers)):
            long = shorts[most].sense.long
            if longs:
                long = _spelling([max(longs, key=lambda n: (len(by_node[n].papers), n))], label, by_node, tables)
            return Name(_nfc(singular_name(shorts[most].short.spelling)), _nfc(long))
    known = {tables.names[node].name for node in members if node in tables.names}
    curated = sorted(name for name in known if normalise(name) in members)
    if curated:
        return Name(_nfc(min(curated, key=lambda name: (-_papers(by_node, normalise(name)), name))))
    if longs:
        best = max(longs, key=lambda node: (len(by_node[node].papers), node))
        written = _spelling([best], label, by_node, tables)
        users = {paper for node in here for paper in by_node[node].papers}
        if not _goes_by_short(written, label, len(by_node[best].papers) / len(users), brief):
            return Name(_nfc(written))
        return Name(_nfc(singular_name(brief[0].short.spelling)))
    if not longs and brief and label != "DATASET" and not brief[0].sense.papers:
        known_long = brief[0].sense.long
        if known_long.islower() or label in ("METHOD", "TASK"):
            return Name(_nfc(known_long))
    plain = here or list(members)
    best = max(plain, key=lambda node: (len(by_node[node].papers), sum(by_node[node].surfaces.values()), node))
    return Name(_nfc(_spelling([best], label, by_node, tables)))


def _goes_by_short(long: str, label: Label, share: float, brief: Sequence[ShortNode]) -> bool:
    """Whether the short form is the name: a proper name of a thing, or made first and expanded after."""
    if long.islower() or not brief:
        return False
    if share < _SPELLED_OUT:
        return True
    letters = sum(map(str.isalnum, singular_name(brief[0].short.spelling)))
    words = len(long.replace("-", " ").split())
    strained = words >= letters + _STRAINED or 2 * words <= letters
    return strained or (label == "DATASET" and share < 1 and len(brief) == 1 and letters > 3)


def _papers(by_node: Mapping[str, Form], node: str) -> int:
    return len(by_node[node].papers) if node in by_node else 0


def _long_nodes(here: Sequence[str], brief: Sequence[ShortNode]) -> list[str]:
    spelled = {long for node in brief for long in (*node.sense.longs, normalise(node.sense.long))}
    return [node for node in here if node in spelled]


def _spelling(nodes: Sequence[str], label: Label, by_node: Mapping[str, Form], tables: Tables) -> str:
    weights: dict[str, float] = defaultdict(float)
    attested = {spelling for node in nodes for spelling in by_node[node].spellings}
    for node in nodes:
        for spelling, weight in by_node[node].spellings.items():
            keep = _COUNTED.search(spelling) if label == "METRIC" else label == "DATASET" and not spelling.islower()
            weights[spelling if keep else singular_name(spelling, attested=attested)] += weight
    mentions = sum(count for node in nodes for count in by_node[node].surfaces.values())
    usual = usual_spelling(weights)
    if label == "DATASET" or sum(weights.values()) > _HEADINGS_ONLY * mentions:
        return usual
    return without_capitals(usual, tables.words)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", _TIMES.sub("x", text))
