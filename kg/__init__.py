"""Listings of machine-learning papers in, a knowledge graph of methods, models, benchmarks and results out."""

__version__ = "0.1.0"
