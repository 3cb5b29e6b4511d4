"""A small network to start from: some layers of a shipped one, the half of their feed-forward units that do most.

The weights are those of the ONNX files of the package, 8-bit integers times a scale; of what was trained nothing else
is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from kg.extraction.mentions.encoder.component import BIASES, NETWORK
from kg.extraction.mentions.encoder.heads import POINTERS
from scripts.training.network.joint import JointNetwork
from scripts.training.network.model import LARGE, SMALL, Network, collate, make_network
from scripts.training.silver import CLAIMS, MODEL, SilverText

Weights = dict[str, Tensor]
_BATCH = 8
KEPT = (0, 1, 2, 4, 5)  # of the layers of the large encoder; without the fourth it loses least
_PRODUCT = re.compile(r"/(?:reader/)?(.*?)/(?:Gemm_)?MatMul_quant")
_REPEATED = re.compile(r"(?:^|(?<=\.))(\w+)\.(?=\1\.)")  # a module's name before that of a step of it


def read_weights(network: bytes) -> Weights:
    """The weights of a quantised network by the names that PyTorch has for them."""
    graph = onnx.load_from_string(network).graph
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights = {}
    for name, values in tensors.items():
        short = name.removeprefix("network.").removeprefix("reader.")
        if name.endswith("_quantized") and ".weight_q" in name:  # of an embedding: a scale for all, and a zero
            whole = name.removesuffix("_quantized")
            zero = tensors[f"{whole}_zero_point"].astype(np.float32)
            weights[short.removesuffix("_quantized")] = (values.astype(np.float32) - zero) * tensors[f"{whole}_scale"]
        elif name.startswith(("network.", "reader.")) and name.endswith((".weight", ".bias")):
            weights[short] = values
    for node in graph.node:
        if node.op_type == "MatMulInteger":  # a scale for each column; PyTorch keeps the transpose
            found = _PRODUCT.fullmatch(node.name)
            quantised = next(name for name in node.input if name.endswith("_quantized") and name in tensors)
            scale = tensors[quantised.removesuffix("_quantized") + "_scale"]
            module = _REPEATED.sub("", found[1].replace("/", ".")) if found else node.name
            module = f"bert.encoder.{module}" if module.startswith("layer.") else module
            weights[f"{module}.weight"] = (tensors[quantised].astype(np.float32) * scale).T
    return {name: torch.from_numpy(np.array(values, dtype=np.float32)) for name, values in weights.items()}


@contextmanager
def weighing(layers: nn.ModuleList) -> Iterator[list[Tensor]]:
    """Within the block, how much each feed-forward unit of each layer does is summed up as they run.

    A unit does as much as its mean activation, times the length of the vector that it adds (as Molchanov et al., 2017,
    Pruning Convolutional Neural Networks for Resource Efficient Inference, weigh activations). Shape: (units,) each.
    """
    sums = [torch.zeros(layer.intermediate.dense.out_features) for layer in layers]

    def listen(total: Tensor) -> Callable[..., None]:
        def hear(module: nn.Module, given: object, output: Tensor) -> None:
            total.add_(output.detach().abs().float().flatten(0, -2).sum(0))

        return hear

    hooks = [layer.intermediate.register_forward_hook(listen(total)) for layer, total in zip(layers, sums, strict=True)]
    yield sums
    for hook, total, layer in zip(hooks, sums, layers, strict=True):
        hook.remove()
        total.mul_(layer.output.dense.weight.detach().norm(dim=0))


def narrow(layer: nn.Module, importance: Tensor, width: int) -> None:
    """Keep the feed-forward units of a layer that matter most, in their order."""
    kept = importance.topk(width).indices.sort().values
    inner, outer = layer.intermediate.dense, layer.output.dense
    inner.weight, inner.bias = nn.Parameter(inner.weight[kept].detach()), nn.Parameter(inner.bias[kept].detach())
    outer.weight = nn.Parameter(outer.weight[:, kept].detach())
    inner.out_features = outer.in_features = width


def compress(joint: JointNetwork, texts: Sequence[SilverText]) -> None:
    """Make large networks small, in place; what feed-forward units do is seen on some texts."""
    encoder, reader = joint.network, joint.reader
    joint.eval()
    with torch.no_grad(), weighing(encoder.bert.encoder.layer) as of_encoder, weighing(reader.layers) as of_reader:
        for at in range(0, len(texts), _BATCH):
            batch = texts[at : at + _BATCH]
            joint.compute_silver_loss(batch, collate([text.window for text in batch]))
    for layer, of_layer in zip((*encoder.bert.encoder.layer, *reader.layers), (*of_encoder, *of_reader), strict=True):
        narrow(layer, of_layer, SMALL.hidden)
    encoder.bert.encoder.layer = nn.ModuleList([encoder.bert.encoder.layer[number] for number in KEPT])
    encoder.on_pieces = SMALL.on_pieces


def load_shipped(network: Network, checkout: Path) -> None:
    """Give a network, which has to be as large, the weights of the encoder that a checkout ships."""
    folder = checkout / MODEL
    weights = read_weights((folder / NETWORK).read_bytes())
    biases = json.loads((folder / BIASES).read_text(encoding="utf-8"))
    weights["distance"] = torch.tensor([biases[name] for name in POINTERS])
    network.load_state_dict(weights)


def start_small(base: Path, checkout: Path, texts: Sequence[SilverText]) -> JointNetwork:
    """Small networks that begin as the large ones that a checkout ships; `base` gives the configuration."""
    large = JointNetwork(make_network(base, LARGE))
    load_shipped(large.network, checkout)
    large.reader.load_state_dict(read_weights((checkout / CLAIMS).read_bytes()))
    compress(large, texts)
    small = JointNetwork(make_network(base, SMALL))
    small.load_state_dict(large.state_dict())
    return small
