"""What a result could be linked to, role by role, with the facts that speak for and against each choice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.extraction.discourse.clause_boundaries import PHRASE_BOUNDARY_WORDS
from kg.extraction.discourse.own_work import OWN_WORDS
from kg.extraction.document import Document
from kg.extraction.results.candidates import Candidate
from kg.extraction.results.document_entities import Cast, Thing
from kg.extraction.results.number_features import bucket
from kg.extraction.results.number_sentences import Sentence
from kg.model.results import ResultKind
from kg.model.types import Label

Role = Literal["metric", "dataset", "subject"]
ROLES: tuple[Role, ...] = ("metric", "dataset", "subject")  # in the order in which they are decided
_LABELS: Mapping[Role, tuple[Label, ...]] = {
    "metric": ("METRIC",),
    "dataset": ("DATASET",),
    "subject": ("METHOD", "MODEL"),
}
_COMPARING = frozenset({
    "against", "baseline", "beat", "beating", "behind", "beyond", "compared", "comparing", "comparison",
    "exceed", "exceeded", "exceeding", "from", "like", "outperform", "outperformed", "outperforming", "over",
    "relative", "surpass", "surpassing", "than", "versus", "vs",
})  # fmt: skip
_DOES = frozenset({
    "accelerate", "achieve", "achieved", "achieving", "attain", "attained", "boost", "bring", "can", "consistently",
    "could", "cut", "deliver", "delivered", "effectively", "enable", "enhance", "exceed", "exhibit", "improve",
    "improved", "increase", "lead", "maintain", "match", "obtain", "obtained", "offer", "only", "outperform",
    "outperformed", "provide", "raise", "reach", "reached", "reduce", "reduced", "require", "result", "retain", "run",
    "score", "scored", "show", "significantly", "solve", "substantially", "surpass", "surpassed", "use", "yield",
})  # fmt: skip
_BREAKS = PHRASE_BOUNDARY_WORDS | {"or"}


_REMEMBERED = 8  # choices
_MOST_THINGS = 60  # that are weighed though the number's sentence does not name them


@dataclass(frozen=True, slots=True)
class Option:
    """A choice for a role: a thing with the mention that is nearest to the number, or nothing."""

    thing: int | None
    mention: int | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was chosen for the result before this one, and for all results of its sentence up to it."""

    sentence: int
    kind: ResultKind
    chosen: Mapping[Role, int | None]
    used: Mapping[Role, tuple[int | None, ...]]  # the last few
    ends: Mapping[int, Mapping[Role, int | None]]  # what was chosen for the last first and second ends of "from A to B"


def after(
    earlier: Earlier | None, sentence: int, kind: ResultKind, paired: int, chosen: Mapping[Role, int | None]
) -> Earlier:
    """What the next result sees once `chosen` is settled."""
    same = earlier if earlier is not None and earlier.sentence == sentence else None
    before = same.used if same else {}
    used = {role: (*before.get(role, ()), chosen[role])[-_REMEMBERED:] for role in ROLES}
    return Earlier(
        sentence, kind, chosen, used, {**(same.ends if same else {}), **({paired: chosen} if paired else {})}
    )


def options(
    document: Document,
    named: Cast,
    role: Role,
    found: Candidate,
    kind: ResultKind,
    sentence: Sentence,
    at: int,
    earlier: Earlier | None,
) -> list[Option]:
    """The choices for `role` of the number at token `at`, nothing first.

    The first end of "from A to B" is where things stood before: never the paper's own achievement.
    """
    labels = _LABELS[role]
    tokens = sentence.tokens
    places = {token.mention: place for place, token in enumerate(tokens) if token.mention >= 0}
    inside: dict[int, list[int]] = {}
    for mention, place in places.items():
        if mention in named.by_mention:
            inside.setdefault(named.by_mention[mention], []).append(place)
    eligible = [
        (i, named.things[i])
        for i in sorted({*range(min(_MOST_THINGS, len(named.things))), *inside})
        if named.things[i].label in labels and not (role == "subject" and found.paired == 1 and named.things[i].own)
    ]
    ours = any(token.word in OWN_WORDS for token in tokens)
    here = sorted(place for i, _ in eligible for place in inside.get(i, ()))
    numbers = [place for _, place in sentence.candidates]
    shared = _Shared(role, kind, found, ours, here, numbers, at, sentence)
    same_sentence = earlier is not None and earlier.sentence == sentence.number
    result = [Option(None, None, tuple(shared.of_nothing(len(eligible), earlier, same_sentence)))]
    for i, thing in eligible:
        mention, facts = shared.of_thing(document, thing, inside.get(i, []))
        if earlier is not None and earlier.chosen[role] == i:
            tag = "same sentence" if same_sentence else "earlier"
            facts += [f"again {tag}", f"again {tag} {kind} {earlier.kind} {found.paired}"]
        elif earlier is not None and same_sentence and earlier.chosen[role] is not None:
            facts.append(f"change {kind} {earlier.kind} {found.paired}")
            if i in earlier.used[role]:
                facts += ["used", f"used {kind} {earlier.kind}"]
        if len(eligible) == 1:
            facts.append("only one")
        if earlier is not None and same_sentence and found.paired in earlier.ends:
            facts.append(f"end {found.paired} as before={earlier.ends[found.paired][role] == i}")
        result.append(Option(i, mention, tuple(facts)))
    return result


@dataclass(frozen=True, slots=True)
class _Shared:
    role: Role
    kind: ResultKind
    found: Candidate
    ours: bool
    here: list[int]  # places of the role's mentions in the sentence
    numbers: list[int]  # places of candidates in the sentence
    at: int
    sentence: Sentence

    def of_nothing(self, eligible: int, earlier: Earlier | None, same_sentence: bool) -> list[str]:
        tokens, at, kind = self.sentence.tokens, self.at, self.kind
        unit = self.found.unit or "n"
        after = tokens[at + 1].word if at + 1 < len(tokens) else "$"
        then = tokens[at + 2].word if at + 2 < len(tokens) else "$"
        before = tokens[at - 1].word if at else "^"
        facts = [
            "nothing",
            f"nothing {kind}",
            f"nothing {kind} unit={unit}",
            f"nothing here={min(len(self.here), 3)}",
            f"nothing here={min(len(self.here), 3)} {kind}",
            f"nothing eligible={min(eligible, 4)}",
            f"nothing ours={self.ours}",
            f"nothing paired={self.found.paired}",
            f"nothing w+1={after}",
            f"nothing w+1+2={after} {then}",
            f"nothing w-1={before}",
            f"nothing place={'title' if self.sentence.number == 0 else ''}",
        ]
        facts += sorted({f"nothing s={token.word}" for token in tokens if token.mention < 0 and token.candidate < 0})
        if earlier is not None:
            gone = earlier.chosen[self.role] is None
            again = f"nothing again={gone} {same_sentence}"
            facts += [again, f"{again} {kind} {earlier.kind}"]
            if same_sentence and self.found.paired in earlier.ends:
                empty = earlier.ends[self.found.paired][self.role] is None
                facts.append(f"nothing end {self.found.paired} as before={empty}")
        return facts

    def of_thing(self, document: Document, thing: Thing, places: Sequence[int]) -> tuple[int, list[str]]:
        facts = list(thing.facts)
        facts += [f"{fact} ours={self.ours} {self.kind}" for fact in thing.facts[:1]]
        facts.append(f"{thing.facts[0]} paired={self.found.paired}")
        facts.append(f"{thing.label} {self.kind}")
        before = max((place for place in places if place < self.at), default=None)
        after = min((place for place in places if place > self.at), default=None)
        own = "own" if thing.own else "other"
        if before is not None:
            facts += self._side("B", before, own)
        if after is not None:
            facts += self._side("A", after, own)
        if not places:
            return self._elsewhere(document, thing, facts)
        place = min(places, key=lambda place: (abs(place - self.at), place))
        facts += self._aligned(place)
        nearest = self.sentence.tokens[place].mention
        if place == self.here[0]:
            facts.append(f"first here {own}")
        return nearest, facts

    def _elsewhere(self, document: Document, thing: Thing, facts: list[str]) -> tuple[int, list[str]]:
        count = bisect_right(thing.mentions, self.sentence.start, key=lambda m: document.mentions[m].end)
        nearest = thing.mentions[max(0, count - 1)]
        gap = self.sentence.number - document.sentence_number(document.mentions[nearest].start)
        own = "own" if thing.own else "other"
        distance = str(gap) if 0 < gap < 4 else "far" if gap >= 4 else "later"
        facts += [
            f"elsewhere {distance}",
            f"elsewhere {own} here={min(len(self.here), 2)}",
            f"elsewhere {own} {self.kind} ours={self.ours} here={min(len(self.here), 2)}",
            f"elsewhere paired={self.found.paired}",
        ]
        facts += [f"elsewhere {fact}" for fact in thing.facts]
        return nearest, facts

    def _side(self, side: str, place: int, own: str) -> list[str]:
        tokens, at = self.sentence.tokens, self.at
        low, high = (place, at) if side == "B" else (at, place)
        inner = tokens[low + 1 : high]
        distance = bucket(high - low)
        same = sum(low < other < high for other in self.here)
        numbers = sum(low < other < high for other in self.numbers)
        breaks = sum(token.word in _BREAKS for token in inner)
        lead = [token.word for token in tokens[max(0, place - 3) : place]]
        previous = lead[-1] if lead else "^"
        following = tokens[place + 1].word if place + 1 < len(tokens) else "$"
        compared = any(word in _COMPARING for word in lead)
        facts = [
            f"{side} {distance}",
            f"{side} {distance} {self.kind}",
            f"{side} same={min(same, 3)}",
            f"{side} numbers={min(numbers, 3)}",
            f"{side} same={min(same, 2)} numbers={min(numbers, 2)} breaks={min(breaks, 2)}",
            f"{side} breaks={min(breaks, 3)}",
            f"{side} previous={previous}",
            f"{side} previous={previous} same={min(same, 1)} numbers={min(numbers, 1)} {self.kind}",
            f"{side} following={following}",
            f"{side} compared={compared} {own}",
            f"{side} compared={compared} {self.kind} {self.found.paired}",
            f"{side} {own} {self.kind}",
        ]
        if following in _DOES:
            later = any(tokens[other + 1].word in _DOES for other in self.here if place < other < at)
            facts += [f"{side} does later={later}", f"{side} does later={later} {self.kind} {own}"]
        if (place > 0 and previous == "which") or following == "which":
            facts.append(f"{side} which")
        if len(inner) <= 4:
            facts.append(f"{side} between={' '.join(token.word for token in inner)}")
        facts += sorted({f"{side} inner={token.word}" for token in inner if token.mention < 0 and token.candidate < 0})
        return facts

    def _aligned(self, place: int) -> list[str]:
        """Whether the n-th number goes with the n-th name, in a sentence with as many of one as of the other."""
        if len(self.numbers) != len(self.here) or len(self.here) < 2:
            return []
        equal = self.numbers.index(self.at) == self.here.index(place)
        respectively = any(token.word == "respectively" for token in self.sentence.tokens)
        return [f"aligned={equal}", f"aligned={equal} respectively={respectively}"]
