"""The former place of `BuiltGraph`."""

import pytest

import kg.built
from kg.api import BuiltGraph


def test_the_former_place_leads_to_the_present_one_and_says_so():
    with pytest.warns(DeprecationWarning, match="kg.api.BuiltGraph"):
        assert kg.built.BuiltGraph is BuiltGraph
    with pytest.raises(AttributeError, match="has no attribute 'Graph'"):
        kg.built.Graph  # noqa: B018
