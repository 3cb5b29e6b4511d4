"""Switches off the telemetry of libraries, so that nothing leaves the machine.

ONNX Runtime from 1.32 on keeps a device identifier and a database of events in the user's cache folder and looks up a
host to send them to. It reads an environment variable when it is first imported, so `kg` sets the variable when it is
imported itself; workers and servers inherit it. A value that the user has set is overridden: `kg` promises that it
never calls out.
"""

from __future__ import annotations

import os
import sys
import warnings

VARIABLE = "ORT_DISABLE_TELEMETRY"
_OFF = "1"
_UNDERSTOOD = frozenset({"1", "true", "yes"})  # by ONNX Runtime as "off", in any case of letters


def switch_off_telemetry() -> None:
    """Switch telemetry off for this process and its children; warn if ONNX Runtime was imported before with it on."""
    was_off = os.environ.get(VARIABLE, "").lower() in _UNDERSTOOD
    os.environ[VARIABLE] = _OFF
    if "onnxruntime" in sys.modules and not was_off:
        warnings.warn(
            "onnxruntime was imported before kg, so it may already send telemetry: "
            f"import kg first, or set {VARIABLE}=1 for the whole program.",
            stacklevel=3,  # whoever imports kg
        )
