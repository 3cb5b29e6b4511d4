"""arXiv identifiers: how they look, and where they hide."""

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


def arxiv_id_in(text: str) -> str | None:
    """The identifier without prefix and version, if the whole text is one ("arXiv:2406.14539v2")."""
    match = _ID.fullmatch(text.strip())
    return match[1] if match else None


def arxiv_id_of_link(url: str) -> str | None:
    """The identifier that a link to an arXiv page, its DOI, or a paper's page on Hugging Face, carries."""
    match = _LINK.fullmatch(url)
    return match[1] if match else None
