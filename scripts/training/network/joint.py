"""The encoder and the claim reader over it, trained together: what claims need changes what is made of words.

The claim reader is given the annotated mentions or, two times in three, faulty ones: those that an extractor finds that
has not learned from the paper; where the extractor has, annotated ones with mistakes made on purpose. In each epoch a
paper is read as it is or with other names in it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from spacy.language import Language
from torch import Tensor, nn

from kg.extraction.mentions.encoder.output import EncoderOutput
from kg.extraction.mentions.encoder.word_pieces import WordPieces
from scripts.training.network.claim_examples import ClaimExample, make_claim_example
from scripts.training.network.claim_loss import Batch, compute_claim_loss
from scripts.training.network.claim_reader import ClaimReader
from scripts.training.network.examples import Example, make_examples
from scripts.training.network.model import Network, compute_loss
from scripts.training.network.silver_loss import compute_silver_claim_loss, compute_silver_loss
from scripts.training.noise import disturb
from scripts.training.papers import GoldPaper
from scripts.training.renamed import Names, rename
from scripts.training.silver import SilverText

CLAIM_SHARE = 0.1  # of the claim reader's loss beside the encoder's own
ANNOTATED = 0.35  # how often a paper is read with its annotated mentions
_RENAMED = 2  # versions of a paper with other names


@dataclass(frozen=True, slots=True)
class JointExample:
    """One window and, where it holds a whole paper with results, what the claim reader learns from it."""

    window: Example
    claims: tuple[ClaimExample, ...] = ()  # with the annotated mentions, and with faulty ones


def make_joint_examples(
    papers: Sequence[GoldPaper], nlp: Language, pieces: WordPieces, found: Sequence[GoldPaper] | None, names: Names
) -> Iterator[tuple[JointExample, ...]]:
    """The windows of papers, each as it is and in `_RENAMED` versions with other names, if those are of one window.

    `found` are the same papers with the mentions of an extractor that has learned from none of them, which are read
    too. A paper of several windows is too rare to matter to the claim reader.
    """
    others = found if found is not None else map(disturb, papers)
    for paper, other in zip(papers, others, strict=True):
        chance = random.Random(paper.id)
        renamed = [rename(paper, other, names, chance) for _ in range(_RENAMED)]
        readings = [pair for pair in [(paper, other), *renamed] if pair]
        versions = [list(make_examples([version], nlp, pieces)) for version, _ in readings]
        if len(versions[0]) > 1:
            yield from ((JointExample(window),) for window in versions[0])
        else:
            yield tuple(
                JointExample(windows[0], tuple(_make_claim_examples(version, read, nlp)))
                for windows, (version, read) in zip(versions, readings, strict=True)
                if len(windows) == 1  # other names may be longer
            )


def _make_claim_examples(paper: GoldPaper, other: GoldPaper, nlp: Language) -> Iterator[ClaimExample]:
    if paper.results:
        doc = nlp.make_doc(paper.document.text)
        starts = doc.to_array("IDX").astype(np.int64)
        ends = starts + np.array([len(token) for token in doc], dtype=np.int64)
        unread = np.zeros((len(doc), 0), dtype=np.float32)
        output = EncoderOutput(unread, starts, ends, unread)
        for read in (paper, other):
            example = make_claim_example(paper, replace(read, document=replace(read.document, encoder_output=output)))
            if example:
                yield example


class JointNetwork(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """The encoder with its heads, and the claim reader that reads its output."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.reader = ClaimReader(network.bert)

    def compute_loss(
        self, examples: Sequence[JointExample], inputs: tuple[Tensor, ...], noise: np.random.Generator
    ) -> Tensor:
        """The loss of both for annotated papers; `inputs` are those of the windows (`model.collate`), perhaps with
        pieces hidden."""
        logits, states = self.network.read(*inputs)
        total = compute_loss(self.network, logits, [example.window for example in examples])
        rows = [i for i, example in enumerate(examples) if example.claims]
        if not rows:
            return total
        chosen = [examples[i].claims[0 if noise.random() < ANNOTATED else -1] for i in rows]
        output = torch.cat([logits.detach(), states], -1)[rows]  # what heads say is for them to learn
        return total + CLAIM_SHARE * compute_claim_loss(self.reader, Batch(chosen, output))

    def compute_silver_loss(self, texts: Sequence[SilverText], inputs: tuple[Tensor, ...]) -> Tensor:
        """The loss of both for texts that others have read; `inputs` as above."""
        logits, states = self.network.read(*inputs)
        total = compute_silver_loss(logits, states, texts)
        rows = [i for i, text in enumerate(texts) if text.claims]
        if not rows:
            return total
        output = torch.cat([logits.detach(), states], -1)[rows]
        claims = [claims for text in texts if (claims := text.claims)]
        return total + CLAIM_SHARE * compute_silver_claim_loss(self.reader, output, claims)
