"""The tokenizer: spaCy's for English, with more boundaries, where names of machine learning begin and end.

Such names are built with hyphens, slashes and digits: "LLaMA-based", "text/image", "ViT-L/14", "5x". There is a
boundary at every hyphen before a letter, so that a name inside a compound consists of whole tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without a stub
from spacy.tokens import Doc
from spacy.util import registry

from kg.extraction.segmentation.sentence_boundaries import SENTENCES
from kg.extraction.segmentation.words import keep_text
from kg.text.markup_patterns import URL

TOKENIZER = "kg_tokenizer"  # the name by which a saved pipeline's configuration asks for it

# Anchored, because a tokenizer that was saved and loaded searches with every one of its patterns.
_PREFIX = re.compile(r"^(?:[^\w\s\\.]|\.(?!\d)|\\(?![A-Za-z])|_)")
_SUFFIX = re.compile(r"(?:[^\w\s+]|_|'[sS]|(?<=\d)[x×]|(?<=\d)(?:[GMTK]B|ms|px|pp|fps|FPS)|(?<=[\])])\+)$")
_INFIX = re.compile(
    r"[()\[\]{}<>\"“”,;:/|=~→←≤≥±…–—@#&?!*]"
    r"|(?<=\w)-(?=[^\W\d_]|\()|(?<=[+)\]%])-(?=\w)"
    r"|(?<=\w)\+(?=\w)"
    r"|(?<=[A-Za-z])'(?=[A-Za-z]{2})"
    r"|\.{2,}"
)
# spaCy takes punctuation off a word sign by sign and copies the rest each time; so long a run is no word's.
_RUN = 64  # signs
_LONG_RUN = re.compile(rf"(?:[^\w\s]|_|'[sS]){{{_RUN},}}")
_TOKEN_MATCH = re.compile(
    rf"^(?:(?:{URL.pattern})(?<![.,;:)\]])|(?:e\.g|i\.e|w\.r\.t|cf|vs|al|etc|Fig|Eq|Sec|Tab|Avg|Dr|U\.S)\.)$"
)


class PiecewiseTokenizer(Tokenizer):  # type: ignore[misc]  # compiled, without a stub
    """Reads long runs of punctuation in pieces, so that time grows with a text's length and not with its square."""

    def __call__(self, string: str) -> Doc:
        """The tokens of a text; those of ordinary text are spaCy's own. It keeps them."""
        return keep_text(self._tokenize_text(string), string)

    def _tokenize_text(self, string: str) -> Doc:
        if max(map(len, string.split()), default=0) < _RUN:
            return self._tokenize_piece(string)
        cuts = [at for run in _LONG_RUN.finditer(string) for at in range(run.start(), run.end(), _RUN)]
        if not cuts:
            return self._tokenize_piece(string)
        # Whether white space follows is a property of the token before it: no piece may begin with white space.
        bounds = [0, *(at for at in cuts if at > 0 and not string[at - 1].isspace()), len(string)]
        words: list[str] = []
        spaces: list[bool] = []
        for low, high in pairwise(bounds):
            for token in self._tokenize_piece(string[low:high]):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self.vocab, words=words, spaces=spaces)

    def _tokenize_piece(self, string: str) -> Doc:
        doc: Doc = super().__call__(string)
        return doc


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]  # catalogue gives none
def tokenizer_factory() -> Callable[[Language], PiecewiseTokenizer]:
    """Makes the tokenizer, registered under the name by which a saved pipeline asks for it."""

    def build_tokenizer(nlp: Language) -> PiecewiseTokenizer:
        return PiecewiseTokenizer(
            nlp.vocab,
            prefix_search=_PREFIX.search,
            suffix_search=_SUFFIX.search,
            infix_finditer=_INFIX.finditer,
            token_match=_TOKEN_MATCH.match,
        )

    return build_tokenizer


def blank_pipeline() -> Language:
    """An English pipeline with this tokenizer and the sentence splitter, and nothing trained."""
    nlp = English.from_config({"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.add_pipe(SENTENCES)
    return nlp
