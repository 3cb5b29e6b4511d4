"""The graph in RDF: prefixes, IRIs, triples of facts, provenance and derived links, serialisations, SHACL.

namespaces, iris, terms              prefixes, the IRIs of things, literals and subjects
ontology_terms, schemas              classes and properties of our records; where ontology and shapes are kept
facts, provenance, derived_links,    the three named graphs: what texts say, where they say it, what is computed;
description                          and what the graph says of itself
turtle, ntriples, jsonld             serialisations, streamed
validate, term_conversion            SHACL; terms of pyoxigraph as rdflib and Python have them
"""
