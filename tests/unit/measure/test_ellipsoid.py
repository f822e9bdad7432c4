"""The two ways to the area under an edge."""

from __future__ import annotations

import numpy as np
import pytest

from retally.measure import ellipsoid


@pytest.mark.parametrize("near", [0.0, 30.5, 48.2, -75.0])
def test_taylor_and_sine_series_agree_to_the_last_digits(near):
    random = np.random.default_rng(1)
    middle, half = random.uniform(-0.15, 0.15, 9000), random.uniform(-0.005, 0.005, 9000)
    taylor = ellipsoid._by_taylor(middle, half, near)
    sines = ellipsoid._by_sines(middle, half, near)
    assert np.abs(taylor - sines).max() < 1e-14 * 40e6


def test_an_edge_to_the_east_south_of_ground_counts_below_zero():
    one, zero = np.ones(1), np.zeros(1)
    assert ellipsoid.edges_km2(one, one, one, near=48.0)[0] < 0
    assert ellipsoid.edges_km2(one, zero, zero, near=48.0)[0] == 0


def test_long_edges_take_the_sine_series():
    lon_step, low, high = np.array([10.0]), np.array([-20.0]), np.array([20.0])
    assert ellipsoid.edges_km2(lon_step, low, high, near=0.0)[0] == pytest.approx(0, abs=1e-7)
