"""How good predictions are: annotated papers against what was extracted from them, as the annotation scorer counts it.

    gold = read_gold(Path("gold.jsonl"))
    figures = evaluate(gold, read_predictions(Path("facts.jsonl"), gold))
    figures["mention"].f1

`docs/guide/evaluating.md` describes both files and the figures. Training reads its gold here too: `read_gold` with
all parts of results and comparisons, `to_display_text` for the offsets that rules and models see, `number_key` and
`spelling_key` for what counts as the same.
"""

from kg.evaluation.annotation import (
    AnnotatedComparison,
    AnnotatedMention,
    AnnotatedResult,
    Annotation,
    to_display_text,
)
from kg.evaluation.gold import read_gold
from kg.evaluation.judged_statements import JudgedStatement, read_judged
from kg.evaluation.linking import Linking, score_linking
from kg.evaluation.matching import number_key, spelling_key
from kg.evaluation.precision_recall import Figures
from kg.evaluation.predictions import parse_prediction, read_predictions
from kg.evaluation.scores import Calibration, Mistake, evaluate, find_mistakes, measure_calibration

__all__ = [
    "AnnotatedComparison",
    "AnnotatedMention",
    "AnnotatedResult",
    "Annotation",
    "Calibration",
    "Figures",
    "JudgedStatement",
    "Linking",
    "Mistake",
    "evaluate",
    "find_mistakes",
    "measure_calibration",
    "number_key",
    "parse_prediction",
    "read_gold",
    "read_judged",
    "read_predictions",
    "score_linking",
    "spelling_key",
    "to_display_text",
]
