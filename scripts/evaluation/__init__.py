"""Figures that `kg eval` does not give: single parts with gold input, whole claims, public test sets."""
