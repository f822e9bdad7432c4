"""The area between an edge and a parallel on the WGS84 ellipsoid, edges straight in lon/lat.

The ground between the equator and latitude ``phi`` is, a radian of longitude,
``b^2 / 2 (sin phi / (1 - e^2 sin^2 phi) + atanh(e sin phi) / e)`` (Snyder 1987, eq. 3-12). As a
sine series ``sum_k s_k sin(n phi)`` with ``n = 2k + 1`` it can be integrated along an edge in
closed form, and summed over a closed ring it gives the ring's area.
"""

from __future__ import annotations

from functools import lru_cache
from math import factorial

import numpy as np

EQUATORIAL_RADIUS_KM = 6378.137
"""Semi-major axis of the WGS84 ellipsoid in km (NGA.STND.0036). DeepState's sphere has the same
radius: with it, and only with it, the areas that it publishes come back."""

FLATTENING = 1 / 298.257223563
"""Flattening of the WGS84 ellipsoid (NGA.STND.0036)."""

_TERMS = 6
"""Terms of the sine series. Each is about 1e-3 of the one before, so the seventh is below the
rounding of the first."""

_DEGREE = 14
_REACH = 0.15
_SHORT = 0.005
"""The Taylor series has degree 14 and is used up to 0.15 radians (8.6 degrees) from the parallel,
for edges that rise by less than 0.01 radians: there it agrees with the sine series to 6e-9 km2 a
radian of longitude, which is the rounding of either. Do not move one alone."""

_HALF_DEGREE = np.pi / 360
"""Half a degree in radians."""

_BLOCK = 4096
"""Edges a block: their powers (15 numbers an edge) stay in the processor's cache."""


def edges_km2(
    lon_step: np.ndarray, rise_from: np.ndarray, rise_to: np.ndarray, *, near: float
) -> np.ndarray:
    """Area between each edge and the parallel `near`, positive where the edge runs westward.

    Summed over a closed ring this is the ring's area, positive where it runs counter-clockwise.

    Parameters
    ----------
    lon_step, rise_from, rise_to
        Shape (n,), degrees: from the edge's start to its end, and how far north of `near` its
        start and its end lie.
    near
        A latitude in degrees. Measuring from a parallel near the data instead of the equator
        keeps the sums small: rounding falls from 4e-9 to under 1e-10 km2 over a country.
    """
    middle, half = (rise_to + rise_from) * _HALF_DEGREE, (rise_to - rise_from) * _HALF_DEGREE
    lies_near = len(middle) and np.abs(middle).max() <= _REACH and np.abs(half).max() <= _SHORT
    strip = _by_taylor if lies_near else _by_sines
    area: np.ndarray = lon_step * strip(middle, half, near)
    area *= -2 * _HALF_DEGREE
    return area


def _by_taylor(middle: np.ndarray, half: np.ndarray, near: float) -> np.ndarray:
    """Mean height of the strip along each edge, in km2 a radian, by powers of the distance."""
    coefficients = taylor(near)
    strip = np.empty(len(middle))
    for low in range(0, len(middle), _BLOCK):
        piece = slice(low, low + _BLOCK)
        terms = np.vander(middle[piece], _DEGREE + 1, increasing=True) @ coefficients
        square = half[piece] ** 2
        strip[piece] = terms[:, 0] + square * (terms[:, 1] + square * terms[:, 2])
    return strip


def _by_sines(middle: np.ndarray, half: np.ndarray, near: float) -> np.ndarray:
    """The same for any edge: ``sum_k s_k (sin(n lat_mid) sinc(n half) - sin(n near))``."""
    reference = np.radians(near)
    total = np.zeros(len(middle))
    for k, coefficient in enumerate(_sine_series()):
        n = 2 * k + 1
        # sin(n lat_mid) - sin(n near), as a product so that nothing cancels.
        climb = 2 * np.cos(n * (reference + middle / 2)) * np.sin(n * middle / 2)
        shortfall = _sinc_less_one(n * half)
        total += coefficient * (climb * (1 + shortfall) + np.sin(n * reference) * shortfall)
    return total


def _sinc_less_one(x: np.ndarray) -> np.ndarray:
    """``sin(x) / x - 1``, by its Taylor series where x is small, so that nothing cancels."""
    square = x * x
    small: np.ndarray = -square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72)))
    # At 0.1 the first term left out is 1e-17 of the sum.
    is_large = square > 0.01
    large = x[is_large]
    small[is_large] = np.sin(large) / large - 1
    return small


@lru_cache(maxsize=1)
def _sine_series() -> tuple[float, ...]:
    """The coefficients s_k in km2 a radian.

    The strip is smooth and periodic in latitude, so equal steps give them to the last digit.
    """
    square = FLATTENING * (2 - FLATTENING)
    e = np.sqrt(square)
    steps = 64
    latitude = 2 * np.pi * np.arange(steps) / steps
    sine = np.sin(latitude)
    polar_radius = EQUATORIAL_RADIUS_KM * (1 - FLATTENING)
    strip = polar_radius**2 / 2 * (sine / (1 - square * sine**2) + np.arctanh(e * sine) / e)
    odd = 2 * np.arange(_TERMS) + 1
    return tuple(float(2 / steps * (strip @ np.sin(n * latitude))) for n in odd)


@lru_cache(maxsize=64)
def taylor(near: float) -> np.ndarray:
    """Shape (15, 3): powers of the distance from `near`, for the strip F, F''/6 and F''''/120.

    Along an edge the mean of F is ``F + F'' half^2 / 6 + F'''' half^4 / 120`` at its middle.
    """
    n = 2 * np.arange(_TERMS) + 1.0
    phase = n * np.radians(near)
    # The j-th derivative of sin is sin shifted by j quarter turns.
    derivatives = np.array(
        [_sine_series() @ (n**j * np.sin(phase + j * np.pi / 2)) for j in range(_DEGREE + 5)]
    )
    derivatives[0] = 0
    powers = np.array([1 / factorial(j) for j in range(_DEGREE + 1)])
    columns = [
        derivatives[shift : shift + _DEGREE + 1] * powers / divisor
        for shift, divisor in ((0, 1), (2, 6), (4, 120))
    ]
    return np.column_stack(columns)
