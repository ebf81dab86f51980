"""Values and gradients of the losses in float64, by PyTorch's autograd from the plain formulas.

Writes packages/losses/src/fixtures/*.json:  python tooling/golden/losses_goldens.py
Inputs are float32 numbers, so that both sides start from the same ones.
"""

import json
import math
from pathlib import Path

import torch
from torch.nn.functional import cross_entropy, normalize

FIXTURES = Path(__file__).parents[2] / "packages" / "losses" / "src" / "fixtures"


def anchor_loss(similarity, labels, anchor, concentration, form):
    """The loss of one anchor, or None if it has no positives."""
    same = labels == labels[anchor]
    positives = similarity[anchor][same & (torch.arange(len(labels)) != anchor)]
    negatives = similarity[anchor][~same]
    if len(positives) == 0:
        return None
    if len(negatives) == 0:
        return torch.tensor(math.log(len(positives)) if form == "paper" else 0.0, dtype=torch.float64)
    tilt = concentration * negatives
    log_weights = tilt - tilt.logsumexp(0) + math.log(len(negatives))  # the weights average to 1
    log_negatives = (log_weights + negatives).logsumexp(0)
    log_positives = positives.logsumexp(0)
    log_count = math.log(len(positives))
    if form == "paper":
        return log_count + torch.logaddexp(log_positives, log_negatives) - log_positives
    return torch.logaddexp(log_positives - log_count, log_negatives) - (log_positives - log_count)


def label_aware_contrastive(embeddings, labels, options):
    rows = normalize(embeddings, dim=1) if options.get("normalize", True) else embeddings
    similarity = rows @ rows.T / options.get("temperature", 0.5)
    concentration = options.get("concentration", 1.0) if options.get("hardNegatives", True) else 0.0
    each = [
        anchor_loss(similarity, labels, anchor, concentration, options.get("form", "code"))
        for anchor in range(len(labels))
    ]
    excluded = options.get("withoutPositives", "zero") == "exclude"
    count = sum(loss is not None for loss in each) if excluded else len(each)
    losses = torch.stack([torch.zeros((), dtype=torch.float64) if loss is None else loss for loss in each])
    return losses, losses.sum() / max(count, 1)


def row_cross_entropy(logits, labels, options):
    losses = cross_entropy(logits, labels, reduction="none")
    return losses, losses.mean()


def rounded(tensor):
    """Ten digits are more than float32 has."""
    return [float(f"{value:.10g}") for value in tensor.flatten().tolist()]


def case(name, loss, inputs, labels, options):
    inputs = inputs.to(torch.float32)
    rows = inputs.double().requires_grad_()
    classes = torch.tensor(labels)
    losses, value = loss(rows, classes, options)
    if value.requires_grad:
        value.backward()
    gradient = torch.zeros_like(rows) if rows.grad is None else rows.grad
    return {
        "name": name,
        "options": options,
        "shape": list(inputs.shape),
        "inputs": [float(f"{value:.9g}") for value in inputs.flatten().tolist()],
        "labels": labels,
        "rowLosses": rounded(losses),
        "value": value.item(),
        "gradient": rounded(gradient),
    }


def write(file, cases):
    FIXTURES.mkdir(parents=True, exist_ok=True)
    body = ",\n".join(json.dumps(each) for each in cases)
    (FIXTURES / file).write_text(f"[\n{body}\n]\n")


def random(generator, *shape, scale=1.0):
    return torch.randn(*shape, generator=generator, dtype=torch.float64) * scale


LABELS = {
    "pairs": [0, 0, 1, 1, 2, 2, 3, 3],
    "three classes": [2, 0, 1, 1, 0, 2, 2, 1, 0, 2, 2],
    "single anchors": [5, 7, 5, 9, 11, 5, 7, 100],
    "one class": [4, 4, 4, 4, 4],
    "all different": [3, 1, 4, 0, 5],
    "one row": [0],
}

OPTIONS = [
    {},
    {"form": "paper"},
    {"withoutPositives": "exclude"},
    {"form": "paper", "withoutPositives": "exclude", "concentration": 0.5},
    {"hardNegatives": False},
    {"concentration": 2, "temperature": 0.1},
    {"concentration": 0.3, "temperature": 0.07, "form": "paper"},
    {"temperature": 0.01},
    {"temperature": 0.01, "concentration": 0, "form": "paper"},
    {"normalize": False},
    {"normalize": False, "form": "paper", "concentration": 1.7, "temperature": 2},
]


def contrastive_cases():
    generator = torch.Generator().manual_seed(1)
    for pattern, labels in LABELS.items():
        for options in OPTIONS:
            inputs = random(generator, len(labels), 5)
            yield case(f"{pattern} {json.dumps(options)}", label_aware_contrastive, inputs, labels, options)
    many = [(7 * row * row) % 11 for row in range(45)]
    for options in OPTIONS:
        inputs = random(generator, len(many), 16)
        yield case(f"45 rows {json.dumps(options)}", label_aware_contrastive, inputs, many, options)
    twins = random(generator, 3, 4).repeat(2, 1)
    for options in ({}, {"temperature": 0.01}, {"normalize": False}):
        yield case(f"duplicates {json.dumps(options)}", label_aware_contrastive, twins, [0, 1, 2, 0, 1, 1], options)
        same = torch.ones(6, 3, dtype=torch.float64)
        yield case(f"identical {json.dumps(options)}", label_aware_contrastive, same, [0, 1, 2, 0, 1, 1], options)
    large = random(generator, 8, 4, scale=30)
    yield case("large, not normalised", label_aware_contrastive, large, LABELS["pairs"], {"normalize": False})


def cross_entropy_cases():
    generator = torch.Generator().manual_seed(2)
    for rows, classes in ((1, 1), (1, 4), (6, 2), (9, 7)):
        labels = torch.randint(classes, (rows,), generator=generator).tolist()
        for scale in (1, 10, 1e4):
            logits = random(generator, rows, classes, scale=scale)
            yield case(f"[{rows}, {classes}] scale {scale}", row_cross_entropy, logits, labels, {})


if __name__ == "__main__":
    write("label-aware-contrastive.json", contrastive_cases())
    write("cross-entropy.json", cross_entropy_cases())
