"""The patterns of markup that other programs left in a text: LaTeX, Markdown, HTML, character sets; one table.

`kg.text.markup` has the text that a reader sees in place of each.
"""

from __future__ import annotations

import re
import unicodedata

_URL_HAS = ("://", "www.", ".co")  # each address has one of these
URL = re.compile(r"(?:https?://|www\.|\b(?:github|huggingface|hf)\.(?:com|co)/)[^\s{}]+(?:\{[^\s{}]*\}[^\s{}]*)*")

_STYLES = (
    "text|textbf|textit|texttt|textsc|textsf|textrm|textup|textsl|textnormal|emph|underline|uline|mbox|mathcal|mathbf|"
    "mathrm|mathbb|mathsf|mathit|mathtt|mathscr|mathfrak|boldsymbol|bm|operatorname|textsuperscript|textsubscript|"
    "hat|bar|tilde|widetilde|widehat|overline|vec|url"
)
_SWITCHES = "em|it|bf|sc|rm|tt|sl|sf|itshape|bfseries"
_COLOURS = "(?:soft|dark|light|deep)?(?:red|blue|green|teal|orange|purple|violet|cyan|magenta|brown|gr[ae]y|pink)"
_SMALL = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega"
_CAPITAL = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
GREEK = {
    name: unicodedata.lookup(f"GREEK {case} LETTER {name.replace('mbd', 'md').upper()}")
    for names, case in ((_SMALL, "SMALL"), (_CAPITAL, "CAPITAL"))
    for name in names.split()
}
SYMBOLS = {
    **GREEK,
    "varepsilon": "ε", "vartheta": "θ", "varphi": "φ", "times": "×", "sim": "~", "approx": "~", "pm": "±",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "ll": "≪", "gg": "≫", "neq": "≠", "ne": "≠", "cdot": "·",
    "rightarrow": "→", "to": "→", "leftarrow": "←", "uparrow": "↑", "downarrow": "↓", "Rightarrow": "⇒",
    "longrightarrow": "→", "infty": "∞", "propto": "∝", "nabla": "∇", "partial": "∂", "ell": "ℓ", "deg": "°",
    "circ": "°", "in": "∈", "sum": "∑", "star": "*", "ast": "*", "ldots": "...", "dots": "...", "cdots": "...",
    "textendash": "–", "textemdash": "—", "textasciitilde": "~", "backslash": "\\", "ss": "ß", "eg": "e.g.",
    "langle": "⟨", "rangle": "⟩", "left": "", "right": "", "quad": " ", "qquad": " ", "log": "log", "ln": "ln",
    "min": "min", "max": "max", "exp": "exp", "etal": "et al.", "ie": "i.e.",
}  # fmt: skip
ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303"}
LETTERS = {
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
    # commands with an argument in braces; the closing brace is found by a pass over the whole text
    "drop": r"~?\\?(?<![a-zA-Z])(?:cite[pt]?|label|thanks)\*?(?=\{)|\\(?:color|vspace|hspace)\*?(?=\{)|\bcolor(?=\{)",
    "fraction": r"\\?(?<![a-zA-Z])[dt]?frac(?=\{)",
    "two": r"\\?(?<![a-zA-Z])(?:textcolor|href)(?=\{)",
    "dash": (
        r"\$?\\?(?<![a-zA-Z])unicode\{x(?P<dash_a>20[12][0-9a-f])\}\$?"
        r"|(?<=[a-z)])x(?P<dash_b>201[3489cd])(?=[a-z\s])"
    ),
    "note": r"\\?(?<![a-zA-Z])footnote\{",
    "letter": rf"\{{\\?(?P<letter_name>{'|'.join(GREEK)}|deg|times)\}}",
    "switch": rf"\{{\\(?:{_SWITCHES})(?![a-zA-Z])\s*",
    "style": rf"\\?(?<![a-zA-Z])(?:{_STYLES})\{{|(?<![a-zA-Z\\]){_COLOURS}\{{|\\[a-zA-Z]+\*?\{{(?!\}})",
    "script": r"(?P<script_mark>[_^])\{",
    # markup without an argument in braces
    "accent": (
        r"\\(?P<accent_a>['\"`^~])\{(?P<accent_b>[a-zA-Z])\}"
        r"|(?<=[A-Za-z])\\(?P<accent_c>['\"`^~])(?P<accent_d>[aeiouyAEIOUYnN])(?=[A-Za-z\s])"
    ),
    "command": rf"\\(?P<command_name>{'|'.join(sorted(SYMBOLS, key=len, reverse=True))})(?![a-zA-Z])(?:\{{\}})?",
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
    "character": f"[{''.join(LETTERS)}\x80-\x9f\U0001d400-\U0001d7ff\uff01-\uff5e]",
}  # fmt: skip
# Most characters and words can begin no markup; this look-ahead makes the search twenty times as fast. What an
# alternative begins with must be in it.
_START = (
    r"(?=[^A-Za-z0-9 ,.!?()\[\]:;/%\"'+=\n-]|[.!?][A-Z]|--|''| times|x20|[A-Za-z][\u0300-\u036f]"
    rf"| [ \t{_BLANKS}×]"
    r"|(?<![A-Za-z])(?:[a-z]+\*?\{|https?:|www\.|(?:github|huggingface|hf)\.|times|sim|approx|[gl]eq|Delta|pm"
    r"|(?:long)?rightarrow|(?:left|up|down)arrow))"
)
RULES = re.compile(f"{_START}(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _ALTERNATIVES.items())})")
PLAIN_GROUP = re.compile(r"[\w .:+\\^-]{0,60}")
MOJIBAKE = {"\x93": "–", "\x94": "—", "\x98": "'", "\x99": "'", "\x9c": '"', "\x9d": '"'}


def may_hold_url(text: str) -> bool:
    """Whether a text may hold an address: most texts hold none, and need not be searched."""
    return any(part in text for part in _URL_HAS)
