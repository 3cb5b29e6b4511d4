"""Proposals: the entities that the paper introduces, its own methods, models, datasets and metrics.

A logistic model weighs all mentions of an entity together (`coreference.clusters`, `features`); the claim refers to the
mention that states the proposal most clearly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extraction.coreference import clusters
from kg.extraction.discourse.enumerations import find_kind_lists
from kg.extraction.discourse.own_work import is_only_used
from kg.extraction.document import Document, MentionIndex
from kg.extraction.dropped import DroppedItems
from kg.extraction.learned import fusion, linear
from kg.extraction.relations.features import MentionContexts, read_contexts
from kg.model.records import Claim

_IN_MADE_LIST = (
    0.9  # probability of what a list gives as made ("offers A and B, two datasets"): 13 of 13 annotated ones
)
_THRESHOLD = 0.24  # probability of the linear model by itself; with the encoder's logits `learned.fusion` has its own


def find_proposals(document: Document, dropped: DroppedItems | None = None) -> Iterator[Claim]:
    """Yields a claim for each entity that the paper proposes, in order of place, scored by its probability.

    Datasets whose probability is high enough, but which the text only uses, go to `dropped`.
    """
    if not document.mentions:
        return
    model = linear.load("proposals")
    contexts = read_contexts(document)
    entities = clusters.cluster_mentions(document)
    probabilities = [
        model.probabilities(list_features(document, contexts, members))["proposed"] for members in entities
    ]
    threshold = _THRESHOLD
    if document.encoder_output is not None:
        threshold = fusion.load_shipped().proposal_threshold
        log_odds = list_log_odds(document)
        probabilities = [
            fusion.load_shipped().proposal_probability(probability, [log_odds[i] for i in members])
            for probability, members in zip(probabilities, entities, strict=True)
        ]
    made = _list_made(document)
    probabilities = [
        probability if made.isdisjoint(members) else max(probability, _IN_MADE_LIST)
        for members, probability in zip(entities, probabilities, strict=True)
    ]
    claims = []
    for members, probability in zip(entities, probabilities, strict=True):
        if probability < threshold:
            continue
        is_dataset = all(document.mentions[i].label == "DATASET" for i in members)
        if is_dataset and is_only_used(document, members):
            if dropped:
                reason = "the text only puts it to use"
                dropped.add_relation(document.mentions[members[0]], "proposes", probability, reason)
        else:
            mention = document.mentions[contexts.choose_clearest(members, model, "proposed")]
            sentence = document.sentence_at(mention.start)
            score = round(probability, 4)
            claims.append(Claim("proposes", mention.reference, *sentence, score, origin="proposal model"))
    yield from sorted(claims, key=lambda claim: claim.mention)


def _list_made(document: Document) -> set[MentionIndex]:
    """The mentions in lists of which the text says that they are made, and of what kind they are."""
    spans = [(mention.start, mention.end) for mention in document.mentions]
    lists = find_kind_lists(document.text, spans)
    return {MentionIndex(i) for found in lists if found.is_made for i in found.members}


def list_log_odds(document: Document) -> list[float]:
    """The encoder's log odds at each mention that the paper proposes what it names.

    Raises:
        ValueError: the document has no output of the encoder.
    """
    if document.encoder_output is None:
        raise ValueError("The document has no output of the encoder.")
    return document.encoder_output.proposal_log_odds([(mention.start, mention.end) for mention in document.mentions])


def list_features(document: Document, contexts: MentionContexts, members: Sequence[MentionIndex]) -> list[str]:
    """The features of one entity: the contexts of its mentions, their number, and the shape and number of its names."""
    features = [feature for i in members for feature in contexts.list_context_features(i)]
    mentions = [document.mentions[i] for i in members]
    names = clusters.list_spellings(document, members)
    labels = [mention.label for mention in mentions]
    label = max(sorted(set(labels)), key=labels.count)
    sentences = {contexts.places[i][0] for i in members}
    spread = ("title" if 0 in sentences else "no title") + ("+abstract" if sentences - {0} else "")
    features += (
        f"label={label}",
        f"count={min(len(members), 5)}:{label}",
        f"names={min(len(names), 3)}",
        f"spread={spread}:{label}",
        f"first={min(min(sentences - {0}, default=9), 9)}",
    )
    prefix = contexts.title_prefix
    if prefix and any(clusters.get_name_prefix(name) == prefix for name in names):
        features.append(f"kin=title:{label}")
    for name in names:
        words = name.split()
        features += (
            f"shape={_classify_shape(name)}:{label}",
            f"name={clusters.make_name_key(name)}",
            f"words={min(len(words), 5)}:{label}",
            f"head={words[-1].lower()}",
        )
    return features


def _classify_shape(name: str) -> str:
    """A coarse shape: "caps" (CFG), "named" (LoRA, GPT-4), "title" (Mixture of Experts), "lower" (weight decay)."""
    if name.isupper():
        return "caps"
    if " " not in name and (any(c.isupper() for c in name[1:]) or any(c.isdigit() for c in name)):
        return "named"
    if " " not in name and name[0].isupper():
        return "word"
    return "title" if sum(w[0].isupper() for w in name.split()) >= 2 else "lower"
