"""Small learned models: linear ones, their weights, and how they are weighed against the encoder."""
