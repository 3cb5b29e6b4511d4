from __future__ import annotations

from kg.analyse.similar_papers import link_papers


def test_papers_are_linked_by_what_tells_most_not_by_the_hub(two_themes) -> None:
    links = link_papers(two_themes, per_paper=3, concepts=1)
    assert links
    assert all(k.source < k.target and 0 < k.weight <= 1 for k in links)
    assert all(not {"model/large-language-model", "metric/accuracy"} & set(k.concepts) for k in links if k.shared > 2)
    across = [k for k in links if k.source.split("-")[0] != k.target.split("-")[0] and k.shared > 2]
    assert across == []


def test_papers_that_share_nothing_telling_are_not_linked(make) -> None:
    hub = {f"p{i}": ["model/hub"] for i in range(9)}
    assert link_papers(make(hub)) == ()


def test_the_links_of_one_paper_are_its_own(two_themes) -> None:
    links = link_papers(two_themes, of="text-03", per_paper=4)
    assert len(links) == 4
    assert all("text-03" in (k.source, k.target) for k in links)
    assert set(links) <= set(link_papers(two_themes, per_paper=4))
    assert link_papers(two_themes, of="unknown") == ()
