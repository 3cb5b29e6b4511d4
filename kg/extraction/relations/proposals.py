"""What a paper itself introduces: its methods, models, datasets and metrics.

All mentions of one thing are weighed together (`groups`, `cues`) by a logistic model, and the thing is claimed once, at
the mention that says so most clearly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extraction.coreference import clusters
from kg.extraction.discourse.own_work import is_only_used
from kg.extraction.document import Document
from kg.extraction.dropped import DroppedItems
from kg.extraction.learned import fusion, linear
from kg.extraction.relations.features import Sequences
from kg.model.records import Claim

_THRESHOLD = 0.24  # of the linear model by itself: a paper proposes more than it says loudly


def find(document: Document, dropped: DroppedItems | None = None) -> Iterator[Claim]:
    """Yields one claim a thing proposed, in order of place; the score is the probability of that.

    `dropped` takes what looks proposed but is only put to use.
    """
    if not document.mentions:
        return
    model = linear.load("proposals")
    sequences = Sequences(document)
    grouped = clusters.cluster_mentions(document)
    chances = [model.probabilities(features(document, sequences, members))["proposed"] for members in grouped]
    threshold = _THRESHOLD
    if document.encoder_output is not None:
        threshold = fusion.shipped().proposal_threshold
        chances = [
            fusion.shipped().proposal_probability(chance, opinions(document, members))
            for chance, members in zip(chances, grouped, strict=True)
        ]
    claims = []
    for members, probability in zip(grouped, chances, strict=True):
        dataset = all(document.mentions[i].label == "DATASET" for i in members)
        if probability < threshold:
            continue
        if dataset and is_only_used(document, members):
            if dropped:
                dropped.add_relation(
                    document.mentions[members[0]], "proposes", probability, "the text only puts it to use"
                )
        else:
            clearest = max(members, key=lambda i: (model.probabilities(sequences.around(i))["proposed"], -i))
            mention = document.mentions[clearest]
            sentence = document.sentence_at(mention.start)
            score = round(probability, 4)
            claims.append(Claim("proposes", mention.reference, *sentence, score, origin="proposal model"))
    yield from sorted(claims, key=lambda claim: claim.mention)


def opinions(document: Document, members: Sequence[int]) -> list[float]:
    """The encoder's log odds at each mention of a thing that the paper proposes it."""
    if document.encoder_output is None:
        raise ValueError("The document has no output of the encoder.")
    mentions = [document.mentions[i] for i in members]
    return [document.encoder_output.proposal_log_odds(mention.start, mention.end) for mention in mentions]


def features(document: Document, sequences: Sequences, members: Sequence[int]) -> Iterator[str]:
    """What is known of one thing: the surroundings of its mentions, and the shape and number of its names."""
    for i in members:
        yield from sequences.around(i)
    mentions = [document.mentions[i] for i in members]
    names = clusters.list_spellings(document, members)
    labels = [mention.label for mention in mentions]
    label = max(sorted(set(labels)), key=labels.count)
    yield f"label={label}"
    yield f"count={min(len(members), 5)}:{label}"
    yield f"names={min(len(names), 3)}"
    places = {sequences.place[i][0] for i in members}
    spread = ("title" if 0 in places else "no title") + ("+abstract" if places - {0} else "")
    yield f"spread={spread}:{label}"
    yield f"first={min(min(places - {0}, default=9), 9)}"
    title = document.text[: document.title_end]
    head = clusters.name_prefix(title.partition(":")[0]) if ":" in title else ""
    if head and any(clusters.name_prefix(name) == head for name in names):
        yield f"kin=title:{label}"
    for name in names:
        yield f"shape={_shape(name)}:{label}"
        yield f"name={clusters.name_key(name)}"
        yield f"words={min(len(name.split()), 5)}:{label}"
        yield f"head={name.split()[-1].lower()}"


def _shape(name: str) -> str:
    """A coarse shape: "caps" (CFG), "named" (LoRA, GPT-4), "title" (Mixture of Experts), "lower" (weight decay)."""
    if name.isupper():
        return "caps"
    if " " not in name and (any(c.isupper() for c in name[1:]) or any(c.isdigit() for c in name)):
        return "named"
    if " " not in name and name[0].isupper():
        return "word"
    return "title" if sum(w[0].isupper() for w in name.split()) >= 2 else "lower"
