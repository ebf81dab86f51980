"""Reference values of @clce/backbones by PyTorch in float64: writes packages/backbones/src/fixtures/*.json.

Needs torch and safetensors. Also opens the file that the package wrote (fixtures/written.safetensors.txt, base64; kept up
to date by `vitest run -u`) with safetensors.torch, loads it strictly and records what PyTorch computes from it.
"""

import base64
import json
from pathlib import Path

import torch
from backbones_models import Conv4, Heads, Resnet12
from safetensors.torch import load, save

FIXTURES = Path(__file__).parents[2] / "packages/backbones/src/fixtures"

CASES = {
    "conv4Flatten": (Conv4, {"widths": [4, 3, 5, 3], "inChannels": 1, "imageSize": [33, 48], "pooling": "flatten"}),
    "conv4Average": (Conv4, {"widths": [3, 4, 5, 6], "inChannels": 3, "pooling": "average"}),
    "resnet12": (Resnet12, {"widths": [3, 4, 5, 6], "inChannels": 3}),
}
SHAPES = {"conv4Flatten": (4, 1, 33, 48), "conv4Average": (5, 3, 19, 17), "resnet12": (4, 3, 21, 18)}


def randomize(model):
    """Every variable random, none at its first value, and exactly representable in float32."""
    for name, value in model.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        if name.endswith("running_var"):
            value.uniform_(0.5, 2)
        elif name.endswith("weight") and value.ndim == 1:
            value.uniform_(0.5, 1.5)
        else:
            value.normal_(0, 0.3)
    return model


def encode(tensors):
    return base64.b64encode(save({name: value.detach().float().contiguous() for name, value in tensors.items()})).decode()


def run(model, inputs):
    """Outputs in inference and training mode, new statistics, and gradients of sum(output * cotangent)."""
    model = model.double()
    results = {"inputs": inputs, "inference": model.eval()(inputs)}
    for mode in ("inference", "training"):
        model.train(mode == "training")
        model.zero_grad()
        output = model(inputs)
        cotangent = results.setdefault("cotangent", torch.randn_like(output).float().double())
        (output * cotangent).sum().backward()
        results |= {f"{mode}/gradients/{name}": value.grad for name, value in model.named_parameters()}
    results["training"] = output
    results |= {f"statistics/{name}": value for name, value in model.named_buffers() if "running" in name}
    return encode(results)


def golden(model, inputs, options):
    weights = base64.b64encode(save({k: v.contiguous() for k, v in model.state_dict().items()})).decode()
    return {"options": options, "weights": weights, "results": run(model, inputs.double())}


def backbone_case(name):
    kind, options = CASES[name]
    arguments = [options["widths"], options["inChannels"]] + ([options["pooling"]] if kind is Conv4 else [])
    return golden(randomize(kind(*arguments)), torch.randn(*SHAPES[name]), options)


def format_case():
    """A file of every kind of number that the reader knows."""
    tensors = {
        "f64": torch.tensor([[1.1, -2.2, 3.3]], dtype=torch.float64),
        "f32": torch.tensor([0.1, float("inf"), -0.0], dtype=torch.float32),
        "f16": torch.tensor([1.5, -0.333, 65504, 6e-8, 6.1e-5, float("-inf")], dtype=torch.float16),
        "bf16": torch.tensor([1.5, -0.333, 3e38, 1e-40], dtype=torch.bfloat16),
        "i64": torch.tensor([2**62, -5]),
        "i32": torch.tensor([[7], [-8]], dtype=torch.int32),
        "u8": torch.tensor([0, 255, 3], dtype=torch.uint8),
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(0, 3),
    }
    values = {name: [str(v) for v in value.flatten().tolist()] for name, value in tensors.items()}
    shapes = {name: list(value.shape) for name, value in tensors.items()}
    file = base64.b64encode(save(tensors, {"author": "PyTorch, \"ä\""})).decode()
    return {"file": file, "values": values, "shapes": shapes}


def written_case():
    """What PyTorch reads from the package's own file: a conv4 of widths 2, 3, 2, 3 on grey images."""
    state = load(base64.b64decode((FIXTURES / "written.safetensors.txt").read_text()))
    model = Conv4([2, 3, 2, 3], 1, "flatten")
    model.load_state_dict(state, strict=True)
    images = torch.randn(2, 1, 28, 28).double()
    features = model.double().eval()(images)
    first = {name: value.flatten()[:4].tolist() for name, value in sorted(state.items())}
    return {"first": first, "results": encode({"inputs": images, "inference": features})}


def write(name, content):
    (FIXTURES / f"{name}.json").write_text(json.dumps(content) + "\n")


def main():
    torch.manual_seed(0)
    options = {"inFeatures": 6, "classes": 5, "hiddenFeatures": 7, "outFeatures": 4}
    heads = golden(randomize(Heads(6, 5, 7, 4)), torch.randn(3, 6), options)
    write("backbones", {name: backbone_case(name) for name in CASES} | {"heads": heads})
    write("safetensors", format_case())
    if (FIXTURES / "written.safetensors.txt").exists():
        write("written", written_case())


if __name__ == "__main__":
    main()
