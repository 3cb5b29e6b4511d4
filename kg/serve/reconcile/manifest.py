"""The manifest: the description of the service that clients read first."""

from __future__ import annotations

from typing import Any

from kg import __version__
from kg.rdf.namespaces import ID_BASE, KG
from kg.serve.reconcile.preview import HEIGHT, WIDTH
from kg.serve.reconcile.requests import MOST_QUERIES
from kg.serve.reconcile.vocabulary_terms import TYPES, describe_type

ROOT = "/reconcile"


def make_manifest(base: str) -> dict[str, Any]:
    """The service manifest, for a server whose root is at the address `base`, which has no final slash."""
    root = base + ROOT

    def path(tail: str) -> dict[str, str]:
        return {"service_url": root, "service_path": tail}

    return {
        "versions": ["0.2"],
        "name": "kg: methods, models, benchmarks and metrics of machine-learning papers",
        "identifierSpace": ID_BASE,
        "schemaSpace": KG,
        "serviceVersion": __version__,
        "defaultTypes": [describe_type(kind) for kind in TYPES],
        "view": {"url": f"{root}/view?id={{{{id}}}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            "entity": path("/suggest/entity"),
            "type": path("/suggest/type"),
            "property": path("/suggest/property"),
        },
        "extend": {
            "propose_properties": path("/properties"),
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "At most so many values for each row; 0 for all.",
                }
            ],
        },
        "batchSize": MOST_QUERIES,
    }
