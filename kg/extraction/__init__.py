"""Extraction from one paper's text: a trained recogniser, then one module a rule, put together in `assemble`."""

from kg.extraction.assemble import Extractor, load

__all__ = ["Extractor", "load"]
