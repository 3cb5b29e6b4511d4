"""Write a trained claim reader in ONNX: its weights as 8-bit integers, a paper at a time without padding."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig

from kg.extraction.mentions.encoder.heads import STATE_WIDTH, WIDTH
from kg.extraction.results.claim_reader import columns
from kg.extraction.results.claim_reader.claim_network import ARRAYS, OUTPUTS, VECTORS
from scripts.training.network.claim_reader import ClaimReader
from scripts.training.network.export import OPSET, fuse_attention, shrink

_NAMES = (*VECTORS, *ARRAYS, "read")
_AXES = {
    **{name: {0: "words"} for name in ("marks", "own", "units", "read")},
    **{name: {0: "numbers"} for name in ("numbers", "number_features", "attributes", "nothing")},
    **{name: {0: "mentions"} for name in ("firsts", "lasts")},
    **{name: {0: "numbers", 1: "mentions"} for name in ("pairs", "pointers")},
    **{name: {0: "numbers", 1: "words"} for name in ("reach", "conditions")},
    **{name: {0: "numbers", 1: "numbers_too"} for name in ("number_pairs", "agreement")},
}


class OnePaper(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """The network for one paper: arrays without a first axis of papers in and out."""

    def __init__(self, reader: ClaimReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, *arrays: Tensor) -> tuple[Tensor, ...]:
        given = {name: array[None] for name, array in zip(_NAMES, arrays, strict=True)}
        return tuple(output[0] for output in self.reader(given))


def claims_to_onnx(reader: ClaimReader, config: BertConfig, *, exact: bool) -> bytes:
    """The network, which is changed, as the bytes of an ONNX file; `config` is that of the encoder that it reads.

    `exact` keeps single precision.
    """
    words, numbers, mentions = 5, 2, 3
    sizes = {
        **dict.fromkeys(("marks", "own", "units"), (words,)),
        "numbers": (numbers,),
        **dict.fromkeys(("firsts", "lasts"), (mentions,)),
        "number_features": (numbers, len(columns.NUMBER_FEATURES)),
        "pairs": (numbers, mentions, len(columns.PAIR_FEATURES)),
        "reach": (numbers, words, len(columns.WORD_FEATURES)),
        "number_pairs": (numbers, numbers, len(columns.NUMBER_PAIR_FEATURES)),
    }
    example = [torch.zeros(sizes[name], dtype=torch.long) for name in _NAMES[:-1]]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        fuse_attention(reader.layers, config.num_attention_heads)
        torch.onnx.export(
            OnePaper(reader).eval(),
            (*example, torch.zeros(words, WIDTH + STATE_WIDTH)),
            str(plain),
            input_names=list(_NAMES),
            output_names=list(OUTPUTS),
            dynamic_axes=_AXES,
            opset_version=OPSET,
            dynamo=False,
        )
        return shrink(plain, config, exact=exact)
