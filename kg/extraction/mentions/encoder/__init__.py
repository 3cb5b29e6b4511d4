"""The encoder: a small transformer that reads a paper once and says of every word what the rules ask about it."""
