"""SPARQL over the graph of a build.

query_graph   the way in: checks a query, runs it, within limits if there are any
queries       the competency queries that ship with kg
guard         refuses updates and SERVICE
index         the Oxigraph store that queries run over, built from the Turtle files
evaluate      runs a query over an open index
limits        time, memory, rows
processes     where a query is stopped: it runs in a process of its own, which is killed at a limit
"""
