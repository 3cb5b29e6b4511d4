"""Step 2, short forms: what papers define, which senses a short form has, and which of them a paper means."""
