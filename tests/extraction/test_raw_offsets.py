"""From display offsets to raw ones."""

from kg.extraction.raw_offsets import keep_placeable, to_raw
from kg.model.records import Abbreviation, Claim, Extraction, Mention
from kg.text.display import display
from tests.fixtures.comparisons import comparison
from tests.fixtures.results import result

RAW = "T\n\nOn ImageNet 512times512 it reaches 54.6\\% with \\textsc{Ofa}."
SHOWN = display(RAW)


def span(part: str) -> tuple[int, int]:
    start = SHOWN.text.index(part)
    return start, start + len(part)


def mention(part: str) -> Mention:
    return Mention(*span(part), "DATASET", part, 0.5, "ner")


def test_everything_is_verbatim_raw_text() -> None:
    value = span("54.6")
    imagenet = mention("ImageNet 512x512")
    reported = result(
        "54.6", value[0], value_text="54.6%", dataset=imagenet.start, conditions=(span("Ofa"),), sentence_start=3,
        sentence_end=len(SHOWN.text),
    )  # fmt: skip
    claim = Claim("evaluatesOn", imagenet.reference, 3, len(SHOWN.text), 0.5)
    stretch = span("512x512 it reaches 54.6%")
    compared = comparison(
        imagenet.start, imagenet.start, stretch[0], end=stretch[1], sentence_start=3, sentence_end=len(SHOWN.text)
    )
    extraction = to_raw(SHOWN, Extraction((imagenet,), (), (claim,), (reported,), (compared,)))
    assert [RAW[item.start : item.end] for item in extraction.mentions] == ["ImageNet 512times512"]
    assert extraction.mentions[0].text == "ImageNet 512times512"
    assert extraction.results[0].value_text == "54.6\\%"
    assert RAW[extraction.results[0].start : extraction.results[0].end] == "54.6"
    assert [RAW[slice(*condition)] for condition in extraction.results[0].conditions] == ["Ofa"]
    assert RAW[extraction.comparisons[0].start : extraction.comparisons[0].end] == "512times512 it reaches 54.6\\%"
    assert RAW[extraction.comparisons[0].sentence_start : extraction.comparisons[0].sentence_end] == RAW[3:]
    assert RAW[extraction.claims[0].sentence_start : extraction.claims[0].sentence_end] == RAW[3:]


def test_two_mentions_of_one_raw_character_cannot_both_be_placed() -> None:
    page = display("T\n\nﬁ")
    halves = [Mention(3, 4, "TASK", "f", 0.5, "ner"), Mention(4, 5, "TASK", "i", 0.5, "ner")]
    assert keep_placeable(page, halves) == (halves[0],)


def test_references_follow_their_mentions() -> None:
    page = display("T\n\nOn \\textsc{Ofa} (\\textbf{FID}) it is 3.")
    low, high = (page.text.index(name) for name in ("Ofa", "FID"))
    mentions = (
        Mention(low, low + 3, "DATASET", "Ofa", 0.5, "ner"),
        Mention(high, high + 3, "METRIC", "FID", 0.5, "ner"),
    )
    extraction = to_raw(
        page,
        Extraction(
            mentions,
            (Abbreviation(mentions[1].reference, mentions[0].reference),),
            (Claim("evaluatesOn", mentions[0].reference, 0, 5, 0.5),),
            (result("3", page.text.index("3"), dataset=low, metric=high, sentence_end=5),),
            (comparison(low, high, sentence_end=5),),
        ),
    )
    ofa, fid = (mention.reference for mention in extraction.mentions)
    assert [mention.text for mention in extraction.mentions] == ["Ofa", "FID"]
    assert (ofa, fid) != (low, high)
    assert extraction.abbreviations == (Abbreviation(fid, ofa),)
    assert [claim.mention for claim in extraction.claims] == [ofa]
    assert (extraction.comparisons[0].subject, extraction.comparisons[0].object) == (ofa, fid)
    assert list(extraction.results[0].participants()) == [("metric", fid), ("dataset", ofa)]
