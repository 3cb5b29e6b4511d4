"""Features of the context of a mention, by name, for the linear models of proposals and of dataset roles.

A sentence is read as words, and each mention in it as one word, its label ("@METHOD"), so that weights learned from "we
propose @METHOD, a @METHOD framework" hold for any names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from kg.extraction.coreference.clusters import get_name_prefix
from kg.extraction.discourse.enumerations import LIST_WORDS
from kg.extraction.discourse.own_work import OWN_SUBJECTS
from kg.extraction.document import Document, MentionIndex
from kg.extraction.learned.linear import Model

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][a-z]{1,2}\b)?|\d+(?:\.\d+)?|[^\w\s]")
_REACH = 30  # words to each side in which a trigger word counts

# Trigger word -> its group. Inflected forms are spelled out: the list is short and it needs no lemmatiser.
_TRIGGERS: Mapping[str, str] = {
    word: trigger
    for trigger, words in {
        "propose": (
            "propose proposes proposed proposing introduce introduces introduced introducing present "
            "presents presented presenting"
        ),
        "build": (
            "develop develops developed developing design designs designed designing build builds built "
            "create creates created creating construct constructs constructed constructing curate curated "
            "collect collected compile compiled devise devised establish formulate formulated derive "
            "define implement implemented"
        ),
        "release": ("release releases released releasing open contribute contributes unveil announce publish sourced"),
        "name": (
            "named termed dubbed called coined namely denoted titled entitled hereafter abbreviated term call name dub"
        ),
        "our": "our ours",
        "novel": "novel new",
        "use": (
            "use uses used using leverage leverages leveraging utilize utilizes utilizing employ employs "
            "employing adopt adopts adopting apply applies applied applying via with through by combine "
            "combines combining integrate integrates integrating incorporate incorporates incorporating"
        ),
        "base": "based builds extends extend extending extension inspired upon variant variants adapted adapt",
        "evaluate": (
            "evaluate evaluates evaluated evaluating evaluation evaluations experiment experiments "
            "experimental test tests tested testing validate validated validating validation assess "
            "assessed measured demonstrate demonstrates demonstrated demonstrating verified verify study "
            "benchmarked empirical empirically analyze analyzed"
        ),
        "result": (
            "result results achieves achieve achieved achieving outperforms outperform outperforming "
            "outperformed surpasses surpass surpassing improves improve improved improving improvement "
            "improvements gains gain reaches reaching score scores scoring accuracy performance state "
            "yields obtains attains exceeds exceeding reduces reduction increases"
        ),
        "train": (
            "train trains trained training pretrain pretrained pretraining finetune finetuned finetuning "
            "tuned tuning fine pre learn learned learning"
        ),
        "data": "dataset datasets corpus corpora data samples examples images tokens pairs split subset",
        "benchmark": "benchmark benchmarks suite leaderboard tasks challenge task",
        "than": "than over compared comparison baseline baselines versus against",
        "such": (
            "such like including e.g existing previous prior recent current traditional conventional "
            "standard popular widely common"
        ),
        "however": (
            "however but although despite while whereas limitations limited suffer suffers struggle "
            "struggles fail fails challenging"
        ),
    }.items()
    for word in words.split()
}
_LISTED = "two three called named : i ii iii 1 2 3 novel new"
_LISTING = LIST_WORDS.union(_LISTED.split())


class _Words:
    """The words of a sentence, and what is asked of them once for all its mentions."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    @cached_property
    def triggers(self) -> list[tuple[int, str, str]]:
        """The places of trigger words, their groups, and whether the paper may be their subject: "own" or "other"."""
        return [
            (i, _TRIGGERS[word], "other" if OWN_SUBJECTS.isdisjoint(self.words[max(0, i - 4) : i]) else "own")
            for i, word in enumerate(self.words)
            if word in _TRIGGERS
        ]

    @cached_property
    def announced(self) -> list[str]:
        """The features of the triggers in the sentence."""
        return [f"s={trigger}" for trigger in sorted({trigger for _, trigger, _ in self.triggers})]

    @cached_property
    def mentions(self) -> list[int]:
        """How many mentions come before each word, and in all."""
        return [0, *accumulate(int(word[0] == "@") for word in self.words)]

    @cached_property
    def unlisted(self) -> list[int]:
        """How many words that are no mentions and join no list come before each word, and in all."""
        return [0, *accumulate(int(word[0] != "@" and word not in _LISTING) for word in self.words)]


class MentionContexts:
    """The words of a document, sentence by sentence, with its mentions in their places."""

    def __init__(self, document: Document) -> None:
        self.places: dict[MentionIndex, tuple[int, int]] = {}  # number of its sentence, position in that
        self.title_prefix = _get_title_prefix(document)
        self._sentences: list[_Words] = []
        text, mentions, upcoming = document.text, document.mentions, 0
        for number, (start, end) in enumerate(document.sentences):
            words: list[str] = []
            at = start
            while upcoming < len(mentions) and mentions[upcoming].start < end:
                mention = mentions[upcoming]
                words += _TOKEN.findall(text[at : mention.start].lower())
                self.places[MentionIndex(upcoming)] = (number, len(words))
                words.append("@" + mention.label)
                at = max(at, mention.end)
                upcoming += 1
            words += _TOKEN.findall(text[at:end].lower()) if at < end else []
            self._sentences.append(_Words(words))
        self._listed: dict[MentionIndex, list[str]] = {}
        self._sentence_features: dict[int, tuple[str, ...]] = {}  # by sentence

    def list_context_features(self, mention: MentionIndex) -> Sequence[str]:
        """Features of the words and triggers around a mention; none is repeated."""
        if mention not in self._listed:
            self._listed[mention] = self._list_context_features(mention)
        return self._listed[mention]

    def _list_context_features(self, mention: MentionIndex) -> list[str]:
        number, at = self.places[mention]
        sentence = self._sentences[number]
        words, triggers = sentence.words, sentence.triggers
        third, second, first = ["<", "<", "<", *words[max(0, at - 3) : at]][-3:]
        following, after, later = [*words[at + 1 : at + 4], ">", ">", ">"][:3]
        features = [
            f"b1={first}",
            f"b2={second} {first}",
            f"b3={third} {second} {first}",
            f"b-2={second}",
            f"b-3={third}",
            f"a1={following}",
            f"a2={following} {after}",
            f"a3={following} {after} {later}",
            f"a-2={after}",
            f"a-3={later}",
            f"x={first}_{following}",
            *sentence.announced,
        ]
        upcoming = bisect_left(triggers, (at,))
        seen: set[str] = set()
        for i, trigger, subject in reversed(triggers[max(0, upcoming - _REACH) : upcoming]):
            if i < at - _REACH:
                break
            if trigger in seen:
                continue
            seen.add(trigger)
            between, distance = sentence.mentions[at] - sentence.mentions[i + 1], _bucket_distance(at - i)
            features += (f"<{trigger}:{min(between, 3)}", f"<{trigger}:{subject}", f"<{trigger}:{distance}")
            if len(seen) == 1:
                features.append(f"<<{trigger}:{min(between, 2)}:{subject}:{distance}")
            if sentence.unlisted[at] == sentence.unlisted[i + 1]:
                features.append(f"<{trigger}:listed")
        seen.clear()
        for i, trigger, _ in triggers[upcoming : upcoming + _REACH]:
            if i > at + _REACH:
                break
            if trigger not in seen:
                seen.add(trigger)
                between, distance = sentence.mentions[i] - sentence.mentions[at + 1], _bucket_distance(i - at)
                features += (f">{trigger}:{min(between, 3)}", f">{trigger}:{distance}")
                if len(seen) == 1:
                    features.append(f">>{trigger}:{min(between, 2)}:{distance}")
        features.append(f"at={self._place_in_text(number)}")
        if number == 0:
            colon = following if following in ":->" else "word"
            features.append(f"title={'start' if at == 0 else 'later'}:{colon}")
        return features

    def choose_clearest(self, members: Sequence[MentionIndex], model: Model, name: str) -> MentionIndex:
        """The mention whose context by itself makes a class of the model likeliest, the first of equal ones."""
        if len(members) == 1:
            return members[0]
        return max(members, key=lambda i: (model.probabilities(self.list_context_features(i))[name], -i))

    def list_sentence_features(self, mention: MentionIndex) -> Iterator[str]:
        """Features of the rest of a mention's sentence: labels of other mentions, numbers, "we"."""
        number = self.places[mention][0]
        if number not in self._sentence_features:
            self._sentence_features[number] = tuple(_list_sentence_features(self._sentences[number].words))
        yield from self._sentence_features[number]

    def _place_in_text(self, number: int) -> str:
        if number == 0:
            return "title"
        rest = len(self._sentences) - 1
        if number == rest:
            return "last"
        return str(min(number, 2)) if number <= 2 else "middle" if number <= rest * 0.6 else "end"


def _get_title_prefix(document: Document) -> str:
    """The beginning of the name before the colon of a title ("HP-Edit: ..." -> "hp"); empty without a colon."""
    name, colon, _ = document.text[: document.title_end].partition(":")
    return get_name_prefix(name) if colon else ""


@lru_cache(maxsize=2)  # proposals and dataset roles are of one paper in turn
def read_contexts(document: Document) -> MentionContexts:
    """The contexts of a document's mentions."""
    return MentionContexts(document)


def _list_sentence_features(words: Sequence[str]) -> Iterator[str]:
    for label in ("@METHOD", "@MODEL", "@METRIC", "@TASK"):
        if label in words:
            yield f"with={label}"
    yield f"datasets={min(words.count('@DATASET'), 4)}"
    if any(word[0].isdigit() for word in words):
        yield "with=number"
    if "we" in words:
        yield "with=we"
    if "%" in words:
        yield "with=%"


def _bucket_distance(words: int) -> str:
    return "1" if words == 1 else "3" if words <= 3 else "7" if words <= 7 else "15" if words <= 15 else "far"
