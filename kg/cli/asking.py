"""The commands that ask a built graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.app import app
from kg.cli.options import DEFAULT_FOLDER, ONLY_FOUND, ONLY_TYPE, FoundType, Graph, Output, TypeName


@app.command()
def query(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY|FILE.rq|NAME",
            help="SPARQL 1.1 text, a file of it, or the name of a shipped query. Without it: the list of those.",
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        Literal["table", "csv", "tsv", "json", "turtle"], typer.Option("--format", help="How to print the answer.")
    ] = "table",
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A parameter of a shipped query; repeatable."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Print at most this many rows.")] = None,
    timeout: Annotated[float | None, typer.Option(min=0.001, help="Give up after this many seconds.")] = None,
    output: Output = "-",
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Ask the built graph in SPARQL 1.1; the usual prefixes are declared.

    Example: `kg query leaderboard --set benchmark="ImageNet 256x256" --set metric=FID`
    """
    from kg.cli import query_command as command

    raise typer.Exit(
        command.run(
            query,
            graph=graph,
            output=output,
            output_format=output_format,
            settings=settings or [],
            limit=limit,
            timeout=timeout,
        )
    )


@app.command()
def search(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT", help="A name or a title, or a part of one, as you remember it.", show_default=False
        ),
    ],
    found_type: Annotated[
        FoundType | None,
        typer.Option("--type", metavar="TYPE", help=f"{ONLY_FOUND}."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Print at most this many.")] = 10,
    output_format: Annotated[
        Literal["table", "csv", "jsonl"], typer.Option("--format", help="How to print.")
    ] = "table",
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Find entities by any of their names, and papers by their titles; typing errors are allowed.

    Best first: a name or alias spelled so, then one that begins so, one with these words, one spelled almost so.

    Example: `kg search "classifer free guidence"`
    """
    from kg.cli import search_command as command

    raise typer.Exit(command.run(text, graph=graph, found_type=found_type, limit=limit, output_format=output_format))


@app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A name, alias or identifier of an entity, or a paper's title or identifier.",
            show_default=False,
        ),
    ],
    everything: Annotated[
        bool, typer.Option("--all", help="Show all papers, results and reasons, not the first of each.")
    ] = False,
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Show all that is known of one entity or paper, with the sentences that say it.

    Example: `kg show "classifier-free guidance"`
    """
    from kg.cli import show_command as command

    raise typer.Exit(command.run(name, graph=graph, everything=everything))


@app.command()
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
    output: Output = "-",
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """List entities for other tools.

    Example: `kg entities --type benchmark --min-papers 3`
    """
    from kg.cli import entities_command as command

    raise typer.Exit(
        command.run(
            graph=graph, entity_type=entity_type, output_format=output_format, min_papers=min_papers, output=output
        )
    )


@app.command()
def stats(
    output_format: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print.")] = "table",
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Count what the graph holds: papers, entities, relations, results, shared concepts, communities."""
    from kg.cli import stats_command as command

    raise typer.Exit(command.run(graph=graph, output_format=output_format))


@app.command()
def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE.ttl", help="Turtle files. Without them: the built graph.", show_default=False),
    ] = None,
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Check a graph against the SHACL shapes; exit with 1 if it breaks one."""
    from kg.cli import validate_command as command

    raise typer.Exit(command.run(files or [], graph=graph))
