"""The encoder and the claim reader over it, trained together: what claims need changes what is made of words.

The claim reader is given the annotated mentions or, two times in three, faulty ones: those that an extractor finds that
has not learned from the paper; where the extractor has, annotated ones with mistakes made on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from spacy.language import Language
from torch import Tensor, nn

from kg.extraction import Extractor
from kg.extraction.mentions.encoder.output import EncoderOutput
from kg.extraction.mentions.encoder.word_pieces import WordPieces
from scripts.training.network.claim_examples import ClaimExample, make_claim_example
from scripts.training.network.claim_loss import Batch, compute_claim_loss
from scripts.training.network.claim_reader import ClaimReader
from scripts.training.network.examples import Example, make_examples
from scripts.training.network.model import Network, compute_loss
from scripts.training.noise import disturb
from scripts.training.papers import GoldPaper, predict

CLAIM_SHARE = 0.1  # of the claim reader's loss beside the encoder's own
ANNOTATED = 0.35  # how often a paper is read with its annotated mentions


@dataclass(frozen=True, slots=True)
class JointExample:
    """One window and, where it holds a whole paper with results, what the claim reader learns from it."""

    window: Example
    claims: tuple[ClaimExample, ...] = ()  # with the annotated mentions, and with faulty ones


def make_joint_examples(
    papers: Sequence[GoldPaper], nlp: Language, pieces: WordPieces, unseen_by: Extractor | None
) -> Iterator[JointExample]:
    """The windows of papers. A paper of several windows is too rare to matter to the claim reader.

    `unseen_by` is an extractor that has learned from none of them, whose mentions are read too.
    """
    others = predict(papers, unseen_by) if unseen_by else map(disturb, papers)
    for paper, other in zip(papers, others, strict=True):
        windows = list(make_examples([paper], nlp, pieces))
        if len(windows) == 1 and paper.results:
            doc = nlp.make_doc(paper.document.text)
            starts = doc.to_array("IDX").astype(np.int64)
            ends = starts + np.array([len(token) for token in doc], dtype=np.int64)
            unread = np.zeros((len(doc), 0), dtype=np.float32)
            output = EncoderOutput(unread, starts, ends, unread)
            readings = [replace(one, document=replace(one.document, encoder_output=output)) for one in (paper, other)]
            claims = tuple(example for one in readings if (example := make_claim_example(paper, one)))
            yield JointExample(windows[0], claims)
        else:
            yield from map(JointExample, windows)


class JointNetwork(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """The encoder with its heads, and the claim reader that reads its output."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.reader = ClaimReader(network.bert)

    def compute_loss(
        self, examples: Sequence[JointExample], inputs: tuple[Tensor, ...], noise: np.random.Generator
    ) -> Tensor:
        """The loss of both; `inputs` are those of the windows (`model.collate`), perhaps with pieces hidden."""
        logits, states = self.network.read(*inputs)
        total = compute_loss(self.network, logits, [example.window for example in examples])
        rows = [i for i, example in enumerate(examples) if example.claims]
        if not rows:
            return total
        chosen = [examples[i].claims[0 if noise.random() < ANNOTATED else -1] for i in rows]
        batch = Batch(chosen)
        output = torch.cat([logits.detach(), states], -1)[rows]  # what heads say is for them to learn
        words = nn.utils.rnn.pad_sequence([torch.from_numpy(one.inputs.words) for one in chosen], batch_first=True)
        batch.given["read"] = torch.gather(output, 1, words[..., None].expand(-1, -1, output.shape[-1]))
        return total + CLAIM_SHARE * compute_claim_loss(self.reader, batch)
