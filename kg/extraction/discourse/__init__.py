"""How a text is built: sentences, clauses, enumerations, comparisons, and whose statement it is."""
