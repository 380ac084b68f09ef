"""Cycles among indicators that take the result of one another."""

import pytest

from bakesbang.calculation.cycles import find_cycle


@pytest.mark.parametrize(
    ("sisi", "lingkar"),
    [
        ({}, None),
        ({"A": ["B"]}, None),
        ({"A": ["A"]}, ("A", "A")),
        ({"A": ["B"], "B": ["A"]}, ("A", "B", "A")),
        ({"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": []}, None),
        ({"A": ["B"], "B": ["C"], "C": ["D"], "D": ["B"]}, ("B", "C", "D", "B")),
        ({"A": ["B"], "C": ["B", "D"], "D": ["C"]}, ("C", "D", "C")),
        ({1: {2}, 2: {3}, 3: {1}}, (1, 2, 3, 1)),
    ],
)
def test_the_path_of_a_cycle_is_found(sisi, lingkar):
    assert find_cycle(sisi) == lingkar


def test_a_long_chain_needs_no_recursion():
    rantai = {n: [n + 1] for n in range(3000)}
    assert find_cycle(rantai) is None
    assert len(find_cycle(rantai | {3000: [0]})) == 3002
