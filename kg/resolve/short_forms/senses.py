"""The candidate senses of a short form: the long forms that the corpus defines for it, and those of papers at large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from kg.model.types import Label
from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.definitions import Definitions
from kg.resolve.word_forms import guess_label, make_sense_key, writes_short_form
from kg.text.normalise import SurfaceForm, is_short_form, normalise, surface_form
from kg.vocabulary.acronyms import KnownSense
from kg.vocabulary.lexicon import Lexicon

_RARE_SHARE = 0.15  # known senses below are no candidates
_OWN_WEIGHT, _KNOWN_WEIGHT = 2.0, 10.0
_CURATED = 1000  # papers; what a curated alias counts for
_SHORTEST_BASE = 6  # characters of a sense key that longer ones may go on from
# What a definition may not be cut short by: "supervised fine-tuning" is no part of "self-supervised fine-tuning".
_CHANGING = frozenset({"anti", "cross", "inter", "intra", "multi", "non", "quasi", "self", "semi", "un", "weakly"})


@dataclass(slots=True)
class Sense:
    """One meaning of a short form. Papers are given by position."""

    key: str  # sense key, which spellings of its long form share (`word_forms.make_sense_key`)
    long: SurfaceForm  # its long form for people; what the title says of it where `is_own`
    longs: dict[Node, set[int]] = field(default_factory=dict)  # long form of the corpus -> papers that define it so
    papers: set[int] = field(default_factory=set)  # papers that define the short form with this meaning
    share: float = 0.0  # of the papers at large that define the short form
    known: int = 0  # papers at large
    label: Label | None = None  # of the long form, where known
    is_own: bool = False  # of a paper that introduces the name as its own, without a long form

    @property
    def weight(self) -> float:
        """The prior weight of the sense, before a paper is looked at."""
        return _OWN_WEIGHT * len(self.papers) + _KNOWN_WEIGHT * self.share

    @property
    def long_nodes(self) -> set[Node]:
        """The nodes of its long forms, including those that the corpus does not have."""
        return set() if self.is_own else {*self.longs, Node(self.long.key)}

    @classmethod
    def of_own_name(cls, about: str, paper: int, label: Label) -> Sense:
        """The sense of a name that a paper introduces as its own; `about` is the description in the title."""
        return cls(f"own {about.casefold()}", surface_form(about), papers={paper}, label=label, is_own=True)


def find_senses(
    node: Node, spelling: str, forms: Mapping[Node, Form], definitions: Definitions, lexicon: Lexicon
) -> list[Sense]:
    """The candidate senses of a short form, those that the corpus defines first.

    Long forms with one meaning are one sense, and so are two of which one continues the other.
    """
    senses: dict[str, Sense] = {}
    longs = definitions.longs.get(node, {})
    keys = {long: _make_key(definitions.spelled[long].text, lexicon) for long in longs}
    known = _list_known_senses(node, spelling, lexicon)
    at_large = {_make_key(entry.long, lexicon): entry.long for entry in known}
    for long in sorted(longs, key=lambda k: (len(keys[k]), -len(longs[k]), k)):
        base = _find_base_key(keys[long], {*keys.values(), *at_large})
        if base not in senses:
            senses[base] = Sense(base, surface_form(at_large[base]) if base in at_large else definitions.spelled[long])
        senses[base].papers |= longs[long]
        if base == keys[long]:
            senses[base].longs[long] = longs[long]
    for sense in senses.values():
        if sense.longs:
            first = min(sense.longs, key=lambda k: (-len(sense.longs[k]), k))
            sense.long = definitions.spelled[first]
        sense.label = _get_label(sense.long, forms, lexicon)
    for entry in known:
        key = _make_key(entry.long, lexicon)
        base = next((other for other in senses if key.startswith(other) or other.startswith(key)), key)
        if base not in senses:
            long_form = surface_form(entry.long)
            senses[base] = Sense(base, long_form, label=_get_label(long_form, forms, lexicon))
        senses[base].share += entry.share
        senses[base].known += entry.papers
    return list(senses.values())


def contradict_lexicon(node: Node, spelling: str, senses: Sequence[Sense], lexicon: Lexicon) -> bool:
    """Whether the table of aliases gives a short form a long form that is none of these senses."""
    known = lexicon.names.get(node.lexicon_key)
    if known is None or " " not in known.long or not senses or not is_short_form(spelling):
        return False
    key = _make_key(known.long, lexicon)
    return not any(
        key.startswith(sense.key)
        or sense.key.startswith(key)
        or any(lexicon.names.get(long.lexicon_key) == known for long in sense.long_nodes)
        for sense in senses
    )


def _make_key(long: str, lexicon: Lexicon) -> str:
    """The key that spellings of a long form share; "multi-modal LLM" has that of "multimodal large language model"."""
    known = lexicon.names.get(normalise(long))
    if known is None and " " in long:
        parts = long.split(" ")
        names = [lexicon.names.get(normalise(part)) if is_short_form(part) else None for part in parts]
        long = " ".join(name.long if name else part for part, name in zip(parts, names, strict=True))
        known = lexicon.names.get(normalise(long))
    return make_sense_key(known.name if known else long)


def _find_base_key(key: str, keys: Set[str]) -> str:
    """The key of the sense that a sense key belongs to: a shorter one that it continues, or a longer one that it ends.

    "Vision-language-action policy (VLA)" continues a key; "language models (LLMs)", a definition cut short, is the end
    of one.
    """
    shorter = {other for other in keys if _SHORTEST_BASE <= len(other) < len(key) and key.startswith(other)}
    if shorter:
        return min(shorter, key=len)
    longer = [
        other
        for other in keys
        if len(other) > len(key) and other.endswith(key) and other.removesuffix(key) not in _CHANGING
    ]
    firm = [
        other
        for other in longer
        if not any(_SHORTEST_BASE <= len(base) < len(other) and other.startswith(base) for base in keys)
    ]
    return max(firm, key=lambda other: (len(other), other), default=key)


def _get_label(long: SurfaceForm, forms: Mapping[Node, Form], lexicon: Lexicon) -> Label | None:
    if long.key in lexicon.names:
        return lexicon.names[long.key].label
    form = forms.get(Node(long.key))
    return form.label if form is not None else guess_label(long.text)


def _list_known_senses(node: Node, spelling: str, lexicon: Lexicon) -> list[KnownSense]:
    if not is_short_form(spelling):
        return []
    curated = lexicon.names.get(node.lexicon_key)
    known = [] if curated is None else [KnownSense(curated.long, _CURATED, 1.0, curated.name)]
    listed = lexicon.senses.get(node.lexicon_key, ())
    return known + [
        entry for entry in listed if entry.share >= _RARE_SHARE and writes_short_form(spelling, entry.short)
    ]
