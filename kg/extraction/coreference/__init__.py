"""Names of one paper that are one entity: abbreviation pairs and coreference clusters."""
