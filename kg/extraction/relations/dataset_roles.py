"""Dataset roles: whether a paper introduces a dataset, evaluates on it, trains on it, or only mentions it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extraction.coreference import clusters
from kg.extraction.discourse.own_work import MAKING_DATA, NOT_OURS, is_only_used
from kg.extraction.discourse.rule import Rule
from kg.extraction.document import Document, MentionIndex
from kg.extraction.learned import fusion, linear
from kg.extraction.mentions.encoder.heads import ROLES
from kg.extraction.mentions.encoder.output import LogProbabilities
from kg.extraction.relations.features import MentionContexts, read_contexts
from kg.model.records import Claim
from kg.model.types import RelationType

_RELATIONS: Mapping[str, RelationType] = {"introduced": "introduces", "eval": "evaluatesOn", "train": "trainsOn"}

_REACH = 90  # characters before a mention


def _phrase(name: str, says: str, words: str, *, example: str, no_op: str, why: str) -> Rule:
    return Rule(
        name=name,
        says=says,
        pattern=re.compile(words + r"[^.;:]{0,25}$"),
        reads="before",
        example=example,
        no_op=no_op,
        why=why,
    )


# Phrases before a dataset that tell its role and that words at fixed places miss; their weights are learned too.
PHRASES = (
    _phrase(
        "trained on",
        "The paper trains on the dataset.",
        r"\b(?:(?:pre|re)-?)?train(?:ed|ing|s)?\b(?: [\w-]+){0,3} (?:on|with|from|using)\b",
        example="it is trained from scratch on [DATASET X].",
        no_op="it is trained on text; we evaluate on [DATASET X].",
        why="another clause",
    ),
    _phrase(
        "tuned on",
        "The paper trains on the dataset.",
        r"\bfine-?tun(?:e|ed|ing|es)\b(?: [\w-]+){0,3} (?:on|with|from|using)\b",
        example="it is fine-tuned on [DATASET X].",
        no_op="it needs fine-tuning beyond [DATASET X].",
        why="another preposition",
    ),
    _phrase(
        "evaluated on",
        "The paper evaluates on the dataset.",
        r"\b(?:evaluat|test|validat|benchmark|experiment)\w*\b(?: [\w-]+){0,4} (?:on|with|across|using|over)\b",
        example="we evaluate our model on [DATASET X].",
        no_op="we evaluate it. In contrast to [DATASET X], it is free.",
        why="another sentence",
    ),
    _phrase(
        "existing",
        "The paper does not introduce the dataset.",
        rf"\b(?:{NOT_OURS})\b[^.;:]{{0,40}} (?:such as|like|including|\(e\.g\.,?)",
        example="existing benchmarks such as [DATASET X] are small.",
        no_op="benchmarks such as [DATASET X] are small.",
        why="it does not say whose they are",
    ),
    _phrase(
        "derived from",
        "The paper does not introduce the dataset.",
        r"\b(?:based on|built on|derived from|sourced from|collected from|extends?|extending|following|unlike)\b",
        example="its questions are sourced from [DATASET X].",
        no_op="its questions are in [DATASET X].",
        why="they may be all of it",
    ),
    _phrase(
        "we made",
        "The paper introduces the dataset.",
        rf"\b(?:{MAKING_DATA})\w*\b",
        example="we construct a corpus, [DATASET X].",
        no_op="we construct a model that is best of all that there are on [DATASET X].",
        why="too far from the verb",
    ),
)
# The dataset is only trained on: of 17 annotated datasets that stand so at all their mentions, and are not the paper's
# own, 15 have the role "train". "Training" says less: "after training, X improves", "training on tasks such as X".
ONLY_TRAINED_ON = Rule(
    name="only trained on",
    says="A dataset at all of whose mentions it matches is not evaluated on.",
    pattern=re.compile(
        r"\b(?:(?:pre|re|co|post)-?)?trained(?:\s(?!(?:and|but|that|which|is|are|was|were|by|to)\b)[\w%-]+){0,3}?\son\s"
        r"(?!.*\b(?:evaluat|test|achiev|outperform|improv|perform|report|validat|benchmark|transfer|scor|reach|gain|over|across|"
        r"on|in|from|for|to|by|than|we|that))[^.;:()]*$"
    ),
    reads="before",
    example="it is trained on A, B and [DATASET X].",
    no_op="a model trained on text is tested on [DATASET X].",
    why="another preposition governs the name",
)
RULES = (*PHRASES, ONLY_TRAINED_ON)


def find_dataset_roles(document: Document) -> Iterator[Claim]:
    """Yields at most one claim for each dataset, in order of place; none for one that is only mentioned."""
    if not any(mention.label == "DATASET" for mention in document.mentions):
        return
    model = linear.load("roles")
    contexts = read_contexts(document)
    claims = []
    for members in clusters.cluster_mentions(document):
        datasets = [i for i in members if document.mentions[i].label == "DATASET"]
        if not datasets:
            continue
        probabilities = model.probabilities(list_features(document, contexts, datasets))
        if document.encoder_output is not None:
            log_probabilities = list_log_probabilities(document, datasets)
            probabilities = fusion.load_shipped().role_probabilities(probabilities, log_probabilities, roles=ROLES)
        if all(_is_trained_on(document, i) for i in datasets):
            probabilities["eval"] = 0.0
        possible = [name for name in model.classes if name != "introduced" or not is_only_used(document, datasets)]
        role = max(possible, key=lambda name: probabilities[name])
        if role in _RELATIONS:
            mention = document.mentions[contexts.choose_clearest(datasets, model, role)]
            sentence = document.sentence_at(mention.start)
            score = round(probabilities[role], 4)
            claims.append(Claim(_RELATIONS[role], mention.reference, *sentence, score, origin="dataset role model"))
    yield from sorted(claims, key=lambda claim: claim.mention)


def _is_trained_on(document: Document, position: MentionIndex) -> bool:
    start = document.mentions[position].start
    before = document.text[max(document.sentence_at(start)[0], start - _REACH) : start].lower()
    return ONLY_TRAINED_ON.pattern.search(before) is not None


def list_log_probabilities(document: Document, members: Sequence[MentionIndex]) -> LogProbabilities:
    """The encoder's log probabilities of `heads.ROLES` at each mention of a dataset. Shape: (members, roles).

    Raises:
        ValueError: the document has no output of the encoder.
    """
    if document.encoder_output is None:
        raise ValueError("The document has no output of the encoder.")
    mentions = [document.mentions[i] for i in members]
    return document.encoder_output.role_log_probabilities([(mention.start, mention.end) for mention in mentions])


def list_features(document: Document, contexts: MentionContexts, members: Sequence[MentionIndex]) -> Iterator[str]:
    """The features of one dataset: the contexts of its mentions, their number and its names."""
    for i in members:
        yield from contexts.list_context_features(i)
        yield from contexts.list_sentence_features(i)
        start = document.mentions[i].start
        before = document.text[max(document.sentence_at(start)[0], start - _REACH) : start].lower()
        for phrase in PHRASES:
            if phrase.pattern.search(before):
                yield f"phrase={phrase.name}"
    names = clusters.list_spellings(document, members)
    sentences = {contexts.places[i][0] for i in members}
    yield f"count={min(len(members), 4)}"
    yield "spread=" + ("title" if 0 in sentences else "no title") + ("+abstract" if sentences - {0} else "")
    yield f"first={min(min(sentences - {0}, default=9), 9)}"
    prefix = contexts.title_prefix
    if prefix and any(clusters.get_name_prefix(name) == prefix for name in names):
        yield "kin=title"
    for name in names:
        yield f"name={clusters.make_name_key(name)}"
        yield f"head={name.split()[-1].lower()}"
        if "bench" in name.casefold():
            yield "bench"
