"""The manifest of a build: the run (version, extractor, settings, inputs) and what it counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg import __version__
from kg.model.knowledge import Knowledge
from kg.model.records import InputFile
from kg.model.types import TYPE_OF
from kg.rdf.description import RunInfo
from kg.system.files import replacing

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Run:
    """Version, settings and inputs of a build. Equal runs write equal files."""

    extractor: str  # the fingerprint of rules, weights and libraries
    inputs: tuple[InputFile, ...]  # by name and content
    min_score: float = 0.0  # what is less sure is left out
    corrections: str = ""  # SHA-256 of the corrections file; empty where nothing is corrected

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Run:
        """The run from the `facts()` that a store keeps."""
        inputs = tuple(InputFile(**fields) for fields in facts["inputs"])
        return cls(facts["extractor"], inputs, facts["settings"]["min_score"], facts["corrections"])

    def facts(self) -> dict[str, object]:
        """The run as JSON values, for the store."""
        return {
            "version": __version__,
            "extractor": self.extractor,
            "settings": self.settings(),
            "inputs": [asdict(i) for i in self.inputs],
            "corrections": self.corrections,
        }

    def settings(self) -> dict[str, float]:
        """The user's settings that change what is found."""
        return {"min_score": self.min_score}

    def info(self) -> RunInfo:
        """The run for the graph's description of itself."""
        contents = tuple(sorted(i.sha256 for i in self.inputs))
        settings = {name: str(value) for name, value in self.settings().items()}
        if self.corrections:
            settings["corrections"] = f"sha256:{self.corrections}"
        return RunInfo(__version__, f"kg-encoder-{self.extractor[:12]}", settings, contents)


def is_manifest(path: Path) -> bool:
    """Whether a file is the manifest of a build."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(manifest, dict) and {"version", "extractor", "counts"} <= manifest.keys()


def write_manifest(knowledge: Knowledge, run: Run, path: Path) -> None:
    """Write `manifest.json`."""
    with replacing(path) as file:
        json.dump(_make_manifest(knowledge, run), file, ensure_ascii=False, indent=1)
        file.write("\n")


def _make_manifest(knowledge: Knowledge, run: Run) -> dict[str, object]:
    of_type = Counter(TYPE_OF[entity.type].word for entity in knowledge.entities)
    done = Counter(entry.done for entry in knowledge.corrected)
    return {
        "version": __version__,
        "extractor": run.extractor,
        "settings": run.settings(),
        "libraries": {"spacy": version("spacy")},
        "inputs": [asdict(file) for file in run.inputs],
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
            "comparisons": sum(len(p.comparisons) for p in knowledge.papers),
            "rejected": len(knowledge.rejected),
        },
    }
