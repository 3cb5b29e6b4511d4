"""Word-sense disambiguation of short forms and of names that several papers introduce, paper by paper.

A paper that defines a short form uses it in that sense, whatever the lexicon knows of it. A paper that introduces it as
its own has a sense of its own, unless its text has words of a long form. Elsewhere the evidence is, in this order: a
long form that the paper uses, the label of the mention, one sense far ahead of the others, the context that the paper
shares with papers that define each sense, and what papers at large mean by it. What stays undecided is an entity of its
own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

from kg.model.records import Extraction, Paper
from kg.model.types import Label, choose_label
from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.candidate_senses import CandidateSenses, ContextSimilarity
from kg.resolve.short_forms.definitions import Definitions
from kg.resolve.short_forms.own_names import OwnNames, is_introduced_twice, may_stand_for
from kg.resolve.short_forms.senses import Sense, contradict_lexicon, find_senses
from kg.resolve.word_forms import list_stems
from kg.system.spool import Mapped
from kg.text.normalise import is_short_form
from kg.vocabulary.lexicon import Lexicon

_CLEAR_SHARE, _CLEAR_PAPERS = 0.9, 5  # of the defining papers: one sense far ahead
_AHEAD = 2.5  # times the next sense's weight
_KNOWN_SHARE, _KNOWN_PAPERS = 0.6, 10  # what papers at large must agree on where the corpus is silent
_AGREED_PAPERS = 5  # where nearly all of them agree


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form with its senses in use, and which of them each paper means. Papers are given by position."""

    node: Node  # without a sense
    spelling: str
    senses: tuple[Sense, ...]
    sense_in: Mapping[int, str]  # paper -> sense key; missing where undecided
    undecided: tuple[int, ...]  # papers
    reasons: Mapping[int, str]  # paper -> why, where it does not define the short form itself
    defies_lexicon: bool = False  # the corpus has another meaning for it than the table of aliases

    @property
    def is_ambiguous(self) -> bool:
        """Whether it has more than one sense, counting undecided papers and a contradicting lexicon as a sense each."""
        return len(self.senses) + bool(self.undecided) + self.defies_lexicon > 1

    @property
    def main_sense(self) -> Sense | None:
        """The only sense, or one so frequent that the others can be neglected; else None."""
        if len(self.senses) == 1 and not self.undecided:
            return self.senses[0]
        counts = Counter(self.sense_in.values())
        total = sum(counts.values()) + len(self.undecided)
        for sense in self.senses:
            if counts[sense.key] >= max(_CLEAR_PAPERS, _CLEAR_SHARE * total):
                return sense
        return None

    def node_of(self, sense_key: str) -> Node:
        """The node of a sense: the node of the short form itself if it is not ambiguous."""
        return self.node._replace(sense=sense_key) if self.is_ambiguous else self.node

    def node_in(self, paper: int) -> Node:
        """The node that the short form has in a paper."""
        return self.node_of(self.sense_in[paper]) if paper in self.sense_in else self.node


def disambiguate(
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    nodes: Sequence[Sequence[Node]],
    forms: Mapping[Node, Form],
    definitions: Definitions,
    lexicon: Lexicon,
    own_names: Mapping[Node, OwnNames],
) -> dict[Node, ShortForm]:
    """The sense of every short form, and of every name that two papers introduce, in each paper that uses it.

    `nodes` gives the node of every mention, paper by paper, before short forms have senses.
    """
    known = {node for node, form in forms.items() if _is_known(node, form, lexicon)}
    several = {node for node, own in own_names.items() if is_introduced_twice(own, len(forms[node].papers))}
    asked = {*known, *several, *(node for node in definitions.longs if node in forms)}
    contexts = Mapped(frozenset[Node], nodes)
    labels = [_choose_labels(extraction, row, asked) for extraction, row in zip(extractions, nodes, strict=True)]
    short_forms: dict[Node, ShortForm] = {}
    for node in sorted(asked):
        spelling, own = forms[node].main_spelling, own_names.get(node, {})
        key = node.lexicon_key
        senses = find_senses(node, spelling, forms, definitions, lexicon)
        is_surely_known = node in definitions.longs or key in lexicon.names or node not in known
        likely = {paper: name for paper, name in own.items() if name.is_sure or not is_surely_known}
        own_labels = {paper: labels[paper][node] for paper in likely}
        sense_in = _find_own_senses(senses, likely, own_labels, contexts, papers)
        if senses:
            benchmark = key in lexicon.benchmarks
            decided = _decide_senses(node, spelling, senses, sense_in, labels, contexts, forms, benchmark=benchmark)
            short_forms[node] = replace(
                decided, defies_lexicon=contradict_lexicon(node, spelling, decided.senses, lexicon)
            )
    return short_forms


def _is_known(node: Node, form: Form, lexicon: Lexicon) -> bool:
    """Whether the lexicon has a node that is a short form."""
    key = node.lexicon_key
    return (key in lexicon.senses or key in lexicon.names) and is_short_form(form.main_spelling)


def _choose_labels(extraction: Extraction, row: Sequence[Node], asked: Set[Node]) -> dict[Node, Label]:
    """The label that the mentions of each node that is asked for give most evidence for, in one paper."""
    votes: dict[Node, dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    for mention, node in zip(extraction.mentions, row, strict=True):
        if node in asked:
            votes[node][mention.label] += mention.score
    return {node: choose_label(of_node) for node, of_node in votes.items()}


def _find_own_senses(
    senses: list[Sense],
    own: OwnNames,
    labels: Mapping[int, Label],
    contexts: Sequence[frozenset[Node]],
    papers: Sequence[Paper],
) -> dict[int, tuple[str, str]]:
    """The sense key and the reason of each paper that introduces the name as its own; new senses go into `senses`.

    A paper with words of several long forms is left out.
    """
    found: dict[int, tuple[str, str]] = {}
    spelled_out = [(sense, sense.long_nodes, list_stems(sense.long.text)) for sense in senses] if own else []
    for paper, name in sorted(own.items()):
        context = contexts[paper] if spelled_out else frozenset[Node]()
        text = frozenset(list_stems(papers[paper].text) if spelled_out else ())
        meant = [
            sense for sense, longs, words in spelled_out if not context.isdisjoint(longs) or may_stand_for(text, words)
        ]
        if not meant:
            senses.append(Sense.of_own_name(name.about, paper, labels[paper]))
            found[paper] = senses[-1].key, "the paper introduces it as its own"
        elif len(meant) == 1:
            found[paper] = meant[0].key, "the paper has words of the long form"
    return found


def _decide_senses(
    node: Node,
    spelling: str,
    senses: Sequence[Sense],
    own: Mapping[int, tuple[str, str]],
    labels: Sequence[Mapping[Node, Label]],
    contexts: Sequence[frozenset[Node]],
    forms: Mapping[Node, Form],
    *,
    benchmark: bool,
) -> ShortForm:
    sense_in = {paper: sense.key for sense in senses for paper in sense.papers}
    sense_in |= {paper: key for paper, (key, _) in own.items()}
    reasons = {paper: reason for paper, (_, reason) in own.items()}
    undecided: list[int] = []
    defined = [sense for sense in senses if sense.papers]
    similarity = ContextSimilarity(senses, contexts, forms) if len(defined) > 1 else None
    candidates = CandidateSenses(senses)
    for paper in sorted(forms[node].papers):
        if paper in sense_in:
            continue
        label = labels[paper][node]
        choice = _choose_sense(candidates, label, contexts[paper], similarity, is_name=benchmark and label == "DATASET")
        if choice is None:
            undecided.append(paper)
        else:
            sense_in[paper], reasons[paper] = choice[0].key, choice[1]
    in_use = set(sense_in.values())
    used_senses = tuple(sense for sense in senses if sense.key in in_use)
    return ShortForm(node, spelling, used_senses, sense_in, tuple(undecided), reasons)


def _choose_sense(
    candidates: CandidateSenses,
    label: Label,
    context: frozenset[Node],
    similarity: ContextSimilarity | None,
    *,
    is_name: bool,
) -> tuple[Sense, str] | None:
    """The sense of a paper that does not define the short form, and why; None where undecided.

    `is_name` says that the short form may be a name in this paper, without a long form.
    """
    spelled = candidates.find_spelled(context)
    if len(spelled) == 1:
        return spelled[0], "the paper also uses the long form"
    fitting = candidates.fit(label, spelled)
    first, *others = (fitting.ranked or candidates.every.ranked)[:2]
    is_ahead = not others or first.weight >= _AHEAD * others[0].weight
    if not fitting.ranked:  # no sense has such a label: a mislabelled mention, or something that nobody defined
        is_certain = is_ahead and not is_name and first.share >= _CLEAR_SHARE and first.known >= _KNOWN_PAPERS
        return (first, "the name is known for one thing only") if is_certain else None
    if len(first.papers) >= max(_CLEAR_PAPERS, _CLEAR_SHARE * fitting.papers):
        return first, "nearly all papers that define it mean this"
    if similarity is not None and others:
        closest = similarity.find_closest(context, fitting)
        if closest is not None:
            return closest, "the paper shares its other concepts with papers that define it so"
    if not is_ahead:
        return None
    if first.papers:
        return first, "no other meaning is defined nearly as often"
    ruled_out = candidates.sum_shares_without(fitting)
    agreed = first.share >= _CLEAR_SHARE and first.known >= _AGREED_PAPERS
    if agreed or (first.share >= _KNOWN_SHARE * max(0.0, 1.0 - ruled_out) and first.known >= _KNOWN_PAPERS):
        return first, "papers at large mean this by it"
    return None


def split_senses(nodes: Sequence[Sequence[Node]], short_forms: Mapping[Node, ShortForm]) -> Sequence[Sequence[Node]]:
    """The node of every mention, with its sense if the corpus uses a short form in several."""
    return Mapped(partial(_split_row, short_forms), nodes, range(len(nodes)))


def _split_row(short_forms: Mapping[Node, ShortForm], row: Sequence[Node], paper: int) -> list[Node]:
    return [short_forms[node].node_in(paper) if node in short_forms else node for node in row]
