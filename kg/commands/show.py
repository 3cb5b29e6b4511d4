"""`kg show NAME`: all that is known of one entity or one paper, with the sentences that say it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.commands.console import console as make_console
from kg.commands.console import plain
from kg.commands.opened import find_entities, find_papers, load, no_such_name
from kg.corrections import ORIGIN
from kg.errors import EXIT_OK
from kg.records import Entity, Knowledge, PaperFacts, Relation, Result

Row = TypeVar("Row")
MOST = 8  # rows of a kind; the number left out is always said


def run(name: str, *, graph: Path) -> int:
    """Print it and return an exit code.

    Raises:
        NoSuchName: neither an entity nor a paper has that name.
    """
    knowledge = load(graph)
    console = make_console()
    entities, papers = find_entities(knowledge, name), find_papers(knowledge, name)
    if entities and not any(p.paper.id == name for p in papers):
        _show_entity(console, knowledge, entities[0])
        _also(console, [e.id for e in entities[1:]])
    elif papers:
        _show_paper(console, knowledge, papers[0])
        _also(console, [p.paper.id for p in papers[1:]])
    else:
        raise no_such_name(knowledge, name, what="entity or paper")
    return EXIT_OK


def _show_entity(console: Console, knowledge: Knowledge, entity: Entity) -> None:
    kind = "benchmark" if entity.is_benchmark else entity.type.lower()
    console.print(Text.assemble((plain(entity.name), "bold"), f"  {kind}  ", (entity.id, "dim")))
    console.print(f"{entity.mention_count} mentions in {entity.paper_count} papers", style="dim")
    if entity.type == "METRIC" and entity.higher_is_better is not None:
        console.print("higher is better" if entity.higher_is_better else "lower is better", style="dim")
    if entity.aliases:
        _heading(console, "Written as")
        _line(console, ", ".join(f"{alias} ({count})" for alias, count in entity.aliases[:20]))
    if entity.merges:
        _heading(console, "One entity because")
        for merge in _cut(console, sorted(entity.merges, key=lambda merge: merge.reason != "correction")):
            _line(console, f"{merge.surface}: {merge.detail}")
    between = [r for r in knowledge.entity_relations if entity.id in (r.subject, r.object)]
    if between:
        _heading(console, "Related entities")
        for link in _cut(console, between):
            _line(console, f"{link.subject} {link.type} {link.object}  ({link.reason})")
    conflicts = [c for c in knowledge.conflicts if c.name.casefold() == entity.name.casefold()]
    for conflict in conflicts:
        _heading(console, "In doubt")
        _line(console, conflict.decision)
    _show_papers_of(console, knowledge, entity)
    results = [
        (p, r)
        for p in knowledge.papers
        for r in p.results
        if entity.id in (r.metric, r.dataset, r.subject, r.comparator)
    ]
    _show_results(console, knowledge, results)


def _show_papers_of(console: Console, knowledge: Knowledge, entity: Entity) -> None:
    told: dict[str, list[tuple[PaperFacts, Relation]]] = defaultdict(list)
    silent = 0
    for facts in knowledge.papers:
        relations = [r for r in facts.relations if r.object == entity.id]
        for relation in relations:
            told[("not " if relation.negated else "") + relation.type].append((facts, relation))
        silent += not relations and any(m.entity == entity.id for m in facts.mentions)
    for kind in sorted(told):
        _heading(console, f"Papers: {kind} ({len(told[kind])})")
        best = sorted(told[kind], key=lambda pair: (-pair[1].score, pair[0].paper.id))
        for facts, relation in _cut(console, best):
            _line(console, facts.paper.title + _by_whom(relation.origin))
            _evidence(console, facts, relation.sentence_start, relation.sentence_end, relation.start, relation.end)
    if silent:
        _heading(console, f"Papers that only mention it: {silent}")


def _show_paper(console: Console, knowledge: Knowledge, facts: PaperFacts) -> None:
    names = {e.id: e.name for e in knowledge.entities}
    paper = facts.paper
    console.print(Text(plain(paper.title), "bold"))
    authors = paper.authors if isinstance(paper.authors, tuple) else ()
    counted = f"{paper.authors} authors" if isinstance(paper.authors, int) else None
    date = f"{paper.published}{' (year inferred)' if paper.published_inferred else ''}" if paper.published else None
    parts = [paper.id, ", ".join(authors) or counted, paper.organization, date, paper.url]
    console.print(Text(plain("  ".join(part for part in parts if part)), "dim"))
    for url in facts.code:
        _line(console, f"code: {url}")
    by_type: dict[str, list[Relation]] = defaultdict(list)
    for relation in facts.relations:
        by_type[("not " if relation.negated else "") + relation.type].append(relation)
    for kind in sorted(by_type):
        _heading(console, kind)
        for relation in by_type[kind]:
            _line(console, f"{names[relation.object]}  [{relation.object}]{_by_whom(relation.origin)}")
            _evidence(console, facts, relation.sentence_start, relation.sentence_end, relation.start, relation.end)
    _show_results(console, knowledge, [(facts, r) for r in facts.results])
    corrected = [each for each in knowledge.corrected if each.paper == paper.id]
    if corrected:
        _heading(console, "Corrections")
        for each in _cut(console, corrected):
            _line(console, each.reason)
    related = {r.object for r in facts.relations}
    counts = Counter(m.entity for m in facts.mentions if m.entity not in related)
    if counts:
        _heading(console, "Also mentions")
        _line(console, ", ".join(names[e] for e, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))))


def _show_results(console: Console, knowledge: Knowledge, results: list[tuple[PaperFacts, Result]]) -> None:
    if not results:
        return
    names = {e.id: e.name for e in knowledge.entities}
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("metric", "value", "dataset", "who", "kind", "paper"):
        table.add_column(column, justify="right" if column == "value" else "left", overflow="fold")
    _heading(console, f"Results ({len(results)})")
    for facts, result in _cut(console, results):
        value = result.value_text if result.bound == "exact" else f"{result.bound} {result.value_text}"
        who = names.get(result.subject or "", "") or ("" if result.holder == "own" else result.holder)
        cells = (
            names.get(result.metric or "", ""),
            value,
            names.get(result.dataset or "", ""),
            who,
            result.kind,
            facts.paper.title + _by_whom(result.origin),
        )
        table.add_row(*(Text(plain(cell)) for cell in cells))
    console.print(Padding(table, (0, 0, 0, 2)))


def _by_whom(origin: str) -> str:
    return "  (from the corrections file)" if origin == ORIGIN else ""


def _evidence(console: Console, facts: PaperFacts, start: int, end: int, mark_start: int, mark_end: int) -> None:
    """The sentence, with the mention marked. It is text: nothing in it is read as markup."""
    raw = facts.paper.text
    sentence = Text(plain(raw[start:end]), "dim")
    if start <= mark_start and mark_end <= end:
        sentence.stylize("not dim bold", mark_start - start, mark_end - start)
    console.print(Padding(sentence, (0, 0, 0, 6)))


def _heading(console: Console, text: str) -> None:
    console.print(Text(f"\n{text}", "cyan"))


def _line(console: Console, text: str) -> None:
    console.print(Padding(Text(plain(text)), (0, 0, 0, 2)))


def _cut(console: Console, rows: Sequence[Row]) -> Iterator[Row]:
    """The first rows; once they are through, the number of those left out is printed."""
    yield from rows[:MOST]
    if len(rows) > MOST:
        _line(console, f"... and {len(rows) - MOST} more")


def _also(console: Console, names: list[str]) -> None:
    if names:
        _heading(console, "Also of that name")
        _line(console, ", ".join(names[:20]))
