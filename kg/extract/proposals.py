"""What a paper itself introduces: its methods, models, datasets and metrics.

All mentions of one thing are weighed together (`groups`, `cues`) by a logistic model, and the thing is claimed once, at
the mention that says so most clearly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract import groups, linear, used
from kg.extract.cues import Sequences
from kg.extract.document import Document
from kg.records import Claim

# Low, because a paper proposes more than it says loudly: on the held-out part, with the recogniser's mentions, F1 stays
# within 0.02 from 0.2 to 0.33, and the lower one finds more.
_THRESHOLD = 0.24


def find(document: Document) -> Iterator[Claim]:
    """Yields one claim a thing proposed, in order of place; the score is the model's probability."""
    if not document.mentions:
        return
    model = linear.load("proposals")
    sequences = Sequences(document)
    grouped = groups.group(document)
    chances = [model.probabilities(features(document, sequences, members))["proposed"] for members in grouped]
    claims = []
    for members, probability in zip(grouped, chances, strict=True):
        dataset = all(document.mentions[i].label == "DATASET" for i in members)
        if probability >= _THRESHOLD and not (dataset and used.only(document, members)):
            mention = max(members, key=lambda i: (model.probabilities(sequences.around(i))["proposed"], -i))
            start, end = document.sentence_at(document.mentions[mention].start)
            claims.append(Claim("proposes", mention, start, end, round(probability, 4), origin="proposal model"))
    yield from sorted(claims, key=lambda claim: claim.mention)


def features(document: Document, sequences: Sequences, members: Sequence[int]) -> Iterator[str]:
    """What is known of one thing: the surroundings of its mentions, and the shape and number of its names."""
    for i in members:
        yield from sequences.around(i)
    mentions = [document.mentions[i] for i in members]
    names = groups.names(document, members)
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
    head = groups.stem(title.partition(":")[0]) if ":" in title else ""
    if head and any(groups.stem(name) == head for name in names):
        yield f"kin=title:{label}"
    for name in names:
        yield f"shape={_shape(name)}:{label}"
        yield f"name={groups.key(name)}"
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
