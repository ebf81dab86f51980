"""The problem that the references of @clce/optim solve in float64, and how PyTorch takes 20 steps of it.

gradient = curvature * parameter + noise[step], at a learning rate that changes from step to step.
"""

from pathlib import Path

import numpy as np
import torch

FIXTURES = Path(__file__).parents[2] / "packages/optim/src/fixtures"
SHAPES = {"weight": (3, 4), "bias": (4,)}
STEPS = 20
torch.manual_seed(3)


def pack(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]}


def pack_all(tensors):
    return {name: pack(value) for name, value in tensors.items()}


def random(shape):
    return torch.randn(shape).float().double()


start = {name: random(shape) for name, shape in SHAPES.items()}
curvature = {name: random(shape).abs() for name, shape in SHAPES.items()}
noise = [{name: random(shape) for name, shape in SHAPES.items()} for _ in range(STEPS)]
rates = [float(np.float32(0.05 * (1 + step % 4) / 4)) for step in range(STEPS)]
problem = {
    "parameters": pack_all(start),
    "curvature": pack_all(curvature),
    "noise": [pack_all(step) for step in noise],
    "rates": rates,
}


def train(optimizer, options, *, no_decay=(), scales=None, frozen=(), max_norm=None, every=1, after_step=lambda _: None):
    """The parameters after the first and the last of 20 steps.

    no_decay, frozen: names without weight decay, names that do not train; scales: a factor of the learning rate by
    name; max_norm: clip the global norm first; every: mean of so many gradients, one for each of 20 * every micro-steps;
    after_step: is shown the parameters at the start and after each step.
    """
    parameters = {name: torch.nn.Parameter(value.clone()) for name, value in start.items()}
    trained = {name: value for name, value in parameters.items() if name not in frozen}
    groups = [
        {"params": [value], "scale": (scales or {}).get(name, 1.0), **({"weight_decay": 0.0} if name in no_decay else {})}
        for name, value in trained.items()
    ]
    steps = optimizer(groups, lr=1.0, **options)
    after = []
    after_step(parameters)
    for micro in range(STEPS * every):
        for name, parameter in trained.items():
            gradient = (curvature[name] * parameter.detach() + noise[micro % STEPS][name]) / every
            parameter.grad = gradient if parameter.grad is None else parameter.grad + gradient
        if (micro + 1) % every:
            continue
        if max_norm is not None:
            torch.nn.utils.clip_grad_norm_(trained.values(), max_norm)
        for group in steps.param_groups:
            group["lr"] = rates[micro % STEPS] * group["scale"]
        steps.step()
        steps.zero_grad()
        after_step(parameters)
        after.append(pack_all(parameters))
    return {"first": after[0], "last": after[-1]}
