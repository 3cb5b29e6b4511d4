"""Two annotated papers, and predictions about them that are right in part."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluation import read_gold

TINY = Path(__file__).parent.parent / "data" / "gold" / "tiny.jsonl"


def mention(start, end, label, entity, score):
    return {"start": start, "end": end, "label": label, "entity": entity, "score": score}


def result(metric, value, kind, dataset, subject):
    return {"metric": metric, "value": value, "kind": kind, "dataset": dataset, "subject": subject}


@pytest.fixture
def gold():
    return read_gold(TINY)


@pytest.fixture
def rows():
    """A row a paper, as `kg extract` writes it, without what is not scored."""
    return [
        {
            "id": "guidance",
            "mentions": [
                mention(6, 9, "METHOD", "method/cfg", 0.95),
                mention(11, 35, "METHOD", "method/guidance", 0.85),  # another entity than CFG
                mention(37, 40, "MODEL", "method/cfg", 0.35),  # a METHOD
                mention(50, 53, "METRIC", "metric/fid", 0.75),
                mention(65, 73, "DATASET", "dataset/imagenet", 0.55),  # cut short: ImageNet-256
            ],
            "proposes": ["method/cfg"],  # it uses it
            "dataset_roles": {"dataset/imagenet": "eval"},  # of another dataset
            "results": [result("metric/fid", "2.04", "absolute", "dataset/imagenet", "method/cfg")],
        },
        {
            "id": "adapters",
            "mentions": [
                mention(0, 6, "METHOD", "method/lora-x", 0.95),
                mention(11, 15, "MODEL", "model/bert", 0.95),
                mention(28, 34, "METHOD", "method/lora-x", 0.65),
                mention(61, 66, "DATASET", "dataset/squad", 0.95),
                mention(88, 96, "METRIC", "metric/accuracy", 0.95),
                mention(105, 107, "METRIC", "metric/of", 0.15),  # no name; "memory" and the second "BERT" are missed
            ],
            "proposes": ["method/lora-x"],
            "dataset_roles": {"dataset/squad": "train"},
            "results": [
                result(None, "+3x", "ratio", "dataset/squad", "method/lora-x"),
                result("metric/accuracy", "91.20", "absolute", "dataset/squad", "method/lora-x"),  # the same number
            ],
        },
    ]
