"""Corrects the spans of mentions that are too short or too long, and leaves out mentions that name nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extraction.mentions import metric_names
from kg.extraction.mentions.joined_names import join_parts
from kg.extraction.mentions.propagation import find_occurrences, remove_overlaps
from kg.model.records import Mention
from kg.vocabulary.benchmarks import find_leading_benchmark

# Words at the edges that belong to the sentence, not to the name.
_LEADING = re.compile(r"(?:(?:and|or|&)\s+)+(?:(?:two|three|four|five|six|several|many|both)\s+)?")
_TRAILING = re.compile(r"(?:\s+(?:&|and|or)|,)+$")
_TRAILING_ENDS = ("&", "and", "or", ",", "\n")  # all that it can match up to
_PICTURES = "[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
_EMOJI = re.compile(rf"^(?:{_PICTURES}\s*)+|(?:\s*{_PICTURES})+$")  # beside a name: "🤗 Transformers"
# A name that ends or begins inside a compound: "vision-language pre|-trained models", "multi-|modal LLM".
_CUT_END = re.compile(r"(?:^|[\s-])(?:pre|post|fine|mid)$", re.IGNORECASE)
_REST = re.compile(
    r"-?(?:train|tun)(?:ing\b|ed\s+(?:(?:language|vision|vision-language|image|text|base)\s+)?"
    r"(?:models?|networks?|encoders?|decoders?|transformers?)\b)",
    re.IGNORECASE,
)
_CUT_START = re.compile(r"(?<![\w-])(?:multi|cross|inter|intra|uni|semi|self|non)-$", re.IGNORECASE)
# A version that belongs to the name: "RewardBench 2, a benchmark", but not "on GSM8K 5 times".
_VERSION = re.compile(r" [1-9](?![\w%×+-])(?!\.\d)(?! [,(])")
_VERSION_ENDS = re.compile(r"[,:;)\n]|\.(?:\s|$)")
_WORD_END = re.compile(r"[^\W\d_]+")
_OPENERS = {"(": ")", "[": "]", "{": "}", "$": "$"}
_CLOSERS = frozenset(_OPENERS.values())
_BRACKET = re.compile(r"[()\[\]{}$]")
# A full stop after a word that has none inside: "Qwen3-8B." but not "Acme Inc." or "U.S."
_ENDS_SENTENCE = re.compile(
    r"(?:^|(?<=[\s-]))(?!(?:Inc|Ltd|Corp|Co|al|etc|vs|Jr|St|Dr|[A-Z])\.)[^\s.]*(?:\d\.\d[^\s.]*)*\.$"
)
_LONGEST = 300  # characters; what is longer is no name

# Modifiers that name nothing without their noun.
_BARE = re.compile(
    r"(?:pre-?trained|pre-?trained language|fine-?tuned|deep|generative|neural|(?:\w+[ -])?efficient|"
    r"(?:parameter|policy|low|knowledge|instruction|task|domain|training|model)-(?:constrained|optimized|"
    r"cost|latency|intensive|guided|agnostic|free|specific)|best-in-class|multi-(?:concept|vector|scale|stage)|"
    r"(?:differentiable|hybrid|implicit|artificial|deep) neural|of the art|state-of-the-art)",
    re.IGNORECASE,
)
# What is set before training or describes the input is no measure of an outcome.
_SETTING = re.compile(
    r"(?:(?:initial|peak|base|maximum|max|minimum|constant|meta) )?(?:learning rate|LR)s?|"
    r"(?:(?:pre-?)?training |fine-?tuning )?(?:epoch|iteration)s?|(?:global |mini-?|training )?batch size|"
    r"(?:mixture|mixing|replay|data|masking|mask|sampling|dropout|learning|weight decay) (?:ratio|rate)s?|"
    r"guidance scale|temperature|weight decay|momentum|random seeds?|datasets?|rank|"
    r"number of (?:layers|heads|epochs|iterations|experts)",
    re.IGNORECASE,
)
_MODIFIES = re.compile(r"-(?:efficient|aware|free|bound|friendly|heavy|hungry|intensive|constrained|limited)\b")
_LETTER = re.compile(r"[^\W\d_]")
# A macro that was never expanded names nothing outside its paper: two papers that use it do not speak of one entity.
_MACRO = re.compile(
    r"\\(?:our|the|my)?(?:method|model|approach|system|framework|dataset|bench(?:mark)?|algo(?:rithm)?|name|sys|ours)"
    r"(?:s|name|full|long|short)?"
)


def mend_spans(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with whole names for spans, sorted and without overlap; those that name nothing are left out."""
    versions = _Versions(text)
    short = (mention for mention in mentions if mention.end - mention.start <= _LONGEST)
    mended = join_parts(text, [mention for cut in short for mention in _mend(text, cut, versions)])
    return remove_overlaps([mention for mention in mended if _names_something(mention)])


def drop_settings(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without settings and adjectives labelled as metrics ("learning rate", "memory-efficient")."""
    return [
        mention
        for mention in mentions
        if mention.label != "METRIC" or not (_SETTING.fullmatch(mention.text) or _MODIFIES.match(text, mention.end))
    ]


def drop_macros(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without LaTeX macros that stand for the paper's own name: "We present \\method, a framework ..."."""
    return [mention for mention in mentions if not _MACRO.fullmatch(mention.text)]


def _mend(text: str, mention: Mention, versions: _Versions) -> Iterator[Mention]:
    """The mention with its whole name; none for an adjective.

    Two mentions are made of a benchmark with its task, and of a dataset with its metric.
    """
    start, end = mention.start, mention.end
    if not mention.text.isascii():
        for edge in _EMOJI.finditer(text[start:end]):
            at_start = edge.start() == 0
            start, end = (mention.start + edge.end(), end) if at_start else (start, mention.start + edge.start())
    if start >= end:
        return
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    if text.endswith(_TRAILING_ENDS, start, end) and (trailing := _TRAILING.search(text[start:end])):
        end = start + trailing.start()
    if _BRACKET.search(text, start, end):
        start, end = _balance_brackets(text, start, end)
    if text[end : end + 1].strip() == "" and _ENDS_SENTENCE.search(text[start:end]):
        end -= 1
    if start >= end:
        return
    if text[end : end + 1] == "-" and _CUT_END.search(text[start:end]):
        rest = _REST.match(text, end)
        if rest is None:
            return  # "deep pre|-trained features": an adjective
        end = rest.end()
    elif text[end - 1] == "-" and (word := _WORD_END.match(text, end)):
        end = word.end()
    if "-" in text[max(0, start - 2) : start] and (before := _CUT_START.search(text, max(0, start - 8), start)):
        start = before.start()
    if mention.label == "TASK" and (named := find_leading_benchmark(text[start:end])):
        yield replace(mention, start=start, end=start + named, label="DATASET", text=text[start : start + named])
        start += named + 1
    elif mention.label in ("DATASET", "MODEL"):
        if measure := metric_names.AT_END.search(text[start:end]):
            at = start + measure.start(1)
            yield replace(mention, start=at, end=end, label="METRIC", text=text[at:end])
            end = start + measure.start()
        elif (version := _VERSION.match(text, end)) and versions.has(text[start : version.end()]):
            end = version.end()
    is_whole = start == mention.start and end == mention.end
    yield mention if is_whole else replace(mention, start=start, end=end, text=text[start:end])


def _balance_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with brackets, braces and dollar signs in pairs: a single one is completed or cut off."""
    unclosed: list[int] = []
    for at in range(start, end):
        bracket = text[at]
        if bracket in _OPENERS and not (bracket == "$" and unclosed and text[unclosed[-1]] == "$"):
            unclosed.append(at)
        elif bracket in _CLOSERS:
            if not unclosed or _OPENERS[text[unclosed[-1]]] != bracket:
                return _balance_brackets(text, at + 1, end) if at == start else _strip_end(text, start, at)
            unclosed.pop()
    if not unclosed:
        return start, end
    if unclosed[0] == start:
        return _balance_brackets(text, start + 1, end)
    if len(unclosed) == 1 and text[end : end + 1] == _OPENERS[text[unclosed[0]]]:
        return start, end + 1
    return _strip_end(text, start, unclosed[0])


def _strip_end(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip())


class _Versions:
    """Tells which names with a version number the text uses as one name; each is looked up once and kept."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._title_end = max(text.find("\n\n"), 0)
        self._known: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        """Whether the title has the name, or the text has it twice.

        At least once, punctuation must follow it: it does not follow a count ("on GSM8K 5 times").
        """
        if name not in self._known:
            places = list(find_occurrences(self._text, name))
            ended = [at for at in places if _VERSION_ENDS.match(self._text, at + len(name))]
            titled = any(at < self._title_end for at in ended)
            self._known[name] = titled or (bool(ended) and len(places) > 1)
        return self._known[name]


def _names_something(mention: Mention) -> bool:
    name = mention.text
    if not _LETTER.search(name) or (len(name) == 1 and mention.label != "METRIC"):
        return False  # years; one letter stands for a measure at most
    return not _BARE.fullmatch(name)
