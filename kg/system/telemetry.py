"""Nothing leaves the machine: the one place that switches off what a library would send.

ONNX Runtime from 1.32 on keeps a device identifier and a database of events in the user's cache folder and looks up a
host to send them to. It reads the variable when it is first imported, so `kg` sets it when it is imported itself;
workers and servers inherit it. What a user has set it to does not matter: that `kg` never calls out is a promise, and
the program around `kg` loses nothing but telemetry by it.
"""

from __future__ import annotations

import os
import sys
import warnings

VARIABLE = "ORT_DISABLE_TELEMETRY"
_OFF = "1"
_UNDERSTOOD = frozenset({"1", "true", "yes"})  # by ONNX Runtime as "off", in any case of letters


def switch_off() -> None:
    """Switch telemetry off for this process and those that it starts; warn where it is too late."""
    was_off = os.environ.get(VARIABLE, "").lower() in _UNDERSTOOD
    os.environ[VARIABLE] = _OFF
    if "onnxruntime" in sys.modules and not was_off:
        warnings.warn(
            "onnxruntime was imported before kg, so it may already send telemetry: "
            f"import kg first, or set {VARIABLE}=1 for the whole program.",
            stacklevel=3,  # whoever imports kg
        )
