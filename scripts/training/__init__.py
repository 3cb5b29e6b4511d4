"""How the models that the package ships are learned from the annotated papers in `tests/data/gold`."""
