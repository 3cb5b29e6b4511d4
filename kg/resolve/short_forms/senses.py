"""What a short form could mean: the senses that the corpus defines for it and those that are known at large."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from kg.model.types import Label
from kg.resolve.forms import Form
from kg.resolve.short_forms.definitions import Definitions
from kg.resolve.word_forms import kind_of, meaning, writes
from kg.text.normalise import is_short_form, normalise
from kg.vocabulary.aliases import KnownMeaning, Tables

_RARE_SHARE = 0.15  # known meanings below are no candidates
_OWN_WEIGHT, _KNOWN_WEIGHT = 2.0, 10.0
_CURATED = 1000  # papers; what a curated alias counts for


@dataclass(slots=True)
class Sense:
    """One meaning of a short form. `longs` are keys of the corpus, most papers first once decided."""

    sign: str  # the meaning key of its long forms
    long: str  # its long form for people
    longs: dict[str, set[int]] = field(default_factory=dict)  # key -> papers that define the short form so
    papers: set[int] = field(default_factory=set)  # papers that define the short form with this meaning
    share: float = 0.0  # among papers at large
    known: int = 0  # papers at large
    label: Label | None = None

    @property
    def weight(self) -> float:
        """How much speaks for it before a paper is looked at."""
        return _OWN_WEIGHT * len(self.papers) + _KNOWN_WEIGHT * self.share


def senses_of(key: str, spelling: str, by_key: Mapping[str, Form], defined: Definitions, tables: Tables) -> list[Sense]:
    """The candidates, the corpus's own first; long forms of one meaning, or going on from it, are together."""
    found: dict[str, Sense] = {}
    longs = defined.longs.get(key, {})
    signs = {long: _sign(defined.spelled[long], tables) for long in longs}
    known = _known(key, spelling, tables)
    wide = {_sign(entry.long, tables): entry.long for entry in known}
    for long in sorted(longs, key=lambda k: (len(signs[k]), -len(longs[k]), k)):
        base = _base(signs[long], {*signs.values(), *wide})
        sense = found.setdefault(base, Sense(base, wide.get(base, defined.spelled[long])))
        sense.papers |= longs[long]
        if base == signs[long]:
            sense.longs[long] = longs[long]
    for sense in found.values():
        if sense.longs:
            first = min(sense.longs, key=lambda k: (-len(sense.longs[k]), k))
            sense.long = defined.spelled[first]
        sense.label = _label_of(sense.long, by_key, tables)
    for entry in known:
        sign = _sign(entry.long, tables)
        base = next((own for own in found if sign.startswith(own) or own.startswith(sign)), sign)
        if base not in found:
            found[base] = Sense(base, entry.long, label=_label_of(entry.long, by_key, tables))
        found[base].share += entry.share
        found[base].known += entry.papers
    return list(found.values())


def _sign(long: str, tables: Tables) -> str:
    known = tables.names.get(normalise(long))
    if known is None and " " in long:  # "multi-modal LLM" and "multimodal large language model" are one meaning
        parts = long.split(" ")
        written = [tables.names.get(normalise(part)) if is_short_form(part) else None for part in parts]
        long = " ".join(whole.long if whole else part for part, whole in zip(parts, written, strict=True))
        known = tables.names.get(normalise(long))
    return meaning(known.name if known else long)


def _base(sign: str, signs: Set[str]) -> str:
    """The sign whose sense a sign belongs to: it goes on from a shorter one, or is the end of a longer one.

    The first is "vision-language-action policy (VLA)", the second a definition cut short, "language models (LLMs)".
    """
    shorter = {other for other in signs if 5 < len(other) < len(sign) and sign.startswith(other)}
    if shorter:
        return min(shorter, key=len)
    whole = [other for other in signs if len(other) > len(sign) and other.endswith(sign)]
    firm = [other for other in whole if not any(5 < len(s) < len(other) and other.startswith(s) for s in signs)]
    return max(firm, key=lambda other: (len(other), other), default=sign)


def _label_of(long: str, by_key: Mapping[str, Form], tables: Tables) -> Label | None:
    key = normalise(long)
    if key in tables.names:
        return tables.names[key].label
    return by_key[key].label if key in by_key else kind_of(long)


def _known(key: str, spelling: str, tables: Tables) -> list[KnownMeaning]:
    if not is_short_form(spelling):
        return []
    curated = tables.names.get(key)
    known = [] if curated is None else [KnownMeaning(curated.long, _CURATED, 1.0, curated.name)]
    return known + [m for m in tables.meanings.get(key, ()) if m.share >= _RARE_SHARE and writes(spelling, m.short)]
