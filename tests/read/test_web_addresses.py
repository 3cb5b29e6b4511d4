"""Web addresses, arXiv identifiers and DOIs: how they are written, and what is none."""

import pytest

from kg.read.web_addresses import complete_address, make_arxiv_address, parse_arxiv_id, parse_arxiv_link


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2406.14539", "2406.14539"),
        ("arXiv:2406.14539v2", "2406.14539"),
        (" arxiv: 0704.0001 ", "0704.0001"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("math.AG/0601001v3", "math.AG/0601001"),
    ],
)
def test_an_arxiv_identifier(text: str, number: str) -> None:
    assert parse_arxiv_id(text) == number
    assert complete_address(text.strip()) == make_arxiv_address(number) == f"https://arxiv.org/abs/{number}"


@pytest.mark.parametrize(
    "text",
    [
        "2413.14539",  # no month 13
        "2406.145",
        "see 2406.14539",
        "99/9901001",
        "https://arxiv.org/abs/2406.14539",  # a link
        "",
    ],
)
def test_what_is_no_arxiv_identifier(text: str) -> None:
    assert parse_arxiv_id(text) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2406.14539",
        "http://www.arxiv.org/pdf/2406.14539v3.pdf",
        "arxiv.org/html/2406.14539#S2",
        "https://huggingface.co/papers/2406.14539?x=1",
        "https://doi.org/10.48550/arXiv.2406.14539",
    ],
)
def test_a_link_that_holds_an_identifier(url: str) -> None:
    assert parse_arxiv_link(url) == "2406.14539"


@pytest.mark.parametrize(
    "url",
    ["https://arxiv.org/list/cs.CL/2406", "https://example.org/abs/2406.14539", "https://doi.org/10.1000/2406.14539"],
)
def test_a_link_that_holds_none(url: str) -> None:
    assert parse_arxiv_link(url) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.org/b", "https://a.org/b"),
        ("www.a.org", "https://www.a.org"),
        ("openreview.net/forum?id=x", "https://openreview.net/forum?id=x"),
        ("doi:10.1000/x", "https://doi.org/10.1000/x"),
        ("10.1000/x(1)", "https://doi.org/10.1000/x(1)"),
    ],
)
def test_an_address_is_completed(text: str, address: str) -> None:
    assert complete_address(text) == address


@pytest.mark.parametrize(
    "text", ["a.org", "ftp://a.org", "https://a b.org", "javascript:alert(1)", "https://a.org/<b>"]
)
def test_what_is_no_address(text: str) -> None:
    assert complete_address(text) is None
