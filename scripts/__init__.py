"""What a developer runs from a checkout: `scripts/README.md` lists it."""
