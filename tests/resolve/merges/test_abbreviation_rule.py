"""Short forms with their long forms: what merges, and what must not."""

from kg.resolve.forms import Form
from kg.resolve.merges.abbreviation_rule import link_abbreviations
from kg.resolve.resolution_graph import Link, Node
from kg.resolve.short_forms.definitions import Definitions
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import surface_form
from tests.fixtures.resolution import count_names, node

GTX, TUNING, TEXT = node("GTX"), node("green tuning"), node("grid text")
FORMS = count_names([("GTX", "METHOD", 3), ("green tuning", "METHOD", 1), ("grid text", "METHOD", 1)])
DEFINITIONS = Definitions({}, {n: surface_form(name) for n, name in ((TUNING, "green tuning"), (TEXT, "grid text"))})


def make_sense(long: str, *papers: int) -> Sense:
    return Sense(long, surface_form(long), {node(long): set(papers)}, set(papers))


def links(*senses: Sense, sense_in: dict[int, str], forms: dict[Node, Form] = FORMS) -> list[Link]:
    short_form = ShortForm(GTX, "GTXs", senses, sense_in, (), {})
    nodes = {short_form.node_of(sense.key): forms[GTX] for sense in senses} if GTX in forms else {}
    return list(link_abbreviations({GTX: short_form}, {**forms, **nodes}, DEFINITIONS))


def test_a_definition_merges_and_says_so() -> None:
    (link,) = links(make_sense("green tuning", 0), sense_in={0: "green tuning"})
    assert link == Link(GTX, TUNING, "abbreviation", "A paper defines GTX as green tuning.", (0,))
    (link,) = links(make_sense("green tuning", 2, 0), sense_in={0: "green tuning", 2: "green tuning"})
    assert (link.detail, link.papers) == ("2 papers define GTX as green tuning.", (0, 2))


def test_a_well_known_long_form_merges_with_the_papers_that_mean_it() -> None:
    known = Sense("green tuning", surface_form("green tuning"))
    assert links(known, sense_in={1: "green tuning", 0: "green tuning", 2: "other"}) == [
        Link(GTX, TUNING, "known alias", "GTX is a well-known short form of green tuning.", (0, 1))
    ]


def test_each_sense_merges_with_its_own_long_form_only() -> None:
    both = (make_sense("green tuning", 0), make_sense("grid text", 1))
    merges = links(*both, sense_in={0: "green tuning", 1: "grid text"})
    assert {(link.source, link.target) for link in merges} == {
        (GTX._replace(sense="green tuning"), TUNING),
        (GTX._replace(sense="grid text"), TEXT),
    }


def test_a_long_form_that_the_corpus_does_not_have_merges_with_nothing() -> None:
    assert links(Sense("x", surface_form("gross text")), sense_in={0: "x"}) == []
    assert links(make_sense("gross text", 0), sense_in={0: "gross text"}) == []


def test_a_known_long_form_does_not_merge_where_the_corpus_defines_another_of_that_sense() -> None:
    sense = Sense("g", surface_form("grid text"), {TUNING: {0}}, {0})
    assert [link.target for link in links(sense, sense_in={0: "g"})] == [TUNING]
