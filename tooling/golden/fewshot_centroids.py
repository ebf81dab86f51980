"""Nearest centroids in plain numpy, float64: writes packages/fewshot/src/fixtures/centroids.json."""

import json
from pathlib import Path

import numpy as np

FIXTURES = Path(__file__).parents[2] / "packages/fewshot/src/fixtures"


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def scores(support, query, ways, normalize, distance, center):
    support, query = support - center, query - center
    if normalize == "l2":
        support, query = unit(support), unit(query)
    centroids = support.reshape(ways, -1, support.shape[-1]).mean(1)
    if distance == "cosine":
        return unit(query) @ unit(centroids).T
    return -(np.linalg.norm(query[:, None] - centroids[None], axis=-1) ** 2)


def case(random, ways, shots, queries, dimension, scale, offset):
    draw = lambda rows: (scale * random.normal(size=(rows, dimension)) + offset).round(3)
    support, query, center = draw(ways * shots), draw(ways * queries), draw(1)[0]
    expected = [
        {"normalize": normalize, "distance": distance, "centered": centered,
         "scores": scores(support, query, ways, normalize, distance, center if centered else 0).round(9).tolist()}
        for normalize in ("none", "l2") for distance in ("euclidean", "cosine") for centered in (False, True)
    ]
    return {"ways": ways, "support": support.tolist(), "query": query.tolist(), "center": center.tolist(), "expected": expected}


def main():
    random = np.random.default_rng(0)
    golden = [case(random, 5, 1, 2, 8, 1, 0), case(random, 5, 5, 2, 8, 3, 10), case(random, 3, 2, 1, 4, 1, 300)]
    FIXTURES.mkdir(parents=True, exist_ok=True)
    (FIXTURES / "centroids.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
