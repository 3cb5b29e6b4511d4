"""How the tables of `kg/vocabulary` are made from corpora; docs/data.md says from which."""
