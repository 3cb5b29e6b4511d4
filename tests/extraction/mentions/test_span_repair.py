"""Spans of names: mended where they were cut, left out where they name nothing."""

import pytest

from kg.extraction.mentions.span_repair import drop_macros, drop_settings, mend_spans
from kg.model.records import Mention
from kg.model.types import Label


def read_marked(text: str, label: Label = "METHOD") -> tuple[str, list[Mention]]:
    """A text whose mention stands between bars."""
    start, end = text.index("|"), text.rindex("|") - 1
    plain = text.replace("|", "")
    return plain, [Mention(start, end, label, plain[start:end], 0.9, "ner")]


@pytest.mark.parametrize(
    ("text", "dataset", "task"),
    [
        ("on |ImageNet classification| and", "ImageNet", "classification"),
        ("on |ADE20k semantic segmentation| too", "ADE20k", "semantic segmentation"),
        ("on |Penn Treebank language modeling| too", "Penn Treebank", "language modeling"),
    ],
)
def test_a_benchmark_at_the_head_of_a_task_is_a_mention_of_its_own(text: str, dataset: str, task: str) -> None:
    plain, mentions = read_marked(text, "TASK")
    mended = mend_spans(plain, mentions)
    assert [(mention.text, mention.label) for mention in mended] == [(dataset, "DATASET"), (task, "TASK")]


@pytest.mark.parametrize(
    "text", ["|math reasoning|", "|LLM reasoning|", "|GUI grounding|", "|ImageNet Classification|"]
)
def test_a_task_without_a_benchmark_stays_one(text: str) -> None:
    plain, mentions = read_marked(text, "TASK")
    assert mend_spans(plain, mentions) == mentions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a |vision-language pre|-trained model here", "vision-language pre-trained model"),
        ("we do |instruction fine|-tuning now", "instruction fine-tuning"),
        ("applied to multi-|modal LLM| (MLLM)", "multi-modal LLM"),
        ("a 67% |training speed-|up over it", "training speed-up"),
        ("SABER, |and two T5-style models| (AT5)", "T5-style models"),
        ("the |UL2 20B &| Flan-UL2", "UL2 20B"),
        ("with |🤗 Transformers| here", "Transformers"),
        ("with |LLaVA 🌋🔥| here", "LLaVA"),
    ],
)
def test_a_span_is_mended_to_the_whole_name(text: str, name: str) -> None:
    plain, mentions = read_marked(text)
    (mended,) = mend_spans(plain, mentions)
    assert mended.text == plain[mended.start : mended.end] == name


@pytest.mark.parametrize(
    ("text", "name", "metric"),
    [
        ("an |ImageNet 512x512 FID| of 1.5", "ImageNet 512x512", "FID"),
        ("the |WikiText-103 perplexity| is", "WikiText-103", "perplexity"),
        ("the |HumanEval pass@1| is", "HumanEval", "pass@1"),
    ],
)
def test_a_metric_at_the_end_is_a_mention_of_its_own(text: str, name: str, metric: str) -> None:
    plain, mentions = read_marked(text, "DATASET")
    mended = [(mention.text, mention.label) for mention in mend_spans(plain, mentions)]
    assert mended == [(name, "DATASET"), (metric, "METRIC")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("|FooBench| 2: Harder\n\nIt has more.", "FooBench 2"),
        ("T\n\nUnlike |FooBench| 2 sources, FooBench 2, it has more.", "FooBench 2"),
        ("T\n\nOn |FooBench| 2 models fail. FooBench 2 agents too.", "FooBench"),
        ("T\n\nOn |FooBench| 2.5% better than FooBench 2.", "FooBench"),
        ("T\n\nWith |FooBench| 3, there is more.", "FooBench"),
    ],
)
def test_a_version_belongs_to_the_name_where_the_text_writes_it_so(text: str, name: str) -> None:
    plain, mentions = read_marked(text, "DATASET")
    assert [mention.text for mention in mend_spans(plain, mentions)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "|continual pre-training| helps",
        "|LoRA|-wise scales",
        "|accuracy|-speed trade-off",
        "|branch-and-bound| search",
        "a |self-supervised| loss",
        "|diffusion| and flow",
        "|R2D2| agents",
    ],
)
def test_a_whole_name_stays_as_it_is(text: str) -> None:
    plain, mentions = read_marked(text)
    assert mend_spans(plain, mentions) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "|deep pre|-trained features",
        "a |pre-trained| ranker",
        "over |2014--2022| and",
        "the |S| values",
        "in |differentiable Neural| Architecture Search",
        "a |memory efficient| way",
    ],
)
def test_what_names_nothing_is_left_out(text: str) -> None:
    assert mend_spans(*read_marked(text, "MODEL")) == []


@pytest.mark.parametrize(("length", "count"), [(300, 1), (301, 0)])
def test_what_is_longer_than_any_name_is_left_out(length: int, count: int) -> None:
    assert len(mend_spans(*read_marked(f"We use |{'x' * length}| here."))) == count


def test_one_letter_may_be_a_measure() -> None:
    plain, mentions = read_marked("a correlation |\u03c1| of 0.9", "METRIC")
    assert mend_spans(plain, mentions) == mentions


@pytest.mark.parametrize("text", ["a |learning rate| of 0.1", "the |training epochs|", "|memory|-efficient tuning"])
def test_settings_and_adjectives_are_no_metrics(text: str) -> None:
    assert drop_settings(*read_marked(text, "METRIC")) == []


@pytest.mark.parametrize("text", ["an |error rate| of 3%", "|training steps|", "|accuracy|-speed trade-off"])
def test_measures_stay(text: str) -> None:
    plain, mentions = read_marked(text, "METRIC")
    assert drop_settings(plain, mentions) == mentions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We test |Tuno-8B.| Then more.", "Tuno-8B"),
        ("We test |Tuno2.5-7B.| Then more.", "Tuno2.5-7B"),
        ("We use |Acme Inc.| here.", "Acme Inc."),
        ("We use |Foo (Bar|) too.", "Foo (Bar)"),
        ("We use (|Foo Net)| too.", "Foo Net"),
        ("We use |(Foo Net|) too.", "Foo Net"),
        ("We use |Foo{x| too.", "Foo"),
        ("We use |f$x$ Net| too.", "f$x$ Net"),
        ("We use |Foo$| too.", "Foo"),
        ("We use |IA(3)| too.", "IA(3)"),
        ("We use |Foo [1|] too.", "Foo [1]"),
    ],
)
def test_a_name_ends_with_pairs_of_brackets_and_without_a_full_stop(text: str, name: str) -> None:
    plain, mentions = read_marked(text, "MODEL")
    assert [mention.text for mention in mend_spans(plain, mentions)] == [name]


@pytest.mark.parametrize(
    "text", [r"\method", r"\ours", r"\modelname", r"\ourmethod", r"\methodname", r"\name", r"\sys"]
)
def test_a_macro_for_the_papers_own_name_is_left_out(text: str) -> None:
    assert drop_macros([Mention(0, len(text), "METHOD", text, 1.0, "ner")]) == []


@pytest.mark.parametrize("text", [r"\ewtune", r"\mu", "method", r"\method++", r"\method-7B", "CFG", r"\ourhead"])
def test_what_is_more_than_such_a_macro_stays(text: str) -> None:
    mentions = [Mention(0, len(text), "METHOD", text, 1.0, "ner")]
    assert drop_macros(mentions) == mentions
