"""The features of the options of a role, for the model of results (`result_model.ResultModel.option_scores`)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.discourse.clause_boundaries import PHRASE_BOUNDARY_WORDS
from kg.extraction.document import Document, MentionIndex
from kg.extraction.results.document_entities import DocumentEntity
from kg.extraction.results.earlier_links import EarlierLinks, LinkedRole
from kg.extraction.results.number_sentences import Sentence, TokenIndex, bucket_distance
from kg.extraction.results.quantity import Quantity
from kg.model.results import ResultKind

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


@dataclass(frozen=True, slots=True)
class OptionContext:
    """What the features of all options of one role of one number share."""

    role: LinkedRole
    kind: ResultKind
    quantity: Quantity
    ours: bool  # the sentence speaks of the paper's own work
    eligible: list[TokenIndex]  # mentions that may fill the role
    numbers: list[TokenIndex]  # candidates
    at: TokenIndex  # the number
    sentence: Sentence

    def describe_nothing(self, eligible: int, earlier: EarlierLinks | None, same_sentence: bool) -> list[str]:
        """The features of leaving the role empty; `eligible` counts the entities that may fill it."""
        tokens, at, kind = self.sentence.tokens, self.at, self.kind
        unit = self.quantity.unit or "n"
        after = tokens[at + 1].word if at + 1 < len(tokens) else "$"
        then = tokens[at + 2].word if at + 2 < len(tokens) else "$"
        before = tokens[at - 1].word if at else "^"
        features = [
            "nothing",
            f"nothing {kind}",
            f"nothing {kind} unit={unit}",
            f"nothing here={min(len(self.eligible), 3)}",
            f"nothing here={min(len(self.eligible), 3)} {kind}",
            f"nothing eligible={min(eligible, 4)}",
            f"nothing ours={self.ours}",
            f"nothing paired={self.quantity.paired}",
            f"nothing w+1={after}",
            f"nothing w+1+2={after} {then}",
            f"nothing w-1={before}",
            f"nothing place={'title' if self.sentence.number == 0 else ''}",
        ]
        features += sorted({f"nothing s={token.word}" for token in tokens if token.mention < 0 and token.candidate < 0})
        if earlier is not None:
            gone = earlier.linked[self.role] is None
            again = f"nothing again={gone} {same_sentence}"
            features += [again, f"{again} {kind} {earlier.kind}"]
            if same_sentence and self.quantity.paired in earlier.ends:
                empty = earlier.ends[self.quantity.paired][self.role] is None
                features.append(f"nothing end {self.quantity.paired} as before={empty}")
        return features

    def describe_entity(
        self, document: Document, entity: DocumentEntity, places: Sequence[TokenIndex]
    ) -> tuple[MentionIndex, list[str]]:
        """The mention nearest to the number and the features of an entity that the sentence names at `places`."""
        features = list(entity.features)
        features += [f"{feature} ours={self.ours} {self.kind}" for feature in entity.features[:1]]
        features.append(f"{entity.features[0]} paired={self.quantity.paired}")
        features.append(f"{entity.label} {self.kind}")
        before = max((place for place in places if place < self.at), default=None)
        after = min((place for place in places if place > self.at), default=None)
        own = "own" if entity.is_own else "other"
        if before is not None:
            features += self._describe_side("B", before, own)
        if after is not None:
            features += self._describe_side("A", after, own)
        if not places:
            return self._describe_elsewhere(document, entity, features)
        place = min(places, key=lambda place: (abs(place - self.at), place))
        features += self._describe_alignment(place)
        nearest = self.sentence.tokens[place].mention
        if place == self.eligible[0]:
            features.append(f"first here {own}")
        return nearest, features

    def _describe_elsewhere(
        self, document: Document, entity: DocumentEntity, features: list[str]
    ) -> tuple[MentionIndex, list[str]]:
        """The last mention before the sentence, and the features of an entity that the sentence does not name."""
        count = bisect_right(entity.mentions, self.sentence.start, key=lambda m: document.mentions[m].end)
        nearest = entity.mentions[max(0, count - 1)]
        gap = self.sentence.number - document.sentence_number(document.mentions[nearest].start)
        own = "own" if entity.is_own else "other"
        distance = str(gap) if 0 < gap < 4 else "far" if gap >= 4 else "later"
        features += [
            f"elsewhere {distance}",
            f"elsewhere {own} here={min(len(self.eligible), 2)}",
            f"elsewhere {own} {self.kind} ours={self.ours} here={min(len(self.eligible), 2)}",
            f"elsewhere paired={self.quantity.paired}",
        ]
        features += [f"elsewhere {feature}" for feature in entity.features]
        return nearest, features

    def _describe_side(self, side: str, place: TokenIndex, own: str) -> list[str]:
        """The features of a mention at `place`, which is before the number (side "B") or after it ("A")."""
        tokens, at = self.sentence.tokens, self.at
        low, high = (place, at) if side == "B" else (at, place)
        inner = tokens[low + 1 : high]
        distance = bucket_distance(high - low)
        same = sum(low < other < high for other in self.eligible)
        numbers = sum(low < other < high for other in self.numbers)
        breaks = sum(token.word in _BREAKS for token in inner)
        lead = [token.word for token in tokens[max(0, place - 3) : place]]
        previous = lead[-1] if lead else "^"
        following = tokens[place + 1].word if place + 1 < len(tokens) else "$"
        compared = any(word in _COMPARING for word in lead)
        features = [
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
            f"{side} compared={compared} {self.kind} {self.quantity.paired}",
            f"{side} {own} {self.kind}",
        ]
        if following in _DOES:
            later = any(tokens[other + 1].word in _DOES for other in self.eligible if place < other < at)
            features += [f"{side} does later={later}", f"{side} does later={later} {self.kind} {own}"]
        if (place > 0 and previous == "which") or following == "which":
            features.append(f"{side} which")
        if len(inner) <= 4:
            features.append(f"{side} between={' '.join(token.word for token in inner)}")
        features += sorted(
            {f"{side} inner={token.word}" for token in inner if token.mention < 0 and token.candidate < 0}
        )
        return features

    def _describe_alignment(self, place: TokenIndex) -> list[str]:
        """Whether this is the n-th number and the n-th name of a sentence with as many numbers as names."""
        if len(self.numbers) != len(self.eligible) or len(self.eligible) < 2:
            return []
        equal = self.numbers.index(self.at) == self.eligible.index(place)
        respectively = any(token.word == "respectively" for token in self.sentence.tokens)
        return [f"aligned={equal}", f"aligned={equal} respectively={respectively}"]
