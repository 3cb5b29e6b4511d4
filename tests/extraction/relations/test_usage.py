"""What a text only puts to use."""

import pytest

from kg.extraction.document import Document
from kg.extraction.relations import usage
from kg.model.records import Mention


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T\n\nWe test it on FooBench.", True),
        ("T\n\nIt is filtered from the FooBench and better than FooBench.", True),
        ("T\n\nWe test it on FooBench, our new benchmark.", False),
        ("T\n\nWe test it on FooBench. FooBench is hard.", False),
        ("T\n\nWe propose FooBench.", False),
        ("Better Scores on FooBench\n\nWe test it on FooBench.", False),
    ],
)
def test_what_prepositions_govern_wherever_it_stands_is_only_used(text: str, expected: bool) -> None:
    title = text.index("\n\n") + 2
    places = [at for at in range(len(text)) if text.startswith("FooBench", at)]
    mentions = tuple(Mention(at, at + 8, "DATASET", "FooBench", 1.0, "test") for at in places)
    document = Document(text, ((0, title), (title, len(text))), mentions)
    assert usage.only(document, range(len(mentions))) is expected
