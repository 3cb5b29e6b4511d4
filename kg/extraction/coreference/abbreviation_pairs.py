"""A long form and its short form are two mentions of one thing: where one was found, so is the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.coreference.abbreviations import Pair
from kg.model.records import Abbreviation, Mention

ORIGIN = "abbreviation"


def complete(text: str, mentions: Sequence[Mention], pairs: Sequence[Pair]) -> list[Mention]:
    """The mentions, sorted, with the missing partner of every definition of which one part was found.

    The added partner has its partner's label and score, and replaces mentions that lie within it. Where both parts were
    found with different labels, the surer one's label holds for both.
    """
    known = {(mention.start, mention.end): mention for mention in mentions}
    for short, long in pairs:
        one, other = known.get(short), known.get(long)
        if one and other:
            label = max((one, other), key=lambda mention: mention.score).label
            known[short], known[long] = replace(one, label=label), replace(other, label=label)
        elif found := one or other:
            missing = long if one else short
            crossing = [span for span in known if span[0] < missing[1] and missing[0] < span[1]]
            if all(missing[0] <= start and end <= missing[1] for start, end in crossing):
                for span in crossing:
                    del known[span]
                known[missing] = Mention(*missing, found.label, text[slice(*missing)], found.score, ORIGIN)
    return [known[span] for span in sorted(known)]


def definitions(mentions: Sequence[Mention], pairs: Sequence[Pair]) -> tuple[Abbreviation, ...]:
    """The definitions both of whose parts are mentions."""
    found = {(mention.start, mention.end): mention.reference for mention in mentions}
    return tuple(Abbreviation(found[short], found[long]) for short, long in pairs if short in found and long in found)
