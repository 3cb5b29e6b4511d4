"""Listings of machine-learning papers in, a knowledge graph of methods, models, benchmarks and results out.

    import kg

    document = kg.extract("We propose LoRA, which reaches an accuracy of 91.2% on GLUE.")
    graph = kg.build("listings/", "outputs")  # or, for a folder that has been built: kg.open("outputs")
    graph.results(metric="FID", dataset="ImageNet 256x256")

`__all__` is the interface of the package; what its other modules hold may change. Importing `kg` loads none of
them: each name is loaded when it is first used.
"""

from __future__ import annotations

from kg.system.telemetry import switch_off_telemetry

TYPE_CHECKING = False  # type checkers take it for true; importing typing would take longer than all the rest

if TYPE_CHECKING:
    from kg.api.building import build, open  # noqa: A004 # loaded as `kg.open`
    from kg.api.details import EntityDetails, PaperDetails
    from kg.api.documents import Document, extract
    from kg.api.evaluating import Evaluation, evaluate
    from kg.api.graph import Graph
    from kg.api.merging import merge
    from kg.api.public_records import Comparison, Entity, Hit, Mention, Paper, Relation, Result
    from kg.api.removing import remove
    from kg.api.sparql_answer import Answer
    from kg.model.difference import Difference
    from kg.model.errors import GraphNotFound, InputError, KgError, NoSuchName, UsageError
    from kg.model.records import Rejected
    from kg.sparql.query_errors import QueryError

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "Comparison",
    "Difference",
    "Document",
    "Entity",
    "EntityDetails",
    "Evaluation",
    "Graph",
    "GraphNotFound",
    "Hit",
    "InputError",
    "KgError",
    "Mention",
    "NoSuchName",
    "Paper",
    "PaperDetails",
    "QueryError",
    "Rejected",
    "Relation",
    "Result",
    "UsageError",
    "__version__",
    "build",
    "evaluate",
    "extract",
    "merge",
    "open",
    "remove",
]
_NAMES_BY_MODULE = {
    "kg.api.building": ("build", "open"),
    "kg.api.details": ("EntityDetails", "PaperDetails"),
    "kg.api.documents": ("Document", "extract"),
    "kg.api.evaluating": ("Evaluation", "evaluate"),
    "kg.api.graph": ("Graph",),
    "kg.api.merging": ("merge",),
    "kg.api.public_records": ("Comparison", "Entity", "Hit", "Mention", "Paper", "Relation", "Result"),
    "kg.api.removing": ("remove",),
    "kg.api.sparql_answer": ("Answer",),
    "kg.model.difference": ("Difference",),
    "kg.model.errors": ("GraphNotFound", "InputError", "KgError", "NoSuchName", "UsageError"),
    "kg.model.records": ("Rejected",),
    "kg.sparql.query_errors": ("QueryError",),
}
_MODULES = {name: module for module, names in _NAMES_BY_MODULE.items() for name in names}

switch_off_telemetry()  # before anything of kg can import ONNX Runtime


if not TYPE_CHECKING:  # for a type checker the imports above hold, and a misspelled name is an error

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            import sys

            # with these two the interpreter suggests the name that was meant
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])
        from importlib import import_module

        value = getattr(import_module(_MODULES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
