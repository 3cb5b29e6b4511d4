"""Resolution (entity linking without a knowledge base): which names of a corpus are one entity, and what it is called.

Six steps over one value, the `Corpus` of `steps`; a module or folder each does the work:

1. `forms`: every mention gets a node by its merge key; what the corpus says of each node is counted.
2. `short_forms`: word-sense disambiguation of short forms, paper by paper.
3. `constraints`: what the corrections file says of names: senses, must-link, cannot-link, names and types.
4. `cluster`: nodes that are one entity are united; a rule for each reason is in `merges`, which also explains them.
5. `entities`: clusters get types and names (`canonical`).
6. `paper_facts`: every paper's claims in terms of entities.

Records are made of all that: `hierarchy` relates entities by their names, `conflicts` says what the evidence left open.

The corrections file comes in at two doors: on what the texts yield, before step 1, and on names, which is step 3. Only
the facts that it retracts leave later, in step 6: an entry names a fact by its entities, which step 5 finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.corrections.entries import Corrections
from kg.model.knowledge import Knowledge
from kg.model.records import Extraction, Paper
from kg.resolve.steps import (
    Corpus,
    build_knowledge,
    constrain_names,
    correct_texts,
    find_forms,
    name_entities,
    read_short_forms,
    state_facts,
    unite_nodes,
)
from kg.system.spool import Keep
from kg.vocabulary.lexicon import Lexicon, load_lexicon

__all__ = ["resolve"]

_NONE = Corrections()


def resolve(
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    *,
    corrections: Corrections = _NONE,
    lexicon: Lexicon | None = None,
    keep: Keep = tuple,
) -> Knowledge:
    """Resolve a corpus. `extractions` are aligned with `papers`; their order does not matter to the result.

    `corrections` override what the corpus says; `lexicon` replaces the shipped one. `keep` keeps the facts of papers,
    which are made one paper at a time; extractions are gone through in order, a few times.
    `Knowledge.rejected` is left empty.

    Raises:
        ValueError: the two differ in length, or a paper comes twice.
        InputError: the corrections file keeps two entities apart and gives them one name.
    """
    lexicon = load_lexicon() if lexicon is None else lexicon
    papers, extractions = _sort_by_paper(papers, extractions)
    corpus = Corpus(papers=papers, extractions=extractions, corrections=corrections, lexicon=lexicon, keep=keep)
    corpus = correct_texts(corpus)
    corpus = find_forms(corpus)
    corpus = read_short_forms(corpus)
    corpus = constrain_names(corpus)
    corpus = unite_nodes(corpus)
    corpus = name_entities(corpus)
    corpus = state_facts(corpus)
    return build_knowledge(corpus)


def _sort_by_paper(
    papers: Sequence[Paper], extractions: Sequence[Extraction]
) -> tuple[Sequence[Paper], Sequence[Extraction]]:
    if len(papers) != len(extractions):
        raise ValueError(f"Expected an extraction of each of {len(papers)} papers, got {len(extractions)}.")
    if len({paper.id for paper in papers}) < len(papers):
        raise ValueError("Expected every paper once; merge the entries of a paper before resolving.")
    if all(paper.id < following.id for paper, following in pairwise(papers)):
        return papers, extractions  # which may be more than memory holds
    aligned = sorted(zip(papers, extractions, strict=True), key=lambda pair: pair[0].id)
    return [paper for paper, _ in aligned], [extraction for _, extraction in aligned]
