"""What other programs left of LaTeX, Markdown, HTML and character sets: one table of patterns, and what each shows.

`edits` reads a raw text once, from left to right. Nothing inside a URL is edited.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping

URL = re.compile(r"(?:https?://|www\.|\b(?:github|huggingface|hf)\.(?:com|co)/)[^\s{}]+(?:\{[^\s{}]*\}[^\s{}]*)*")

Edit = tuple[int, int, str]  # raw start, raw end, what the reader sees instead
Group = tuple[int, int, int, int]  # start and end of a hidden opener, then of its hidden closer

_STYLES = (
    "text|textbf|textit|texttt|textsc|textsf|textrm|textup|textsl|textnormal|emph|underline|uline|mbox|mathcal|mathbf|"
    "mathrm|mathbb|mathsf|mathit|mathtt|mathscr|mathfrak|boldsymbol|bm|operatorname|textsuperscript|textsubscript|"
    "hat|bar|tilde|widetilde|widehat|overline|vec|url"
)
_SWITCHES = "em|it|bf|sc|rm|tt|sl|sf|itshape|bfseries"
_COLOURS = "(?:soft|dark|light|deep)?(?:red|blue|green|teal|orange|purple|violet|cyan|magenta|brown|gr[ae]y|pink)"
_SMALL = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega"
_CAPITAL = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
_GREEK = {
    name: unicodedata.lookup(f"GREEK {case} LETTER {name.replace('mbd', 'md').upper()}")
    for names, case in ((_SMALL, "SMALL"), (_CAPITAL, "CAPITAL"))
    for name in names.split()
}
_SYMBOLS = {
    **_GREEK,
    "varepsilon": "ε", "vartheta": "θ", "varphi": "φ", "times": "×", "sim": "~", "approx": "~", "pm": "±",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "ll": "≪", "gg": "≫", "neq": "≠", "ne": "≠", "cdot": "·",
    "rightarrow": "→", "to": "→", "leftarrow": "←", "uparrow": "↑", "downarrow": "↓", "Rightarrow": "⇒",
    "longrightarrow": "→", "infty": "∞", "propto": "∝", "nabla": "∇", "partial": "∂", "ell": "ℓ", "deg": "°",
    "circ": "°", "in": "∈", "sum": "∑", "star": "*", "ast": "*", "ldots": "...", "dots": "...", "cdots": "...",
    "textendash": "–", "textemdash": "—", "textasciitilde": "~", "backslash": "\\", "ss": "ß", "eg": "e.g.",
    "langle": "⟨", "rangle": "⟩", "left": "", "right": "", "quad": " ", "qquad": " ", "log": "log", "ln": "ln",
    "min": "min", "max": "max", "exp": "exp", "etal": "et al.", "ie": "i.e.",
}  # fmt: skip
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303"}
_LETTERS = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u2032": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\u2015": "—",
    "\u2026": "...",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "\x91": "'",
    "\x92": "'",
    "\x93": '"',
    "\x94": '"',
    "\x96": "–",
    "\x97": "—",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
}

_BLANKS = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ALTERNATIVES: dict[str, str] = {
    "url": URL.pattern,
    # commands that take braces; the closing brace is found by a pass over the whole text
    "drop": r"~?\\?(?<![a-zA-Z])(?:cite[pt]?|label|thanks)\*?(?=\{)|\\(?:color|vspace|hspace)\*?(?=\{)|\bcolor(?=\{)",
    "fraction": r"\\?(?<![a-zA-Z])[dt]?frac(?=\{)",
    "two": r"\\?(?<![a-zA-Z])(?:textcolor|href)(?=\{)",
    "dash": (
        r"\$?\\?(?<![a-zA-Z])unicode\{x(?P<dash_a>20[12][0-9a-f])\}\$?"
        r"|(?<=[a-z)])x(?P<dash_b>201[3489cd])(?=[a-z\s])"
    ),
    "note": r"\\?(?<![a-zA-Z])footnote\{",
    "letter": rf"\{{\\?(?P<letter_name>{'|'.join(_GREEK)}|deg|times)\}}",
    "switch": rf"\{{\\(?:{_SWITCHES})(?![a-zA-Z])\s*",
    "style": rf"\\?(?<![a-zA-Z])(?:{_STYLES})\{{|(?<![a-zA-Z\\]){_COLOURS}\{{|\\[a-zA-Z]+\*?\{{(?!\}})",
    "script": r"(?P<script_mark>[_^])\{",
    # what takes none
    "accent": (
        r"\\(?P<accent_a>['\"`^~])\{(?P<accent_b>[a-zA-Z])\}"
        r"|(?<=[A-Za-z])\\(?P<accent_c>['\"`^~])(?P<accent_d>[aeiouyAEIOUYnN])(?=[A-Za-z\s])"
    ),
    "command": rf"\\(?P<command_name>{'|'.join(sorted(_SYMBOLS, key=len, reverse=True))})(?![a-zA-Z])(?:\{{\}})?",
    "rest": rf"\\(?:{_SWITCHES})(?![a-zA-Z])\s*",
    "escape": r"\\(?P<escape_char>[%&_#$'\"{}])",
    "space": r"(?P<space_digits>(?<=\d)\\,(?=\d))|\\[,;: ](?=\S)|\\!",
    "maths": r"\\[()]|\$(?=\S)(?P<maths_in>[^$\n]{1,80}?)(?<=[^\s\\])\$(?:(?!\d)|(?<=\\times\$))",
    "times": r"(?<=\d)(?P<times_gap> ?)(?:times(?![a-zA-Z])|×)|(?<=\d)times(?=\d)",
    "near": r"(?<![\w\\])(?:sim|approx) ?(?=\d[\d.,]*(?:[kKmMbBTx](?![a-zA-Z])|times|[^\w]|$))",
    "bound": r"(?<![\w\\])(?P<bound_name>leq|geq|Delta)\s?(?=\d)|(?<=\d)(?P<bound_pm>pm)(?=\d)",
    "arrow": r"(?<![a-zA-Z\\])(?P<arrow_name>(?:long)?rightarrow|leftarrow|uparrow|downarrow)(?![a-zA-Z])",
    "tilde": r"~",
    "quotes": r"``|''",
    "rule": r"(?<=[^\s-])---?(?=[^\s>-])|(?<=\s)---?(?=\s)",
    "bold": (
        r"\*\*(?P<bold_in>[^*\n]{1,80})\*\*"
        r"|(?<![^\s(])\*(?P<italic_in>[A-Za-z][^*\n]{0,40}?(?<=\S))\*(?=[\s,.;:)]|$)"
    ),
    "entity": r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});",
    "tag": r"</?(?:b|i|em|strong|sub|sup|tt|u|code)>",
    "glued": (
        r"(?:(?<=[ (-][a-z]{4})|(?<=[a-z]{5})|(?<=\))|(?<=%))[.!?](?=[A-Z][A-Za-z-]*[ ,])"
        r"|(?<=[a-z0-9A-Z])[.!?](?=(?:We|The|Our|In|This|These|However|To|Experiments|Extensive)[ ,])"
    ),
    "thousands": r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))",
    "brace": r"[{}]",
    "mojibake": r"â\x80(?P<mojibake_in>[\x93\x94\x98\x99\x9c\x9d])",
    "combined": r"[A-Za-z][\u0300-\u036f]",
    "blank": (
        rf"[ \t{_BLANKS}]{{2,}}|[\t\r\x00-\x08\x0b\x0c\x0e-\x1f{_BLANKS}]"
    ),
    "character": f"[{''.join(_LETTERS)}\x80-\x9f\U0001d400-\U0001d7ff\uff01-\uff5e]",
}  # fmt: skip
# Most characters can start no residue; looking at them first is five times as fast.
_START = r"(?=[^A-Za-z0-9 ,]| [^A-Za-z0-9(\\]| times|x20|(?<![A-Za-z])[a-zD]|[A-Za-z][\u0300-\u036f])"
_RULES = re.compile(f"{_START}(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _ALTERNATIVES.items())})")
_PLAIN_GROUP = re.compile(r"[\w .:+\\^-]{0,60}")
_MOJIBAKE = {"\x93": "–", "\x94": "—", "\x98": "'", "\x99": "'", "\x9c": '"', "\x9d": '"'}


def edits(raw: str) -> tuple[list[Edit], list[Group]]:
    """All edits of `raw` in order, none overlapping, and the pairs of openers and closers that they hide."""
    scan = _Scan(raw)
    position = 0
    while match := _RULES.search(raw, position):
        position = max(scan.see(match), match.start() + 1)
    kept: list[Edit] = []
    for edit in sorted(scan.edits):  # markup that is nested wrongly can ask for one character twice
        if not kept or kept[-1][1] <= edit[0]:
            kept.append(edit)
    return kept, scan.groups


def _composed(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + mark)


def _accented(match: re.Match[str]) -> str | None:
    accent, letter = match["accent_a"] or match["accent_c"], match["accent_b"] or match["accent_d"]
    shown = _composed(letter, _ACCENTS[accent])
    return shown if len(shown) == 1 else None


def _character(match: re.Match[str]) -> str:
    return _LETTERS.get(match[0], "" if match[0] < "\xa0" else unicodedata.normalize("NFKC", match[0]))


def _raises_ten(match: re.Match[str]) -> bool:
    """Whether what is raised is an exponent of ten, so that hiding the markup would make another number of it."""
    return match.string.endswith("10", max(0, match.start() - 2), match.start())


_THOUSANDS_BEFORE = re.compile(r"(?<![\w.,\u00a0])[1-9]\d{0,2}(?:[\u00a0\u2009\u202f]\d{3}){0,5}$")
_THOUSANDS_AFTER = re.compile(r"\d{3}(?:[\u00a0\u2009\u202f]\d{3}){0,5}(?![A-Z\d])")


def _groups_thousands(match: re.Match[str]) -> bool:
    """Whether a thin or no-break space stands between groups of three digits of one number: not "Llama 3 405B"."""
    raw = match.string
    before = _THOUSANDS_BEFORE.search(raw, max(0, match.start() - 24), match.start())
    return before is not None and _THOUSANDS_AFTER.match(raw, match.end()) is not None


def _symbol(match: re.Match[str]) -> str:
    factor = (
        match["command_name"] == "times"
        and match.string[max(0, match.start() - 8) : match.start()].rstrip(" ~$")[-1:].isdigit()
    )
    return "x" if factor else _SYMBOLS[match["command_name"]]


def _near_tilde(match: re.Match[str]) -> str | None:
    """A tilde before a number means "about"; any other is a space that does not break."""
    raw, at = match.string, match.start()
    before, after = raw[at - 1 : at], raw[at + 1 : at + 2]
    if after in {"", " ", "~", "/"} or (after == "\\" and raw[at + 2 : at + 3] == "%"):
        return "" if after == "\\" else None
    number = after.isdigit() or (after in "$\\." and raw[at + 2 : at + 3].isdigit())
    return None if (number and not before.isalpha()) or before in {"", " ", "(", "/"} else " "


def _multiplied(match: re.Match[str]) -> str:
    return f"{match['times_gap'] or ''}x" if match[0].strip() == "×" or match["times_gap"] != " " else match[0]


# What a match shows; None leaves the raw text as it is. The kinds that take braces are in `_Scan`.
_SHOWN: dict[str, Callable[[re.Match[str]], str | None]] = {
    "url": lambda match: None,
    "dash": lambda match: _LETTERS.get(shown := chr(int(match["dash_a"] or match["dash_b"], 16)), shown),
    "letter": lambda match: _GREEK.get(match["letter_name"]) or {"deg": "°", "times": "x"}[match["letter_name"]],
    "accent": _accented,
    "command": _symbol,
    "rest": lambda match: "",
    "escape": lambda match: match["escape_char"],
    "space": lambda match: "" if match[0] == "\\!" or match["space_digits"] else " ",
    "times": _multiplied,
    "near": lambda match: "~",
    "bound": lambda match: {"leq": "≤", "geq": "≥", "Delta": "Δ", None: "±"}[match["bound_name"]],
    "arrow": lambda match: _SYMBOLS[match["arrow_name"]],
    "tilde": _near_tilde,
    "quotes": lambda match: '"',
    "rule": lambda match: "—" if len(match[0]) == 3 else "–",
    "entity": lambda match: html.unescape(match[0]),
    "tag": lambda match: "^" if match[0] == "<sup>" and _raises_ten(match) else "",
    "mojibake": lambda match: _MOJIBAKE[match["mojibake_in"]],
    "combined": lambda match: _composed(match[0][0], match[0][1]) if len(_composed(*match[0])) == 1 else None,
    "thousands": lambda match: "" if _groups_thousands(match) else " ",
    "blank": lambda match: " ",
    "character": _character,
}


class _Scan:
    """One pass over a raw text: the edits so far, and the closing braces that are still to be hidden."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.edits: list[Edit] = []
        self.groups: list[Group] = []
        self.pairs = _braces(raw) if "{" in raw else {}
        self.closers: set[int] = set()  # where hidden closers start

    def see(self, match: re.Match[str]) -> int:
        """Record what one match changes; the position to go on from."""
        kind, start, end = str(match.lastgroup), match.start(), match.end()
        if start in self.closers:
            return start + 1
        if kind in _SHOWN:
            shown = _SHOWN[kind](match)
            if shown is not None and shown != match[0]:
                self.edits.append((start, end, shown))
            return end
        if kind == "brace":
            return self._brace(start)
        if kind == "glued":
            self.edits.append((end, end, " "))
            return end
        if kind in {"maths", "bold"}:
            return self._paired(match)
        return self._command(kind, start, end)

    def _paired(self, match: re.Match[str]) -> int:
        """Dollars or stars around something: only they are hidden, what is between them is read on."""
        inner = next((name for name in ("maths_in", "bold_in", "italic_in") if match[name] is not None), None)
        if inner is None:  # \( and \)
            self.edits.append((match.start(), match.end(), ""))
            return match.end()
        (opened, closes), closed = match.span(inner), match.end()
        self._hide(match.start(), opened, closes, closed)
        return opened

    def _hide(self, start: int, opened: int, closes: int, closed: int, shown: str = "") -> None:
        self.edits += ((start, opened, shown), (closes, closed, ""))
        self.groups.append((start, opened, closes, closed))
        self.closers.add(closes)

    def _brace(self, at: int) -> int:
        """A brace of its own: hidden where it groups words, kept where it encloses a set or something longer."""
        closes = self.pairs.get(at)
        if closes is not None and _PLAIN_GROUP.fullmatch(self.raw, at + 1, closes):
            glued = self.raw[at - 1 : at].isalnum() and closes > at + 1 and self.raw[at + 1].isalnum()
            self._hide(at, at + 1, closes, closes + 1, " " if glued and len(self.raw[at + 1 : closes]) > 3 else "")
        return at + 1

    def _command(self, kind: str, start: int, end: int) -> int:
        """A command whose argument is in braces; left alone where they do not close."""
        opens = end if kind in {"drop", "two", "fraction"} else start if kind == "switch" else end - 1
        closes = self.pairs.get(opens)
        if closes is None:
            return end
        if kind == "drop":
            self.edits.append((start, closes + 1, ""))
            return closes + 1
        if kind in {"two", "fraction"}:  # \href{address}{text}, \textcolor{name}{text}
            again = self.pairs.get(closes + 1)
            if again is None:
                return end
            if kind == "fraction":
                self.edits += ((start, end + 1, ""), (closes, closes + 2, "/"), (again, again + 1, ""))
                self.closers |= {closes, closes + 1, again}
                return end + 1
            self._hide(start, closes + 2, again, again + 1)
            return closes + 2
        self._hide(opens if kind == "script" else start, end, closes, closes + 1, " " if kind == "note" else "")
        return end


def _braces(raw: str) -> Mapping[int, int]:
    """The position of the closing brace of every opening one that has one; escaped braces do not count."""
    pairs: dict[int, int] = {}
    unclosed: list[int] = []
    for match in re.finditer(r"\\[{}]|[{}\n]", raw):
        if match[0] == "\n":  # markup does not reach from one paragraph into the next
            unclosed.clear()
        elif match[0] == "{":
            unclosed.append(match.start())
        elif match[0] == "}" and unclosed:
            pairs[unclosed.pop()] = match.start()
    return pairs
