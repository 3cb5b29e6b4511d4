"""Saved Daily Papers pages: finds titles, abstracts and footers among the lines, and joins those of one paper."""
