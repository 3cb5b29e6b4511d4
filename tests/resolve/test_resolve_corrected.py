"""Resolution under a corrections file, end to end: names, facts, and what is said of entries without effect."""

import random
import re
from collections.abc import Sequence

import pytest

from kg.corrections import parse
from kg.model.knowledge import Entity, EntityId, Knowledge
from kg.model.records import Abbreviation, Claim, Extraction, Mention, Paper
from kg.model.types import Label
from kg.resolve import resolve
from tests.fixtures.resolution import Annotated
from tests.fixtures.results import result

LABELS: dict[str, Label] = {"FID": "METRIC", "CIFAR-10": "DATASET", "HMDB": "DATASET"}


def read(paper_id: str, text: str, *, defines: Sequence[tuple[str, str]] = (), claims: Sequence[str] = ()) -> Annotated:
    """A paper whose names stand in [brackets] in `text`, which are taken out; a claim is "uses LoRA"."""
    paper = Paper(paper_id, f"Paper {paper_id}", re.sub(r"[\[\]]", "", text))
    offset = len(paper.title) + 2
    mentions = []
    for i, match in enumerate(re.finditer(r"\[(.*?)\]", text)):
        start = offset + match.start() - 2 * i
        name = match[1]
        mentions.append(Mention(start, start + len(name), LABELS.get(name, "METHOD"), name, 0.9, "test"))
    at = {mention.text: mention.reference for mention in reversed(mentions)}
    return paper, Extraction(
        mentions=tuple(mentions),
        abbreviations=tuple(Abbreviation(at[short], at[long]) for short, long in defines),
        claims=tuple(
            Claim(type_, at[name], offset, len(paper.text), 0.8)  # type: ignore[arg-type] # written out in each test
            for type_, _, name in (claim.partition(" ") for claim in claims)
        ),
    )


def with_result(annotated: Annotated, value: str, metric: str, dataset: str | None = None) -> Annotated:
    paper, extraction = annotated
    at = {mention.text: mention.reference for mention in extraction.mentions}
    start = paper.text.index(value)
    claim = result(
        value,
        start,
        metric=at[metric],
        dataset=at[dataset] if dataset else None,
        sentence_start=start,
        sentence_end=len(paper.text),
    )
    return paper, Extraction(
        extraction.mentions, extraction.abbreviations, extraction.claims, (*extraction.results, claim)
    )


def resolve_with(toml: str, *annotated: Annotated) -> Knowledge:
    corrections = parse(toml, file="c.toml")
    papers, extractions = [paper for paper, _ in annotated], [extraction for _, extraction in annotated]
    return resolve(papers, extractions, corrections=corrections)


def map_surfaces(knowledge: Knowledge, paper_id: str) -> dict[str, str]:
    """Surface -> entity in one paper."""
    return {m.text: m.entity for facts in knowledge.papers if facts.paper.id == paper_id for m in facts.mentions}


def entity(knowledge: Knowledge, entity_id: str) -> Entity:
    return next(e for e in knowledge.entities if e.id == entity_id)


def relations(knowledge: Knowledge, paper_id: str) -> set[tuple[str, str]]:
    return {(r.type, r.object) for f in knowledge.papers if f.paper.id == paper_id for r in f.relations}


def list_outcomes(knowledge: Knowledge) -> list[tuple[int, str]]:
    return [(outcome.line, outcome.done) for outcome in knowledge.corrected]


# ---- names -----------------------------------------------------------------------------------------

ALIAS = '[[alias]]\nname = "Zeta"\naliases = ["frobnication", "Zorg"]\nnote = "one author"\n'


def test_aliases_are_one_entity_of_that_name_across_the_corpus_with_the_reason() -> None:
    papers = (read("a", "We use [frobnication]."), read("b", "[Zorg] helps, and [Frobnications]."))
    assert len(resolve_with("", *papers).entities) == 2
    (only,) = resolve_with(ALIAS, *papers).entities
    assert (only.id, only.name, only.paper_count) == ("method/zeta", "Zeta", 2)
    assert {(merge.surface, merge.reason) for merge in only.merges} == {
        ("frobnication", "correction"),
        ("Frobnications", "correction"),
        ("Zorg", "correction"),
    }
    assert only.merges[0].detail == "It is another name of Zeta: the corrections file says so: one author."


def test_an_alias_settles_a_short_form_of_two_meanings_everywhere() -> None:
    papers = (
        read("a", "[Red tuning] ([RTX])", defines=[("RTX", "Red tuning")]),
        read("b", "[Raw tokens] ([RTX])", defines=[("RTX", "Raw tokens")]),
    )
    before = resolve_with("", *papers)
    assert map_surfaces(before, "a")["RTX"] != map_surfaces(before, "b")["RTX"]
    after = resolve_with('[[alias]]\nname = "red tuning"\naliases = ["RTX"]\n', *papers)
    assert map_surfaces(after, "a") == {"Red tuning": "method/red-tuning", "RTX": "method/red-tuning"}
    assert map_surfaces(after, "b")["RTX"] == "method/red-tuning"
    assert map_surfaces(after, "b")["Raw tokens"] == "method/raw-token"


def test_apart_undoes_a_definition() -> None:
    papers = (read("a", "[Green tuning] ([GTX])", defines=[("GTX", "Green tuning")]), read("b", "[GTX] again."))
    assert len(resolve_with("", *papers).entities) == 1
    knowledge = resolve_with('[[apart]]\nnames = ["GTX", "green tuning"]\nnote = "a chip"\n', *papers)
    assert map_surfaces(knowledge, "a") == {"Green tuning": "method/green-tuning", "GTX": "method/gtx"}
    assert map_surfaces(knowledge, "b") == {"GTX": "method/gtx"}
    assert {c.decision for c in knowledge.conflicts if c.name == "GTX"} == {
        "It is not green tuning: the corrections file says so: a chip."
    }


def test_apart_splits_what_is_merged_through_others_at_the_weakest_evidence() -> None:
    papers = [read(f"p{i}", "[Green tuning] ([GTX])", defines=[("GTX", "Green tuning")]) for i in range(2)]
    papers.append(read("q", "[Green tunings approach] ([GTX])", defines=[("GTX", "Green tunings approach")]))
    assert len(resolve_with("", *papers).entities) == 1
    knowledge = resolve_with('[[apart]]\nnames = ["green tuning", "green tunings approach"]\n', *papers)
    entities = map_surfaces(knowledge, "p0") | map_surfaces(knowledge, "q")
    assert entities["Green tuning"] != entities["Green tunings approach"]
    assert map_surfaces(knowledge, "q")["GTX"] == entities["Green tuning"]


def test_apart_holds_against_what_is_well_known() -> None:
    papers = (read("a", "[LoRA] is used."), read("b", "[Low-rank adaptation] is used."))
    assert len(resolve_with("", *papers).entities) == 1
    knowledge = resolve_with('[[apart]]\nnames = ["LoRA", "low-rank adaptation"]\n', *papers)
    assert len({*map_surfaces(knowledge, "a").values(), *map_surfaces(knowledge, "b").values()}) == 2


def test_what_is_an_alias_of_a_name_is_kept_apart_with_it() -> None:
    papers = (read("a", "[Green tuning] ([GTX])", defines=[("GTX", "Green tuning")]), read("b", "[GTX] again."))
    toml = '[[alias]]\nname = "Zeta"\naliases = ["GTX"]\n[[apart]]\nnames = ["Zeta", "green tuning"]\n'
    knowledge = resolve_with(toml, *papers)
    assert map_surfaces(knowledge, "a") == {"Green tuning": "method/green-tuning", "GTX": "method/zeta"}


def test_a_type_overrides_the_evidence_and_reaches_the_facts() -> None:
    papers = [read(f"p{i}", "We test [Zorg].", claims=["evaluatesOn Zorg"]) for i in range(3)]
    assert relations(resolve_with("", *papers), "p0") == set()
    knowledge = resolve_with('[[type]]\nname = "zorg"\ntype = "dataset"\nnote = "a corpus"\n', *papers)
    assert relations(knowledge, "p0") == {("evaluatesOn", "dataset/zorg")}
    assert entity(knowledge, "dataset/zorg").is_benchmark
    (conflict,) = knowledge.conflicts
    assert conflict.decision == "It is taken for a dataset: the corrections file says so: a corpus."


@pytest.mark.parametrize(("word", "benchmark"), [("benchmark", True), ("dataset", False)])
def test_a_benchmark_is_one_without_a_paper_that_evaluates_on_it(word: str, benchmark: bool) -> None:
    knowledge = resolve_with(f'[[type]]\nname = "Zorg"\ntype = "{word}"\n', read("a", "We name [Zorg]."))
    assert entity(knowledge, "dataset/zorg").is_benchmark is benchmark


def test_the_type_in_an_alias_is_that_of_the_entity() -> None:
    knowledge = resolve_with(ALIAS + 'type = "model"\n', read("a", "We use [Zorg]."))
    assert map_surfaces(knowledge, "a") == {"Zorg": "model/zeta"}


def test_two_names_or_types_for_one_entity_are_told() -> None:
    papers = (read("a", "[Green tuning] ([GTX])", defines=[("GTX", "Green tuning")]), read("b", "[GTX] and [Zorg]"))
    toml = '[[alias]]\nname = "Zeta"\naliases = ["GTX"]\n[[alias]]\nname = "Eta"\naliases = ["green tuning"]\n'
    toml += '[[type]]\nname = "GTX"\ntype = "model"\n[[type]]\nname = "green tuning"\ntype = "task"\n'
    knowledge = resolve_with(toml, *papers)
    assert len({map_surfaces(knowledge, "a")["GTX"], map_surfaces(knowledge, "a")["Green tuning"]}) == 1
    assert list_outcomes(knowledge) == [(1, "unmatched"), (10, "unmatched")]
    assert "[[apart]]" in knowledge.corrected[0].reason


# ---- facts -----------------------------------------------------------------------------------------


def test_a_name_that_names_nothing_goes_with_what_rests_on_it() -> None:
    papers = (
        with_result(read("a", "[ours] gets [FID] 3.2 on [CIFAR-10].", claims=["uses ours"]), "3.2", "FID"),
        read("b", "[Ours] again."),
    )
    knowledge = resolve_with('[[retract]]\nmention = "ours"\n', *papers)
    assert map_surfaces(knowledge, "a") == {"FID": "metric/fid", "CIFAR-10": "dataset/cifar-10"}
    assert (relations(knowledge, "a"), map_surfaces(knowledge, "b")) == (set(), {})
    assert knowledge.papers[0].results[0].metric == "metric/fid"
    assert [(c.paper, c.done, c.excerpt) for c in knowledge.corrected] == [
        ("a", "retracted", "ours"),
        ("b", "retracted", "Ours"),
    ]
    assert "1 relations" in knowledge.corrected[0].reason
    only = resolve_with('[[retract]]\nmention = "ours"\npaper = "Paper b"\n', *papers)
    assert ("ours" in map_surfaces(only, "a"), map_surfaces(only, "b")) == (True, {})


def test_a_relation_is_retracted_under_any_name_and_its_role_with_it() -> None:
    papers = (
        read("a", "[Green tuning] ([GTX]) on [HMDB].", defines=[("GTX", "Green tuning")], claims=["uses Green tuning"]),
        read("b", "[GTX] on [HMDB].", claims=["uses GTX", "evaluatesOn HMDB"]),
    )
    toml = '[[retract]]\npaper = "b"\nrelation = "uses"\nobject = "green tuning"\n'
    toml += '[[retract]]\npaper = "b"\nrelation = "evaluatesOn"\nobject = "HMDB"\n'
    knowledge = resolve_with(toml, *papers)
    assert (len(relations(knowledge, "a")), relations(knowledge, "b")) == (1, set())
    assert knowledge.papers[1].dataset_roles == (("dataset/hmdb", "mention"),)
    assert list_outcomes(knowledge) == [(1, "retracted"), (5, "retracted")]
    assert knowledge.corrected[0].excerpt == "GTX on HMDB."


def test_a_dataset_that_is_not_introduced_is_not_proposed() -> None:
    paper = read("a", "We present [HMDB].", claims=["proposes HMDB"])
    assert {type_ for type_, _ in relations(resolve_with("", paper), "a")} == {"proposes", "introduces"}
    toml = '[[retract]]\npaper = "a"\nrelation = "introduces"\nobject = "HMDB"\n'
    assert relations(resolve_with(toml, paper), "a") == set()


@pytest.mark.parametrize(
    ("more", "left"),
    [("", 0), ('metric = "FID"\n', 0), ('metric = "accuracy"\n', 1), ('dataset = "HMDB"\n', 1)],
)
def test_a_result_is_retracted_by_value_and_what_it_is_about(more: str, left: int) -> None:
    paper = with_result(read("a", "[FID] 3.2 on [CIFAR-10] and [HMDB]."), "3.2", "FID", "CIFAR-10")
    knowledge = resolve_with(f'[[retract]]\npaper = "a"\nresult = "3.2"\n{more}', paper)
    assert len(knowledge.papers[0].results) == left
    assert list_outcomes(knowledge) == [(1, "unmatched" if left else "retracted")]
    assert dict(knowledge.papers[0].dataset_roles)[EntityId("dataset/cifar-10")] == ("eval" if left else "mention")


ADD = '[[add]]\npaper = "a"\nrelation = "uses"\nobject = "Zorg"\nquote = "builds on Zorg"\nnote = "clear"\n'


def test_an_added_relation_is_traced_to_characters_and_marked() -> None:
    knowledge = resolve_with(ADD, read("a", "Our [Frob] builds on Zorg here."))
    (relation,) = knowledge.papers[0].relations
    text = knowledge.papers[0].paper.text
    assert (relation.type, relation.object, relation.origin) == ("uses", "method/zorg", "corrections")
    assert text[relation.start : relation.end] == "Zorg"
    assert text[relation.sentence_start : relation.sentence_end] == "builds on Zorg"
    assert [(m.text, m.origin) for m in knowledge.papers[0].mentions] == [("Frob", "test"), ("Zorg", "corrections")]
    assert knowledge.corrected[0].reason == "Added (uses Zorg): the corrections file says so: clear."


def test_an_added_relation_rests_on_the_mention_that_is_there_and_wins_over_what_was_found() -> None:
    paper = read("a", "[Zorg] and more: it builds on [Zorg].", claims=["uses Zorg", "proposes Zorg"])
    knowledge = resolve_with(ADD, paper)
    (uses,) = (r for r in knowledge.papers[0].relations if r.type == "uses")
    assert uses.origin == "corrections"  # though the paper proposes it, which is never said to use it otherwise
    assert [m.origin for m in knowledge.papers[0].mentions] == ["test", "test"]
    assert uses.start == knowledge.papers[0].mentions[1].start


def test_an_added_name_takes_the_place_of_a_mention_that_it_overlaps() -> None:
    knowledge = resolve_with(ADD, read("a", "[Frob] builds on [Zorg tuning].", claims=["uses Zorg tuning"]))
    assert map_surfaces(knowledge, "a") == {"Frob": "method/frob", "Zorg": "method/zorg"}
    assert [(outcome.done, outcome.excerpt) for outcome in knowledge.corrected] == [
        ("added", "builds on Zorg"),
        ("retracted", "Zorg tuning"),
    ]
    assert "Zorg tuning, and 1 relations that rest on it, made way" in knowledge.corrected[1].reason


def test_an_added_name_has_the_type_that_the_corpus_the_relation_or_the_file_gives() -> None:
    papers = (read("a", "It builds on HMDB."), read("b", "[HMDB] again."))
    add = ADD.replace("Zorg", "HMDB")
    assert relations(resolve_with(add, *papers), "a") == {("uses", "dataset/hmdb")}
    measured = add.replace('"uses"', '"measuredBy"')
    assert relations(resolve_with(measured, papers[0]), "a") == {("measuredBy", "metric/hmdb")}
    typed = add + '[[type]]\nname = "HMDB"\ntype = "model"\n'
    assert relations(resolve_with(typed, *papers), "a") == {("uses", "model/hmdb")}


RESULT = '[[add]]\npaper = "a"\nresult = "54.6%"\nquote = "an accuracy of 54.6% on HMDB"\nmetric = "accuracy"\n'


def test_an_added_result_is_traced_to_characters_and_marked() -> None:
    knowledge = resolve_with(RESULT + 'dataset = "HMDB"\n', read("a", "It has an accuracy of 54.6% on [HMDB]."))
    facts = knowledge.papers[0]
    (linked,) = facts.results
    assert facts.paper.text[linked.start : linked.end] == linked.value == "54.6"
    assert (linked.unit, linked.value_text, linked.origin) == ("%", "54.6%", "corrections")
    assert (linked.metric, linked.dataset) == ("metric/accuracy", "dataset/hmdb")
    assert facts.dataset_roles == (("dataset/hmdb", "eval"),)
    assert list_outcomes(knowledge) == [(1, "added")]


def test_an_added_result_has_a_spread_and_the_place_of_its_number_as_written() -> None:
    added = RESULT.replace("54.6%", "2,000 ± 30 points")
    (linked,) = resolve_with(added, read("a", "It has an accuracy of 2,000 ± 30 points on HMDB.")).papers[0].results
    assert (linked.value, linked.spread, linked.unit) == ("2000", "30", "points")
    knowledge = resolve_with(added, read("a", "It has an accuracy of 2,000 ± 30 points on HMDB."))
    assert knowledge.papers[0].paper.text[linked.start : linked.end] == "2,000"
    assert list_outcomes(knowledge) == [(1, "added")]


def test_retract_and_add_put_a_result_right() -> None:
    paper = with_result(read("a", "[FID] here, an accuracy of 54.6% on [HMDB]."), "54.6", "FID")
    toml = RESULT + '[[retract]]\npaper = "a"\nresult = "54.6"\n'
    (linked,) = resolve_with(toml, paper).papers[0].results
    assert linked.metric == "metric/accuracy"


# ---- what it says of itself, and its order -----------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ('[[alias]]\nname = "Zorg"\naliases = ["Bork"]\n', "none of the aliases of Zorg"),
        ('[[apart]]\nnames = ["Zorg", "Bork"]\n', "fewer than two"),
        ('[[type]]\nname = "Bork"\ntype = "task"\n', "The corpus has no Bork"),
        ('[[retract]]\nmention = "Bork"\n', "no mention of Bork"),
        ('[[retract]]\nmention = "Zorg"\npaper = "zzz"\n', "There is no paper 'zzz'"),
        ('[[retract]]\npaper = "zzz"\nrelation = "uses"\nobject = "Zorg"\n', "There is no paper 'zzz'"),
        ('[[retract]]\npaper = "a"\nrelation = "uses"\nobject = "Zorg"\n', "has no such fact"),
        ('[[retract]]\npaper = "a"\nresult = "3.2"\n', "has no such fact"),
        (ADD.replace('"a"', '"zzz"'), "There is no paper 'zzz'"),
        (ADD, "does not hold the quote"),
        (ADD.replace("builds on Zorg", "We name Zorg").replace("Zorg", "Zo"), "out of a longer word"),
        (ADD.replace("builds on", "We name").replace("uses", "addresses") + '[[type]]\nname="Zorg"\ntype="model"\n',
         "Zorg is a model here, to which addresses cannot lead"),
    ],
)  # fmt: skip
def test_an_entry_without_effect_is_told_and_changes_nothing_else(toml: str, reason: str) -> None:
    knowledge = resolve_with(toml, read("a", "We name [Zorg]."))
    (entry,) = knowledge.corrected
    assert entry.done == "unmatched"
    assert re.search(reason, entry.reason)
    assert relations(knowledge, "a") == set()
    assert set(map_surfaces(knowledge, "a")) == {"Zorg"}


def test_the_order_of_entries_and_papers_does_not_matter() -> None:
    papers = [
        read("a", "[Green tuning] ([GTX]) and [ours]", defines=[("GTX", "Green tuning")], claims=["uses GTX"]),
        read("b", "[GTX] and [Zorg]: it builds on Zorg.", claims=["uses GTX"]),
        read("c", "[frobnication] of [HMDB]", claims=["evaluatesOn HMDB"]),
    ]
    entries = [
        ALIAS,
        '[[apart]]\nnames = ["GTX", "green tuning"]\n',
        '[[apart]]\nnames = ["Zeta", "GTX", "HMDB"]\n',
        '[[type]]\nname = "GTX"\ntype = "model"\n',
        '[[type]]\nname = "HMDB"\ntype = "benchmark"\n',
        '[[retract]]\nmention = "ours"\n',
        '[[retract]]\npaper = "c"\nrelation = "evaluatesOn"\nobject = "HMDB"\n',
        ADD.replace('"a"', '"b"'),
        ADD.replace('"a"', '"b"').replace("uses", "comparesWith"),
    ]

    def resolve_entries(toml: str) -> Knowledge:
        knowledge = resolve_with(toml, *papers)
        outcomes = sorted((c.done, c.paper or "", c.reason) for c in knowledge.corrected)
        assert [outcome for outcome in outcomes if outcome[0] == "unmatched"] == []
        return Knowledge(knowledge.papers, knowledge.entities, knowledge.entity_relations, knowledge.conflicts)

    first = resolve_entries("".join(entries))
    for seed in range(8):
        random.Random(seed).shuffle(entries)
        random.Random(seed).shuffle(papers)
        assert resolve_entries("".join(entries)) == first
