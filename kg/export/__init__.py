"""The files that a build writes and that `kg export` gives.

registry                                   every file and every format, with the writer of each
build_outputs, run_manifest                what a build writes into its folder
entity_lists, paper_lists, result_table,   one module for each kind of file
rejected, spacy_patterns, graphml,
rdf_files, html_pages
csv_writer, jsonl_writer                   how CSV and JSON Lines are written
"""
