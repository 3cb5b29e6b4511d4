from __future__ import annotations

from kg.analyse.links import derived
from kg.model.knowledge import Knowledge


def test_links_stand_for_two_papers_or_more_and_communities_for_themes(two_themes: Knowledge) -> None:
    found = derived(two_themes)
    assert found.links
    assert all(link.papers >= 2 and link.weight > 0 and link.source < link.target for link in found.links)
    papers = {facts.paper.id: {m.entity for m in facts.mentions} for facts in two_themes.papers}
    for link in found.links:
        assert sum({link.source, link.target} <= named for named in papers.values()) == link.papers
    assert [community.number for community in found.communities] == list(range(len(found.communities)))
