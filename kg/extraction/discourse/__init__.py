"""What joins the names of a sentence (clauses, enumerations, comparisons), and whose work the text speaks of."""
