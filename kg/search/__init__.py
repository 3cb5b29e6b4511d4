"""Finding entities by what people type: any alias, begun or misspelled."""
