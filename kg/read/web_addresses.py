"""Web addresses of papers, arXiv identifiers and DOIs: parses them, and completes them to addresses."""

from __future__ import annotations

import re

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    "funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|"
    "plasm-ph|q-alg|q-bio|quant-ph|solv-int|stat|supr-con"
)
_NUMBER = rf"(?:\d{{2}}(?:0[1-9]|1[0-2])\.\d{{4,5}}|(?:{_ARCHIVES})(?:\.[A-Z]{{2}})?/\d{{7}})"
_ID = re.compile(rf"(?:arxiv:\s*)?({_NUMBER})(?:v\d+)?", re.IGNORECASE | re.ASCII)
_LINK = re.compile(
    rf"(?:https?://)?(?:(?:(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)|huggingface\.co/papers)/"
    rf"|(?:dx\.)?doi\.org/10\.48550/arxiv\.)({_NUMBER})"
    r"(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?",
    re.IGNORECASE | re.ASCII,
)


_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]+", re.IGNORECASE)
_BARE_LINK = re.compile(r"(?:www\.|arxiv\.org/|(?:dx\.)?doi\.org/|openreview\.net/)", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s{0,3})?(10\.\d{4,9}/[^\s<>\"{}|\\^`]+)", re.IGNORECASE)
_ARXIV = "https://arxiv.org/abs/"


def parse_arxiv_id(text: str) -> str | None:
    """The arXiv identifier, without prefix and version, that the whole text is ("arXiv:2406.14539v2"); else None."""
    match = _ID.fullmatch(text.strip())
    return match[1] if match else None


def parse_arxiv_link(url: str) -> str | None:
    """The arXiv identifier in a link to a page of arXiv, its DOI, or a paper's page on Hugging Face; else None."""
    match = _LINK.fullmatch(url)
    return match[1] if match else None


def make_arxiv_address(arxiv_id: str) -> str:
    """The address of the paper's page on arXiv."""
    return f"{_ARXIV}{arxiv_id}"


def complete_address(text: str) -> str | None:
    """The absolute address that a text stands for: an address with or without "https://", an arXiv identifier, a DOI.

    None where it is none of these.
    """
    if number := parse_arxiv_id(text):
        return make_arxiv_address(number)
    if match := _DOI.fullmatch(text):
        return f"https://doi.org/{match[1]}"
    address = f"https://{text}" if _BARE_LINK.match(text) else text
    return address if _URL.fullmatch(address) else None
