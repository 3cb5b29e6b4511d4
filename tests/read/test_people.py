"""Names of authors in the shapes in which files hold them."""

from __future__ import annotations

import pytest

from kg.read.escapes import decode_latex
from kg.read.people import NamesError, parse_names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (["Ann Lee", "Bo Chen"], ["Ann Lee", "Bo Chen"]),
        ([{"name": "Ann Lee"}, {"given": "Bo", "family": "Chen"}], ["Ann Lee", "Bo Chen"]),
        ([{"firstName": "Ann", "lastName": "Lee", "creatorType": "author"}], ["Ann Lee"]),
        ([["Lee", "Ann", ""], ["Chen", "Bo", "Jr."], ["Ito", "Cy", "", "MIT"]], ["Ann Lee", "Bo Chen Jr.", "Cy Ito"]),
        ("Ann Lee", ["Ann Lee"]),
        ("Ann Lee, Bo Chen", ["Ann Lee", "Bo Chen"]),
        ("Ann Lee and Bo Chen", ["Ann Lee", "Bo Chen"]),
        ("Ann Lee & Bo Chen", ["Ann Lee", "Bo Chen"]),
        ("Ann Lee &amp; Bo Chen", ["Ann Lee", "Bo Chen"]),
        ("Ann Lee, Bo Chen and Cy Ito", ["Ann Lee", "Bo Chen", "Cy Ito"]),
        ("Ann Lee, Bo Chen, and Cy Ito", ["Ann Lee", "Bo Chen", "Cy Ito"]),
        ("Ann Lee,\n  Bo Chen\n and\tCy Ito", ["Ann Lee", "Bo Chen", "Cy Ito"]),
        ("Ann Lee\nBo Chen\n", ["Ann Lee", "Bo Chen"]),
        ("Ann Lee; Bo Chen;", ["Ann Lee", "Bo Chen"]),
        ("Ann Lee|Bo Chen", ["Ann Lee", "Bo Chen"]),
        ("Lee, Ann; Chen, Bo", ["Lee, Ann", "Chen, Bo"]),
        ("Lee, Ann and Chen, Bo", ["Lee, Ann", "Chen, Bo"]),
        ("van der Lee, Ann and García Márquez, Bo", ["van der Lee, Ann", "García Márquez, Bo"]),
        ("Lee, Jr., Ann and Chen, Bo", ["Lee, Jr., Ann", "Chen, Bo"]),
        ("Lee, Ann and Bo Chen", ["Lee, Ann", "Bo Chen"]),
        ("Lee, Ann", ["Lee, Ann"]),
        ("Lee, Ann Maria", ["Lee, Ann Maria"]),
        ("Lee, A., Chen, B. C.", ["Lee, A.", "Chen, B. C."]),
        ("Lee A, Chen BC", ["Lee A", "Chen BC"]),
        ("Ann Lee, Jr., Bo Chen", ["Ann Lee, Jr.", "Bo Chen"]),
        ("Ann Lee (1), Bo Chen (1, 2) and Cy Ito ((1) MIT, (2) ETH)", ["Ann Lee", "Bo Chen", "Cy Ito"]),
        ("Ann (Annie) Lee, Bo Chen (MIT and ETH)", ["Ann (Annie) Lee", "Bo Chen"]),
        ("Ann Lee (MIT); Bo Chen (unclosed", ["Ann Lee", "Bo Chen"]),
        ("Fernando Alexander, Andy Sand", ["Fernando Alexander", "Andy Sand"]),
        ("['Lee, Ann', 'Chen, Bo']", ["Lee, Ann", "Chen, Bo"]),
        ("['Ann Lee' 'Bo Chen']", ["Ann Lee", "Bo Chen"]),
        ("['Ann Lee', \"Bo O'Chen\"]", ["Ann Lee", "Bo O'Chen"]),
        (r"['Ann O\'Lee', 'Bo Chen']", ["Ann O'Lee", "Bo Chen"]),
        ("('Ann Lee', 'Bo Chen')", ["Ann Lee", "Bo Chen"]),
        ('["Ann Lee", "Bo Chen"]', ["Ann Lee", "Bo Chen"]),
        ('[{"name": "Ann Lee"}]', ["Ann Lee"]),
        ("[Ann Lee, Bo Chen]", ["Ann Lee", "Bo Chen"]),
        ("[]", []),
        ("", []),
        (" ; ", []),
        (r"Bernhard Sch\"olkopf and {\'E}mile Zola", ["Bernhard Schölkopf", "Émile Zola"]),
        (["Gu&eacute;rin, Ann"], ["Guérin, Ann"]),
    ],
)
def test_names(value: object, names: list[str]) -> None:
    assert list(parse_names(value)) == names


@pytest.mark.parametrize(
    "value",
    [
        ["Ann Lee", 3],
        [{"affiliation": "MIT"}],
        "Ann Lee et al.",
        "Ann Lee and others",
        "12; 13",
        ["\x01"],
        [None],
        {"a": 1},
    ],
)
def test_what_holds_no_whole_list_of_names_says_so(value: object) -> None:
    with pytest.raises(NamesError, match=r"no name|not whole"):
        parse_names(value)


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        (r"Sch\"olkopf", "Schölkopf"),
        (r"Sch{\"o}lkopf", "Schölkopf"),
        (r"Sch\"{o}lkopf", "Schölkopf"),
        (r"{\"{O}}zg\"ur", "Özgür"),
        (r"{\'E}va", "Éva"),
        (r"Luk\'a\v{s} \v Capek", "Lukáš Čapek"),
        (r"Fran\c{c}ois", "François"),
        (r"Erd\H{o}s", "Erdős"),
        (r"\.{I}lker", "İlker"),
        (r"Mart\'{\i}nez", "Martínez"),
        (r"Mart\'\i nez", "Martínez"),
        (r"\L{}ukasz \L ukasiewicz", "Łukasz Łukasiewicz"),
        (r"S{\o}ren {\AA}berg", "Søren Åberg"),
        (r"Stra{\ss}e", "Straße"),
        (r"Nguy{\~{\^e}}n", "Nguyễn"),
        (r"{van den} Berg", "van den Berg"),
        ("A.~B. Lee", "A. B. Lee"),
        (r"Lee \& Co", "Lee & Co"),
        ("O'Brien", "O'Brien"),
        ("Zoë", "Zoë"),
        (r"\unknown{x}", r"\unknownx"),
    ],
)
def test_latex_in_names(text: str, decoded: str) -> None:
    assert decode_latex(text) == decoded
