"""A small regression for scores: ridge on the features, and boosted trees on what it leaves over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Bins = NDArray[np.intp]

_RIDGE: Final = 30.0
_TREES: Final = 120
_DEPTH: Final = 2
_RATE: Final = 0.06
_BINS: Final = 16
_LEAST_LEAF: Final = 12
_PENALTY: Final = 4.0
_SHARE: Final = 0.7
_SEED: Final = 7


@dataclass(frozen=True, slots=True)
class _Tree:
    """A tree: node ``i`` has the children ``2i+1`` and ``2i+2``; a feature of -1 is no split."""

    feature: list[int]
    limit: list[int]
    value: list[float]

    def predict(self, bins: Bins) -> Array:
        rows = np.arange(len(bins))
        node = np.zeros(len(bins), dtype=np.intp)
        feature, limit = np.array(self.feature), np.array(self.limit)
        for _ in range(_DEPTH):
            splits = feature[node] >= 0
            right = bins[rows, feature[node]] > limit[node]
            node = np.where(splits, 2 * node + 1 + right, node)
        return np.array(self.value)[node]


class Regression:
    """Predicts a number from features; the same examples always give the same model."""

    def __init__(self, x: Array, y: Array) -> None:
        """Fit ``y`` (n) to ``x`` (n × features); n is at least 1."""
        self._mean, self._scale = x.mean(axis=0), x.std(axis=0) + 1e-9
        self._usual = float(y.mean())
        z = self._standard(x)
        gram = z.T @ z + _RIDGE * np.eye(z.shape[1])
        self._weights = np.linalg.solve(gram, z.T @ (y - self._usual))
        self._edges = [np.unique(np.quantile(column, np.linspace(0, 1, _BINS + 1)[1:-1])) for column in x.T]
        self._trees = list(self._boosted(self._binned(x), y - self._linear(x)))

    def predict(self, x: Array) -> Array:
        """Return a prediction for each row."""
        bins = self._binned(x)
        return np.asarray(self._linear(x) + _RATE * sum(tree.predict(bins) for tree in self._trees))

    def _standard(self, x: Array) -> Array:
        return np.asarray(np.clip((x - self._mean) / self._scale, -4, 4))

    def _linear(self, x: Array) -> Array:
        return np.asarray(self._usual + self._standard(x) @ self._weights)

    def _binned(self, x: Array) -> Bins:
        columns = [np.searchsorted(edges, column) for edges, column in zip(self._edges, x.T, strict=True)]
        return np.stack(columns, axis=1)

    def _boosted(self, bins: Bins, left: Array) -> list[_Tree]:
        chance = np.random.default_rng(_SEED)
        trees: list[_Tree] = []
        for _ in range(_TREES if len(left) >= 4 * _LEAST_LEAF else 0):
            rows = chance.random(len(left)) < _SHARE
            trees.append(_grown(bins[rows], left[rows]))
            left = left - _RATE * trees[-1].predict(bins)
        return trees


def _grown(bins: Bins, y: Array) -> _Tree:
    nodes = 2 ** (_DEPTH + 1) - 1
    tree = _Tree([-1] * nodes, [0] * nodes, [0.0] * nodes)
    waiting = [(0, np.arange(len(y)))]
    while waiting:
        node, rows = waiting.pop()
        tree.value[node] = float(y[rows].sum() / (len(rows) + _PENALTY))
        split = _best_split(bins[rows], y[rows]) if 2 * node + 2 < nodes else None
        if split:
            tree.feature[node], tree.limit[node] = split
            right = bins[rows, split[0]] > split[1]
            waiting += [(2 * node + 1, rows[~right]), (2 * node + 2, rows[right])]
    return tree


def _best_split(bins: Bins, y: Array) -> tuple[int, int] | None:
    """Return the feature and the last bin that goes left, by what the split gains; None when none does."""
    n, columns = bins.shape
    flat = (bins + np.arange(columns) * _BINS).ravel()
    counts = np.bincount(flat, minlength=columns * _BINS).reshape(columns, _BINS).cumsum(axis=1)
    sums = np.bincount(flat, np.repeat(y, columns), columns * _BINS).reshape(columns, _BINS).cumsum(axis=1)
    total = y.sum()
    gain = sums**2 / (counts + _PENALTY) + (total - sums) ** 2 / (n - counts + _PENALTY)
    gain[(counts < _LEAST_LEAF) | (n - counts < _LEAST_LEAF)] = -np.inf
    best = int(gain.argmax())
    if not gain.flat[best] > total**2 / (n + _PENALTY) + 1e-9:
        return None
    return divmod(best, _BINS)
