"""Logistic regression by scikit-learn on random features: writes packages/fewshot/src/fixtures/logistic.json.

Of each case: what the usual call, LogisticRegression(C, max_iter=1000), predicts, and objective and probabilities of a
fit carried to the minimum.
"""

import json
import warnings
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

FIXTURES = Path(__file__).parents[2] / "packages/fewshot/src/fixtures"
CASES = [
    # ways, shots, copies of each support, mean length of a feature (0: all of length 1), C
    (5, 1, 1, 0, 1), (5, 1, 1, 25, 1),
    (5, 5, 1, 0, 1), (5, 5, 1, 12, 1), (5, 5, 1, 30, 1),
    (20, 1, 1, 0, 1), (20, 1, 1, 20, 1),
    (5, 1, 5, 0, 1), (5, 5, 5, 20, 1),
    (2, 3, 1, 0, 1), (2, 3, 1, 15, 1),
    (3, 4, 1, 10, 0.01), (3, 4, 1, 10, 100),
]


def features(random, ways, shots, copies, queries, dimension, length):
    """As a rectifier leaves them; copies are augmented views: the support with a little noise each."""
    classes = random.normal(size=(ways, 1, dimension))
    rows = np.maximum(classes + 0.7 * random.normal(size=(ways, shots + queries, dimension)) + 0.3, 0)
    support = np.repeat(rows[:, :shots], copies, axis=1)
    support = np.maximum(support + (copies > 1) * 0.2 * random.normal(size=support.shape), 0)
    support, query = support.reshape(-1, dimension), rows[:, shots:].reshape(-1, dimension)
    if length == 0:
        unit = lambda part: part / np.linalg.norm(part, axis=1, keepdims=True)
        support, query = unit(support), unit(query)
    else:
        scale = length / np.linalg.norm(support, axis=1).mean()
        support, query = scale * support, scale * query
    return [part.round(4) for part in (support, query)]


def objective(model, support, labels, c):
    probabilities = model.predict_proba(support)[np.arange(len(labels)), labels]
    return float(-c * np.log(probabilities).sum() + 0.5 * (model.coef_**2).sum())


def case(random, ways, shots, copies, length, c):
    support, query = features(random, ways, shots, copies, 3, 16, length)
    labels = np.repeat(np.arange(ways), shots * copies)
    usual = LogisticRegression(C=c, max_iter=1000).fit(support, labels)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it cannot reach this tolerance and says so
        least = LogisticRegression(C=c, max_iter=20_000, tol=1e-13).fit(support, labels)
    return {
        "name": f"{ways}-way {shots}-shot{f' of {copies} views' if copies > 1 else ''}, length {length or 1}, C {c}",
        "ways": ways, "c": c, "support": support.tolist(), "query": query.tolist(),
        "predictions": usual.predict(query).tolist(), "objective": objective(least, support, labels, c),
        "probabilities": least.predict_proba(query).round(7).tolist(),
    }


def main():
    random = np.random.default_rng(1)
    FIXTURES.mkdir(parents=True, exist_ok=True)
    golden = [case(random, *sizes) for sizes in CASES]
    (FIXTURES / "logistic.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
