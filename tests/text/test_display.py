"""What the display text shows, what it must leave alone, and that every span finds its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.display import Display, display

SHOWN = [
    # raw, what a reader sees
    ("ImageNet 512times512", "ImageNet 512x512"),
    ("ImageNet 256{times}256", "ImageNet 256x256"),
    (r"$5\times$ faster", "5x faster"),
    (r"ImageNet-256$\times$256 FID", "ImageNet-256x256 FID"),
    (r"512 $\times$ 512", "512 x 512"),
    (r"5$\times$ faster", "5x faster"),
    ("10times fewer", "10x fewer"),
    ("sim2% of", "~2% of"),
    ("sim 1% of", "~1% of"),
    ("up to sim99% of", "up to ~99% of"),
    (r"54.6\% and 13~\% of", "54.6% and 13% of"),
    ("loses approx 8% of", "loses ~8% of"),
    ("(leq1B)", "(≤1B)"),
    ("0.621 rightarrow 0.661", "0.621 → 0.661"),
    (r"\textsc{Ofa}", "Ofa"),
    ("textit{O}bstacles", "Obstacles"),
    (r"\textbf{\emph{x}}y", "xy"),
    ("texttt{foo} mathcal{L}", "foo L"),
    (r"\emph{}word", "word"),
    (r"{\em and} more", "and more"),
    ("G_{stack}", "G_stack"),
    ("10^{19} FLOPs", "10^19 FLOPs"),
    (r"{\mu}-Bench", "μ-Bench"),
    ("{mu}^2Tokenizer", "μ^2Tokenizer"),
    (r"360{\deg} view", "360° view"),
    ("models~(LLMs)", "models (LLMs)"),
    ("Terminal-Bench~2.0", "Terminal-Bench 2.0"),
    ("componentsx2013such as", "components–such as"),
    (r"breaks$\unicode{x2014}$that", "breaks—that"),
    ("a ``soft'' token", 'a "soft" token'),
    ("pre-training.We are", "pre-training. We are"),
    ("GPT-4.The best", "GPT-4. The best"),
    ("techniques.LogQuant is", "techniques. LogQuant is"),
    (r"T\"ULU 3, Schr\"odinger, Fr\'echet", "TÜLU 3, Schrödinger, Fréchet"),
    (r"an object\'s potential", "an object's potential"),
    ("$k$-means and $n$-grams", "k-means and n-grams"),
    (r"\(5\) steps", "5 steps"),
    (r"\frac{1}{2}", "1/2"),
    (r"shown before~\cite{a,b}.", "shown before."),
    (r"\href{https://a.b/c}{the page}", "the page"),
    ("Models{LOST Repo}", "Models LOST Repo"),
    ("**reWordBench** and *C_D*", "reWordBench and C_D"),
    ("R&amp;D, a &lt; b", "R&D, a < b"),
    ("“q” isn’t ﬁne\u00a0now", '"q" isn\'t fine now'),
    ("20--39% of it", "20–39% of it"),
    ("too  wide", "too wide"),
]

KEPT = [
    "sometimes256 and simple",  # words that hold "times" and "sim"
    "sim2real transfer",
    "240 times larger",
    "16 times fewer",
    "GPT-4o, v1.5 and Qwen2.5-1M",
    "Node.js, llama.cpp, arXiv.org, Dr.V, MR.Q",  # dots inside names
    "in the U.S. We",
    "e.g.the first",
    "https://x.org/~a_{b}/512times512.We",  # nothing inside a URL
    "github.com/a_b/sim2%",
    r"\ewtune and \method",  # a macro of the paper's own: its name is all we have
    "cost $5 and $10",
    "{-1, 0, +1}",
    "~50% of (~2%)",
    "75%~89%",
    "--flag",
    "Adapt-infty",
    "a * b * c",
    "an unclosed { brace and textbf{ too",
    "nDCG@10 < 0.5",
]


@pytest.mark.parametrize(("raw", "text"), SHOWN)
def test_residue_is_seen_through(raw: str, text: str) -> None:
    assert display(raw).text == text


@pytest.mark.parametrize("raw", KEPT)
def test_ordinary_text_is_left_alone(raw: str) -> None:
    assert display(raw).text == raw


@pytest.mark.parametrize(
    ("raw", "displayed", "span"),
    [
        (r"we train \textsc{Ofa} now", "Ofa", "Ofa"),  # markup at the edge stays out
        ("avoid textit{O}bstacles here", "Obstacles", "textit{O}bstacles"),  # markup that would be cut comes in
        ("operator G_{stack} exhibits", "G_stack", "G_{stack}"),
        (r"a {\mu}-Bench", "μ-Bench", r"{\mu}-Bench"),
        ("on ImageNet 512times512.", "ImageNet 512x512", "ImageNet 512times512"),
        (r"by 54.6\% here", "54.6%", r"54.6\%"),
        (r"$\nabla^2$DFT is", "∇^2DFT", r"$\nabla^2$DFT"),
        (r"the Schr\"odinger bridge", "Schrödinger bridge", r"Schr\"odinger bridge"),
        ("pre-training.We are", "We", "We"),
        ("models~(LLMs) are", "LLMs", "LLMs"),
    ],
)
def test_a_displayed_name_leads_back_to_its_raw_surface(raw: str, displayed: str, span: str) -> None:
    page = display(raw)
    start = page.text.index(displayed)
    low, high = page.to_raw(start, start + len(displayed))
    assert raw[low:high] == span
    assert page.from_raw(low, high) == (start, start + len(displayed))


def test_an_inserted_space_has_no_raw_width() -> None:
    page = display("pre-training.We are")
    at = page.text.index(" We")
    assert page.to_raw(at, at + 1) == (13, 13)


def test_a_hidden_span_shows_as_nothing() -> None:
    page = display(r"a \textsc{Ofa}")
    low, high = page.from_raw(2, 9)
    assert low == high


MARKS = st.sampled_from("\\{}$~^_*`'\"&;<>/.!?-()% aB9xﬁ\u0301\x92𝒪")
COMMANDS = st.sampled_from(
    ["\\textbf{", "textit{", "\\cite{", "\\frac{", "}{", "\\href{", "{\\mu}", "\\(", '\\"o', "**"]
)
WORDS = st.sampled_from(["\n\n", "times", "sim", "https://a.b/", "x2013", "&amp;", "<b>", "We are"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(MARKS | COMMANDS | WORDS, max_size=30).map("".join))


def spans(page: Display) -> list[tuple[int, int]]:
    length = len(page.text)
    return [(start, end) for start in range(0, length + 1, 3) for end in range(start, length + 1, 4)]


@given(TEXTS)
def test_raw_spans_lie_in_the_raw_text_and_keep_their_order(raw: str) -> None:
    page = display(raw)
    previous = 0
    for position in range(len(page.text)):
        start, end = page.to_raw(position, position + 1)
        assert 0 <= start <= end <= len(raw)
        low, _ = page.to_raw(position, position)
        assert previous <= low
        previous = low


@given(TEXTS)
def test_a_wider_span_has_a_wider_raw_span_and_there_and_back_loses_nothing(raw: str) -> None:
    page = display(raw)
    for start, end in spans(page):
        low, high = page.to_raw(start, end)
        if low < high:
            first, last = page.from_raw(low, high)
            raw_spans = [page.to_raw(at, at + 1) for at in range(start, end)]
            seen = [start + at for at, (a, b) in enumerate(raw_spans) if a < b]
            assert first <= seen[0]
            assert seen[-1] < last
            assert page.to_raw(first, last) == (low, high)


@given(TEXTS)
def test_the_break_between_title_and_abstract_stays(raw: str) -> None:
    assert display(raw).text.count("\n\n") == raw.count("\n\n")


@given(
    st.text(alphabet=st.characters(categories=["Lu", "Ll"], max_codepoint=127)).filter(lambda word: "times" not in word)
)
def test_plain_words_are_never_edited(word: str) -> None:
    if word.lower() not in {"rightarrow", "leftarrow", "uparrow", "downarrow", "longrightarrow"}:
        assert display(word).text == word
