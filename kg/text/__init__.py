"""Text and names: what a reader sees, markup, numerals, and whether two spellings are one name."""
