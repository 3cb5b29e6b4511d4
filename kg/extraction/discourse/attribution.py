"""Which names a paper gives to its own work: read from the title and from "we propose X"."""

from __future__ import annotations

import re

from kg.extraction.document import Document

_INTRODUCES = re.compile(
    r"\b(?:we|paper|work|study|report|article|authors?)\b[^.;]{0,60}?\b(?:propos|introduc|present|develop|design|releas|describ|build|built"
    r"|construct|creat|contribut|formulat|devis|launch|unveil|offer|establish|curat)\w*\b(?P<rest>[^.;]{0,160})$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\b(?:called|named|termed|dubbed|coined|i\.e\.,?|namely|denoted(?:\sas)?)\s|[,:(–—]\s?|\ba\s|\ban\s|\bthe\s|\w\s)$",
    re.IGNORECASE,
)
_OUR = re.compile(r"\b(?:our|proposed)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_BREAKS = re.compile(
    r"\b(?:that|which|to|by|for|using|based|from|with|where|on|in|over|leverag\w+|built)\b", re.IGNORECASE
)
_WINDOW = 240


def own_mentions(document: Document) -> dict[int, float]:
    """Positions of mentions that are introduced as the paper's own, with how plainly (1.0 for "we propose X")."""
    text, found = document.text, {}
    title_end = document.title_end
    opening = len(text) - len(text.lstrip())
    for i, mention in enumerate(document.mentions):
        if mention.label in ("TASK", "METRIC"):
            continue
        if mention.end <= title_end:
            if text[mention.end : mention.end + 1] == ":" and mention.start <= opening:
                found[i] = 1.0
            continue
        sentence_start, _ = document.sentence_at(mention.start)
        before = text[max(sentence_start, mention.start - _WINDOW) : mention.start]
        match = _INTRODUCES.search(before)
        if match and not _BREAKS.search(match["rest"]) and _NAMED.search(before):
            found[i] = 1.0 if len(match["rest"]) < 40 else 0.8
        elif _OUR.search(before):
            found[i] = 0.6
    return found
