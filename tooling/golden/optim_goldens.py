"""Reference values of @clce/optim by PyTorch in float64: writes packages/optim/src/fixtures/{optimizers,schedules}.json.

Each optimizer takes 20 steps of gradient = curvature * parameter + noise[step], at a rate that changes from step to step.
The schedules are those of BEiT-3's per-iteration warm-up and cosine, computed as one table with numpy.
"""

import json
from pathlib import Path

import numpy as np
import torch

FIXTURES = Path(__file__).parents[2] / "packages/optim/src/fixtures"
SHAPES = {"weight": (3, 4), "bias": (4,)}
STEPS = 20
torch.manual_seed(3)


def pack(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]}


def random(shape):
    return torch.randn(shape).float().double()


start = {name: random(shape) for name, shape in SHAPES.items()}
curvature = {name: random(shape).abs() for name, shape in SHAPES.items()}
noise = [{name: random(shape) for name, shape in SHAPES.items()} for _ in range(STEPS)]
rates = [float(np.float32(0.05 * (1 + step % 4) / 4)) for step in range(STEPS)]


def train(optimizer, options, frozen_decay=()):
    parameters = {name: torch.nn.Parameter(value.clone()) for name, value in start.items()}
    groups = [
        {"params": [value for name, value in parameters.items() if name not in frozen_decay]},
        {"params": [value for name, value in parameters.items() if name in frozen_decay], "weight_decay": 0.0},
    ]
    steps = optimizer([group for group in groups if group["params"]], lr=1.0, **options)
    after = []
    for rate, added in zip(rates, noise):
        for group in steps.param_groups:
            group["lr"] = rate
        for name, parameter in parameters.items():
            parameter.grad = curvature[name] * parameter.detach() + added[name]
        steps.step()
        after.append({name: pack(parameter) for name, parameter in parameters.items()})
    return {"first": after[0], "last": after[-1]}


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
]
problem = {
    "parameters": {name: pack(value) for name, value in start.items()},
    "curvature": {name: pack(value) for name, value in curvature.items()},
    "noise": [{name: pack(value) for name, value in step.items()} for step in noise],
    "rates": rates,
}
optimizers = [
    {"optimizer": name, "options": options, **train(torch_optimizer, torch_options, frozen)}
    for name, options, torch_optimizer, torch_options, frozen in cases
]


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
(FIXTURES / "optimizers.json").write_text(json.dumps({"problem": problem, "optimizers": optimizers}) + "\n")
(FIXTURES / "schedules.json").write_text(json.dumps(schedules) + "\n")
