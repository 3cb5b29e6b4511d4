"""What stands around a mention, as named features that a linear model weighs.

A sentence is read as its words, each mention in it as one word that is its label ("@METHOD"), so that what is learned
about "we propose @METHOD, a @METHOD framework" holds for any names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from kg.extraction.discourse.own_work import OWN_SUBJECTS
from kg.extraction.document import Document

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][a-z]{1,2}\b)?|\d+(?:\.\d+)?|[^\w\s]")
_REACH = 30  # words to each side in which a cue word counts

# Cue word -> what it announces. Inflected forms are spelled out: the list is short and it needs no lemmatiser.
_CUES: Mapping[str, str] = {
    word: cue
    for cue, words in {
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
_LISTED = "a an the , and or two three both called named ( ) : i ii iii 1 2 3 novel new"
_LISTING = frozenset(_LISTED.split())


class Sequences:
    """The words of a document, sentence by sentence, with the mentions in their places."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: list[list[str]] = []
        self.place: dict[int, tuple[int, int]] = {}  # mention -> sentence, position in it
        text, mentions, upcoming = document.text, document.mentions, 0
        for number, (start, end) in enumerate(document.sentences):
            words: list[str] = []
            at = start
            while upcoming < len(mentions) and mentions[upcoming].start < end:
                mention = mentions[upcoming]
                words += _TOKEN.findall(text[at : mention.start].lower())
                self.place[upcoming] = (number, len(words))
                words.append("@" + mention.label)
                at = max(at, mention.end)
                upcoming += 1
            words += _TOKEN.findall(text[at:end].lower()) if at < end else []
            self.words.append(words)
        self._cues = [[(i, _CUES[w]) for i, w in enumerate(words) if w in _CUES] for words in self.words]
        self._companies: dict[int, tuple[str, ...]] = {}  # by sentence
        self._announced = [[f"s={cue}" for cue in sorted({cue for _, cue in cues})] for cues in self._cues]

    def around(self, mention: int) -> Iterator[str]:
        """The features of one mention's surroundings, each at most once in any order of mentions."""
        number, at = self.place[mention]
        words, cues = self.words[number], self._cues[number]
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
        here = bisect_left(cues, (at, ""))
        before = [(i, cue) for i, cue in cues[max(0, here - _REACH) : here] if at - _REACH <= i]
        seen: set[str] = set()
        for i, cue in reversed(before):
            if cue in seen:
                continue
            seen.add(cue)
            between = sum(w[0] == "@" for w in words[i + 1 : at])
            own = "own" if any(w in OWN_SUBJECTS for w in words[max(0, i - 4) : i]) else "other"
            yield f"<{cue}:{min(between, 3)}"
            yield f"<{cue}:{own}"
            yield f"<{cue}:{_distance(at - i)}"
            if len(seen) == 1:
                yield f"<<{cue}:{min(between, 2)}:{own}:{_distance(at - i)}"
            if all(w[0] == "@" or w in _LISTING for w in words[i + 1 : at]):
                yield f"<{cue}:listed"
        seen.clear()
        for i, cue in cues[here : here + _REACH]:
            if i <= at + _REACH and cue not in seen:
                seen.add(cue)
                between = sum(w[0] == "@" for w in words[at + 1 : i])
                yield f">{cue}:{min(between, 3)}"
                yield f">{cue}:{_distance(i - at)}"
                if len(seen) == 1:
                    yield f">>{cue}:{min(between, 2)}:{_distance(i - at)}"
        yield f"at={self._place_in_text(number)}"
        if number == 0:
            yield f"title={'start' if at == 0 else 'later'}:{following if following in ':->' else 'word'}"

    def company(self, mention: int) -> Iterator[str]:
        """What else the mention's sentence holds: labels of other mentions, numbers, "we"."""
        number = self.place[mention][0]
        if number not in self._companies:
            self._companies[number] = tuple(_company(self.words[number]))
        yield from self._companies[number]

    def _place_in_text(self, number: int) -> str:
        if number == 0:
            return "title"
        rest = len(self.words) - 1
        if number == rest:
            return "last"
        return str(min(number, 2)) if number <= 2 else "middle" if number <= rest * 0.6 else "end"


def _company(words: Sequence[str]) -> Iterator[str]:
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


def _distance(words: int) -> str:
    return "1" if words == 1 else "3" if words <= 3 else "7" if words <= 7 else "15" if words <= 15 else "far"
