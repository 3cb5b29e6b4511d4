"""The HTTP server over a built graph: a SPARQL endpoint and pages about things. Nothing can be changed through it."""
