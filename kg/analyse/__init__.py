"""Figures about the graph: the network, what its concepts share, communities, statistics."""
