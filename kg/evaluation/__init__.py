"""How good predictions are: annotated papers against what was extracted from them, as the annotation scorer counts it.

    gold = read_gold(Path("gold.jsonl"))
    figures = evaluate(gold, read_predicted(Path("facts.jsonl"), gold))
    figures["mention"].f1

`docs/guide.md` describes both files and the figures.
"""

from kg.evaluation.annotation import Annotation, Compared, Named, Reported
from kg.evaluation.figures import Figures
from kg.evaluation.gold import read_gold
from kg.evaluation.predicted import predicted_of, read_predicted
from kg.evaluation.scores import Calibration, Mistake, calibration, evaluate, mistakes

__all__ = [
    "Annotation",
    "Calibration",
    "Compared",
    "Figures",
    "Mistake",
    "Named",
    "Reported",
    "calibration",
    "evaluate",
    "mistakes",
    "predicted_of",
    "read_gold",
    "read_predicted",
]
