"""Which names of one paper are one entity: abbreviation pairs and coreference clusters."""
