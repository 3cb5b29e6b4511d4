"""Holder: whether a number is the paper's own, that of a baseline, or that of people."""

from __future__ import annotations

import re

from kg.extraction.discourse.clause_boundaries import BOUNDARY_WORDS_OF_PEOPLE, find_clause_start
from kg.extraction.discourse.own_work import MODELS_OF_OTHERS, OWN_RESULTS, SUBJECT_OF_OTHERS
from kg.extraction.document import Document
from kg.extraction.results.document_entities import DocumentEntities
from kg.extraction.results.number_sentences import Sentence
from kg.extraction.results.quantity import Quantity
from kg.extraction.results.reported_number import ReportedNumber
from kg.model.results import Holder
from kg.model.types import ACHIEVERS

_ACHIEVER_WORDS = frozenset(f"<{label}>" for label in ACHIEVERS)  # as sentences of numbers have them
_HUMAN = frozenset({"human", "annotator", "physician", "clinician", "radiologist", "participant", "people"})
_NOT_PEOPLE = frozenset({
    "evaluation", "preference", "feedback", "judgment", "judgement", "annotation", "rating", "label", "data",
    "evaluator", "rater", "judge", "study", "written", "annotated", "level",
})  # fmt: skip
# "less than 5%" bounds a number, "less than the 5% of X" compares with it.
_COMPARED = (
    r"(?:(?<!less\s)(?<!more\s)(?<!fewer\s)(?<!greater\s)\bthan\s|\b(?:less|more|fewer|greater)\sthan\s(?=the\s)"
    r"|\b(?:versus|vs\.?|against|compared\s(?:to|with)|instead\sof|opposed\sto|baselines?(?:'s|\sof|\sat)?)\s)"
    r"(?:(?:the|only|just|an?)\s)*"
)
_RIGHT_AFTER = re.compile(_COMPARED + r"[~≈]?$", re.IGNORECASE)
_SOON_AFTER = re.compile(rf"(?:{_COMPARED}|\bover\s|\b(?:chance|random)\b)[^,;:()0-9]{{0,30}}$", re.IGNORECASE)
_AS_LOW_AS = re.compile(r"\bfrom\sas\s(?:low|little|few|high|much)\sas\s$", re.IGNORECASE)
_BASELINE_AFTER = re.compile(r"\S{0,3}\s(?:random|chance|majority|human)?[\s-]?(?:baseline|chance)\b", re.IGNORECASE)
_POSSESSED = re.compile(r"['’]s?\s(?:[\w-]+\s){0,4}$")
_LISTED = re.compile(r"[^;:.0-9]{0,60}?(?:,\s?(?:and\s)?|\sand\s)$")
_AS_BASELINES = re.compile(r"\bas\s(?:\w+\s)?baselines?\b", re.IGNORECASE)
_TITLED = re.compile(r"bench|\bevaluating\b|\bevaluation\b|\bdataset\b", re.IGNORECASE)


def measures_others(document: Document, entities: DocumentEntities) -> bool:
    """Whether the paper introduces data and no method or model, so that its numbers are those of others' work."""
    own = [entity for entity in entities.in_order if entity.is_own]
    if any(entity.label == "DATASET" and document.mentions[entity.mentions[0]].start == 0 for entity in own):
        return True  # "XBench: Measuring ..."
    labels = {entity.label for entity in own}
    if not labels.isdisjoint(ACHIEVERS):
        return False
    return "DATASET" in labels or _TITLED.search(document.text, 0, document.title_end) is not None


def find_holder(
    document: Document, number: ReportedNumber, previous: tuple[Quantity, Holder] | None, *, others: bool
) -> Holder:
    """The holder of an absolute value: the paper, a baseline, or people.

    `previous` is the absolute value before it in its sentence, with that one's holder; `others` says whether the paper
    measures the work of others.
    """
    text, quantity, sentence = document.text, number.quantity, number.sentence
    if _is_of_people(sentence, number.at):
        return "human"
    before = text[max(sentence.start, quantity.start - 60) : quantity.start]
    if quantity.paired == 1 or _RIGHT_AFTER.search(before) or _AS_LOW_AS.search(before):
        return "baseline"
    if _SOON_AFTER.search(before) and not number.own_subject:
        return "baseline"
    if _BASELINE_AFTER.match(text, quantity.text_end) or _is_of_another(document, number):
        return "baseline"
    if previous is not None and previous[1] == "baseline" and previous[0].paired == 0 and quantity.paired == 0:
        between = text[previous[0].text_end : quantity.start]
        listed = _LISTED.fullmatch(between) or (others and not number.own_subject)
        if listed and not OWN_RESULTS.search(between):
            return "baseline"  # "compared with 0.79 for X and 0.78 for Y"
    return "baseline" if _is_about_others(document, number, others) else "own"


def _is_of_another(document: Document, number: ReportedNumber) -> bool:
    """Whether the number belongs to a named method or model of others: "LoRA's score of 79.2"."""
    text = document.text
    for token in reversed(number.sentence.tokens[max(0, number.at - 8) : number.at]):
        if token.candidate >= 0:
            return False
        if token.word in _ACHIEVER_WORDS:
            ours = token.mention in number.of_subject and number.own_subject
            return not ours and _POSSESSED.fullmatch(text, token.end, number.quantity.start) is not None
    return False


def _is_about_others(document: Document, number: ReportedNumber, others: bool) -> bool:
    """Whether the clause is about models that the paper did not make."""
    start = find_clause_start(document.text, number.sentence.start, number.quantity.start)
    clause = document.text[start : number.quantity.start]
    if number.subject is None and _AS_BASELINES.search(clause):
        return True
    if OWN_RESULTS.search(clause):
        return False
    subject_in_clause = any(start <= document.mentions[m].start < number.quantity.start for m in number.of_subject)
    if not subject_in_clause and SUBJECT_OF_OTHERS.search(clause):
        return True  # the subject was taken from another sentence
    if number.own_subject or not others:
        return False
    if number.subject is not None:
        return document.mentions[number.subject].label in ACHIEVERS
    return MODELS_OF_OTHERS.search(clause) is not None


def _is_of_people(sentence: Sentence, at: int) -> bool:
    """Whether the number at token `at` is that of people: "humans score 95%", "95% by annotators"."""
    tokens = sentence.tokens
    after = [token.word.split("-")[0].removesuffix("s") for token in tokens[at + 1 : at + 6]]
    if "by" in after[:2] and not _HUMAN.isdisjoint(after) and _NOT_PEOPLE.isdisjoint(after):
        return True
    bracketed = at > 0 and tokens[at - 1].word == "("
    for place in range(at - 2 if bracketed else at - 1, max(-1, at - 12), -1):
        token = tokens[place]
        if (
            token.word in BOUNDARY_WORDS_OF_PEOPLE
            or token.candidate >= 0
            or (token.mention >= 0 and token.word in _ACHIEVER_WORDS)
        ):
            return False
        if token.word in _HUMAN:
            return tokens[place + 1].word not in _NOT_PEOPLE
    return False
