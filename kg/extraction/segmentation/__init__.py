"""Segmentation: the tokens of a text, and where its sentences begin."""
