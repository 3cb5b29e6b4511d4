"""The benchmark of growth: exponents."""

import pytest

from scripts.benchmarks.scale import fit_exponent


def test_the_exponent_is_that_of_the_power_that_fits() -> None:
    assert fit_exponent([10, 100, 1000], [3e-3, 0.3, 30]) == pytest.approx(2)
    assert fit_exponent([10, 1000], [1, 100]) == pytest.approx(1)
    assert fit_exponent([10, 100, 1000], [5, 5, 5]) == pytest.approx(0)
