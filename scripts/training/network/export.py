"""Write a trained encoder as a spaCy pipeline that the package runs: in ONNX, its weights as 8-bit integers.

Weights are quantised a row at a time, to seven of the eight bits: on processors without VNNI the instructions for eight
bits overflow, and results would differ between machines. Activations are quantised dynamically; papers are read one by
one, so the quantisation of a paper does not depend on the others.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import kg  # noqa: F401 # isort: skip # first of all, since it switches off what ONNX Runtime would send

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from kg.extraction.mentions.encoder.component import NAME
from kg.extraction.mentions.encoder.heads import STATE_LAYER
from kg.extraction.segmentation import tokenizer
from scripts.training.network.model import Network, load_base
from scripts.training.network.restructure import restructure

OPSET = 17
_INPUTS = ("pieces", "shapes", "starts", "ends")


class OnePaper(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """The network for one window without padding: four vectors in; (words, WIDTH) and (words, STATE_WIDTH) out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, shapes: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        read = self.network.bert(input_ids=pieces[None], token_type_ids=shapes[None], output_hidden_states=True)
        last, state = read.last_hidden_state[0], read.hidden_states[STATE_LAYER][0]
        return self.network.heads((last[starts] + last[ends]) * 0.5), (state[starts] + state[ends]) * 0.5


def to_onnx(network: Network, folder: Path, *, exact: bool) -> bytes:
    """The network as the bytes of an ONNX file, optimised for BERT; intermediate files go to `folder`."""
    plain, tuned, small = (folder / name for name in ("plain.onnx", "tuned.onnx", "small.onnx"))
    wrapped = OnePaper(network).eval()
    example = (torch.tensor([101, 2023, 2003, 102]), torch.zeros(4, dtype=torch.long), *[torch.tensor([1, 2])] * 2)
    axes = {name: {0: "words" if name in ("starts", "ends") else "pieces"} for name in _INPUTS}
    torch.onnx.export(
        wrapped,
        example,
        str(plain),
        input_names=list(_INPUTS),
        output_names=["logits", "states"],
        dynamic_axes={**axes, "logits": {0: "words"}, "states": {0: "words"}},
        opset_version=OPSET,
        dynamo=False,
    )
    config = network.bert.config
    optimize_model(
        str(plain), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size
    ).save_model_to_file(str(tuned))
    if exact:
        return tuned.read_bytes()
    quantize(tuned, small)
    written: bytes = restructure(onnx.load(small)).SerializeToString()
    return written


def quantize(exact: Path, small: Path) -> None:
    """Write the network of one ONNX file into another, its weights as integers of 8 bits, of which seven are used."""
    quantize_dynamic(
        str(exact),
        str(small),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def export(trained: Path, base: Path, output: Path, *, layers: int, exact: bool) -> None:
    """Write the spaCy pipeline of the network in the file `trained` to the folder `output`.

    `base` gives the vocabulary; `exact` keeps single precision.
    """
    network = load_base(base, layers=layers, attention="eager")
    network.load_state_dict(torch.load(trained))
    with tempfile.TemporaryDirectory() as folder:
        written = to_onnx(network, Path(folder), exact=exact)
    words = (base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    nlp = tokenizer.blank_pipeline()  # its configuration names the tokenizer, so that what runs is what was trained
    encoder: Any = nlp.add_pipe(NAME)
    encoder.load(written, words, network.distance.detach().numpy())
    output.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(output, exclude=["tokenizer"])
    print(f"{len(written) / 1e6:.1f} MB in {output}")
