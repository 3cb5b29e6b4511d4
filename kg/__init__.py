"""Listings of machine-learning papers in, a knowledge graph of methods, models, benchmarks and results out."""

from kg.system.telemetry import switch_off

__version__ = "0.1.0"

switch_off()  # before anything of kg can import ONNX Runtime
