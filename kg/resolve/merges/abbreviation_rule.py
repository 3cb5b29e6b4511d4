"""Merges short forms with their long forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Link, Node
from kg.resolve.short_forms.definitions import Definitions
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.word_forms import to_singular


def link_abbreviations(
    short_forms: Mapping[Node, ShortForm], forms: Mapping[Node, Form], definitions: Definitions
) -> Iterator[Link]:
    """Links from each sense of a short form to all long forms that papers define for it, else to the known one."""
    for short_node in sorted(short_forms):
        short_form = short_forms[short_node]
        spelling = to_singular(short_form.spelling)
        for sense in short_form.senses:
            node = short_form.node_of(sense.key)
            for long in sorted(sense.longs):
                if long in forms and node in forms:
                    detail = _explain_definition(len(sense.longs[long]), spelling, definitions.spelled[long].text)
                    yield Link(node, long, "abbreviation", detail, tuple(sorted(sense.longs[long])))
            long = Node(sense.long.key)
            if not sense.longs and not sense.is_own and long in forms:
                users = tuple(sorted(paper for paper, key in short_form.sense_in.items() if key == sense.key))
                detail = f"{spelling} is a well-known short form of {sense.long.text}."
                yield Link(node, long, "known alias", detail, users)


def _explain_definition(papers: int, short: str, long: str) -> str:
    return f"{papers} papers define {short} as {long}." if papers > 1 else f"A paper defines {short} as {long}."
