"""Step 2, short forms: their definitions, their senses, and the sense that each paper means."""
