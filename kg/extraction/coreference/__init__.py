"""Which names of a paper are one thing: abbreviations, names in pairs, clusters."""
