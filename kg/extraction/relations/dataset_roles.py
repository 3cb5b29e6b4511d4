"""What a paper does with a dataset: introduces it, evaluates on it, trains on it, or only mentions it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extraction.coreference import clusters
from kg.extraction.discourse.own_work import is_only_used
from kg.extraction.document import Document
from kg.extraction.learned import fusion, linear
from kg.extraction.mentions.encoder.heads import Floats
from kg.extraction.relations.features import Sequences
from kg.model.records import Claim
from kg.model.types import RelationType

_RELATIONS: Mapping[str, RelationType] = {"introduced": "introduces", "eval": "evaluatesOn", "train": "trainsOn"}

# Phrases that tell a role and that words at fixed places miss; what each weighs is learned with the rest.
_PHRASES = tuple(
    (name, re.compile(pattern + r"[^.;:]{0,25}$"))
    for name, pattern in (
        ("trained on", r"\b(?:(?:pre|re)-?)?train(?:ed|ing|s)?\b(?: [\w-]+){0,3} (?:on|with|from|using)\b"),
        ("tuned on", r"\bfine-?tun(?:e|ed|ing|es)\b(?: [\w-]+){0,3} (?:on|with|from|using)\b"),
        (
            "evaluated on",
            r"\b(?:evaluat|test|validat|benchmark|experiment)\w*\b(?: [\w-]+){0,4} (?:on|with|across|using|over)\b",
        ),
        (
            "existing",
            r"\b(?:existing|previous|prior|current|traditional)\b[^.;:]{0,40} (?:such as|like|including|\(e\.g\.,?)",
        ),
        (
            "derived from",
            r"\b(?:based on|built on|derived from|sourced from|collected from|extends?|extending|following|unlike)\b",
        ),
        ("we made", r"\b(?:introduc|present|propos|releas|construct|curat|creat|build|develop|collect|contribut)\w*\b"),
    )
)
_REACH = 90  # characters before a mention


def find(document: Document) -> Iterator[Claim]:
    """Yields at most one claim a dataset, in order of place; no claim means that it is only mentioned."""
    if not any(mention.label == "DATASET" for mention in document.mentions):
        return
    model = linear.load("roles")
    sequences = Sequences(document)
    claims = []
    for members in clusters.cluster_mentions(document):
        datasets = [i for i in members if document.mentions[i].label == "DATASET"]
        if not datasets:
            continue
        chances = model.probabilities(features(document, sequences, datasets))
        if document.encoder_output is not None:
            chances = fusion.shipped().role_probabilities(chances, opinions(document, datasets))
        possible = [name for name in model.classes if name != "introduced" or not is_only_used(document, datasets)]
        role = max(possible, key=lambda name: chances[name])
        if role in _RELATIONS:
            clearest = max(datasets, key=lambda i: (model.probabilities(sequences.around(i))[role], -i))
            mention = document.mentions[clearest]
            start, end = document.sentence_at(mention.start)
            score = round(chances[role], 4)
            claims.append(Claim(_RELATIONS[role], mention.reference, start, end, score, origin="dataset role model"))
    yield from sorted(claims, key=lambda claim: claim.mention)


def opinions(document: Document, members: Sequence[int]) -> list[Floats]:
    """The encoder's log probabilities of `heads.ROLES` at each mention of a dataset."""
    if document.encoder_output is None:
        raise ValueError("The document has no output of the encoder.")
    mentions = [document.mentions[i] for i in members]
    return [document.encoder_output.role_log_probabilities(mention.start, mention.end) for mention in mentions]


def features(document: Document, sequences: Sequences, members: Sequence[int]) -> Iterator[str]:
    """What is known of one dataset: the surroundings of its mentions, their number and its names."""
    for i in members:
        yield from sequences.around(i)
        yield from sequences.company(i)
        start = document.mentions[i].start
        before = document.text[max(document.sentence_at(start)[0], start - _REACH) : start].lower()
        for name, pattern in _PHRASES:
            if pattern.search(before):
                yield f"phrase={name}"
    names = clusters.list_spellings(document, members)
    places = {sequences.place[i][0] for i in members}
    yield f"count={min(len(members), 4)}"
    yield "spread=" + ("title" if 0 in places else "no title") + ("+abstract" if places - {0} else "")
    yield f"first={min(min(places - {0}, default=9), 9)}"
    title = document.text[: document.title_end]
    head = clusters.name_prefix(title.partition(":")[0]) if ":" in title else ""
    if head and any(clusters.name_prefix(name) == head for name in names):
        yield "kin=title"
    for name in names:
        yield f"name={clusters.name_key(name)}"
        yield f"head={name.split()[-1].lower()}"
        if "bench" in name.casefold():
            yield "bench"
