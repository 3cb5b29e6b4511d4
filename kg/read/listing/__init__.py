"""Saved Daily Papers pages: which lines are titles, abstracts and footers, and which belong together."""
