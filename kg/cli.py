"""The command line: it parses, dispatches to `kg.commands`, and turns errors into one sentence and an exit code.

Nothing heavy is imported until a command runs, so that help is instant.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Annotated, Literal

import typer

from kg import __version__
from kg.errors import EXIT_BUG, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, KgError
from kg.options import DEFAULT_FOLDER, Corrections, Graph, Inputs, MinScore, Output, Strict, TypeName, Workers, Year

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Listings of machine-learning papers in, a knowledge graph of methods, models, benchmarks and results out.\n\n"
        "Start with `kg build LISTING.txt`, then open `outputs/graph.html` and try `kg query leaderboard`."
    ),
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def build(
    inputs: Inputs,
    output: Annotated[
        Path, typer.Option("-o", "--output", envvar="KG_OUTPUT", metavar="FOLDER", help="Folder for store and exports.")
    ] = DEFAULT_FOLDER,
    year: Year = None,
    min_score: MinScore = 0.0,
    corrections: Corrections = None,
    workers: Workers = 1,
    strict: Strict = False,
) -> None:
    """Read listings, extract what they say, and write the graph and all its exports.

    Running it again on the same folder adds what is new; the folder also keeps the corrections that were given last.
    Example: `kg build listings/ -o outputs`
    """
    from kg.commands import build as command

    raise typer.Exit(
        command.run(
            inputs,
            output,
            year=year,
            min_score=min_score,
            corrections=corrections,
            workers=workers,
            strict=strict,
        )
    )


@app.command()
def extract(
    inputs: Inputs,
    output: Output = "-",
    year: Year = None,
    min_score: MinScore = 0.0,
    corrections: Corrections = None,
    workers: Workers = 1,
    strict: Strict = False,
    output_format: Annotated[
        Literal["jsonl"], typer.Option("--format", help="JSON Lines, one object a paper.")
    ] = "jsonl",
    dropped: Annotated[
        bool, typer.Option("--dropped", help="List also what was found and dropped again, with the reason.")
    ] = False,
) -> None:
    """Print what each paper says as JSON, one paper a line; nothing is stored.

    Example: `kg extract papers.jsonl > facts.jsonl`
    """
    from kg.commands import extract as command

    raise typer.Exit(
        command.run(
            inputs,
            output=output,
            year=year,
            min_score=min_score,
            corrections=corrections,
            workers=workers,
            strict=strict,
            dropped=dropped,
        )
    )


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
    from kg.commands import query as command

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
def entities(
    entity_type: Annotated[TypeName | None, typer.Option("--type", help="Only this type.")] = None,
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
    from kg.commands import entities as command

    raise typer.Exit(
        command.run(
            graph=graph, entity_type=entity_type, output_format=output_format, min_papers=min_papers, output=output
        )
    )


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="A name or a part of one, as you remember it.", show_default=False)],
    entity_type: Annotated[TypeName | None, typer.Option("--type", help="Only this type.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Print at most this many.")] = 10,
    output_format: Annotated[
        Literal["table", "csv", "jsonl"], typer.Option("--format", help="How to print.")
    ] = "table",
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Find entities by any of their names; typing errors are allowed.

    Best first: a name or alias spelled so, then one that begins so, one with these words, one spelled almost so.
    Example: `kg search "classifer free guidence"`
    """
    from kg.commands import search as command

    raise typer.Exit(command.run(text, graph=graph, entity_type=entity_type, limit=limit, output_format=output_format))


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(help="A name, alias or identifier of an entity, or a paper's title or identifier.")
    ],
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Show all that is known of one entity or paper, with the sentences that say it.

    Example: `kg show "classifier-free guidance"`
    """
    from kg.commands import show as command

    raise typer.Exit(command.run(name, graph=graph))


@app.command()
def stats(
    output_format: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print.")] = "table",
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Count what the graph holds: papers, entities, relations, results, shared concepts, communities."""
    from kg.commands import stats as command

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
    from kg.commands import validate as command

    raise typer.Exit(command.run(files or [], graph=graph))


@app.command("eval")
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Annotated papers, JSON Lines with `text`.", show_default=False),
    ],
    predicted: Annotated[
        Path | None,
        typer.Option("--input", metavar="FILE", help="Score what `kg extract` wrote here.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    errors: Annotated[
        int, typer.Option(min=0, metavar="N", help="Print the N most frequent wrong mentions of each kind.")
    ] = 0,
    min_score: MinScore = 0.0,
    workers: Workers = 1,
) -> None:
    """Score the shipped pipeline, or what it wrote before, against annotated papers.

    Example: `kg eval gold.jsonl --errors 20`
    """
    from kg.commands import evaluate as command

    raise typer.Exit(command.run(gold, predicted, as_json=as_json, errors=errors, min_score=min_score, workers=workers))


@app.command()
def export(
    name: Annotated[str | None, typer.Argument(metavar="FORMAT", help="Which; see --list.", show_default=False)] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|FOLDER",
            help="A folder for a format of several files. Default: standard output, or a folder of the format's name.",
            show_default=False,
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Write any export of the built graph on its own.

    Example: `kg export nquads -o graph.nq`
    """
    from kg.commands import export as command

    raise typer.Exit(command.run(name, graph=graph, output=output, listed=listed))


@app.command("map")
def concept_map(
    around: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what is linked to this entity.", show_default=False)
    ] = None,
    depth: Annotated[int, typer.Option(min=1, max=3, help="How many links away from NAME.")] = 1,
    types: Annotated[list[TypeName] | None, typer.Option("--type", help="Only this type; repeatable.")] = None,
    top: Annotated[int | None, typer.Option(min=2, help="Show at most this many concepts.")] = None,
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE.html", help="The page to write.")] = "map.html",
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Draw a concept map: one HTML file that opens without a network.

    Example: `kg map --around "diffusion model" -o diffusion.html`
    """
    from kg.commands import concept_map as command

    raise typer.Exit(command.run(graph=graph, around=around, depth=depth, types=types or [], top=top, output=output))


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on; by default only this machine can reach it.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 7474,
    timeout: Annotated[float, typer.Option(min=0.001, help="Stop a query after this many seconds.")] = 30,
    max_rows: Annotated[int, typer.Option(min=1, help="Cut answers to this many rows or triples.")] = 100_000,
    max_request: Annotated[int, typer.Option(min=1, metavar="BYTES", help="Refuse larger requests.")] = 1_000_000,
    workers: Annotated[int, typer.Option(min=1, help="Queries that run at a time, each in its own process.")] = 4,
    graph: Graph = DEFAULT_FOLDER,
) -> None:
    """Serve the built graph over HTTP: a read-only SPARQL endpoint, and a page about every thing.

    Example: `kg serve --port 7474`, then open http://127.0.0.1:7474/
    """
    from kg.commands import serve as command
    from kg.serve.context import Limits

    limits = Limits(timeout=timeout, rows=max_rows, request=max_request, workers=workers)
    raise typer.Exit(command.run(graph=graph, host=host, port=port, limits=limits))


def main(argv: list[str] | None = None) -> int:
    """Run one command line and return its exit code.

    Args:
        argv: the arguments after the program's name; by default the process's own.
    """
    try:
        app(argv, prog_name="kg")
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else EXIT_USAGE if leave.code else EXIT_OK
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Exception:  # noqa: BLE001 # the last catcher: whatever comes here is our own mistake, told as such
        traceback.print_exc()
        print("kg: this is a bug in kg; please report it with the lines above.", file=sys.stderr)
        return EXIT_BUG
    return EXIT_OK
