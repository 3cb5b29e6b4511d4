"""Write a trained encoder as a spaCy pipeline that the package runs: in ONNX, its weights as 8-bit integers.

    python scripts/export_encoder.py build/encoder/network.pt --base ENCODER --output build/pipeline

Weights are quantised a row at a time, to seven of the eight bits: the instructions of processors without VNNI overflow
on eight, so that those would compute other numbers. Activations are quantised as they come, which depends on the paper
that is read and on nothing else, because papers are read one by one. `--exact` keeps single precision, to see what
quantisation costs.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import kg  # noqa: F401 # isort: skip # first of all, since it switches off what ONNX Runtime would send

import onnx
import torch
from encoder_network import Network, from_base
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from restructure_network import restructure
from torch import Tensor, nn

from kg.extraction.mentions import tokenizer
from kg.extraction.mentions.encoder.component import NAME

_OPSET = 17
_INPUTS = ("pieces", "shapes", "starts", "ends")


class OnePaper(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """The network for one window without padding: four vectors in, (words, WIDTH) out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, shapes: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        hidden = self.network.bert(input_ids=pieces[None], token_type_ids=shapes[None]).last_hidden_state[0]
        return self.network.heads((hidden[starts] + hidden[ends]) * 0.5)


def to_onnx(network: Network, folder: Path, *, exact: bool) -> bytes:
    """The network's file, after the optimiser that knows BERT; intermediate files go to `folder`."""
    plain, tuned, small = (folder / name for name in ("plain.onnx", "tuned.onnx", "small.onnx"))
    wrapped = OnePaper(network).eval()
    example = (torch.tensor([101, 2023, 2003, 102]), torch.zeros(4, dtype=torch.long), *[torch.tensor([1, 2])] * 2)
    axes = {name: {0: "words" if name in ("starts", "ends") else "pieces"} for name in _INPUTS}
    torch.onnx.export(
        wrapped,
        example,
        str(plain),
        input_names=list(_INPUTS),
        output_names=["said"],
        dynamic_axes={**axes, "said": {0: "words"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    config = network.bert.config
    optimize_model(
        str(plain), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size
    ).save_model_to_file(str(tuned))
    if exact:
        return tuned.read_bytes()
    quantize_dynamic(
        str(tuned),
        str(small),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    written: bytes = restructure(onnx.load(small)).SerializeToString()
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--output", type=Path, default=Path("build/pipeline"))
    parser.add_argument("--exact", action="store_true", help="keep single precision")
    args = parser.parse_args()
    network = from_base(args.base, layers=args.layers, attention="eager")
    network.load_state_dict(torch.load(args.network))
    with tempfile.TemporaryDirectory() as folder:
        written = to_onnx(network, Path(folder), exact=args.exact)
    words = (args.base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    nlp = tokenizer.blank_pipeline()  # its configuration names the tokenizer, so that what runs is what was trained
    encoder: Any = nlp.add_pipe(NAME)
    encoder.load(written, words, network.distance.detach().numpy())
    args.output.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(args.output, exclude=["tokenizer"])
    print(f"{len(written) / 1e6:.1f} MB in {args.output}")


if __name__ == "__main__":
    main()
