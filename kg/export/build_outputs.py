"""Which files a build writes, and what each is made from."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg import __version__
from kg.analyse.analysis import Analysis
from kg.corrections import FILE as CORRECTIONS
from kg.corrections import Corrections
from kg.export import FILES
from kg.export.content import Content
from kg.model.errors import InputError
from kg.model.knowledge import Knowledge
from kg.model.records import InputFile
from kg.model.types import TYPE_OF
from kg.rdf.description import RunInfo
from kg.sparql.index import build_index
from kg.store.database import FILES as STORE_FILES
from kg.system.files import replacing

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Run:
    """What a build was made by and from. Equal runs write equal files."""

    extractor: str  # the fingerprint of rules, weights and libraries
    inputs: tuple[InputFile, ...]  # by name and content
    min_score: float = 0.0  # what is less sure is left out
    corrections: str = ""  # SHA-256 of the corrections file; empty where nothing is corrected

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Run:
        """The run whose `facts()` a store keeps."""
        inputs = tuple(InputFile(**each) for each in facts["inputs"])
        return cls(facts["extractor"], inputs, facts["settings"]["min_score"], facts["corrections"])

    def facts(self) -> dict[str, object]:
        """For the store: what the knowledge in it was made by and from."""
        return {
            "version": __version__,
            "extractor": self.extractor,
            "settings": self.settings(),
            "inputs": [asdict(i) for i in self.inputs],
            "corrections": self.corrections,
        }

    def settings(self) -> dict[str, float]:
        """What a user set that changes what is found."""
        return {"min_score": self.min_score}

    def info(self) -> RunInfo:
        """For the graph's description of itself."""
        contents = tuple(sorted(i.sha256 for i in self.inputs))
        settings = {name: str(value) for name, value in self.settings().items()}
        if self.corrections:
            settings["corrections"] = f"sha256:{self.corrections}"
        return RunInfo(__version__, f"kg-encoder-{self.extractor[:12]}", settings, contents)


def refuse_foreign(folder: Path, corrections: Corrections | None) -> None:
    """Refuse an output folder in which a first build would replace what no build has written.

    Args:
        corrections: those that are to be kept in the folder, if any.

    Raises:
        InputError: there is such a file.
    """
    store = folder / "store"
    if any((store / name).exists() for name in STORE_FILES) or _is_manifest(folder / MANIFEST):
        return  # a build was here, though perhaps it did not get far
    foreign = [name for name in (*FILES, MANIFEST) if os.path.lexists(folder / name)]
    if store.is_dir() and any(store.iterdir()):
        foreign.append("store")
    kept = folder / CORRECTIONS
    if corrections is not None and kept.exists() and kept.read_bytes() != corrections.text.encode():
        foreign.append(CORRECTIONS)
    if foreign:
        raise InputError(
            f"{folder} holds {', '.join(foreign)}, which no build of kg has written and this one would replace; "
            "move that away or choose another -o."
        )


def _is_manifest(path: Path) -> bool:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(manifest, dict) and {"version", "extractor", "counts"} <= manifest.keys()


def write_all(knowledge: Knowledge, run: Run, folder: Path) -> None:
    """Write every export and the index for SPARQL; each file appears whole or stays as it was."""
    content = content_of(knowledge, run)
    for name, write in FILES.items():
        write(content, folder / name)
    _write_manifest(knowledge, run, folder / MANIFEST)
    build_index(folder)


def content_of(knowledge: Knowledge, run: Run, *, evidence: bool = True) -> Content:
    """What every export is made from."""
    return Content(Analysis(knowledge), run.info(), evidence=evidence)


def _write_manifest(knowledge: Knowledge, run: Run, path: Path) -> None:
    with replacing(path) as file:
        json.dump(_manifest(knowledge, run), file, ensure_ascii=False, indent=1)
        file.write("\n")


def _manifest(knowledge: Knowledge, run: Run) -> dict[str, object]:
    of_type = Counter(TYPE_OF[entity.type].word for entity in knowledge.entities)
    done = Counter(each.done for each in knowledge.corrected)
    return {
        "version": __version__,
        "extractor": run.extractor,
        "settings": run.settings(),
        "libraries": {"spacy": version("spacy")},
        "inputs": [asdict(each) for each in run.inputs],
        "corrections": {"sha256": run.corrections, **{word: done[word] for word in ("added", "retracted", "unmatched")}}
        if run.corrections
        else None,
        "counts": {
            "papers": len(knowledge.papers),
            "entities": len(knowledge.entities),
            **{f"entities_{name}": of_type[name] for name in sorted(of_type)},
            "mentions": sum(len(p.mentions) for p in knowledge.papers),
            "relations": sum(len(p.relations) for p in knowledge.papers),
            "results": sum(len(p.results) for p in knowledge.papers),
            "rejected": len(knowledge.rejected),
        },
    }
