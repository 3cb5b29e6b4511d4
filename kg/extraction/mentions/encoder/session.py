"""Sessions of ONNX Runtime, in one thread each, so that the output of a network depends on its input alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnxruntime as ort

_ERRORS = 3  # of ONNX Runtime's log levels: nothing less is logged


def open_session(network: bytes) -> ort.InferenceSession:
    """A network in ONNX, ready to run.

    ONNX Runtime is imported here, not with this module: most commands need none of it.
    """
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS
    return ort.InferenceSession(network, options, providers=["CPUExecutionProvider"])
