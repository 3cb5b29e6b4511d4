"""Entities and papers by exact names, and what is suggested where there is none."""

from functools import partial

import pytest

from kg.model.errors import NoSuchName
from kg.model.knowledge import Knowledge
from kg.search.name_index import NameIndex
from kg.search.name_lookup import explain_unknown_name, find_entities, find_entity, find_papers, has_type, suggest_names
from kg.search.title_search import Title


@pytest.mark.parametrize(
    "name", ["method/classifier-free-guidance", "classifier-free guidance", "Classifier Free guidance"]
)
def test_an_identifier_or_a_name_in_any_spelling(knowledge: Knowledge, name: str) -> None:
    assert [entity.id for entity in find_entities(knowledge.entities, name)] == ["method/classifier-free-guidance"]


@pytest.mark.parametrize("name", ["classifier guidance", "guidance", "", "method/none"])
def test_what_is_no_name(knowledge: Knowledge, name: str) -> None:
    assert find_entities(knowledge.entities, name) == []


def test_a_type_restricts_what_is_found(knowledge: Knowledge) -> None:
    entity = find_entity(knowledge, "SiT", word="model")
    assert has_type(entity, "model")
    assert has_type(entity, None)
    assert not has_type(entity, "dataset")
    with pytest.raises(NoSuchName, match="There is no dataset named 'SiT'"):
        find_entity(knowledge, "SiT", word="dataset")


def test_a_misspelled_name_is_answered_with_the_nearest(knowledge: Knowledge) -> None:
    with pytest.raises(NoSuchName, match=r"Did you mean classifier-free guidance\?"):
        find_entity(knowledge, "clasifier-free guidence")
    names = NameIndex.of(knowledge.entities)
    wanted = partial(has_type, word="dataset")
    assert suggest_names("clasifier-free guidence", names=names) == ["classifier-free guidance"]
    assert suggest_names("clasifier-free guidence", names=names, wanted=wanted) == []


def test_a_name_that_is_near_nothing_leads_to_the_list(knowledge: Knowledge) -> None:
    error = explain_unknown_name(NameIndex.of(knowledge.entities), "qqqqqqqq", what="entity")
    assert str(error).endswith("`kg entities` lists what there is.")


PAPERS = [Title("a", "Box nets", "2401.00001"), Title("b", "On box nets", None), Title("c", "BOX NETS", None)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("b", ["b"]),
        ("2401.00001", ["a"]),
        ("Box nets", ["a"]),  # spelled exactly so
        ("box nets", ["a", "c"]),  # in any case
        ("On Box", ["b"]),  # a part
        ("ox ne", ["a", "b", "c"]),
        ("no such title", []),
        (" ", []),
    ],
)
def test_papers_by_identifier_title_and_part_of_a_title(name: str, found: list[str]) -> None:
    assert find_papers(PAPERS, name) == found
