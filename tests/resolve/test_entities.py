"""Step 5: types, names and records of clusters."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kg.corrections import Corrections, parse
from kg.corrections.effects import Referents
from kg.model.errors import InputError
from kg.model.types import Label
from kg.resolve.canonical import Name, NodeSense
from kg.resolve.cluster import Clusters
from kg.resolve.constraints import Constraints, NodeIndex, build_constraints
from kg.resolve.entities import NamedCluster, build_entity, find_referents, index_by_name, name_clusters
from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Link, Node, Reason
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import surface_form
from kg.vocabulary.aliases import KnownName
from kg.vocabulary.lexicon import Lexicon
from tests.fixtures.resolution import NO_LEXICON, count_names, node

IDS = [f"p{i}" for i in range(20)]


def constrain_nothing(forms: dict[Node, Form]) -> Constraints:
    return Constraints(NodeIndex(forms))


def name_all(
    names: Sequence[tuple[str, Label, int]], *, lexicon: Lexicon = NO_LEXICON, toml: str = ""
) -> list[NamedCluster]:
    """The clusters of names that no link unites."""
    forms = count_names(names)
    constraints = build_constraints(parse(toml, file="c.toml"), forms)
    return name_clusters(Clusters(constraints.cannot_link), forms, {}, lexicon, constraints)


KNOWN = KnownName("Zorg", "zorg", "MODEL", "Zorg")


@pytest.mark.parametrize(
    ("names", "lexicon", "label", "why"),
    [
        ([("Zorg", "METHOD", 3), ("Zorg", "TASK", 2)], NO_LEXICON, "METHOD", "most mentions"),
        ([("Zorg", "TASK", 9)], replace(NO_LEXICON, names={"zorg": KNOWN}), "MODEL", "a known name"),
        ([("Zorg", "MODEL", 1)], replace(NO_LEXICON, benchmarks=frozenset({"zorg"})), "DATASET", "a known benchmark"),
        ([("Zorg", "MODEL", 2)], replace(NO_LEXICON, benchmarks=frozenset({"zorg"})), "MODEL", "one vote of three"),
        ([("zorg", "MODEL", 1)], replace(NO_LEXICON, benchmarks=frozenset({"zorg"})), "MODEL", "a word, and no name"),
        ([("zorg", "MODEL", 1)], replace(NO_LEXICON, higher_is_better={"zorg": True}), "METRIC", "a known metric"),
        (
            [("Zorg", "DATASET", 1)],
            replace(NO_LEXICON, names={"zorg": KNOWN}, benchmarks=frozenset({"zorg"})),
            "DATASET",
            "the benchmark, and not what its name abbreviates elsewhere",
        ),
    ],
)
def test_the_type(names: list[tuple[str, Label, int]], lexicon: Lexicon, label: Label, why: str) -> None:
    assert [cluster.label for cluster in name_all(names, lexicon=lexicon)] == [label], why


def test_the_corrections_file_has_the_last_word_on_type_and_name() -> None:
    toml = '[[type]]\nname = "Zorg"\ntype = "task"\n[[alias]]\nname = "Frob"\naliases = ["F1"]\n'
    clusters = name_all([("Zorg", "MODEL", 9), ("frob", "MODEL", 9)], toml=toml)
    assert [(c.id, c.name.full, c.is_name_given) for c in clusters] == [
        ("model/frob", "Frob", True),
        ("task/zorg", "Zorg", False),
    ]


def test_clusters_of_one_type_and_name_are_one() -> None:
    forms = count_names([("GTX", "METHOD", 1)])
    forms |= {node("GTX", sense="a"): forms[node("GTX")]}
    (cluster,) = name_clusters(Clusters(), forms, {}, NO_LEXICON, constrain_nothing(forms))
    assert (cluster.members, cluster.mentions) == ((node("GTX"), node("GTX", sense="a")), 2)


def test_clusters_of_one_name_and_two_types_are_two() -> None:
    names: list[tuple[str, Label, int]] = [("green text", "METHOD", 1), ("Green-Texts", "METHOD", 1)]
    assert len(name_all(names)) == 1
    forms = count_names([("GTX", "METHOD", 1)]) | {
        node("GTX", sense="a"): count_names([("GTX", "DATASET", 1)])[node("GTX")]
    }
    clusters = name_clusters(Clusters(), forms, {}, NO_LEXICON, constrain_nothing(forms))
    assert [cluster.id for cluster in clusters] == ["dataset/gtx", "method/gtx"]


def test_clusters_kept_apart_that_would_have_one_name_get_their_own() -> None:
    chip, tuning = Node("a"), Node("b")
    senses = tuple(Sense(key, surface_form("green tuning")) for key in ("one", "other"))
    short_form = ShortForm(Node("gtx"), "GTX", senses, {0: "one", 1: "other"}, (), {})
    forms = {member: count_names([("GTX", "METHOD", 1)])[node("GTX")] for member in (chip, tuning)}
    by_node = {
        member: NodeSense(short_form, sense, has_rival=False)
        for member, sense in zip((chip, tuning), senses, strict=True)
    }
    united = name_clusters(Clusters(), forms, by_node, NO_LEXICON, constrain_nothing(forms))
    assert [cluster.id for cluster in united] == ["method/green-tuning"]
    cannot_link = {chip: frozenset({tuning}), tuning: frozenset({chip})}
    names = {chip: "GTX chip", tuning: "GTX tuning"}
    constraints = Constraints(NodeIndex(forms), cannot_link=cannot_link, names_apart=names)
    apart = name_clusters(Clusters(cannot_link), forms, by_node, NO_LEXICON, constraints)
    assert [cluster.id for cluster in apart] == ["method/gtx-chip", "method/gtx-tuning"]
    constraints = replace(constraints, names_apart=dict.fromkeys(names, "GTX"))
    with pytest.raises(InputError, match=r"Two things called GTX are to stay apart"):
        name_clusters(Clusters(cannot_link), forms, by_node, NO_LEXICON, constraints)


def build(
    names: Sequence[tuple[str, Label, int]],
    name: str,
    *,
    links: Sequence[tuple[str, str, Reason]] = (),
    lexicon: Lexicon = NO_LEXICON,
    is_evaluated_on: bool = False,
    label: Label = "METHOD",
):
    forms = count_names(names)
    clusters = Clusters()
    for source, target, reason in links:
        clusters.unite(Link(node(source), node(target), reason, "because"))
    cluster = NamedCluster(tuple(sorted(forms)), label, Name(name), sum(form.mentions for form in forms.values()))
    return build_entity(cluster, IDS, forms, clusters, lexicon, is_evaluated_on=is_evaluated_on)


def test_the_record_counts_papers_and_mentions_and_lists_spellings_by_use() -> None:
    entity = build([("Zorg", "METHOD", 1), ("zorgs", "METHOD", 3), ("frob", "METHOD", 1)], "Zorg")
    assert (entity.id, entity.type, entity.name) == ("method/zorg", "METHOD", "Zorg")
    assert (entity.paper_count, entity.mention_count) == (5, 5)
    assert entity.aliases == (("zorgs", 3), ("Zorg", 1), ("frob", 1))
    assert [merge.surface for merge in entity.merges] == ["frob", "zorgs"]


@pytest.mark.parametrize(
    ("surface", "links", "hidden", "why"),
    [
        ("$\\beta$-Zorg", [], True, "residue of markup"),
        ("zrog", [("zrog", "Zorg", "typo")], True, "a typo"),
        ("zrog", [("Zorg", "zrog", "typo")], False, "the other is the typo"),
        ("zrog", [("zrog", "Zorg", "wording")], False, "another name"),
    ],
)
def test_what_is_searched_for_but_not_shown(
    surface: str, links: list[tuple[str, str, Reason]], hidden: bool, why: str
) -> None:
    entity = build([(surface, "METHOD", 1), ("Zorg", "METHOD", 2)], "Zorg", links=links)
    assert (surface in entity.hidden) is hidden, why
    assert (surface in dict(entity.aliases)) is not hidden, why


@pytest.mark.parametrize(
    ("label", "known", "evaluated", "benchmark"),
    [
        ("DATASET", False, False, False),
        ("DATASET", True, False, True),
        ("DATASET", False, True, True),
        ("MODEL", True, True, False),  # only datasets are benchmarks
    ],
)
def test_benchmarks(label: Label, known: bool, evaluated: bool, benchmark: bool) -> None:
    lexicon = replace(NO_LEXICON, benchmarks=frozenset({"zorg"} if known else ()))
    entity = build([("frob", label, 1)], "Zorg", label=label, lexicon=lexicon, is_evaluated_on=evaluated)
    assert entity.is_benchmark is benchmark


@pytest.mark.parametrize(
    ("label", "listed", "better"),
    [
        ("METRIC", {"zorg": False}, False),
        ("METRIC", {"frob": True}, True),  # a name of one of its nodes
        ("METRIC", {"zorg": False, "frob": True}, False),  # the name comes first
        ("METRIC", {}, None),
        ("TASK", {"zorg": False}, None),
    ],
)
def test_the_better_direction(label: Label, listed: dict[str, bool], better: bool | None) -> None:
    lexicon = replace(NO_LEXICON, higher_is_better=listed)
    assert build([("frob", label, 1)], "Zorg", label=label, lexicon=lexicon).higher_is_better is better


CLUSTERS = [
    NamedCluster((node("frob"), node("zorg")), "METHOD", Name("Zorg"), 3),
    NamedCluster((node("GTX", sense="a"),), "MODEL", Name("GTX", "green text"), 2),
    NamedCluster((node("GTX", sense="b"),), "TASK", Name("GTX", "grid text"), 1),
]


def test_entities_are_found_by_any_of_their_names() -> None:
    by_name = index_by_name(CLUSTERS)
    assert by_name["frob"] == by_name["zorg"] == {"method/zorg"}
    assert by_name["gtx"] == {"model/gtx~green-text", "task/gtx~grid-text"}
    assert by_name[surface_form("GTX (green text)").key] == {"model/gtx~green-text"}


def test_the_names_of_a_corrections_file_find_what_they_stand_for() -> None:
    toml = '[[alias]]\nname = "Zorg"\naliases = ["Frobs"]\n[[apart]]\nnames = ["GTX", "none"]\n'
    forms = count_names([("frob", "METHOD", 1)]) | dict.fromkeys(
        (node("GTX", sense="a"), node("GTX", sense="b")), Form()
    )
    corrections = parse(toml, file="c.toml")
    referents = find_referents(corrections, CLUSTERS, build_constraints(corrections, forms))
    assert {name.text: referent for name, referent in referents.items()} == {
        "Zorg": Referents(False, ("METHOD",), ("Zorg",)),  # only a name that the corpus does not use
        "Frobs": Referents(True, ("METHOD",), ("Zorg",)),
        "GTX": Referents(True, ("MODEL", "TASK"), ("GTX (green text)", "GTX (grid text)")),
        "none": Referents(False, (), ()),
    }
    assert find_referents(Corrections(), CLUSTERS, constrain_nothing(forms)) == {}
