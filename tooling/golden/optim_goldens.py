"""Reference values of @clce/optim in float64: writes packages/optim/src/fixtures/{optimizers,compositions,schedules}.json.

The optimizers and what they are composed with take the 20 steps of optim_problem.py. The schedules are those of BEiT-3's
per-iteration warm-up and cosine, computed as one table with numpy.
"""

import json

import numpy as np
import torch
from optim_problem import FIXTURES, pack_all, problem, train
from optim_references import Lamb, Lion

SGD, ADAMW = torch.optim.SGD, torch.optim.AdamW
cases = [
    ("sgd", {}, SGD, {}, ()),
    ("sgd", {"momentum": 0.9}, SGD, {"momentum": 0.9}, ()),
    ("sgd", {"momentum": 0.9, "nesterov": True}, SGD, {"momentum": 0.9, "nesterov": True}, ()),
    ("sgd", {"weightDecay": 0.1}, SGD, {"weight_decay": 0.1}, ()),
    (
        "sgd",
        {"momentum": 0.9, "nesterov": True, "weightDecay": 0.1},
        SGD,
        {"momentum": 0.9, "nesterov": True, "weight_decay": 0.1},
        (),
    ),
    ("adamW", {}, ADAMW, {}, ()),
    (
        "adamW",
        {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3, "weightDecay": 0.1},
        ADAMW,
        {"betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.1},
        (),
    ),
    ("adamW", {"weightDecay": 0.1, "mask": "exceptVectors"}, ADAMW, {"weight_decay": 0.1}, ("bias",)),
    ("lion", {}, Lion, {}, ()),
    (
        "lion",
        {"beta1": 0.8, "beta2": 0.95, "weightDecay": 0.1, "mask": "exceptVectors"},
        Lion,
        {"betas": (0.8, 0.95), "weight_decay": 0.1},
        ("bias",),
    ),
    ("lamb", {}, Lamb, {}, ()),
    (
        "lamb",
        {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3, "weightDecay": 0.1, "mask": "exceptVectors"},
        Lamb,
        {"betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.1},
        ("bias",),
    ),
]
optimizers = [
    {"optimizer": name, "options": options, **train(torch_optimizer, torch_options, no_decay=no_decay)}
    for name, options, torch_optimizer, torch_options, no_decay in cases
]


def averaged(decay):
    """Its weights are averaged as torch.optim.swa_utils does, from the parameters at the start on."""
    average = torch.optim.swa_utils.get_ema_avg_fn(decay)
    weights = {}

    def after_step(parameters):
        for name, value in parameters.items():
            weights[name] = average(weights[name], value, None).detach() if name in weights else value.detach().clone()

    return {**train(SGD, {"momentum": 0.9}, after_step=after_step), "average": pack_all(weights)}


compositions = {
    "clipByGlobalNorm": train(SGD, {"momentum": 0.9}, max_norm=2.0),
    "scaleByName": train(ADAMW, {"weight_decay": 0.1}, scales={"weight": 0.4225, "bias": 0.65}),
    "averageWeights": averaged(0.9),
    "accumulateGradients": train(ADAMW, {"weight_decay": 0.1}, every=3, max_norm=2.0),
    "freeze": train(ADAMW, {"weight_decay": 0.1}, frozen=("bias",)),
}


def table(base, minimum, total, warmup, start):
    """The whole schedule at once: np.linspace up, both ends included, then half a cosine."""
    up = np.linspace(start, base, warmup)
    places = np.arange(total - warmup)
    down = minimum + 0.5 * (base - minimum) * (1 + np.cos(np.pi * places / max(1, len(places))))
    return np.concatenate([up, down]).tolist()


schedules = [
    {"options": options, "rates": table(*(options[key] for key in ("base", "minimum", "totalSteps", "warmupSteps", "start")))}
    for options in [
        {"base": 7e-4, "minimum": 1e-6, "totalSteps": 20, "warmupSteps": 5, "start": 0},
        {"base": 0.1, "minimum": 0, "totalSteps": 12, "warmupSteps": 0, "start": 0},
        {"base": 0.1, "minimum": 0.01, "totalSteps": 7, "warmupSteps": 1, "start": 0.02},
        {"base": 0.1, "minimum": 0.01, "totalSteps": 4, "warmupSteps": 4, "start": 0.02},
    ]
]
FIXTURES.mkdir(exist_ok=True)
for name, content in {
    "optimizers": {"problem": problem, "optimizers": optimizers},
    "compositions": compositions,
    "schedules": schedules,
}.items():
    (FIXTURES / f"{name}.json").write_text(json.dumps(content) + "\n")
