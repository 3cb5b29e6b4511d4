"""Public sets as they are split, and what the command prints of them."""

from __future__ import annotations

import gzip
import json

import pytest

from scripts.command import main
from scripts.evaluation.__main__ import PARTS
from scripts.evaluation.public import FOLDS, Split, by_sentences, split_gsap, split_tdmsci
from scripts.evaluation.public_texts import Text

ABSTRACT = {"sentences": [["a", "b"], ["c", "d"]], "ner": [[[0, 1, "X"], [1, 1, "Y"]], [[2, 2, "X"]]]}


@pytest.fixture
def base(tmp_path):
    """An encoder's folder; of what it holds only the vocabulary is read."""
    folder = tmp_path / "base"
    folder.mkdir()
    for name in ("config.json", "model.safetensors"):
        (folder / name).touch()
    (folder / "vocab.txt").write_text("[UNK]\n[CLS]\n[SEP]\na\nb\nc\nd\n", encoding="utf-8")
    return folder


@pytest.fixture
def public(tmp_path):
    """A folder of public sets: abstracts of SciERC, and GSAP-NER with one paragraph a fold, named for it."""
    folder = tmp_path / "public"
    for name in ("scierc", "gsap-ner"):
        (folder / name).mkdir(parents=True)
    for part in ("train", "dev", "test"):
        (folder / "scierc" / f"{part}.json").write_text(json.dumps(ABSTRACT), encoding="utf-8")
    with gzip.open(folder / "gsap-ner" / "all.jsonl.gz", "wt", encoding="utf-8") as lines:
        for fold in range(FOLDS):
            entities = [[0, 1, "Task"], [2, 3, "Task"]] if fold == 4 else [[0, 1, "Task"]]
            lines.write(json.dumps({"fold": fold, "text": f"{fold} a", "spans": entities}) + "\n")
    return folder


def run(*arguments):
    return main("scripts.evaluation", "", PARTS, ["public", *map(str, arguments)])


def words(texts):
    return [text.words[0] for text in texts]


def test_every_paper_is_scored_in_one_fold_and_learned_from_in_eight(public) -> None:
    splits = [split_gsap(public, fold) for fold in range(FOLDS)]
    assert [words(split.tests["test"]) for split in splits] == [[str(fold)] for fold in range(FOLDS)]
    assert words(splits[9].dev) == ["0"]
    for split in splits:
        assert sorted(words([*split.train, *split.dev, *split.tests["test"]])) == [str(fold) for fold in range(FOLDS)]


def test_the_end_of_what_tdmsci_learns_from_is_dev(tmp_path) -> None:
    folder = tmp_path / "tdmsci"
    folder.mkdir()
    (folder / "train_1500_v2.conll").write_text("\n".join(f"{i}\t0\tO\n" for i in range(20)), encoding="utf-8")
    (folder / "test_500_v2.conll").write_text("t\t0\tO\n", encoding="utf-8")
    split = split_tdmsci(tmp_path, 0)
    assert (len(split.train), words(split.dev), words(split.tests["test"])) == (18, ["18", "19"], ["t"])


def test_read_by_sentences_all_parts_are_sentences() -> None:
    text = Text(["a", "b"], {(1, 2, "X")}, [0, 1])
    split = by_sentences(Split([text], [text], {"one": [text], "other": []}))
    assert split.tests == {"one": [Text(["a"], set(), [0]), Text(["b"], {(0, 1, "X")}, [0])], "other": []}
    assert len(split.train) == len(split.dev) == 2


@pytest.mark.parametrize(("options", "recall"), [((), "1.000 F1 1.000"), (("--layers", 1), "0.667 F1 0.800")])
def test_the_bound_of_a_set_is_what_its_layers_of_tags_hold(public, base, capsys, options, recall) -> None:
    assert run("scierc", "--base", base, "--public", public, "--bound", *options) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"scierc dev: P 1.000 R {recall} (3 entities)",
        f"scierc test: P 1.000 R {recall} (3 entities)",
    ]


def test_folds_are_averaged(public, base, capsys) -> None:
    assert run("gsap-ner", "--base", base, "--public", public, "--bound", "--fold", 3, "--fold", 4) == 0
    assert capsys.readouterr().out.splitlines() == [
        "gsap-ner fold 3 dev: P 1.000 R 1.000 F1 1.000 (2 entities)",
        "gsap-ner fold 3 test: P 1.000 R 1.000 F1 1.000 (1 entities)",
        "gsap-ner fold 4 dev: P 1.000 R 1.000 F1 1.000 (1 entities)",
        "gsap-ner fold 4 test: P 1.000 R 1.000 F1 1.000 (2 entities)",
        "gsap-ner dev: mean F1 of 2 folds 1.000",
        "gsap-ner test: mean F1 of 2 folds 1.000",
    ]


def test_a_fold_of_a_set_without_folds_is_refused(public, base, capsys) -> None:
    assert run("scierc", "--base", base, "--public", public, "--fold", 1) == 1
    assert "scierc has no folds" in capsys.readouterr().err
