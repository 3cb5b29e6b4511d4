"""Text and names: display text without markup, numerals, normalised names, identifiers, suggestions of spelling."""
