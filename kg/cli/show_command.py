"""`kg show NAME`: all that is known of one entity or one paper, with the sentences that say it."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.text import Text

from kg.cli.console import console, paragraph, plain
from kg.cli.opened import find_entities, find_papers, load, no_such_name
from kg.cli.table_view import Table, write_table
from kg.corrections import ORIGIN
from kg.model.errors import EXIT_OK
from kg.model.knowledge import Entity, Knowledge, PaperFacts, Relation
from kg.model.results import Result

Row = TypeVar("Row")
MOST = 8  # rows of a kind, unless all are wanted; the number left out is always said
_NAMES = 20  # in a list within a line


def run(name: str, *, graph: Path, everything: bool) -> int:
    """Print it, in full if `everything` is wanted, and return an exit code.

    Raises:
        NoSuchName: neither an entity nor a paper has that name.
    """
    knowledge = load(graph)
    page = _Page(console(), knowledge, everything=everything)
    entities, papers = find_entities(knowledge, name), find_papers(knowledge, name)
    if entities and not any(p.paper.id == name for p in papers):
        page.show_entity(entities[0])
        page.tell_others([e.id for e in entities[1:]])
    elif papers:
        page.show_paper(papers[0])
        page.tell_others([p.paper.id for p in papers[1:]])
    else:
        raise no_such_name(knowledge, name, what="entity or paper", papers=True)
    return EXIT_OK


class _Page:
    """What is printed of one thing."""

    def __init__(self, out: Console, knowledge: Knowledge, *, everything: bool) -> None:
        self._out = out
        self._knowledge = knowledge
        self._everything = everything
        self._names = {e.id: e.name for e in knowledge.entities}

    def show_entity(self, entity: Entity) -> None:
        paragraph(
            self._out, Text.assemble((plain(entity.name), "bold"), f"  {entity.type_word}  ", (plain(entity.id), "dim"))
        )
        paragraph(self._out, f"{entity.mention_count} mentions in {entity.paper_count} papers", style="dim")
        if entity.type == "METRIC" and entity.higher_is_better is not None:
            paragraph(self._out, "higher is better" if entity.higher_is_better else "lower is better", style="dim")
        if entity.aliases:
            self._heading("Written as")
            self._list([f"{alias} ({count})" for alias, count in entity.aliases])
        if entity.merges:
            self._heading("One entity because")
            for merge in self._first(sorted(entity.merges, key=lambda merge: merge.reason != "correction")):
                self._item(f"{merge.surface}: {merge.detail}")
        between = [r for r in self._knowledge.entity_relations if entity.id in (r.subject, r.object)]
        if between:
            self._heading("Related entities")
            for link in self._first(between):
                self._item(f"{link.subject} {link.type} {link.object}  ({link.reason})")
        for conflict in (c for c in self._knowledge.conflicts if c.name.casefold() == entity.name.casefold()):
            self._heading("In doubt")
            self._item(conflict.decision)
        self._show_papers_of(entity)
        results = [
            (facts, result)
            for facts in self._knowledge.papers
            for result in facts.results
            if entity.id in (result.metric, result.dataset, result.subject, result.comparator, result.task)
        ]
        self._show_results(sorted(results, key=lambda pair: -pair[1].score), of_one_paper=False)

    def show_paper(self, facts: PaperFacts) -> None:
        paper = facts.paper
        paragraph(self._out, paper.title, style="bold", hanging=2)
        authors = paper.authors if isinstance(paper.authors, tuple) else ()
        counted = f"{paper.authors} authors" if isinstance(paper.authors, int) else None
        inferred = " (year inferred)" if paper.published_inferred else ""
        date = f"{paper.published}{inferred}" if paper.published else None
        for part in (paper.id, ", ".join(authors) or counted, paper.organization, date, paper.url):
            if part:
                paragraph(self._out, part, style="dim", hanging=2)
        for url in facts.code:
            self._item(f"code: {url}")
        if paper.abstract.strip():
            self._heading("Abstract")
            paragraph(self._out, " ".join(paper.abstract.split()), indent=2)
        by_type: dict[str, list[Relation]] = defaultdict(list)
        for relation in facts.relations:
            by_type[("not " if relation.negated else "") + relation.type].append(relation)
        for kind in sorted(by_type):
            self._heading(kind)
            for relation in by_type[kind]:
                named = f"{self._names[relation.object]}  [{relation.object}]{_by_whom(relation.origin)}"
                self._item(named)
                self._show_evidence(facts, relation)
        self._show_results([(facts, r) for r in facts.results], of_one_paper=True)
        corrected = [each for each in self._knowledge.corrected if each.paper == paper.id]
        if corrected:
            self._heading("Corrections")
            for each in self._first(corrected):
                self._item(each.reason)
        related = {r.object for r in facts.relations}
        counts = Counter(m.entity for m in facts.mentions if m.entity not in related)
        if counts:
            self._heading("Also mentions")
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            self._item(", ".join(self._names[entity] for entity, _ in ranked))

    def tell_others(self, names: list[str]) -> None:
        if names:
            self._heading("Also of that name")
            self._list(names)

    def _show_papers_of(self, entity: Entity) -> None:
        told: dict[str, list[tuple[PaperFacts, Relation]]] = defaultdict(list)
        silent: list[PaperFacts] = []
        for facts in self._knowledge.papers:
            found = [r for r in facts.relations if r.object == entity.id]
            for relation in found:
                told[("not " if relation.negated else "") + relation.type].append((facts, relation))
            if not found and any(m.entity == entity.id for m in facts.mentions):
                silent.append(facts)
        for kind in sorted(told):
            self._heading(f"Papers: {kind} ({len(told[kind])})")
            best = sorted(told[kind], key=lambda pair: (-pair[1].score, pair[0].paper.id))
            for facts, relation in self._first(best):
                self._item(facts.paper.title + _by_whom(relation.origin))
                self._show_evidence(facts, relation)
        if silent:
            self._heading(f"Papers that only mention it: {len(silent)}")
            if self._everything:
                for title in sorted(facts.paper.title for facts in silent):
                    self._item(title)
            else:
                self._item("--all lists them")

    def _show_results(self, results: list[tuple[PaperFacts, Result]], *, of_one_paper: bool) -> None:
        if not results:
            return
        self._heading(f"Results ({len(results)})")
        header = ["metric", "value", "dataset", "who", "kind", "score", *([] if of_one_paper else ["paper"])]
        rows = []
        for facts, result in results if self._everything else results[:MOST]:
            who = self._names.get(result.subject or "", "") or ("" if result.holder == "own" else result.holder)
            cells = [
                self._names.get(result.metric or "", ""),
                result.value_text if result.bound == "exact" else f"{result.bound} {result.value_text}",
                self._names.get(result.dataset or "", ""),
                who,
                result.kind + (_by_whom(result.origin) if of_one_paper else ""),
                f"{result.score:.2f}",
            ]
            rows.append(cells if of_one_paper else [*cells, facts.paper.title + _by_whom(result.origin)])
        write_table(Table(header, rows), sys.stdout, indent=2)
        self._tell_rest(len(results) - len(rows))

    def _show_evidence(self, facts: PaperFacts, relation: Relation) -> None:
        """The sentence, with the mention marked. It is text: nothing in it is read as markup."""
        start, end = relation.sentence_start, relation.sentence_end
        sentence = Text(plain(facts.paper.text[start:end]).replace("\n", " "), "dim")
        if start <= relation.start and relation.end <= end:
            sentence.stylize("not dim bold", relation.start - start, relation.end - start)
        paragraph(self._out, sentence, indent=6)

    def _heading(self, text: str) -> None:
        self._out.print(Text(f"\n{text}", "cyan"))

    def _item(self, text: str) -> None:
        paragraph(self._out, text.replace("\n", " "), indent=2, hanging=2)

    def _list(self, names: Sequence[str]) -> None:
        """Names in a line, the first of them unless all are wanted."""
        shown = names if self._everything else names[:_NAMES]
        rest = len(names) - len(shown)
        self._item(", ".join(shown) + (f", and {rest} more (--all shows them)" if rest else ""))

    def _first(self, rows: Sequence[Row]) -> Iterator[Row]:
        """The first rows, or all; once they are through, the number of those left out is printed."""
        shown = rows if self._everything else rows[:MOST]
        yield from shown
        self._tell_rest(len(rows) - len(shown))

    def _tell_rest(self, number: int) -> None:
        if number:
            self._item(f"... and {number} more (--all shows them)")


def _by_whom(origin: str) -> str:
    return "  (from the corrections file)" if origin == ORIGIN else ""
