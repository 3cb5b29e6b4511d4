"""Parses the footer of a card: authors or organisation, middle dot, date, number of comments; any may be missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.dates import MONTHS
from kg.read.encoding import decode_as_latin

MAX_LINES = 5
_MAX_ORGANIZATION = 100
_TOO_MANY = 10**9  # as in the fields of records

_COUNT = r"\d[\d,]{0,30}(?:\.\d{1,6})?[kKmM]?"
_DOT = "·"
_BULLETS = "•∙●"
_AUTHORS = re.compile(rf"([{_BULLETS}*-])?\s*({_COUNT})\s+authors?", re.IGNORECASE)
_BROKEN_AUTHORS = re.compile(rf"[{_BULLETS}](?:\s*{_COUNT}(?:\s+[a-z]*)?)?")
_DATE = re.compile(
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    rf"nov(?:ember)?|dec(?:ember)?)\.? (\d{{1,2}})(?:, ?(\d{{4}}))?(?:\s+({_COUNT}))?",
    re.IGNORECASE,
)
_COMMENTS = re.compile(_COUNT)
_SLUG = re.compile(r"[A-Za-z0-9][\w.-]*")
_SENTENCE_END = re.compile(r"""[.?!]["'”’)\]]*$""")
_COMPANY = re.compile(r"\b(?:Corp|Inc|Ltd|Co|LLC|Univ|Inst|Lab)\.$")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]+")
_MULTIPLES = {"k": 1_000, "m": 1_000_000}

# The cost of reading a line as a footer where its form alone does not show it (see `kg.read.listing.pairing`).
_COST_DATE = 0.5
_COST_AUTHORS = 0.5
_COST_COMMENTS = 1.0
_COST_ORGANIZATION = 1.5
_COST_BROKEN = 1.0


@dataclass(frozen=True, slots=True)
class Footer:
    """A parsed footer. `cost` is 0 if its form alone identifies it as a footer."""

    cost: float = 0.0
    authors: int | None = None
    organization: str | None = None
    organization_slug: str | None = None
    month: int | None = None  # 1 to 12
    day: int | None = None
    year: int | None = None
    comments: int | None = None

    @property
    def is_certain(self) -> bool:
        """Whether its form alone identifies it as a footer."""
        return self.cost == 0.0

    @property
    def is_plain_date(self) -> bool:
        """Whether it holds a date and nothing else, as the head of a page does."""
        return self.month is not None and self.authors is None and self.organization is None and self.comments is None


def parse_footer(lines: Sequence[str]) -> Footer | None:
    """Parse adjoining lines, all of them, as one footer; None if they are not one.

    Parts stand on lines of their own or between middle dots. A first part that is neither authors nor date nor number
    is the organisation ("slug Name of it"), which a card has in place of authors and which a middle dot must follow.
    """
    if len(lines) > MAX_LINES or any(len(line) > 2 * _MAX_ORGANIZATION for line in lines):
        return None
    lines = [decode_as_latin(line) for line in lines]  # the middle dot may be encoded in Latin-1
    dotted = any(line.strip() == _DOT for line in lines)
    parts = [part.strip() for line in lines for part in line.split(_DOT) if part.strip()]
    joined = not dotted and any(_DOT in line for line in lines)
    authors = date = comments = None
    organization: str | None = None
    for position, part in enumerate(parts):
        if authors is None and organization is None and date is None and (match := _AUTHORS.fullmatch(part)):
            authors = match
        elif date is None and comments is None and (match := _DATE.fullmatch(part)):
            date = match
        elif comments is None and (date is None or date[4] is None) and _COMMENTS.fullmatch(part):
            comments = part
        elif position == 0 and _may_be_organization(part):
            organization = part
        else:
            return None
    if date is not None and date[4] is not None:
        comments = date[4]
    bulleted = authors is not None and authors[1] is not None
    if joined and not (bulleted or (date is not None and (authors or organization) is not None)):
        return None
    if not parts and not dotted:
        return None
    cost = 0.0
    if not (dotted or joined or bulleted):
        if organization is not None:
            if date is None and not _is_doubled(organization):
                return None
            cost = _COST_ORGANIZATION
        else:
            cost = _COST_DATE if date else _COST_AUTHORS if authors else _COST_COMMENTS
    slug, name = _split_organization(organization)
    return Footer(
        cost=cost,
        authors=_parse_count(authors[2]) if authors else None,
        organization=name,
        organization_slug=slug,
        month=MONTHS.index(date[1][:3].lower()) + 1 if date else None,
        day=int(date[2]) if date else None,
        year=int(date[3]) if date and date[3] else None,
        comments=_parse_count(comments) if comments else None,
    )


def parse_broken_footer(line: str) -> Footer | None:
    """An empty footer where the line is the beginning of one that was cut off ("  • 4 auth"); else None."""
    return Footer(cost=_COST_BROKEN) if _BROKEN_AUTHORS.fullmatch(decode_as_latin(line).strip()) else None


def parse_page_date(line: str) -> Footer | None:
    """The date in the head of a page ("Jun 17"), which stands alone; else None."""
    footer = parse_footer([line])
    return footer if footer is not None and footer.is_plain_date and not footer.is_certain else None


def is_dot(line: str) -> bool:
    """Whether a line is the middle dot between authors or organisation and date."""
    return decode_as_latin(line).strip() == _DOT


def join_footers(first: Footer, second: Footer) -> Footer:
    """Two footers as one; of a part that both have, the first footer's is taken."""
    with_date = first if first.month is not None else second
    with_organization = first if first.organization is not None else second
    return Footer(
        cost=min(first.cost, second.cost),
        authors=first.authors if first.authors is not None else second.authors,
        organization=with_organization.organization,
        organization_slug=with_organization.organization_slug,
        month=with_date.month,
        day=with_date.day,
        year=with_date.year,
        comments=first.comments if first.comments is not None else second.comments,
    )


def _may_be_organization(part: str) -> bool:
    """Whether a part may be an organisation: it is short and not a sentence ("yahoo Yahoo!", "x.ai xAI Corp.")."""
    if len(part) > _MAX_ORGANIZATION:
        return False
    return not _SENTENCE_END.search(part) or _COMPANY.search(part) is not None or _starts_with_slug(part)


def _is_doubled(part: str) -> bool:
    """Whether slug and name differ at most in case and punctuation: "google Google"."""
    slug, name = _split_organization(part)
    return slug is not None and name is not None and _keep_letters(slug) == _keep_letters(name)


def _starts_with_slug(part: str) -> bool:
    """Whether the name begins as its slug does: "yahoo Yahoo!"."""
    slug, name = _split_organization(part)
    return slug is not None and name is not None and _keep_letters(name).startswith(_keep_letters(slug))


def _keep_letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _split_organization(part: str | None) -> tuple[str | None, str | None]:
    """Slug and name of an organisation, without control characters; a single word is a name without a slug."""
    part = " ".join(_CONTROLS.sub(" ", part or "").split())
    if not part:
        return None, None
    first, _, rest = part.partition(" ")
    if rest.strip() and _SLUG.fullmatch(first):
        return first, rest.strip()
    return None, part


def _parse_count(text: str) -> int | None:
    """The number that "1,234", "1.2k" or "3M" stands for, rounded down; None for one that counts nothing of a page."""
    digits = text.replace(",", "")
    multiple = _MULTIPLES.get(digits[-1].lower(), 1)
    whole, _, fraction = digits.rstrip("kKmM").partition(".")
    count = int(whole) * multiple + int(fraction or 0) * multiple // int("1" + "0" * len(fraction))
    return count if count < _TOO_MANY else None
