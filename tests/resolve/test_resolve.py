"""Resolution of small corpora, end to end: what becomes one entity, what it is called, and what must stay apart."""

import random
from pathlib import Path

import pytest

from kg.model.knowledge import Entity, Knowledge
from kg.model.records import Extraction
from kg.model.types import Label
from kg.resolve import resolve
from kg.system.spool import Spool
from tests.fixtures.resolution import Annotated, annotate
from tests.fixtures.results import result

DATA = Path(__file__).parent.parent / "data" / "names"


def resolve_papers(*annotated: Annotated) -> Knowledge:
    return resolve([paper for paper, _ in annotated], [extraction for _, extraction in annotated])


def map_surfaces(knowledge: Knowledge, paper_id: str) -> dict[str, str]:
    """Surface -> entity in one paper."""
    return {m.text: m.entity for facts in knowledge.papers if facts.paper.id == paper_id for m in facts.mentions}


def entity(knowledge: Knowledge, entity_id: str) -> Entity:
    return next(e for e in knowledge.entities if e.id == entity_id)


def rows(file: str) -> list[tuple[str, ...]]:
    """Rows of labels and two names, tab-separated; "METRIC/MODEL" labels the names apart, "## " begins a heading."""
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("## ")]


@pytest.mark.parametrize(("label", "name", "other"), rows("same_entity.tsv"))
def test_well_known_names_of_one_thing_are_one_entity_without_a_definition(label: Label, name: str, other: str) -> None:
    knowledge = resolve_papers(
        annotate("a", f"We use {name} here.", {name: label}), annotate("b", f"We use {other} here.", {other: label})
    )
    assert map_surfaces(knowledge, "a")[name] == map_surfaces(knowledge, "b")[other]


@pytest.mark.parametrize(("labels", "name", "other"), rows("other_entity.tsv"))
def test_other_things_stay_apart(labels: str, name: str, other: str) -> None:
    first, _, second = labels.partition("/")
    knowledge = resolve_papers(
        annotate("a", f"We use {name} here.", {name: first}),  # type: ignore[dict-item]  # a label of the table
        annotate("b", f"We use {other} here.", {other: second or first}),  # type: ignore[dict-item]
    )
    assert map_surfaces(knowledge, "a")[name] != map_surfaces(knowledge, "b")[other]


def test_no_pair_stands_twice_in_the_tables() -> None:
    pairs = [(*sorted(row[1:]),) for file in ("same_entity.tsv", "other_entity.tsv") for row in rows(file)]
    assert len(set(pairs)) == len(pairs)


def test_a_benchmark_is_not_what_its_name_abbreviates_elsewhere() -> None:
    knowledge = resolve_papers(
        annotate("a", "We use GQA layers.", {"GQA": "METHOD"}), annotate("b", "We report on GQA.", {"GQA": "DATASET"})
    )
    assert map_surfaces(knowledge, "b") == {"GQA": "dataset/gqa"}


def test_an_algorithm_of_a_field_is_not_the_field_but_one_of_a_method_is_the_method() -> None:
    names: dict[str, Label] = dict.fromkeys(("RL", "RL algorithm", "GRPO", "GRPO algorithm"), "METHOD")
    knowledge = resolve_papers(
        annotate("a", "RL and GRPO.", names), annotate("b", "An RL algorithm; the GRPO algorithm.", names)
    )
    here, there = map_surfaces(knowledge, "a"), map_surfaces(knowledge, "b")
    assert here["GRPO"] == there["GRPO algorithm"]
    assert here["RL"] != there["RL algorithm"]


def test_a_kind_noun_is_taken_off_only_if_the_rest_has_the_same_label() -> None:
    knowledge = resolve_papers(
        annotate("a", "We compress with CLIP.", {"CLIP": "MODEL"}),
        annotate("b", "The CLIP score rises.", {"CLIP score": "METRIC"}),
        annotate("c", "The CLIP dataset is large.", {"CLIP dataset": "DATASET"}),
    )
    assert len({*map_surfaces(knowledge, "a").values(), *map_surfaces(knowledge, "c").values()}) == 2
    assert map_surfaces(knowledge, "a")["CLIP"] != map_surfaces(knowledge, "b")["CLIP score"]


def test_a_definition_in_one_paper_links_the_short_form_everywhere() -> None:
    knowledge = resolve_papers(
        annotate(
            "a",
            "We study frobnicating gradient tuning (FGTX).",
            {"frobnicating gradient tuning": "METHOD", "FGTX": "METHOD"},
            defines=[("FGTX", "frobnicating gradient tuning")],
        ),
        annotate("b", "Unlike FGTX, we do not tune.", {"FGTX": "METHOD"}),
    )
    assert map_surfaces(knowledge, "b") == {"FGTX": "method/frobnicating-gradient-tuning"}
    merge = next(m for m in entity(knowledge, "method/frobnicating-gradient-tuning").merges if m.surface == "FGTX")
    assert (merge.reason, merge.papers) == ("abbreviation", ("a",))


def test_one_short_form_with_two_meanings_is_two_entities_with_qualified_names() -> None:
    knowledge = resolve_papers(
        annotate(
            "a",
            "Continual pre-training (CPT) adapts models. CPT helps.",
            {"Continual pre-training": "METHOD", "CPT": "METHOD"},
            defines=[("CPT", "Continual pre-training")],
        ),
        annotate(
            "b",
            "Colorful prompt tuning (CPT) marks images. CPT is cheap.",
            {"Colorful prompt tuning": "METHOD", "CPT": "METHOD"},
            defines=[("CPT", "Colorful prompt tuning")],
        ),
    )
    assert map_surfaces(knowledge, "a")["CPT"] == "method/cpt~continual-pre-training"
    assert map_surfaces(knowledge, "a")["Continual pre-training"] == "method/cpt~continual-pre-training"
    assert map_surfaces(knowledge, "b")["CPT"] == "method/cpt~colorful-prompt-tuning"
    assert entity(knowledge, "method/cpt~continual-pre-training").name == "CPT (continual pre-training)"
    assert [(c.name, c.kind) for c in knowledge.conflicts] == [("CPT", "meaning")]


def test_a_name_that_most_papers_write_out_needs_no_short_form_beside_it() -> None:
    written = [annotate(f"p{i}", "Curriculum of frogs.", {"Curriculum of frogs": "METHOD"}) for i in range(4)]
    knowledge = resolve_papers(
        *written,
        annotate(
            "a",
            "Curriculum of frogs (COFX) helps.",
            {"Curriculum of frogs": "METHOD", "COFX": "METHOD"},
            defines=[("COFX", "Curriculum of frogs")],
        ),
        annotate(
            "b",
            "Coherent optical flux (COFX) helps.",
            {"Coherent optical flux": "METHOD", "COFX": "METHOD"},
            defines=[("COFX", "Coherent optical flux")],
        ),
    )
    assert {e.name for e in knowledge.entities} == {"curriculum of frogs", "COFX (coherent optical flux)"}


def test_a_name_with_the_initials_comes_before_what_papers_at_large_mean() -> None:
    knowledge = resolve_papers(
        annotate("a", "Robust frog transport: RFT wins.", {"Robust frog transport": "METHOD", "RFT": "METHOD"}),
        annotate(
            "b",
            "Red fox tuning or raw frog tokens: RFT.",
            {"Red fox tuning": "METHOD", "raw frog tokens": "METHOD", "RFT": "METHOD"},
        ),
    )
    assert map_surfaces(knowledge, "a")["RFT"] == map_surfaces(knowledge, "a")["Robust frog transport"]
    in_b = map_surfaces(knowledge, "b")
    assert in_b["RFT"] not in (in_b["Red fox tuning"], in_b["raw frog tokens"])  # two names have the initials


def test_long_forms_that_write_a_part_short_are_one_meaning() -> None:
    knowledge = resolve_papers(
        annotate("a", "A modal LLM (MLLM).", {"modal LLM": "MODEL", "MLLM": "MODEL"}, defines=[("MLLM", "modal LLM")]),
        annotate(
            "b",
            "A multi-modal LLM (MLLM).",
            {"multi-modal LLM": "MODEL", "MLLM": "MODEL"},
            defines=[("MLLM", "multi-modal LLM")],
        ),
        annotate(
            "c",
            "A Multimodal Large Language Model (MLLM).",
            {"Multimodal Large Language Model": "MODEL", "MLLM": "MODEL"},
            defines=[("MLLM", "Multimodal Large Language Model")],
        ),
    )
    assert map_surfaces(knowledge, "b")["MLLM"] == map_surfaces(knowledge, "c")["MLLM"]


@pytest.mark.parametrize(
    ("surface", "wrong", "entity_id"),
    [
        ("ROUGE-1", "MODEL", "metric/rouge-1"),
        ("HellaSwag", "MODEL", "dataset/hellaswag"),
        ("MobileNet", "DATASET", "model/mobilenet"),
        ("BLIP-2", "METHOD", "model/blip-2"),
        ("semantic textual similarity", "METHOD", "task/semantic-textual-similarity"),
    ],
)
def test_the_tables_know_what_a_well_known_name_is(surface: str, wrong: Label, entity_id: str) -> None:
    knowledge = resolve_papers(annotate("a", f"We use {surface} here.", {surface: wrong}))
    assert [e.id for e in knowledge.entities] == [entity_id]


def test_headings_lose_the_capitals_of_words_that_the_corpus_writes_small() -> None:
    knowledge = resolve_papers(
        annotate("a", "Online frog Mixing. Slow zorking.", {"Online frog Mixing": "METHOD"}),
        annotate("b", "It does data mixing and frog mixing online.", {"frog mixing online": "METHOD"}),
    )
    assert "online frog mixing" in {e.name for e in knowledge.entities}


def two_meanings() -> list[Annotated]:
    return [
        annotate(
            "a",
            "Semantic flow distillation (SFDX) with diffusion models.",
            {"Semantic flow distillation": "METHOD", "SFDX": "METHOD", "diffusion models": "MODEL"},
            defines=[("SFDX", "Semantic flow distillation")],
        ),
        annotate(
            "b",
            "Sparse feature dropout (SFDX) for speech recognition.",
            {"Sparse feature dropout": "METHOD", "SFDX": "METHOD", "speech recognition": "TASK"},
            defines=[("SFDX", "Sparse feature dropout")],
        ),
    ]


def test_context_decides_where_a_paper_does_not_define_the_short_form() -> None:
    knowledge = resolve_papers(
        *two_meanings(),
        annotate("c", "SFDX makes speech recognition robust.", {"SFDX": "METHOD", "speech recognition": "TASK"}),
        annotate(
            "d", "SFDX is semantic flow distillation.", {"SFDX": "METHOD", "semantic flow distillation": "METHOD"}
        ),
    )
    assert map_surfaces(knowledge, "c")["SFDX"] == "method/sfdx~sparse-feature-dropout"
    assert map_surfaces(knowledge, "d")["SFDX"] == "method/sfdx~semantic-flow-distillation"


def test_without_evidence_an_ambiguous_short_form_is_its_own_entity() -> None:
    knowledge = resolve_papers(*two_meanings(), annotate("e", "We compare with SFDX.", {"SFDX": "METHOD"}))
    assert map_surfaces(knowledge, "e")["SFDX"] == "method/sfdx"


def test_spellings_of_a_long_form_are_one_meaning() -> None:
    longs = ["post-training quantization", "post training quantisation", "Post-Training Quantizations"]
    knowledge = resolve_papers(
        *(
            annotate(
                f"p{i}", f"We apply {long} (PTQ) here.", {long: "METHOD", "PTQ": "METHOD"}, defines=[("PTQ", long)]
            )
            for i, long in enumerate(longs)
        )
    )
    assert [e.id for e in knowledge.entities] == ["method/post-training-quantization"]
    assert knowledge.conflicts == ()


def test_a_word_and_a_name_in_capitals_stay_apart() -> None:
    knowledge = resolve_papers(
        annotate("a", "Tested on MATH and on math.", {"MATH": "DATASET", "math": "TASK"}),
        annotate("b", "Scores on MATH rise.", {"MATH": "DATASET"}),
    )
    assert map_surfaces(knowledge, "a") == {"MATH": "dataset/math", "math": "task/mathematics"}


def test_running_text_wins_over_headings_for_the_name() -> None:
    knowledge = resolve_papers(
        annotate(
            "a",
            "Weight Averaging. We use weight averaging here.",
            {"Weight Averaging": "METHOD", "weight averaging": "METHOD"},
        )
    )
    assert [e.name for e in knowledge.entities] == ["weight averaging"]


def test_the_name_is_the_usual_spelling() -> None:
    knowledge = resolve_papers(
        annotate("a", "We use GPT-4 and GPT-4.", {"GPT-4": "MODEL"}),
        annotate("b", "We use GPT4 here.", {"GPT4": "MODEL"}),
    )
    (made,) = knowledge.entities
    assert (made.name, made.aliases, made.paper_count) == ("GPT-4", (("GPT-4", 2), ("GPT4", 1)), 2)


def test_a_typo_is_searched_for_but_not_shown() -> None:
    firm = [
        annotate(f"p{i}", "We train a diffusion transformer.", {"diffusion transformer": "MODEL"}) for i in range(6)
    ]
    knowledge = resolve_papers(
        *firm, annotate("q", "We train a diffusion transfomer.", {"diffusion transfomer": "MODEL"})
    )
    (made,) = knowledge.entities
    assert made.hidden == ("diffusion transfomer",)
    assert [(m.surface, m.reason) for m in made.merges] == [("diffusion transfomer", "typo")]


def test_words_one_letter_apart_are_not_typos() -> None:
    firm = [annotate(f"p{i}", "We need pretraining and casual models.", {"pretraining": "METHOD"}) for i in range(6)]
    knowledge = resolve_papers(*firm, annotate("q", "We need retraining.", {"retraining": "METHOD"}))
    assert len(knowledge.entities) == 2


def test_the_type_is_decided_by_evidence_and_reported() -> None:
    labels: list[Label] = ["METHOD", "METHOD", "METHOD", "TASK", "TASK"]
    knowledge = resolve_papers(
        *(annotate(f"p{i}", "On knowledge editing.", {"knowledge editing": label}) for i, label in enumerate(labels))
    )
    assert [e.id for e in knowledge.entities] == ["method/knowledge-editing"]
    assert [(c.name, c.kind, c.votes) for c in knowledge.conflicts] == [
        ("knowledge editing", "type", (("METHOD", 3), ("TASK", 2)))
    ]


def test_hierarchy_needs_the_other_end() -> None:
    knowledge = resolve_papers(
        annotate(
            "a",
            "LLaMA-7B, LLaMA, Qwen2-7B; GPT-4o, GPT-4.",
            {"LLaMA-7B": "MODEL", "LLaMA": "MODEL", "Qwen2-7B": "MODEL", "GPT-4o": "MODEL", "GPT-4": "MODEL"},
        ),
        annotate(
            "b",
            "ImageNet 256x256, ImageNet, top-1 accuracy, accuracy, test accuracy of frogs.",
            {"ImageNet 256x256": "DATASET", "ImageNet": "DATASET", "top-1 accuracy": "METRIC", "accuracy": "METRIC"},
        ),
        annotate(
            "c",
            "Continual pre-training, pre-training, vision-language models, language models.",
            {
                "Continual pre-training": "METHOD",
                "pre-training": "METHOD",
                "vision-language models": "MODEL",
                "language models": "MODEL",
            },
        ),
    )
    assert {(r.subject, r.type, r.object) for r in knowledge.entity_relations} == {
        ("model/llama-7b", "variantOf", "model/llama"),
        ("dataset/imagenet-256x256", "variantOf", "dataset/imagenet"),
        ("metric/top-1-accuracy", "broader", "metric/accuracy"),
        ("method/continual-pre-training", "broader", "method/pre-training"),
    }


def test_metrics_know_their_better_direction_and_datasets_whether_they_are_benchmarks() -> None:
    knowledge = resolve_papers(
        annotate(
            "a",
            "FID and accuracy and zorkness on FooBench, BarSet, GSM8K.",
            {
                "FID": "METRIC",
                "accuracy": "METRIC",
                "zorkness": "METRIC",
                "FooBench": "DATASET",
                "BarSet": "DATASET",
                "GSM8K": "DATASET",
            },
            claims=[("evaluatesOn", "FooBench"), ("trainsOn", "BarSet")],
        ),
    )
    assert {e.id: e.higher_is_better for e in knowledge.entities if e.type == "METRIC"} == {
        "metric/fid": False,
        "metric/accuracy": True,
        "metric/zorkness": None,
    }
    assert {e.id for e in knowledge.entities if e.is_benchmark} == {"dataset/foobench", "dataset/gsm8k"}


def test_claims_become_relations_and_roles() -> None:
    knowledge = resolve_papers(
        annotate(
            "a",
            "We present OurSet and OurNet, which uses attention, on OtherSet. OurNet wins.",
            {"OurSet": "DATASET", "OurNet": "MODEL", "attention": "METHOD", "OtherSet": "DATASET"},
            claims=[
                ("proposes", "OurSet"),
                ("proposes", "OurNet"),
                ("uses", "OurNet"),
                ("comparesWith", "OurNet"),
                ("uses", "attention"),
                ("uses", "attention"),
                ("evaluatesOn", "OtherSet"),
                ("addresses", "attention"),
            ],
        ),
    )
    (facts,) = knowledge.papers
    assert [(r.type, r.object) for r in facts.relations] == [
        ("evaluatesOn", "dataset/otherset"),
        ("introduces", "dataset/ourset"),
        ("proposes", "dataset/ourset"),
        ("proposes", "model/ournet"),
        ("uses", "method/attention"),
    ]
    assert facts.dataset_roles == (("dataset/otherset", "eval"), ("dataset/ourset", "introduced"))


def test_results_name_entities_and_imply_the_role_of_their_dataset() -> None:
    paper, extraction = annotate(
        "a", "FID of 1.19 on ImageNet 256x256.", {"FID": "METRIC", "ImageNet 256x256": "DATASET"}
    )
    fid, imagenet = (mention.reference for mention in extraction.mentions)
    number = result("1.19", 15, metric=fid, dataset=imagenet, task=imagenet)
    knowledge = resolve_papers((paper, Extraction(mentions=extraction.mentions, results=(number,))))
    (linked,) = knowledge.papers[0].results
    assert (linked.metric, linked.dataset) == ("metric/fid", "dataset/imagenet-256x256")
    assert linked.task is None  # a dataset is no task
    assert knowledge.papers[0].dataset_roles == (("dataset/imagenet-256x256", "eval"),)


def test_a_metric_or_dataset_is_no_achiever_of_a_result() -> None:
    paper, extraction = annotate("a", "47.8 ROUGE-1 and 51.2 XSum.", {"ROUGE-1": "MODEL", "XSum": "MODEL"})
    rouge, xsum = (mention.reference for mention in extraction.mentions)
    number = result("47.8", subject=rouge, comparator=xsum)
    knowledge = resolve_papers((paper, Extraction(mentions=extraction.mentions, results=(number,))))
    (linked,) = knowledge.papers[0].results
    assert (linked.metric, linked.subject, linked.comparator) == ("metric/rouge-1", None, None)


def corpus() -> list[Annotated]:
    words: dict[str, Label] = {
        "CFG": "METHOD",
        "Classifier-Free Guidance": "METHOD",
        "classifier-free guidance": "METHOD",
        "LLMs": "MODEL",
        "large language models": "MODEL",
        "ImageNet-256": "DATASET",
        "ImageNet 256x256": "DATASET",
        "FID": "METRIC",
        "CPT": "METHOD",
        "clip": "METHOD",
        "CLIPS": "MODEL",
        "Clips": "MODEL",
        "CLIP": "MODEL",
        "!!": "METHOD",
    }
    rng = random.Random(7)
    made = [*two_meanings()]
    for i in range(40):
        chosen = sorted(rng.sample(sorted(words), 5))
        made.append(
            annotate(f"p{i:02}", "We use " + ", then ".join(chosen) + ".", {word: words[word] for word in chosen})
        )
    return made


def test_the_order_of_papers_does_not_matter() -> None:
    papers = corpus()
    shuffled = random.Random(11).sample(papers, len(papers))
    assert resolve_papers(*papers) == resolve_papers(*shuffled)


def test_names_and_identifiers_are_unique_and_everything_is_sorted() -> None:
    knowledge = resolve_papers(*corpus())
    ids = [e.id for e in knowledge.entities]
    assert ids == sorted(set(ids))
    names = [(e.type, e.name.casefold()) for e in knowledge.entities]
    assert len(names) == len(set(names))
    assert [f.paper.id for f in knowledge.papers] == sorted(f.paper.id for f in knowledge.papers)
    linked = {m.entity for f in knowledge.papers for m in f.mentions}
    assert linked == set(ids)
    for e in knowledge.entities:
        spelled = {surface for surface, _ in e.aliases} | set(e.hidden)
        assert {m.surface for m in e.merges} == spelled - {e.name}


def test_nothing_in_nothing_out() -> None:
    assert resolve([], []) == Knowledge(papers=(), entities=(), entity_relations=())


def test_a_paper_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="every paper once"):
        resolve_papers(annotate("a", "x", {}), annotate("a", "x", {}))


@pytest.mark.parametrize(
    ("label", "surface", "expected"),
    [
        ("METHOD", "CFG", "method/classifier-free-guidance"),
        ("MODEL", "LLMs", "model/large-language-model"),
        ("METRIC", "FID", "metric/fid"),
        ("METRIC", "Fréchet Inception Distance", "metric/fid"),
        ("METRIC", "rFID", "metric/rfid"),
        ("METRIC", "RFID", "metric/rfid"),
        ("DATASET", "ImageNet-256", "dataset/imagenet-256x256"),
        ("DATASET", "ImageNet 256times256", "dataset/imagenet-256x256"),
        ("DATASET", "FFHQ 1024×1024", "dataset/ffhq-1024x1024"),
        ("MODEL", "BERT", "model/bert"),
        ("METHOD", "LORA", "method/low-rank-adaptation"),
        ("METRIC", "ASR", "metric/attack-success-rate"),
        ("TASK", "ASR", "task/automatic-speech-recognition"),
        ("MODEL", "LightningDiT-XL/1+IG", "model/lightningdit-xl%2F1+ig"),
        ("METHOD", "ZQXW", "method/zqxw"),
    ],
)
def test_one_mention_in_one_paper_has_its_well_known_identifier(label: Label, surface: str, expected: str) -> None:
    knowledge = resolve_papers(annotate("a", f"We report {surface} here.", {surface: label}))
    assert map_surfaces(knowledge, "a")[surface] == expected


def test_residue_is_searched_for_but_not_shown() -> None:
    surface = "ImageNet 256$\\times$256"
    knowledge = resolve_papers(annotate("a", f"On {surface} we win.", {surface: "DATASET"}))
    (made,) = knowledge.entities
    assert (made.name, made.aliases, made.hidden) == ("ImageNet 256x256", (), (surface,))


def test_a_definition_cut_short_is_no_other_meaning() -> None:
    knowledge = resolve_papers(
        annotate(
            "a",
            "Large frog models (LFM).",
            {"Large frog models": "MODEL", "LFM": "MODEL"},
            defines=[("LFM", "Large frog models")],
        ),
        annotate(
            "b",
            "We tune frog models (LFM).",
            {"frog models": "MODEL", "LFM": "MODEL"},
            defines=[("LFM", "frog models")],
        ),
    )
    assert map_surfaces(knowledge, "b") == {"frog models": "model/frog-model", "LFM": "model/large-frog-model"}


def test_a_well_known_name_with_a_wrong_label_is_still_that_name() -> None:
    knowledge = resolve_papers(
        annotate("a", "On GSM8K.", {"GSM8K": "DATASET"}), annotate("b", "With GSM8K.", {"GSM8K": "METHOD"})
    )
    assert [e.id for e in knowledge.entities] == ["dataset/gsm8k"]


def test_a_conflict_says_how_each_use_was_decided() -> None:
    knowledge = resolve_papers(
        *two_meanings(),
        annotate(
            "d", "SFDX is semantic flow distillation.", {"SFDX": "METHOD", "semantic flow distillation": "METHOD"}
        ),
        annotate("e", "We compare with SFDX.", {"SFDX": "METHOD"}),
    )
    (conflict,) = knowledge.conflicts
    assert conflict.decision == (
        "Papers by how their use was read: as the paper itself defines it (2); "
        "as the paper also uses the long form (1); "
        "undecided, so an entity of its own (1)."
    )


def test_what_a_text_defines_wins_over_the_lexicon() -> None:
    long = "Ranked Answer Graphs"
    defining = annotate(
        "a",
        f"RAG ({long}) answers questions. RAG helps.",
        {"RAG": "METHOD", long: "METHOD"},
        defines=[("RAG", long)],
        claims=[("proposes", "RAG")],
    )
    assert set(map_surfaces(resolve_papers(defining), "a").values()) == {"method/ranked-answer-graph"}
    using = annotate("b", "We use RAG for chat.", {"RAG": "METHOD"})
    knowledge = resolve_papers(defining, using)
    assert map_surfaces(knowledge, "a")["RAG"] != map_surfaces(knowledge, "b")["RAG"]
    assert map_surfaces(knowledge, "b")["RAG"] == "method/rag~retrieval-augmented-generation"


def introduce(paper_id: str, title: str) -> Annotated:
    labels: dict[str, Label] = {"Prisma": "METHOD"}
    return annotate(paper_id, "We present Prisma.", labels, claims=[("proposes", "Prisma")], title=title, score=0.99)


def test_two_papers_that_introduce_one_name_have_two_things_whatever_their_order() -> None:
    papers = [introduce("a", "Prisma: Parsing of Frogs"), introduce("b", "Prisma: Maps of Toads")]
    expected = {"a": "method/prisma~parsing-of-frogs", "b": "method/prisma~maps-of-toads"}
    for order in (papers, papers[::-1]):
        knowledge = resolve_papers(*order)
        assert {paper: map_surfaces(knowledge, paper)["Prisma"] for paper in "ab"} == expected
    assert entity(resolve_papers(*papers), expected["a"]).name == "Prisma (Parsing of Frogs)"
    assert map_surfaces(resolve_papers(papers[0]), "a") == {"Prisma": "method/prisma"}


def test_a_long_form_whose_capitals_explain_its_short_form_gives_way_to_that() -> None:
    long = "LayEr Grafting Onto NetS"
    defined = annotate("a", f"{long} (LEGONS) grows.", {long: "METHOD", "LEGONS": "METHOD"}, defines=[("LEGONS", long)])
    assert set(map_surfaces(resolve_papers(defined), "a").values()) == {"method/legons"}
    plain = annotate("a", "We use Model ExpansioN here.", {"Model ExpansioN": "METHOD"})
    assert [e.name for e in resolve_papers(plain).entities] == ["Model Expansion"]


def test_a_corpus_that_is_kept_on_disk_gives_the_same_knowledge() -> None:
    annotated = [
        annotate("a", "We propose low-rank adaptation (LoRA).", {"low-rank adaptation": "METHOD", "LoRA": "METHOD"}),
        annotate("b", "LoRA beats LORA on GLUE.", {"LoRA": "METHOD", "LORA": "METHOD", "GLUE": "DATASET"}),
    ]
    papers, extractions = [paper for paper, _ in annotated], [extraction for _, extraction in annotated]
    on_disk = resolve(papers, Spool(extractions), keep=Spool)
    assert isinstance(on_disk.papers, Spool)
    assert on_disk == resolve(papers, extractions)
