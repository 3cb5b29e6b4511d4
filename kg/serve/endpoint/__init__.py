"""The SPARQL 1.1 endpoint: protocol, formats, service description."""
