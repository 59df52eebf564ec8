"""Searches side by side: the span of every tie, in batches of any size."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.metrics import searches
from netgraph.metrics.engine import view
from netgraph.metrics.kernels import cuts, support
from netgraph.metrics.searches import spans
from tests.metrics.test_kernels import graphs, ties, without_loops


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(G=graphs())
def test_local_bridges_and_their_spans_are_those_of_networkx(G: nx.Graph[Any]) -> None:
    """A tie without a common acquaintance is a local bridge; its span is the way round."""
    arrays = view(G)
    open_ties = np.flatnonzero(support(arrays) == 0)
    found = spans(arrays, open_ties).tolist()
    expected = {frozenset(tie[:2]): tie[-1] for tie in nx.local_bridges(without_loops(G))}
    assert ties(arrays, open_ties) == set(expected)
    for tie, steps in zip(open_ties, found, strict=True):
        assert expected[next(iter(ties(arrays, [tie])))] == steps


@pytest.mark.property
@settings(max_examples=30, deadline=None)
@given(G=graphs(), places=st.integers(1, 200))
def test_how_many_searches_run_at_once_changes_nothing(G: nx.Graph[Any], places: int) -> None:
    """Small batches give what one large batch gives, and only bridges have no way round."""
    arrays = view(G)
    all_ties = np.arange(arrays.m)
    whole = spans(arrays, all_ties).tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searches, "_PLACES", places)
        assert spans(arrays, all_ties).tolist() == whole
    assert np.isinf(whole).tolist() == cuts(arrays).tie.tolist()


def test_a_long_way_round_is_found() -> None:
    """In a ring of 1,001 people the way round a tie has 1,000 steps."""
    assert spans(view(nx.cycle_graph(1001)), np.arange(2)).tolist() == [1000.0, 1000.0]
