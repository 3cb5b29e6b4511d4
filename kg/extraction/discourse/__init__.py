"""Structure of sentences (clauses, enumerations, comparisons), and attribution: the paper's own work or others'."""
