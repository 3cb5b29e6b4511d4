"""Small learned models: linear ones, their weights, and the weights by which they are combined with the encoder."""
