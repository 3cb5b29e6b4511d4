"""SPARQL in one file: a page that holds a graph and the engine that answers questions about it, without a network."""

from kg.export.page.writing import MOST_TRIPLES, write_page

__all__ = ["MOST_TRIPLES", "write_page"]
