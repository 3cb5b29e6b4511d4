"""Features of the context of a mention, by name, for the linear models of proposals and of dataset roles.

A sentence is read as words, and each mention in it as one word, its label ("@METHOD"), so that weights learned from "we
propose @METHOD, a @METHOD framework" hold for any names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from kg.extraction.discourse.enumerations import LIST_WORDS
from kg.extraction.discourse.own_work import OWN_SUBJECTS
from kg.extraction.document import Document, MentionIndex

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


class MentionContexts:
    """The words of a document, sentence by sentence, with its mentions in their places."""

    def __init__(self, document: Document) -> None:
        self.words: list[list[str]] = []
        self.places: dict[MentionIndex, tuple[int, int]] = {}  # number of its sentence, position in that
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
            self.words.append(words)
        self._triggers = [[(i, _TRIGGERS[w]) for i, w in enumerate(words) if w in _TRIGGERS] for words in self.words]
        self._listed: dict[MentionIndex, tuple[str, ...]] = {}
        self._sentence_features: dict[int, tuple[str, ...]] = {}  # by sentence
        self._announced = [
            [f"s={trigger}" for trigger in sorted({trigger for _, trigger in triggers})] for triggers in self._triggers
        ]

    def list_context_features(self, mention: MentionIndex) -> tuple[str, ...]:
        """Features of the words and triggers around a mention; none is repeated."""
        if mention not in self._listed:
            self._listed[mention] = tuple(self._list_context_features(mention))
        return self._listed[mention]

    def _list_context_features(self, mention: MentionIndex) -> Iterator[str]:
        number, at = self.places[mention]
        words, triggers = self.words[number], self._triggers[number]
        third, second, first = ["<", "<", "<", *words[max(0, at - 3) : at]][-3:]
        following, after, later = [*words[at + 1 : at + 4], ">", ">", ">"][:3]
        yield f"b1={first}"
        yield f"b2={second} {first}"
        yield f"b3={third} {second} {first}"
        yield f"b-2={second}"
        yield f"b-3={third}"
        yield f"a1={following}"
        yield f"a2={following} {after}"
        yield f"a3={following} {after} {later}"
        yield f"a-2={after}"
        yield f"a-3={later}"
        yield f"x={first}_{following}"
        yield from self._announced[number]
        upcoming = bisect_left(triggers, (at, ""))
        before = [(i, trigger) for i, trigger in triggers[max(0, upcoming - _REACH) : upcoming] if at - _REACH <= i]
        seen: set[str] = set()
        for i, trigger in reversed(before):
            if trigger in seen:
                continue
            seen.add(trigger)
            between = sum(w[0] == "@" for w in words[i + 1 : at])
            own = "own" if any(w in OWN_SUBJECTS for w in words[max(0, i - 4) : i]) else "other"
            yield f"<{trigger}:{min(between, 3)}"
            yield f"<{trigger}:{own}"
            yield f"<{trigger}:{_bucket_distance(at - i)}"
            if len(seen) == 1:
                yield f"<<{trigger}:{min(between, 2)}:{own}:{_bucket_distance(at - i)}"
            if all(w[0] == "@" or w in _LISTING for w in words[i + 1 : at]):
                yield f"<{trigger}:listed"
        seen.clear()
        for i, trigger in triggers[upcoming : upcoming + _REACH]:
            if i <= at + _REACH and trigger not in seen:
                seen.add(trigger)
                between = sum(w[0] == "@" for w in words[at + 1 : i])
                yield f">{trigger}:{min(between, 3)}"
                yield f">{trigger}:{_bucket_distance(i - at)}"
                if len(seen) == 1:
                    yield f">>{trigger}:{min(between, 2)}:{_bucket_distance(i - at)}"
        yield f"at={self._place_in_text(number)}"
        if number == 0:
            yield f"title={'start' if at == 0 else 'later'}:{following if following in ':->' else 'word'}"

    def list_sentence_features(self, mention: MentionIndex) -> Iterator[str]:
        """Features of the rest of a mention's sentence: labels of other mentions, numbers, "we"."""
        number = self.places[mention][0]
        if number not in self._sentence_features:
            self._sentence_features[number] = tuple(_list_sentence_features(self.words[number]))
        yield from self._sentence_features[number]

    def _place_in_text(self, number: int) -> str:
        if number == 0:
            return "title"
        rest = len(self.words) - 1
        if number == rest:
            return "last"
        return str(min(number, 2)) if number <= 2 else "middle" if number <= rest * 0.6 else "end"


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
