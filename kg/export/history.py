"""`history.ttl`: the identifiers that a folder's graph once had and has no more, and what has taken their place.

It is the one file of an output folder that depends on what was built before, so it is no file of a generation, and no
query reads it. A build compares the graph that it is about to publish with the published one; what earlier builds
recorded is kept in the store of what was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.analyse.entity_changes import find_heirs
from kg.model.errors import KgError
from kg.rdf import turtle
from kg.rdf.iris import make_paper_path
from kg.rdf.namespaces import ID_BASE, prefixes
from kg.rdf.terms import Iri, Subject, expand, make_literal, make_subject
from kg.store.graph_store import Store
from kg.store.open_store import open_to_read
from kg.store.source_store import SourceStore
from kg.system.files import replacing
from kg.text.normalise import normalise

HISTORY = "history.ttl"

_Names = Mapping[str, tuple[str, ...]]  # paths of IRIs ("method/lora") to those of what has taken their place


def record_history(sources: SourceStore, folder: Path, generation: Path) -> None:
    """Record which identifiers of the published graph a generation has no more, and write `history.ttl`.

    It is done before the generation is published; if the build is killed in between, the next one does it again.

    Args:
        sources: the store of what the folder has read, open to be written.
        folder: the output folder.
        generation: the folder of the generation that is about to be published.
    """
    with open_to_read(generation / "store") as new:
        gone = _find_gone(folder, new)
        now = _list_paths(new)
    former = {**sources.former_names(), **gone}
    names = {path: _follow(path, former, now) for path in sorted(former) if path not in now}
    sources.replace_former_names(names)
    path = folder / HISTORY
    if not names:
        path.unlink(missing_ok=True)
        return
    with replacing(path) as file:
        turtle.write(_state_history(names), prefixes(), file)


def _find_gone(folder: Path, new: Store) -> _Names:
    """What the published graph names and a new one does not, with what has taken its place there."""
    try:
        with open_to_read(folder / "store") as old:
            return {**_find_gone_entities(old, new), **_find_gone_papers(old, new)}
    except KgError:  # nothing is published, or nothing that can be read, which a build puts right
        return {}


def _find_gone_entities(old: Store, new: Store) -> _Names:
    gone = set(old.entity_ids()) - set(new.entity_ids())
    if not gone:
        return {}
    heirs = find_heirs(list(old.entities()), list(new.entities()))
    return {entity: tuple(heirs[entity]) for entity in gone}


def _find_gone_papers(old: Store, new: Store) -> _Names:
    """A paper has got another identifier if a paper with its title or arXiv identifier is new."""
    before, now = list(old.titles()), list(new.titles())
    known = {paper for paper, *_ in before}
    added: dict[str, str] = {}
    for paper, title, arxiv_id in reversed(now):  # of several the first
        if paper not in known:
            added[normalise(title)] = paper
            added.update({arxiv_id: paper} if arxiv_id else {})
    gone = known - {paper for paper, *_ in now}
    found = {paper: added.get(arxiv_id or "") or added.get(normalise(title)) for paper, title, arxiv_id in before}
    return {make_paper_path(paper): tuple(make_paper_path(p) for p in [found[paper]] if p) for paper in gone}


def _list_paths(store: Store) -> set[str]:
    """The paths of the IRIs of all entities and papers."""
    return {*store.entity_ids(), *(make_paper_path(paper) for paper, *_ in store.titles())}


def _follow(path: str, former: _Names, now: set[str]) -> tuple[str, ...]:
    """What has taken the place of a path by now, also where that has been replaced in turn."""
    found: set[str] = set()
    seen, rest = {path}, [*former[path]]
    while rest:
        other = rest.pop()
        if other in now:
            found.add(other)
        elif other not in seen:
            seen.add(other)
            rest += former.get(other, ())
    return tuple(sorted(found))


def _state_history(names: _Names) -> Iterator[Subject]:
    deprecated = (expand("owl:deprecated"), make_literal(True))
    for path, replacements in names.items():
        replaced = ((expand("dcterms:isReplacedBy"), Iri(ID_BASE + other)) for other in replacements)
        yield make_subject(Iri(ID_BASE + path), types=(), pairs=[deprecated, *replaced])
