"""Details of an entity or a paper as text for people: what `kg show` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import NamedTuple, TextIO, TypeVar

from rich.console import Console
from rich.text import Text

from kg.api.details import EntityDetails, PaperDetails, name_kind
from kg.api.public_records import Comparison, Mention, Relation, Result
from kg.model.records import is_off_field
from kg.system.console import make_console, print_paragraph, replace_controls
from kg.system.table_view import Table, print_table, write_table

Row = TypeVar("Row")
DOUBTFUL = "Doubtful"  # heads what is not sure enough to be among the rest
MOST = 8  # rows of a kind, unless all are wanted; the number left out is always said
_NAMES = 20  # in a list within a line
_WIDTH = 100  # columns of a text that goes to no terminal


def print_details(details: EntityDetails | PaperDetails, file: TextIO, *, everything: bool) -> None:
    """Print all of it if `everything` is wanted, else the first rows of each kind.

    Where `file` is no terminal, the results are tab-separated.
    """
    hints = _Hints("--all shows them", "--all lists them")
    _Page(make_console(file), everything, hints, lambda table: write_table(table, file, indent=2)).print(details)


def format_details(details: EntityDetails | PaperDetails) -> str:
    """The first rows of each kind, as on a terminal of 100 columns without colours."""
    file = StringIO()
    out = make_console(file, width=_WIDTH)
    hints = _Hints("the fields of this record hold all", "`only_mentioned_by` lists them")
    _Page(out, everything=False, hints=hints, write=lambda table: print_table(table, out, indent=2)).print(details)
    return file.getvalue().rstrip("\n")


class _Hints(NamedTuple):
    """How users see what is left out here; a sentence each."""

    rest: str  # of a list that is cut
    papers: str  # that only mention an entity


class _Page:
    """A console that details are printed on."""

    def __init__(self, out: Console, everything: bool, hints: _Hints, write: Callable[[Table], None]) -> None:
        self._out = out
        self._everything = everything
        self._hints = hints
        self._write_table = write

    def print(self, details: EntityDetails | PaperDetails) -> None:
        if isinstance(details, EntityDetails):
            self._print_entity(details)
        else:
            self._print_paper(details)
        if details.others:
            self._print_heading("Also of that name")
            self._print_names(details.others)

    def _print_entity(self, details: EntityDetails) -> None:
        entity = details.entity
        kind = "benchmark" if entity.is_benchmark else entity.type
        print_paragraph(
            self._out,
            Text.assemble((replace_controls(entity.name), "bold"), f"  {kind}  ", (replace_controls(entity.id), "dim")),
        )
        print_paragraph(self._out, f"{entity.mention_count} mentions in {entity.paper_count} papers", style="dim")
        if entity.type == "metric" and entity.higher_is_better is not None:
            print_paragraph(
                self._out, "higher is better" if entity.higher_is_better else "lower is better", style="dim"
            )
        if details.spellings:
            self._print_heading("Written as")
            self._print_names([f"{spelling} ({count})" for spelling, count in details.spellings])
        if details.merges:
            self._print_heading("One entity because")
            for merge in self._first(details.merges):
                self._print_item(f"{merge.surface}: {merge.detail}")
        if details.related:
            self._print_heading("Related entities")
            for link in self._first(details.related):
                self._print_item(f"{link.subject} {link.type} {link.object}  ({link.reason})")
        for doubt in details.doubts:
            self._print_heading("In doubt")
            self._print_item(doubt)
        self._print_papers(details.relations, "Papers")
        if details.only_mentioned_by:
            self._print_heading(f"Papers that only mention it: {len(details.only_mentioned_by)}")
            if self._everything:
                for title in sorted(paper.title for paper in details.only_mentioned_by):
                    self._print_item(title)
            else:
                self._print_item(self._hints.papers)
        self._print_comparisons(details.comparisons, of_one_paper=False)
        self._print_results(details.results, of_one_paper=False)
        if any(
            (
                details.doubtful_mentions,
                details.doubtful_relations,
                details.doubtful_comparisons,
                details.doubtful_results,
            )
        ):
            number = details.doubtful_mentions
            self._print_heading(f"{DOUBTFUL} ({number} more mention{'s' if number != 1 else ''})")
            self._print_papers(details.doubtful_relations, f"{DOUBTFUL}, papers")
            self._print_comparisons(details.doubtful_comparisons, of_one_paper=False, title=f"{DOUBTFUL} comparisons")
            self._print_results(details.doubtful_results, of_one_paper=False, title=f"{DOUBTFUL} results")

    def _print_papers(self, relations: Sequence[Relation], title: str) -> None:
        """The papers that state relations to an entity, relation by relation, with the sentences."""
        for kind, group in groupby(relations, key=name_kind):
            of_kind = list(group)
            self._print_heading(f"{title}: {kind} ({len(of_kind)})")
            for relation in self._first(of_kind):
                self._print_item(relation.title + _format_source(relation))
                self._print_evidence(relation)

    def _print_paper(self, details: PaperDetails) -> None:
        paper = details.paper
        print_paragraph(self._out, paper.title, style="bold", hanging=2)
        counted = None if paper.author_count is None else f"{paper.author_count} authors"
        inferred = " (year inferred)" if paper.published_inferred else ""
        date = f"{paper.published}{inferred}" if paper.published else None
        for part in (paper.id, ", ".join(paper.authors) or counted, paper.organization, date, paper.url):
            if part:
                print_paragraph(self._out, part, style="dim", hanging=2)
        if paper.field_score is not None and is_off_field(paper.field_score):
            self._print_item(
                f"off the field: hardly about machine learning (field score {paper.field_score:.2f}), "
                "so that only its surest names are kept"
            )
        for url in paper.code:
            self._print_item(f"code: {url}")
        if paper.abstract.strip():
            self._print_heading("Abstract")
            print_paragraph(self._out, " ".join(paper.abstract.split()), indent=2)
        self._print_entities(details.relations)
        self._print_comparisons(details.comparisons, of_one_paper=True)
        self._print_results(details.results, of_one_paper=True)
        if details.corrections:
            self._print_heading("Corrections")
            for reason in self._first(details.corrections):
                self._print_item(reason)
        related = {relation.entity_id for relation in details.relations}
        self._print_mentioned("Also mentions", [m for m in details.mentions if m.entity_id not in related])
        self._print_entities(details.doubtful_relations, f"{DOUBTFUL}: ")
        self._print_comparisons(details.doubtful_comparisons, of_one_paper=True, title=f"{DOUBTFUL} comparisons")
        self._print_results(details.doubtful_results, of_one_paper=True, title=f"{DOUBTFUL} results")
        self._print_mentioned(f"{DOUBTFUL}: mentions", details.doubtful_mentions)

    def _print_entities(self, relations: Sequence[Relation], title: str = "") -> None:
        """The entities that a paper states relations to, relation by relation, with the sentences."""
        for kind, group in groupby(sorted(relations, key=name_kind), key=name_kind):
            self._print_heading(title + kind)
            for relation in group:
                self._print_item(f"{relation.entity}  [{relation.entity_id}]{_format_source(relation)}")
                self._print_evidence(relation)

    def _print_mentioned(self, title: str, mentions: Sequence[Mention]) -> None:
        """The names of the entities that are mentioned, the most frequent first."""
        counts = Counter((mention.entity_id, mention.entity) for mention in mentions)
        if counts:
            self._print_heading(title)
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            self._print_item(", ".join(name for (_, name), _ in ranked))

    def _print_comparisons(
        self, comparisons: Sequence[Comparison], *, of_one_paper: bool, title: str = "Comparisons"
    ) -> None:
        if not comparisons:
            return
        self._print_heading(f"{title} ({len(comparisons)})")
        for comparison in self._first(comparisons):
            denied = "not " if comparison.denied else ""
            statement = (
                f"{comparison.subject} {denied}{comparison.relation} {comparison.object}  {comparison.score:.2f}"
            )
            self._print_item(statement + ("" if of_one_paper else f"  {comparison.title}") + _format_source(comparison))
            self._print_evidence(comparison)

    def _print_results(self, results: Sequence[Result], *, of_one_paper: bool, title: str = "Results") -> None:
        if not results:
            return
        self._print_heading(f"{title} ({len(results)})")
        header = ["metric", "value", "dataset", "who", "kind", "score", *([] if of_one_paper else ["paper"])]
        rows = []
        for result in results if self._everything else results[:MOST]:
            cells = [
                result.metric or "",
                result.value_text if result.bound == "exact" else f"{result.bound} {result.value_text}",
                result.dataset or "",
                result.subject or ("" if result.holder == "own" else result.holder),
                result.kind + (_format_source(result) if of_one_paper else ""),
                f"{result.score:.2f}",
            ]
            rows.append(cells if of_one_paper else [*cells, result.title + _format_source(result)])
        self._write_table(Table(header, rows))
        self._print_rest(len(results) - len(rows))

    def _print_evidence(self, record: Relation | Comparison) -> None:
        """The sentence, with the mention or the comparison marked. It is text: nothing in it is read as markup."""
        start, end = record.sentence_start, record.sentence_start + len(record.sentence)
        sentence = Text(replace_controls(record.sentence).replace("\n", " "), "dim")
        if start <= record.start and record.end <= end:
            sentence.stylize("not dim bold", record.start - start, record.end - start)
        print_paragraph(self._out, sentence, indent=6)

    def _print_heading(self, text: str) -> None:
        self._out.print(Text(f"\n{text}", "cyan"))

    def _print_item(self, text: str) -> None:
        print_paragraph(self._out, text.replace("\n", " "), indent=2, hanging=2)

    def _print_names(self, names: Sequence[str]) -> None:
        """Names in a line, the first of them unless all are wanted."""
        first_names = names if self._everything else names[:_NAMES]
        rest = len(names) - len(first_names)
        self._print_item(", ".join(first_names) + (f", and {rest} more ({self._hints.rest})" if rest else ""))

    def _first(self, rows: Sequence[Row]) -> Iterator[Row]:
        """The first rows, or all; once they are through, the number of those left out is printed."""
        first_rows = rows if self._everything else rows[:MOST]
        yield from first_rows
        self._print_rest(len(rows) - len(first_rows))

    def _print_rest(self, number: int) -> None:
        if number:
            self._print_item(f"... and {number} more ({self._hints.rest})")


def _format_source(record: Relation | Result | Comparison) -> str:
    return "  (from the corrections file)" if record.from_corrections else ""
