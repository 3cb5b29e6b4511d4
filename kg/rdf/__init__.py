"""The graph in RDF: what is stated (`facts`), where texts say it (`provenance`), how it is written (`turtle`)."""
