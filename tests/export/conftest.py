"""Three papers that use every field of the records, with text that every format has to escape."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.export.content import Content
from kg.export.rdf.description import RunInfo
from kg.graph.build import to_networkx
from kg.graph.concept_map import concept_map
from kg.namespaces import ID_BASE
from kg.records import (
    Entity,
    EntityRelation,
    Knowledge,
    LinkedMention,
    Merge,
    Paper,
    PaperFacts,
    Rejected,
    Relation,
    Result,
)
from kg.views import Community, ConceptLink, Derived

MakeContent = Callable[..., Content]

TITLE = 'Guided "Diffusion" \\ Better'
ABSTRACT = (
    "CFG gets an FID of 1.19 on ImageNet 256x256.\nIt does not beat SiT, by 13-25 points; 3x faster than LLaMA-7B. "
    "Its accuracy is 91.2 ± 0.3%."
)


def span(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def mention(text: str, part: str, label: str, entity: str, score: float = 0.9) -> LinkedMention:
    start, end = span(text, part)
    return LinkedMention(start, end, label, part, entity, score, "ner")


def relation(text: str, kind: str, part: str, entity: str, *, negated: bool = False) -> Relation:
    start, end = span(text, part)
    sentence = span(text, ABSTRACT.split("\n")[1 if negated else 0])
    return Relation(kind, entity, start, end, *sentence, 0.75, negated, "cue")


def result(text: str, part: str, **fields: object) -> Result:
    start, end = span(text, part)
    told: dict[str, object] = {
        "value": part,
        "value_text": part,
        "low": None,
        "high": None,
        "unit": "",
        "kind": "absolute",
        "direction": None,
        "bound": "exact",
        "holder": "own",
        "metric": None,
        "dataset": None,
        "subject": None,
        "comparator": None,
        "task": None,
        "conditions": (),
        "sentence_start": 0,
        "sentence_end": len(text),
        "score": 0.5,
    }
    return Result(start=start, end=end, **(told | fields))


def facts_of_guided() -> PaperFacts:
    paper = Paper(
        id="guided-diffusion-0a1b2c",
        title=TITLE,
        abstract=ABSTRACT,
        authors=("Ada L.", 'Bo "B" C.'),
        organization="Open Lab",
        organization_slug="OpenLab",
        published="2025-04-16",
        published_inferred=True,
        comments=2,
        url="https://huggingface.co/papers?q=a b",
        arxiv_id="2504.00001",
        sources=("a.txt", "b.txt"),
    )
    text = paper.text
    return PaperFacts(
        paper=paper,
        mentions=(
            mention(text, "CFG", "METHOD", "method/classifier-free-guidance"),
            mention(text, "FID", "METRIC", "metric/fid"),
            mention(text, "ImageNet 256x256", "DATASET", "dataset/imagenet-256x256"),
            mention(text, "SiT", "MODEL", "model/sit"),
            mention(text, "LLaMA-7B", "MODEL", "model/llama-7b"),
        ),
        relations=(
            relation(text, "evaluatesOn", "ImageNet 256x256", "dataset/imagenet-256x256"),
            relation(text, "outperforms", "SiT", "model/sit", negated=True),
            relation(text, "proposes", "CFG", "method/classifier-free-guidance"),
        ),
        results=(
            result(
                text,
                "1.19",
                metric="metric/fid",
                dataset="dataset/imagenet-256x256",
                subject="method/classifier-free-guidance",
                task="task/image-generation",
                conditions=(span(text, "256x256"),),
                score=0.98765432,
            ),
            result(
                text,
                "13-25",
                low="13",
                high="25",
                unit="points",
                kind="delta",
                direction="decrease",
                metric="metric/fid",
                bound="up to",
            ),
            result(text, "3", value_text="3x", unit="x", kind="ratio", comparator="model/llama-7b", holder="baseline"),
            result(text, "91.2", value_text="91.2 ± 0.3%", spread="0.3", unit="%", metric="metric/accuracy"),
        ),
        dataset_roles=(("dataset/imagenet-256x256", "eval"),),
        code=("https://github.com/a/b",),
    )


def facts_of_hostile() -> PaperFacts:
    paper = Paper(
        id="a b/c<d>",
        title="=cmd|' /C calc'!A0",
        abstract='Quotes """ and \\ and \x00\x07\x85\u2028 and \U0001f600 and \u202eRTL; CFG, 95% on both.',
        authors=3,
        organization="Open Lab",
        url="https://huggingface.co/papers?q=x",
        sources=("c.jsonl",),
    )
    text = paper.text
    both = result(text, "95", value_text="95%", unit="%", metric="metric/fid")
    return PaperFacts(
        paper=paper,
        mentions=(mention(text, "CFG", "METHOD", "method/classifier-free-guidance"),),
        relations=(),
        results=(both, result(text, "95", value_text="95%", unit="%", metric="metric/accuracy")),
        dataset_roles=(),
        code=(),
    )


def facts_of_bare() -> PaperFacts:
    return PaperFacts(
        paper=Paper(id="bare-000000", title="Bare", abstract="Nothing named.", url="https://huggingface.co/papers"),
        mentions=(),
        relations=(),
        results=(),
        dataset_roles=(),
        code=(),
    )


ENTITIES = (
    Entity(
        "dataset/imagenet-256x256",
        "DATASET",
        "ImageNet 256x256",
        (("ImageNet 256x256", 1),),
        (),
        1,
        1,
        is_benchmark=True,
    ),
    Entity(
        "method/classifier-free-guidance",
        "METHOD",
        "classifier-free guidance",
        (("CFG", 2), ("classifier-free guidance", 1)),
        ("textit{CFG}",),
        2,
        3,
        merges=(Merge("CFG", "abbreviation", "A paper defines CFG so.", ("guided-diffusion-0a1b2c",)),),
    ),
    Entity("method/cpt~continual-pre-training", "METHOD", "CPT (continual pre-training)", (("CPT", 1),), (), 1, 1),
    Entity("metric/accuracy", "METRIC", "accuracy", (("accuracy", 1),), (), 1, 1, higher_is_better=True),
    Entity("metric/fid", "METRIC", "FID", (("FID", 1),), (), 1, 1, higher_is_better=False),
    Entity("model/llama", "MODEL", "LLaMA", (("LLaMA", 1),), (), 1, 1),
    Entity("model/llama-7b", "MODEL", "LLaMA-7B", (("LLaMA-7B", 1),), (), 1, 1),
    Entity("model/sit", "MODEL", "SiT", (("SiT", 1),), (), 1, 1),
    Entity("task/image-generation", "TASK", "image generation", (("image generation", 1),), (), 1, 1),
)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge(
        papers=(facts_of_hostile(), facts_of_bare(), facts_of_guided()),
        entities=ENTITIES,
        entity_relations=(
            EntityRelation("variantOf", "model/llama-7b", "model/llama", "size", ("guided-diffusion-0a1b2c",), 0.9),
        ),
        rejected=(Rejected("x.txt", 3, "The entry has no title; add one.", "…"),),
    )


DERIVED = Derived(
    links=(ConceptLink("method/classifier-free-guidance", "model/sit", 2, 0.123456),),
    communities=(
        Community(0, 'guidance, "SiT"', ("method/classifier-free-guidance", "model/sit"), ("guided-diffusion-0a1b2c",)),
    ),
)


@pytest.fixture(scope="session")
def content() -> MakeContent:
    """Makes what exports are written from: of some knowledge and a run, with things named below a base."""

    def make(knowledge: Knowledge, run: RunInfo, base: str = ID_BASE) -> Content:
        return Content(
            knowledge,
            run,
            derived=lambda: DERIVED,
            network=lambda: to_networkx(knowledge),
            concept_map=lambda: concept_map(knowledge),
            base=base,
        )

    return make
