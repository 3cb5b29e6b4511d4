"""The encoder: a small transformer that reads a paper once and gives logits for every word, from several heads."""
