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
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn
from transformers import BertConfig

from kg.extraction.mentions.encoder.component import NAME
from kg.extraction.segmentation import tokenizer
from scripts.training.network.model import Network, Shape, make_network
from scripts.training.network.restructure import restructure

OPSET = 17
_INPUTS = ("pieces", "shapes", "starts", "ends")


class OnePaper(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """The network for one window without padding: four vectors in; (words, WIDTH) and (words, STATE_WIDTH) out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, shapes: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        logits, states = self.network.read(pieces[None], shapes[None], None, starts[None], ends[None])
        return logits[0], states[0]


class _MultiHeadAttention(torch.autograd.Function):  # type: ignore[misc]  # not installed for a type check
    """ONNX Runtime's own operator, which is faster than the products and the softmax that it stands for."""

    @staticmethod
    def forward(_: Any, asked: Tensor, keys: Tensor, values: Tensor, heads: int) -> Tensor:
        parts = (part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in (asked, keys, values))
        return nn.functional.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph: Any, asked: Any, keys: Any, values: Any, heads: int) -> Any:
        output = graph.op("com.microsoft::MultiHeadAttention", asked, keys, values, num_heads_i=heads)
        return output.setType(asked.type())


class FusedAttention(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """BERT's self-attention as it is exported, without padding."""

    def __init__(self, attention: nn.Module, heads: int) -> None:
        super().__init__()
        self.query, self.key, self.value, self.heads = attention.query, attention.key, attention.value, heads

    def forward(self, states: Tensor, *_: object, **__: object) -> tuple[Tensor, None]:
        """(1, words, width), in and out."""
        parts = (part(states) for part in (self.query, self.key, self.value))
        return _MultiHeadAttention.apply(*parts, self.heads), None


def fuse_attention(layers: nn.ModuleList, heads: int) -> None:
    """Replace the self-attention of each layer, in place."""
    for layer in layers:
        layer.attention.self = FusedAttention(layer.attention.self, heads)


def to_onnx(network: Network, folder: Path, *, exact: bool) -> bytes:
    """The network, which is changed, as the bytes of an ONNX file; intermediate files go to `folder`."""
    plain = folder / "plain.onnx"
    config = network.bert.config
    fuse_attention(network.bert.encoder.layer, config.num_attention_heads)
    example = (torch.tensor([101, 2023, 2003, 102]), torch.zeros(4, dtype=torch.long), *[torch.tensor([1, 2])] * 2)
    axes = {name: {0: "words" if name in ("starts", "ends") else "pieces"} for name in _INPUTS}
    torch.onnx.export(
        OnePaper(network).eval(),
        example,
        str(plain),
        input_names=list(_INPUTS),
        output_names=["logits", "states"],
        dynamic_axes={**axes, "logits": {0: "words"}, "states": {0: "words"}},
        opset_version=OPSET,
        dynamo=False,
    )
    return shrink(plain, config, exact=exact)


def shrink(plain: Path, config: BertConfig, *, exact: bool) -> bytes:
    """What PyTorch has exported, optimised for BERT and, but for `exact`, quantised; files go to its folder."""
    tuned, small = (plain.with_name(name) for name in ("tuned.onnx", "small.onnx"))
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False  # or the weights of a layer norm would be quantised
    optimize_model(
        str(plain),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        optimization_options=options,
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


def export(trained: Path, base: Path, output: Path, *, shape: Shape, exact: bool) -> None:
    """Write the spaCy pipeline of the network in the file `trained` to the folder `output`.

    `base` gives the vocabulary; `exact` keeps single precision.
    """
    network = make_network(base, shape)
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
