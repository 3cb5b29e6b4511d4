"""`kg entities`: lists of entities for other tools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, TextIO

import typer

from kg.cli.options import DEFAULT_FOLDER, ONLY_TYPE, Graph, Output, Precision, TypeName
from kg.model.errors import EXIT_OK
from kg.model.knowledge import Entity


def entities(
    entity_type: Annotated[
        TypeName | None,
        typer.Option("--type", metavar="TYPE", help=f"{ONLY_TYPE}."),
    ] = None,
    output_format: Annotated[
        Literal["table", "csv", "jsonl", "spacy"],
        typer.Option("--format", help="`spacy` is patterns for spaCy's EntityRuler."),
    ] = "csv",
    min_papers: Annotated[int, typer.Option(min=1, help="Only entities that at least this many papers mention.")] = 1,
    precision: Precision = None,
    output: Output = "-",
    graph: Graph = DEFAULT_FOLDER,
) -> int:
    """List entities for other tools.

    Example: `kg entities --type benchmark --min-papers 3`
    """
    from kg.cli.graph_io import open_output
    from kg.export import csv_writer, entity_lists, jsonl_writer, spacy_patterns
    from kg.export.shown_graph import ShownGraph
    from kg.export.views import find_bounds
    from kg.store.open_store import open_to_read

    with open_to_read(graph / "store") as store:
        shown = ShownGraph(store, find_bounds(store, precision))
        chosen = shown.list_entities(word=entity_type, min_papers=min_papers)
        relations = shown.list_relations_from(chosen) if output_format in ("csv", "jsonl") else []
        if output_format == "jsonl":
            chosen = store.lookups.add_merges(chosen)
    with open_output(output, json=output_format in ("jsonl", "spacy")) as file:
        match output_format:
            case "table":
                _print_table(chosen, file)
            case "csv":
                csv_writer.write_rows(entity_lists.COLUMNS, entity_lists.make_csv_rows(chosen, relations), file)
            case "jsonl":
                jsonl_writer.write_rows(entity_lists.make_json_rows(chosen, relations), file)
            case "spacy":
                jsonl_writer.write_rows(spacy_patterns.make_rows(chosen), file)
    return EXIT_OK


def _print_table(chosen: Iterable[Entity], file: TextIO) -> None:
    from kg.system.table_view import Table, write_table

    rows = []
    for entity in sorted(chosen, key=lambda e: (-e.paper_count, e.id)):
        others = ", ".join(alias for alias, _ in entity.aliases if alias != entity.name)
        rows.append((str(entity.paper_count), entity.type_word, entity.name, others))
    write_table(Table(("papers", "type", "name", "also written"), rows), file)
