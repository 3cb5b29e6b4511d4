"""The page that shows a concept map: one HTML file that asks no network for anything."""

from kg.export.html.page import render, write

__all__ = ["render", "write"]
