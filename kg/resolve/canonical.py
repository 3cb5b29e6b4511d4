"""The canonical name of an entity, with a qualifier where its short form has another sense too."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model.types import Label
from kg.resolve.explaining_capitals import explains_short_form, write_plainly
from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.short_forms.senses import Sense
from kg.resolve.word_forms import choose_spelling, lower_ordinary_words, to_singular
from kg.vocabulary.lexicon import Lexicon

_SPELLED_OUT = 0.05  # of the papers: a proper name is written out at least so often, or goes by its short form
_ALONE = 2  # a name that more papers than this, and than use the short form, only write out needs no short form
# Measures that count things are named in the plural: "trainable parameters".
_COUNTED = re.compile(
    r"(?:FLOPs|MACs|params|parameters|hours|operations|evaluations|tokens|steps|calls|bits)$", re.IGNORECASE
)
_HEADINGS_ONLY = 0.31  # weight a mention: the name occurs in headings and at the beginning of sentences only
_TIMES = re.compile(r"(?<=\d)\s*(?:×|times)\s*(?=\d)")  # resolutions are written with an x: "256x256"
_STRAINED = 2  # words of a long form beyond the letters of its short form
_SHORT_ACRONYM = 3  # letters; what is longer and a dataset's only short form is its name


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
class NodeSense:
    """The sense that a node of a short form stands for."""

    short_form: ShortForm
    sense: Sense
    has_rival: bool  # another sense is in use, and none is far ahead, or not this one of those without a long form


def index_senses(short_forms: Mapping[Node, ShortForm]) -> dict[Node, NodeSense]:
    """All senses of all short forms, by node."""
    senses: dict[Node, NodeSense] = {}
    for node in sorted(short_forms):
        short_form = short_forms[node]
        main = short_form.main_sense
        for sense in short_form.senses:
            has_rival = len(short_form.senses) > 1 and (main is None or (sense.is_own and sense != main))
            senses[short_form.node_of(sense.key)] = NodeSense(short_form, sense, has_rival)
    return senses


def choose_name(
    members: Sequence[Node],
    label: Label,
    forms: Mapping[Node, Form],
    senses: Mapping[Node, NodeSense],
    lexicon: Lexicon,
) -> Name:
    """The canonical name of the entity that consists of these nodes, at least one of them from the corpus.

    It is the first of these that applies: the short form qualified by its long form, if the short form has a rival
    sense; the name in the lexicon; the long form, or the short form if the entity goes by that or the long form only
    explains it; the known long form of a short form; the spelling that most papers use.
    """
    attested = [node for node in members if node in forms]
    short_nodes = [node for node in attested if node in senses]
    spelled = {long for node in short_nodes for long in senses[node].sense.long_nodes}
    long_nodes = [node for node in attested if node in spelled]

    def paper_count(node: Node) -> int:
        return len(forms[node].papers) if node in forms else 0

    main_long = max(long_nodes, key=lambda node: (paper_count(node), node), default=None)
    rivals = [node for node in short_nodes if senses[node].has_rival]
    if rivals:
        most_used = min(rivals, key=lambda node: (-paper_count(node), node))
        alone = {paper for node in long_nodes for paper in forms[node].papers} - set(forms[most_used].papers)
        if len(alone) <= max(_ALONE, paper_count(most_used)):
            long = senses[most_used].sense.long.text
            if main_long is not None:
                long = _write_usually(main_long, label, forms, lexicon)
            return Name(_compose(to_singular(senses[most_used].short_form.spelling)), _compose(long))
    known = {name.name: name.key for node in members if (name := lexicon.names.get(node.lexicon_key)) is not None}
    listed = [name for name, key in known.items() if Node(key) in members]
    if listed:
        return Name(_compose(min(listed, key=lambda name: (-paper_count(Node(known[name])), name))))
    if main_long is not None:
        written = _write_usually(main_long, label, forms, lexicon)
        short = to_singular(senses[short_nodes[0]].short_form.spelling)
        users = {paper for node in attested for paper in forms[node].papers}
        share = paper_count(main_long) / len(users)
        is_explained = explains_short_form(_choose_usual_spelling(main_long, label, forms), short)
        if is_explained or _goes_by_short_form(written, label, share, [senses[node] for node in short_nodes]):
            return Name(_compose(short))
        return Name(_compose(written))
    if short_nodes:
        sense = senses[short_nodes[0]].sense
        is_description = label in ("METHOD", "TASK") or (label != "DATASET" and sense.long.text.islower())
        if is_description and not sense.papers:
            return Name(_compose(sense.long.text))
    most_used = max(attested, key=lambda node: (paper_count(node), forms[node].mentions, node))
    return Name(_compose(_write_usually(most_used, label, forms, lexicon)))


def _goes_by_short_form(long: str, label: Label, share: float, senses: Sequence[NodeSense]) -> bool:
    """Whether the short form is the name: the long form is hardly written, or was made up to fit the short form.

    `share` is the part of the entity's papers that use the long form. A long form in lower case is a description, and
    always the name.
    """
    if long.islower() or not senses:
        return False
    if share < _SPELLED_OUT:
        return True
    letters = sum(map(str.isalnum, to_singular(senses[0].short_form.spelling)))
    words = len(long.replace("-", " ").split())
    is_strained = words >= letters + _STRAINED or 2 * words <= letters
    is_dataset = label == "DATASET" and share < 1 and len(senses) == 1 and letters > _SHORT_ACRONYM
    return is_strained or is_dataset


def _write_usually(node: Node, label: Label, forms: Mapping[Node, Form], lexicon: Lexicon) -> str:
    """The usual spelling of a node, without capitals that only headings have or that only explain an acronym."""
    form = forms[node]
    usual = write_plainly(_choose_usual_spelling(node, label, forms), lexicon.words)
    if label == "DATASET" or sum(form.spellings.values()) > _HEADINGS_ONLY * form.mentions:
        return usual
    return lower_ordinary_words(usual, lexicon.words)


def _choose_usual_spelling(node: Node, label: Label, forms: Mapping[Node, Form]) -> str:
    """The usual spelling of a node, in the singular where its label allows."""
    spellings = forms[node].spellings
    weights: dict[str, float] = defaultdict(float)
    for spelling, weight in spellings.items():
        is_plural_kept = (
            _COUNTED.search(spelling) if label == "METRIC" else label == "DATASET" and not spelling.islower()
        )
        weights[spelling if is_plural_kept else to_singular(spelling, attested=spellings.keys())] += weight
    return choose_spelling(weights)


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", _TIMES.sub("x", text))
