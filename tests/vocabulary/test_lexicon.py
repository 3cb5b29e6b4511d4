"""The lexicon: what one table says of a name holds for the name that another table calls the entity by."""

from kg.text.normalise import normalise
from kg.vocabulary.acronyms import load_ordinary_words, load_senses
from kg.vocabulary.aliases import load_aliases
from kg.vocabulary.benchmarks import load_benchmarks
from kg.vocabulary.lexicon import load_lexicon
from kg.vocabulary.metrics import load_directions


def test_it_has_all_tables() -> None:
    lexicon = load_lexicon()
    assert (lexicon.names, lexicon.senses, lexicon.words) == (load_aliases(), load_senses(), load_ordinary_words())
    assert lexicon.benchmarks >= load_benchmarks()
    assert len(lexicon.higher_is_better) >= 0.9 * len(load_directions())
    assert not any("" in table for table in (lexicon.names, lexicon.senses, lexicon.higher_is_better))


def test_a_metric_has_its_direction_under_the_name_that_its_entity_goes_by() -> None:
    lexicon, directions = load_lexicon(), load_directions()
    renamed = [key for key in directions if key in lexicon.names and lexicon.names[key].key != key]
    assert renamed  # such as an alias in the table of metrics
    for key in renamed:
        assert lexicon.higher_is_better[lexicon.names[key].key] is directions[key]


def test_a_benchmark_is_one_under_the_name_that_its_entity_goes_by() -> None:
    lexicon = load_lexicon()
    for key in load_benchmarks() & lexicon.names.keys():
        assert lexicon.names[key].key in lexicon.benchmarks
    assert normalise("accuracy") not in lexicon.benchmarks
