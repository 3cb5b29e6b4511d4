"""Listings of machine-learning papers in, a knowledge graph of methods, models, benchmarks and results out."""

from kg.system.telemetry import switch_off_telemetry

__version__ = "0.1.0"

switch_off_telemetry()  # before anything of kg can import ONNX Runtime
