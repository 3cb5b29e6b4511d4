"""Where the rules match in a paper whose mentions are known, and what each says there, as the extraction asks them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from kg.extraction.coreference.clusters import cluster_mentions
from kg.extraction.discourse import comparison_rules
from kg.extraction.discourse.comparisons import find_comparisons
from kg.extraction.discourse.enumerations import find_kind_lists
from kg.extraction.discourse.no_rivals import claims_nothing, is_unnamed_class
from kg.extraction.discourse.own_work import find_own_mentions, is_only_used
from kg.extraction.discourse.rule import Rule
from kg.extraction.document import Document, MentionIndex
from kg.extraction.relations.addressed_tasks import find_addressed_tasks, is_means
from kg.extraction.relations.comparison_cues import find_candidates
from kg.extraction.relations.dataset_roles import ONLY_TRAINED_ON, PHRASES
from kg.extraction.relations.find_relations import find_relations
from kg.extraction.relations.patterns import PATTERNS
from kg.model.records import Claim, MentionStart
from kg.model.types import ACHIEVERS
from scripts.evaluation.rule_groups import GROUPS

_PLAIN = 0.6  # `find_own_mentions` gives less to "our X" alone
_REACH = 90  # characters before a name
_WINDOW = 80  # characters before a list
_ROLES = {
    "trained on": "train",
    "tuned on": "train",
    "evaluated on": "eval",
    "existing": "not introduced",
    "derived from": "not introduced",
    "we made": "introduced",
}
_SPEAKERS = {"the paper speaks": "by the paper", "others speak": "by others"}
_BETWEEN = {"next item": "both", "next item with a number": "both", "modifier": "only the second"}


class Firing(NamedTuple):
    """One match of a rule."""

    group: str
    rule: str
    mentions: tuple[MentionIndex, ...] = ()  # of which it says something
    claim: str = ""  # what it says of them, in the words of `rules.decide`; empty where no gold can tell
    sentence: tuple[int, int] = (0, 0)


def find_firings(document: Document, proposed: Collection[MentionStart] = ()) -> Iterator[Firing]:
    """The matches of all rules, group by group; `proposed` has mentions of what the paper introduces."""
    return chain(
        _find_attribution(document),
        _find_in_text(document, "clauses"),
        _find_enumerations(document),
        _find_comparisons(document),
        _find_cues(document),
        _find_relations(document, proposed),
        _find_roles(document),
    )


def _rule(group: str, name: str) -> Rule:
    return next(rule for rule in GROUPS[group].rules if rule.name == name)


def _find_in_text(document: Document, group: str, *names: str) -> Iterator[Firing]:
    """The matches of rules that read a text, by themselves; of all in the group, or of those named."""
    for rule in GROUPS[group].rules:
        if not names or rule.name in names:
            for start, end in document.sentences:
                yield from (Firing(group, rule.name) for _ in rule.pattern.finditer(document.text, start, end))


def _find_attribution(document: Document) -> Iterator[Firing]:
    for i, plainness in find_own_mentions(document).items():
        if document.mentions[i].start > document.title_end:
            yield Firing("attribution", "we propose" if plainness > _PLAIN else "our", (i,), "own")
    for i, before in _read_datasets(document):
        if is_only_used(document, [i]):
            yield Firing("attribution", "used", (i,), "not introduced")
        elif _rule("attribution", "used").pattern.search(before):
            yield Firing("attribution", "made all the same", (i,), "introduced")


def _read_datasets(document: Document) -> Iterator[tuple[MentionIndex, str]]:
    """The datasets behind the title, with the words before each in its sentence, in lower case."""
    for i in document.mentions_in(document.title_end + 1, len(document.text), "DATASET"):
        mention = document.mentions[i]
        start, _ = document.sentence_at(mention.start)
        yield i, document.text[max(start, mention.start - _REACH) : mention.start].lower()


def _find_enumerations(document: Document) -> Iterator[Firing]:
    text, mentions = document.text, document.mentions
    for found in find_kind_lists(text, [(mention.start, mention.end) for mention in mentions]):
        members = tuple(map(MentionIndex, found.members))
        start = mentions[members[0]].start
        before = text[max(0, start - _WINDOW) : start]
        leading = _rule("enumerations", "kind before a list").pattern.search(before)
        name = "kind before a list" if leading else "kind after a list"
        yield Firing("enumerations", name, members, f"label {found.label}")
        if found.is_made:
            is_before = _rule("enumerations", "list is made").pattern.search(
                before[: leading.start() if leading else None]
            )
            yield Firing("enumerations", "list is made" if is_before else "list is said to be made", members, "own")
    yield from _find_in_text(document, "enumerations", "examples")
    for first, second in pairwise(range(len(mentions))):
        gap = text[mentions[first].end : mentions[second].start]
        sentence = document.sentence_at(mentions[first].start)
        may_compete = {mentions[first].label, mentions[second].label} <= {*ACHIEVERS}
        if mentions[second].start < sentence[1] and gap.strip():
            for name, claim in _BETWEEN.items():
                if _rule("enumerations", name).pattern.fullmatch(gap):
                    yield Firing(
                        "enumerations", name, (MentionIndex(first), MentionIndex(second)), claim * may_compete, sentence
                    )


def _find_comparisons(document: Document) -> Iterator[Firing]:
    """Comparisons of named things, and those of which nothing is claimed."""
    for sentence in document.sentences:
        inside = document.mentions_in(*sentence)
        for found in find_comparisons(document, *sentence, range(inside[0], inside[-1] + 1) if inside else range(0)):
            rule = next(rule for rule in comparison_rules.PHRASES if rule.pattern.match(document.text, found.start))
            for i in found.objects:
                if is_unnamed_class(document, i):
                    mention = document.mentions[i]
                    before = document.text[max(0, mention.start - _REACH) : mention.start]
                    is_before = _rule("no-rivals", "unnamed class").pattern.search(before)
                    name = "unnamed class" if is_before else "class of a size"
                    yield Firing("no-rivals", name, (i,), "not compared", sentence)
                elif claims_nothing(document, found.start):
                    yield Firing("no-rivals", "nothing claimed", (i,), "not compared", sentence)
                else:
                    claim = "not " * found.negated + found.verdict
                    yield Firing("comparisons", rule.name, (i,), claim, sentence)
                    yield from _find_speaker(document, sentence, found.start, i)


def _find_speaker(document: Document, sentence: tuple[int, int], at: int, compared: MentionIndex) -> Iterator[Firing]:
    """Whose comparison one is that begins at an offset, by the last word before it that tells."""
    last: dict[str, int] = {}
    for name in _SPEAKERS:
        for match in _rule("attribution", name).pattern.finditer(document.text, sentence[0], at):
            last[name] = match.end()
    if last:
        name = max(last, key=lambda name: last[name])
        yield Firing("attribution", name, (compared,), _SPEAKERS[name], sentence)


def _find_cues(document: Document) -> Iterator[Firing]:
    names = {rule.name for rule in comparison_rules.CUES}
    for sentence in document.sentences:
        for candidate in find_candidates(document, *sentence):
            if candidate.cue.name in names:
                yield Firing("comparison-cues", candidate.cue.name, (candidate.mention,), "compared", sentence)


def _find_relations(document: Document, proposed: Collection[MentionStart]) -> Iterator[Firing]:
    names = {pattern.name for pattern in PATTERNS}
    for claim in find_relations(document, (), proposed=proposed):
        if claim.origin in names:
            yield _to_firing(document, "relations", claim)
    yield from (
        _to_firing(document, "addressed-tasks", claim)
        for claim in find_addressed_tasks(document)
        if claim.origin == "opening"
    )
    for i in document.mentions_in(0, document.title_end, "TASK"):
        if is_means(document.text, document.mentions[i]):
            yield Firing("addressed-tasks", "only a means", (i,))


def _to_firing(document: Document, group: str, claim: Claim) -> Firing:
    (mention,) = document.mentions_in(claim.mention, document.mention_at(claim.mention).end)
    claim_word = "compared" if claim.type == "comparesWith" else claim.type
    return Firing(group, claim.origin, (mention,), claim_word, (claim.sentence_start, claim.sentence_end))


def _find_roles(document: Document) -> Iterator[Firing]:
    before = dict(_read_datasets(document))
    for i, words in before.items():
        yield from (Firing("dataset-roles", r.name, (i,), _ROLES[r.name]) for r in PHRASES if r.pattern.search(words))
    for members in cluster_mentions(document):  # the last one asks all mentions of a dataset
        datasets = [i for i in members if document.mentions[i].label == "DATASET"]
        if datasets and all(ONLY_TRAINED_ON.pattern.search(before.get(i, "")) for i in datasets):
            yield Firing("dataset-roles", ONLY_TRAINED_ON.name, (datasets[0],), "not eval")
