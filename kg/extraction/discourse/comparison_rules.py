"""Words of comparison: phrases that say how a comparison ends, and cues, words that may compare and may not.

`comparisons` reads the phrases; a cue is weighed by a learned model (`kg.extraction.relations.compared_pairs`), whose
weights hold for the names and words of the cues.
"""

from __future__ import annotations

import re

from kg.extraction.discourse.rule import Rule, compile_words

QUALITY = (
    r"(?:performance|quality|accurac(?:y|ies)|results?|scores?|capabilit(?:y|ies)|efficiency|fidelity|perplexity|loss|speed|latency|"
    r"throughput|cost|placement|outcomes?|levels?)"
)
_PAR = r"(?:on|at)\s(?:a\s)?par\swith|parity\swith"
_UNDERPERFORM = r"underperform(?:s|ed|ing)?|inferior\sto"
_RELATIVE = r"relative\sto|with\srespect\sto|versus|vs\.?|against"

PHRASES = (
    Rule(
        name="level",
        says="Neither is better.",
        pattern=compile_words(
            rf"(?:match(?:e[sd]|ing)?|rival(?:s|ed|ing)?)|{_PAR}"
            r"|(?:comparabl[ey]|competitive(?:ly)?|equivalent)\s(?:[\w-]+\s){0,3}?(?:to|with|against)"
            rf"|(?:comparable|competitive|equivalent|equal|similar|(?:the\s)?same)\s(?:[\w-]+\s){{0,2}}?{QUALITY}\s(?:to|as|with)"
        ),
        example="Our method is on par with [METHOD X].",
        no_op="Our method is similar to [METHOD X].",
        why="that they are alike says nothing of how good they are",
    ),
    Rule(
        name="better",
        says="The subject is better.",
        pattern=compile_words(
            r"outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?|outclass(?:es|ed|ing)?"
            r"|superior\sto|superiority\s(?:[\w-]+\s){0,2}?over|improv(?:es?|ed|ing)\s(?:up)?on(?!\s[\w-]+ing\b)"
            r"|improv(?:es?|ed|ing)\sover"
        ),
        example="Our method outperforms [METHOD X].",
        no_op="Our method improves on using [METHOD X].",
        why="a way of doing it",
    ),
    Rule(
        name="worse",
        says="The subject is worse.",
        pattern=compile_words(
            rf"{_UNDERPERFORM}|lag(?:s|ged|ging)?\sbehind|trail(?:s|ed|ing)?|f[ae]ll(?:s|ing)?\s(?:short\sof|behind)"
        ),
        example="Our method lags behind [METHOD X].",
        no_op="Our method has a lag beside [METHOD X].",
        why="a noun",
    ),
    Rule(
        name="open",
        says="The two are compared; what is said to change before it, or after it, tells who is better.",
        pattern=compile_words(
            rf"(?:when\s|as\s)?compar(?:ed|ing)\s(?:to|with|against)|in\s(?:comparison|contrast)\s(?:to|with)|{_RELATIVE}"
        ),
        example="Our method reduces latency compared to [METHOD X].",
        no_op="Our method reduces latency like [METHOD X].",
        why="it does as the other does",
    ),
    Rule(
        name="than",
        says="The two are compared; the comparative before it tells who is better.",
        pattern=compile_words("than"),
        example="Our method is faster than [METHOD X].",
        no_op="Our method is fast, then [METHOD X] is.",
        why="another word",
    ),
    Rule(
        name="over",
        says="The gain before it makes the subject better.",
        pattern=compile_words("over|upon"),
        example="Our method gives a 3x speedup over [METHOD X].",
        no_op="Our method gives a 3x speedup with an over-parametrised [METHOD X].",
        why="a part of a compound",
    ),
    Rule(
        name="base",
        says="The subject builds on the other, which it changes or keeps: it competes with it in nothing.",
        pattern=compile_words(
            r"(?:improv|boost|enhanc|accelerat|reduc|increas|lower|rais|lift|preserv|retain|maintain)(?:e?s|ed|ing)?|speed(?:s|ing)?\sup"
        ),
        example="Our method improves [METHOD X]'s accuracy.",
        no_op="Our method is an improvement of [METHOD X]'s accuracy.",
        why="a noun",
    ),
)


def _cue(name: str, words: str, *, example: str, no_op: str, why: str) -> Rule:
    return Rule(
        name=name,
        says="What is named after it may be compared with something there.",
        pattern=re.compile(rf"(?<!\w)(?:{words})(?![\w-])", re.IGNORECASE),
        example=example,
        no_op=no_op,
        why=why,
    )


CUES = (
    _cue(
        "outperform",
        r"out-?(?:perform|class|pac)(?:e?s|e?d|ing|e)?",
        example="It outpaces [METHOD X].",
        no_op="It outputs [METHOD X].",
        why="another word",
    ),
    _cue(
        "surpass",
        r"(?:surpass|exceed|beat)(?:e?s|ed|ing|en)?|overtak(?:e?s|ing|en)|overcom(?:e?s|ing)|dominat(?:e?s|ed|ing)",
        example="It overtakes [METHOD X].",
        no_op="It is the dominant [METHOD X].",
        why="an adjective",
    ),
    _cue(
        "superior",
        r"superior(?:ity)?(?:\s[\w-]+){0,3}?\s(?:to|over)",
        example="It shows superior speed over [METHOD X].",
        no_op="It is a superior [METHOD X].",
        why="nothing is named that it is superior to",
    ),
    _cue(
        "improve over",
        r"improv(?:es?|ed|ing|ements?)(?:\s[\w%-]+){0,4}?\s(?:up)?(?:on|over)",
        example="It improves by 3% over [METHOD X].",
        no_op="It improves [METHOD X].",
        why="what is built on",
    ),
    _cue(
        "gain over",
        r"(?:gain|advantage|benefit|increase|boost|reduction|speed-?up|saving)s?(?:\s[\w%.-]+){0,4}?\s(?:over|against)",
        example="It has gains of 3% over [METHOD X].",
        no_op="It has gains of 3% with [METHOD X].",
        why="what the gain is had with",
    ),
    _cue(
        "worse",
        rf"{_UNDERPERFORM}|(?:lag|trail)(?:s|ged|ging|ed|ing)?(?:\sbehind)?|"
        r"f[ae]ll(?:s|ing)?\s(?:short\sof|behind|below)|below",
        example="It falls below [METHOD X].",
        no_op="It falls back to [METHOD X].",
        why="a way of doing it",
    ),
    _cue(
        "ahead",
        r"ahead\sof|above|upon|over",
        example="It is 3% above [METHOD X].",
        no_op="It overfits [METHOD X].",
        why="a part of a word",
    ),
    _cue(
        "match",
        r"(?:match|rival)(?:e?s|ed|ing|led|ling)?|approach(?:es|ed|ing)",
        example="It is approaching [METHOD X].",
        no_op="It is an approach with [METHOD X].",
        why="a noun",
    ),
    _cue(
        "par",
        rf"{_PAR}|close\sto|in\sline\swith",
        example="It is close to [METHOD X].",
        no_op="It is partly [METHOD X].",
        why="another word",
    ),
    _cue(
        "comparable",
        r"(?:comparabl[ey]|competitive(?:ly)?|equivalent|equal|similar|identical|same|as\s\w+)(?:\s[\w-]+){0,4}?\s"
        r"(?:to|with|against|as)",
        example="It is as good as [METHOD X].",
        no_op="It is as large, and uses [METHOD X].",
        why="nothing is named that it is as large as",
    ),
    _cue(
        "compare",
        r"compar(?:e|es|ed|ing)(?:\s(?:to|with|against))?|(?:in\s)?comparisons?\s(?:to|with|against|between|of)|"
        r"benchmark(?:ed|ing)?\sagainst",
        example="It is benchmarked against [METHOD X].",
        no_op="It is benchmarked with [METHOD X].",
        why="what it is measured with",
    ),
    _cue(
        "contrast",
        r"in\scontrast\s(?:to|with)|unlike|whereas|while|but",
        example="It needs no labels, unlike [METHOD X].",
        no_op="It is unlikely to need [METHOD X].",
        why="another word",
    ),
    _cue(
        "relative",
        _RELATIVE,
        example="It saves 40% relative to [METHOD X].",
        no_op="It saves relatively much of [METHOD X].",
        why="another word",
    ),
    _cue(
        "than",
        "than",
        example="It is faster than [METHOD X].",
        no_op="It is fast, then [METHOD X] is.",
        why="another word",
    ),
    _cue(
        "share of",
        r"(?:retain|preserv|maintain|achiev|reach|recover)(?:e?s|ed|ing)?\s[^,;]{0,40}?\sof|the\sperformance\sof",
        example="It retains 97% of [METHOD X].",
        no_op="It retains [METHOD X].",
        why="no share of it",
    ),
    _cue(
        "replace",
        r"instead\sof|rather\sthan",
        example="It uses labels instead of [METHOD X].",
        no_op="It rather uses [METHOD X].",
        why="nothing is replaced",
    ),
)
