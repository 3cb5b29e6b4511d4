"""The encoder's architecture on public sets of scientific entities, each learned from its own training part.

Sets: scierc (Luan et al., 2018), scier (Zhang et al., 2024; test and out-of-domain test), tdmsci (Hou et al., 2021),
gsap-ner (Otto et al., 2023; ten folds of ten papers). The same encoder, tags and decoding as in training, with the
set's labels and only the tags to learn. The epoch is that with the best F1 on the set's dev part; nothing is chosen on
a test part. Prints exact-match P, R and F1 of span and label, micro-averaged.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from curated_tokenizers import WordPieceProcessor

from kg.evaluation.precision_recall import Count
from kg.extraction.mentions.encoder.word_pieces import WordPieces
from kg.model.errors import KgError
from scripts.arguments import add_base, folder_with, positive
from scripts.evaluation.public_tags import build_scheme, measure_bound
from scripts.evaluation.public_texts import Text, read_gsap, read_scier, read_scierc, read_tdmsci, split_sentences

FOLDS = 10  # of gsap-ner


class Split(NamedTuple):
    """The texts that are learned from, chosen on and scored."""

    train: Sequence[Text]
    dev: Sequence[Text]
    tests: Mapping[str, Sequence[Text]]


class TestSet(NamedTuple):
    """A set: how it is split, and how the model is trained on it."""

    split: Callable[[Path, int], Split]  # of the folder of public sets, and a fold
    epochs: int
    batch: int  # windows
    layers: int = 1  # of tags: more where entities hold each other
    folds: int = 1


def split_scierc(folder: Path, _: int) -> Split:
    """As published: 350, 50 and 100 abstracts."""
    train, dev, test = (list(read_scierc(folder / "scierc" / f"{part}.json")) for part in ("train", "dev", "test"))
    return Split(train, dev, {"test": test})


def split_scier(folder: Path, _: int) -> Split:
    """As published: 80, 10 and 10 papers, and 6 of other fields. Only what is learned from has no offsets."""
    scored = {part: list(read_scierc(folder / "scier" / f"plm-{part}.jsonl")) for part in ("dev", "test", "test_ood")}
    return Split(list(read_scier(folder / "scier" / "train.jsonl")), scored.pop("dev"), scored)


def split_tdmsci(folder: Path, _: int) -> Split:
    """1,523 and 487 sentences, as published; of the former, which come in no order, the last tenth is dev."""
    texts = list(read_tdmsci(folder / "tdmsci" / "train_1500_v2.conll"))
    kept = len(texts) * 9 // 10
    return Split(texts[:kept], texts[kept:], {"test": list(read_tdmsci(folder / "tdmsci" / "test_500_v2.conll"))})


def split_gsap(folder: Path, fold: int) -> Split:
    """The papers of a fold are scored, those of the next one are dev, and the other eighty are learned from."""
    texts = list(read_gsap(folder / "gsap-ner" / "all.jsonl.gz"))
    test, dev = ([text for at, text in texts if at == wanted] for wanted in (fold, (fold + 1) % FOLDS))
    return Split([text for at, text in texts if at not in (fold, (fold + 1) % FOLDS)], dev, {"test": test})


SETS = {
    "scierc": TestSet(split_scierc, epochs=8, batch=4, layers=2),
    "scier": TestSet(split_scier, epochs=3, batch=2),
    "tdmsci": TestSet(split_tdmsci, epochs=6, batch=16),
    "gsap-ner": TestSet(split_gsap, epochs=3, batch=8, layers=2, folds=FOLDS),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("set", choices=sorted(SETS))
    add_base(parser)
    parser.add_argument("--public", type=folder_with(), required=True, metavar="FOLDER", help="of the sets")
    parser.add_argument("--fold", type=int, action="append", choices=range(FOLDS), help="only this fold (repeatable)")
    parser.add_argument("--epochs", type=positive, help="to choose from (default: the set's)")
    parser.add_argument("--sentences", action="store_true", help="read each sentence by itself, not whole texts")
    parser.add_argument("--layers", type=positive, help="of tags (default: 2 where entities hold each other, else 1)")
    parser.add_argument("--bound", action="store_true", help="score the gold itself, made tags: nothing is learned")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    chosen = SETS[arguments.set]
    if arguments.fold and chosen.folds == 1:
        raise KgError(f"{arguments.set} has no folds: leave out --fold.")
    counts: dict[str, list[Count]] = {}
    for fold in arguments.fold or range(chosen.folds):
        split, batch = chosen.split(arguments.public, fold), chosen.batch
        if arguments.sentences:
            texts, split = len(split.train), by_sentences(split)
            batch = batch * len(split.train) // texts  # as many words as in whole texts
        of_fold = f" fold {fold}" if chosen.folds > 1 else ""
        for part, count in measure(split, chosen._replace(batch=batch), arguments):
            counts.setdefault(part, []).append(count)
            print(f"{arguments.set}{of_fold} {part}: {format_count(count)}", flush=True)
    for part, of_part in counts.items():
        if len(of_part) > 1:
            mean = fmean(count.figures().f1 for count in of_part)
            print(f"{arguments.set} {part}: mean F1 of {len(of_part)} folds {mean:.3f}")
    return 0


def by_sentences(split: Split) -> Split:
    """The same texts, sentence by sentence."""
    train, dev, *tests = (
        [sentence for text in part for sentence in split_sentences(text)]
        for part in (split.train, split.dev, *split.tests.values())
    )
    return Split(train, dev, dict(zip(split.tests, tests, strict=True)))


def measure(split: Split, chosen: TestSet, arguments: argparse.Namespace) -> Iterator[tuple[str, Count]]:
    """Counts of dev and of each test part: of a tagger that learned, or of one that is never wrong."""
    pieces = WordPieces(WordPieceProcessor((arguments.base / "vocab.txt").read_text(encoding="utf-8").splitlines()))
    scheme = build_scheme(split.train, arguments.layers or chosen.layers)
    parts = {"dev": split.dev, **split.tests}
    if arguments.bound:
        for part, texts in parts.items():
            yield part, measure_bound(texts, scheme, pieces)
        return
    from scripts.evaluation.public_tagger import Learner  # PyTorch is needed only here

    learner = Learner(arguments.base, scheme, pieces)
    learner.learn(split.train, split.dev, epochs=arguments.epochs or chosen.epochs, batch=chosen.batch)
    for part, texts in parts.items():
        yield part, learner.score(texts)


def format_count(count: Count) -> str:
    """The figures of a count in words."""
    figures = count.figures()
    return f"P {figures.p:.3f} R {figures.r:.3f} F1 {figures.f1:.3f} ({count.gold} entities)"
