"""The embedded store, and SPARQL over the graph that was made from it."""
