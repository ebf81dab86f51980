"""Rates of torch.optim.lr_scheduler over 20 steps in float64: writes packages/optim/src/fixtures/scheduler-rates.json."""

import json
import warnings

import torch
from optim_problem import FIXTURES
from torch.optim import lr_scheduler as schedulers

STEPS = 20
warnings.simplefilter("ignore")  # SequentialLR passes an epoch to its members


def rates(base, make):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=base)
    scheduler = make(optimizer)
    result = []
    for _ in range(STEPS):
        result.append(float(scheduler.get_last_lr()[0]))
        optimizer.step()
        scheduler.step()
    return result


def after_warmup(steps, start_factor, make):
    """A line from start_factor * base up to the first rate of the other schedule, which then starts."""
    return lambda optimizer: schedulers.SequentialLR(
        optimizer,
        [schedulers.LinearLR(optimizer, start_factor=start_factor, total_iters=steps), make(optimizer)],
        milestones=[steps],
    )


def constant(optimizer):
    return schedulers.ConstantLR(optimizer, factor=1.0)


def cosine(optimizer):
    return schedulers.CosineAnnealingLR(optimizer, T_max=15, eta_min=0.001)


cases = [
    ("constant", 0.3, {}, constant),
    ("stepDecay", 0.1, {"every": 6}, lambda o: schedulers.StepLR(o, step_size=6)),
    ("stepDecay", 0.2, {"every": 3, "factor": 0.5}, lambda o: schedulers.StepLR(o, step_size=3, gamma=0.5)),
    ("stepDecay", 0.05, {"milestones": [7, 12, 15]}, lambda o: schedulers.MultiStepLR(o, [7, 12, 15])),
    ("cosine", 0.1, {"totalSteps": 20}, lambda o: schedulers.CosineAnnealingLR(o, T_max=20)),
    (
        "cosine",
        0.1,
        {"totalSteps": 20, "minimum": 0.02},
        lambda o: schedulers.CosineAnnealingLR(o, T_max=20, eta_min=0.02),
    ),
    ("polynomial", 0.1, {"totalSteps": 15}, lambda o: schedulers.PolynomialLR(o, total_iters=15)),
    ("polynomial", 0.1, {"totalSteps": 20, "power": 0.9}, lambda o: schedulers.PolynomialLR(o, total_iters=20, power=0.9)),
    ("polynomial", 0.1, {"totalSteps": 10, "power": 2}, lambda o: schedulers.PolynomialLR(o, total_iters=10, power=2)),
]
warmups = [
    (5, 0.01, ("constant", 0.3, {}, constant)),
    (5, 0.01, ("cosine", 0.1, {"totalSteps": 15, "minimum": 0.001}, cosine)),
    (1, 0.5, ("stepDecay", 0.1, {"every": 6}, lambda o: schedulers.StepLR(o, step_size=6))),
]
entries = [
    {"schedule": name, "options": {"base": base, **options}, "rates": rates(base, make)}
    for name, base, options, make in cases
] + [
    {
        "schedule": name,
        "options": {"base": base, **options},
        "warmup": {"warmupSteps": steps, "start": start * base},
        "rates": rates(base, after_warmup(steps, start, make)),
    }
    for steps, start, (name, base, options, make) in warmups
]
(FIXTURES / "scheduler-rates.json").write_text(json.dumps(entries) + "\n")
