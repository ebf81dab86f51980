"""Reference values of @clce/metrics by scipy: writes packages/metrics/src/fixtures/intervals.json."""

import json
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn.metrics import top_k_accuracy_score

FIXTURES = Path(__file__).parents[2] / "packages/metrics/src/fixtures"


def interval(values, confidence):
    mean = float(np.mean(values))
    lower, upper = stats.t.interval(confidence, len(values) - 1, loc=mean, scale=stats.sem(values))
    return {"values": list(values), "confidence": confidence, "mean": mean, "lower": float(lower), "upper": float(upper),
            "standardDeviation": float(np.std(values, ddof=1))}


def paired(a, b, confidence):
    result = stats.ttest_rel(a, b)
    lower, upper = result.confidence_interval(confidence)
    return {"a": list(a), "b": list(b), "confidence": confidence, "difference": float(np.mean(np.subtract(a, b))),
            "lower": float(lower), "upper": float(upper)}


def ranking(random, rows, classes):
    scores = random.normal(size=(rows, classes)).round(3)
    labels = random.integers(classes, size=rows)
    accuracies = [float(top_k_accuracy_score(labels, scores, k=k, labels=range(classes))) for k in range(1, classes)]
    return {"scores": scores.tolist(), "labels": labels.tolist(), "accuracies": accuracies}


def main():
    random = np.random.default_rng(0)
    episodes = (random.binomial(75, 0.8, 600) / 75).round(6)
    others = np.clip(episodes + random.normal(0.01, 0.03, 600), 0, 1).round(6)
    golden = {
        "intervals": [
            interval([0.2, 0.4], 0.95),
            interval([0.91, 0.88, 0.95, 0.9], 0.95),
            interval([1e9, 1e9 + 1, 1e9 + 2], 0.99),
            interval([-3.0, 5.5, 0.0, 2.25, 8.0], 0.5),
            interval(episodes, 0.95),
            interval(episodes, 0.999),
        ],
        "paired": [paired([0.9, 0.8, 0.7], [0.85, 0.8, 0.75], 0.95), paired(others, episodes, 0.95), paired(others, episodes, 0.9)],
        "rankings": [ranking(random, 40, 7)],
        "quantiles": [
            {"confidence": c, "degrees": n, "t": float(stats.t.ppf((1 + c) / 2, n))}
            for c in (0.5, 0.9, 0.95, 0.99, 0.9999) for n in (1, 2, 3, 5, 10, 30, 599, 2999, 9999)
        ],
    }
    FIXTURES.mkdir(parents=True, exist_ok=True)
    (FIXTURES / "intervals.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
