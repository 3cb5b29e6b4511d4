"""Relations between entities that their names state: variants of a model or dataset, and narrower concepts.

Both need the other end to be an entity of the corpus with the same type, and both go from a longer name to a shorter
one, so that there are no cycles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.model.knowledge import Entity, EntityId, EntityRelation
from kg.model.types import Label
from kg.text.normalise import normalise

_SIZES = (
    r"\d+(?:\.\d+)?[BMTbm](?:-A\d+(?:\.\d+)?[Bb])?|\d+x\d+(?:\.\d+)?[BbMm]|[SMBLHGg]|XS|XL|XXL|"
    r"[Tt]iny|[Mm]ini|[Nn]ano|[Ss]mall|[Bb]ase|[Mm]edium|[Ll]arge|[Hh]uge|[Gg]iant|[Ll]ite|[Ff]lash|[Pp]ro|[Uu]ltra|[Tt]urbo|"
    r"Haiku|Sonnet|Opus|[Ii]nstruct|[Cc]hat|[Tt]hinking|[Dd]istill(?:ed)?|[Pp]review"
)
# What may follow the name of the base, after a space or hyphen (or a slash for a patch size).
_VARIANT: dict[Label, re.Pattern[str]] = {
    "MODEL": re.compile(rf"(?:[\s-](?:{_SIZES})(?:/\d+)?|/\d+)+"),
    "DATASET": re.compile(
        r"(?:[\s-](?:\d+(?:\.\d+)?[kKM]|\d\d+|\d+\s?[x×]\s?\d+|"
        r"[Pp]ro|[Hh]ard|[Ee]asy|[Pp]lus|[Ll]ite|[Mm]ini|[Vv]erified|[Dd]iamond|[Ee]xtended|[Cc]lean|[Oo]ther|[Zz]h|[Ee]n))+|\+"
    ),
}
# Words before a head that do not make a kind of it.
_NOT_KINDS = frozenset(
    {"anti", "fake", "ill", "inverse", "lack", "no", "non", "pseudo", "reverse", "virtual", "without"}
)
_LINKING = frozenset(
    {"and", "as", "for", "from", "in", "of", "on", "or", "per", "through", "to", "under", "using", "via", "with"}
)
# Heads so general that sharing them says nothing.
_TOO_GENERAL = frozenset(
    {"agent", "algorithm", "analysis", "approach", "architecture", "benchmark", "dataset", "framework", "generation"}
    | {"learning", "method", "model", "network", "optimization", "optimizer", "reasoning", "score", "strategy"}
    | {"system", "task", "technique", "test", "time", "tool", "training"}
)
_VARIANT_SCORE, _BROADER_SCORE = 0.95, 0.85


def relate_names(
    entities: Sequence[Entity], papers_of: Mapping[EntityId, tuple[str, ...]]
) -> tuple[EntityRelation, ...]:
    """All `variantOf` and `broader` relations, sorted; `papers_of` gives up to five papers of an entity."""
    named = {(entity.type, normalise(entity.name)): entity.id for entity in entities}
    relations = [
        relation
        for entity in entities
        for relation in (*_find_variant(entity, named, papers_of), *_find_broader(entity, named, papers_of))
    ]
    return tuple(sorted(relations, key=lambda r: (r.subject, r.type, r.object)))


def _find_variant(
    entity: Entity, named: Mapping[tuple[Label, str], EntityId], papers_of: Mapping[EntityId, tuple[str, ...]]
) -> Iterator[EntityRelation]:
    pattern = _VARIANT.get(entity.type)
    if pattern is None:
        return
    for end in range(len(entity.name) - 1, 1, -1):
        suffix = entity.name[end:]
        if pattern.fullmatch(suffix) and entity.name[0].isalpha():
            base = named.get((entity.type, normalise(entity.name[:end])))
            if base is not None and base != entity.id:
                addition = suffix.strip(" -/")
                reason = f"The name adds the size, version or split {addition} to {entity.name[:end]}."
                yield EntityRelation("variantOf", entity.id, base, reason, papers_of[entity.id], _VARIANT_SCORE)
                return


def _find_broader(
    entity: Entity, named: Mapping[tuple[Label, str], EntityId], papers_of: Mapping[EntityId, tuple[str, ...]]
) -> Iterator[EntityRelation]:
    if entity.type == "DATASET" or entity.name.endswith(")"):
        return
    words = entity.name.split(" ")
    for i in range(1, len(words)):
        if words[i - 1].casefold() in _LINKING:
            return  # the head stands before it: "area under the curve" is no kind of curve
        head = " ".join(words[i:])
        base = named.get((entity.type, normalise(head)))
        if base is None or base == entity.id:
            continue
        if head.casefold() in _TOO_GENERAL or not _NOT_KINDS.isdisjoint(
            re.split(r"[\s-]", " ".join(words[:i]).casefold())
        ):
            return
        if entity.type == "MODEL" and (
            any(map(str.isdigit, head)) or not (words[-1].islower() or words[-1] == "Transformer")
        ):
            return  # a proper name: "Stable Diffusion" is no kind of "Diffusion"
        reason = f"{entity.name} is named as a kind of {head}."
        yield EntityRelation("broader", entity.id, base, reason, papers_of[entity.id], _BROADER_SCORE)
        return
