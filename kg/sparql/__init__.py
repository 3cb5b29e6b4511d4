"""SPARQL over the built graph: questions, index, evaluation in processes that can be stopped, answers."""
