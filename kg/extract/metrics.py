"""Standard metrics beside a number: "FID 1.19", "63.2 mIoU", "an accuracy of 91%", where the recogniser saw none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.repeats import without_overlap
from kg.records import Mention

ORIGIN = "lexicon"
_SCORE = 0.8  # the share of such mentions that are right, on the held-out part of the training papers

# Names that mean a metric wherever a number stands beside them, longest first within a family.
_NAMES = (
    r"[gr]?FID(?:-\d+k)?|s?FVD|KID|LPIPS|PSNR|SSIM|CLIP[ -][Ss]core|CLIPScore|[mb]IoU|IoU|mAP(?:@[\d.:]+)?|AP50|"
    r"AUROC|AUPRC|AUC|ROC-AUC|NDCG(?:@\d+)?|nDCG(?:@\d+)?|MRR|MAP|Hits@\d+|[Rr]ecall@\d+|R@\d+|[Pp]ass@(?:\d+|k)|"
    r"BLEU(?:-\d)?|ROUGE(?:-[12L])?|METEOR|CIDEr|SPICE|BERTScore|COMET|chrF\+*|WER|CER|EER|MOS|PESQ|STOI|SDR|"
    r"RMSE|MAE|MSE|MAPE|(?:macro |micro |Macro |Micro )?F1(?:[ -]scores?)?|Dice(?: score)?|HD95|PPL|[Pp]erplexity|"
    r"(?:[Tt]op-[15] |[Zz]ero-shot |[Tt]est )?[Aa]ccuracy|[Ss]uccess [Rr]ate|[Ww]in [Rr]ate|[Pp]recision|[Rr]ecall|"
    r"FPS|T?FLOPs|GFLOPs|[Ll]atency|[Tt]hroughput|[Ee]lo(?: rating)?"
)
LAST = re.compile(rf"\s({_NAMES})$")  # at the end of a longer name: "ImageNet FID"
_NUMBER = r"[+~-]?\d[\d,]*(?:\.\d+)?\s?%?"
_BEFORE = re.compile(
    rf"(?<![\w-])({_NAMES})(?![\w-])"
    rf"(?=(?: scores?| values?)?(?: of| from| to| by|:| =|=)?\s?\(?(?:up to |about |only |over )?{_NUMBER})"
)
_AFTER = re.compile(rf"(?<![\w.-]){_NUMBER} ({_NAMES})(?![\w-])")


def complete(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, sorted, with the metrics that stand beside a number and overlap no mention."""
    taken = [(mention.start, mention.end) for mention in mentions]
    added = [
        Mention(start, end, "METRIC", text[start:end], _SCORE, ORIGIN)
        for pattern in (_BEFORE, _AFTER)
        for start, end in (match.span(1) for match in pattern.finditer(text))
        if all(end <= low or high <= start for low, high in taken)
    ]
    return sorted([*mentions, *without_overlap(added)], key=lambda mention: mention.start)
