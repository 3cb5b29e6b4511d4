"""The manifest of a build: its run (version, extractor, settings, inputs) and the counts of its records."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg import __version__
from kg.bounds.doubt import RECORD_KINDS, SHOW_ALL, Bounds, SetApart
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
    bounds: Bounds = SHOW_ALL  # what is below is set apart as doubtful

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Run:
        """The run from the `facts()` that a store keeps."""
        inputs = tuple(InputFile(**{**file, "removed": tuple(file.get("removed", ()))}) for file in facts["inputs"])
        return cls(facts["extractor"], inputs, facts["settings"]["min_score"], facts["corrections"], read_bounds(facts))

    def with_bounds(self, bounds: Bounds) -> Run:
        """The same run with other bounds, at which other records are shown."""
        return replace(self, bounds=bounds)

    def with_inputs(self, inputs: Iterable[InputFile], *, corrections: str) -> Run:
        """The same run over other inputs, with the corrections file of another hash."""
        return replace(self, inputs=tuple(inputs), corrections=corrections)

    def facts(self) -> dict[str, object]:
        """The run as JSON values, for the store."""
        return {
            "version": __version__,
            "extractor": self.extractor,
            "settings": self.settings(),
            "inputs": [_describe_input(file) for file in self.inputs],
            "corrections": self.corrections,
        }

    def settings(self) -> dict[str, Any]:
        """The settings that decide which records are found and shown: the user's, and the bound of each kind of record.

        The bound is None for a kind of which nothing is shown.
        """
        bounds = {kind: self.bounds.least.get(kind) for kind in RECORD_KINDS}
        return {"min_score": self.min_score, "precision": self.bounds.precision, "bounds": bounds}

    def info(self) -> RunInfo:
        """The run for the graph's description of itself; entries that were taken out of an input are a setting."""
        contents = tuple(sorted(i.sha256 for i in self.inputs))
        settings = {"min_score": str(self.min_score)}
        if self.bounds.precision is not None:
            settings["precision"] = str(self.bounds.precision)
        for kind, least in self.settings()["bounds"].items():
            settings[f"bound of {kind}"] = "none" if least is None else str(least)
        if self.corrections:
            settings["corrections"] = f"sha256:{self.corrections}"
        for file in self.inputs:
            if file.removed:
                settings[f"removed from {file.name}@sha256:{file.sha256}"] = " ".join(file.removed)
        return RunInfo(__version__, f"kg-encoder-{self.extractor[:12]}", settings, contents)


def _describe_input(file: InputFile) -> dict[str, object]:
    """An input as JSON values, without its place; `removed` only where entries were taken out of it."""
    fields = asdict(file)
    del fields["place"]
    removed = fields.pop("removed")
    return {**fields, "removed": list(removed)} if removed else fields


def read_bounds(facts: Mapping[str, Any]) -> Bounds:
    """The bounds of a build, from the facts in its store; where these have none (earlier versions), all is shown."""
    settings = facts.get("settings", {})
    if "bounds" not in settings:
        return SHOW_ALL
    least = {kind: score for kind, score in settings["bounds"].items() if score is not None}
    return Bounds(least, settings["precision"])


def is_manifest(path: Path) -> bool:
    """Whether a file is the manifest of a build."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(manifest, dict) and {"version", "extractor", "counts"} <= manifest.keys()


def write_manifest(apart: SetApart, run: Run, path: Path, *, files: Iterable[Path]) -> None:
    """Write `manifest.json` with the hashes of the files that the build has written."""
    hashes = {file.name: _hash_file(file) for file in files}
    with replacing(path) as file:
        json.dump({**_make_manifest(apart, run), "files": hashes}, file, ensure_ascii=False, indent=1)
        file.write("\n")


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make_manifest(apart: SetApart, run: Run) -> dict[str, object]:
    knowledge, doubtful = apart.sure, apart.doubtful
    of_type = Counter(TYPE_OF[entity.type].word for entity in knowledge.entities)
    done = Counter(entry.done for entry in knowledge.corrected)
    return {
        "version": __version__,
        "extractor": run.extractor,
        "settings": run.settings(),
        "libraries": {"spacy": version("spacy")},
        "inputs": [_describe_input(file) for file in run.inputs],
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
            "doubtful_entities": len(doubtful.entities),
            "doubtful_mentions": sum(len(p.mentions) for p in doubtful.papers),
            "doubtful_relations": sum(len(p.relations) for p in doubtful.papers),
            "doubtful_results": sum(len(p.results) for p in doubtful.papers),
            "doubtful_comparisons": sum(len(p.comparisons) for p in doubtful.papers),
        },
    }
