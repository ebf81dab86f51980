"""Reference values of @clce/ops by PyTorch in float64: writes packages/ops/src/fixtures/goldens.json.

Each case holds float32 inputs, a cotangent, and in float64 the output and the gradients of sum(output * cotangent).
Images are [N, H, W, C] and filters [KH, KW, Cin, Cout], as in TensorFlow.js.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

TARGET = Path(__file__).parents[2] / "packages/ops/src/fixtures/goldens.json"
torch.manual_seed(3)


def random(*shape, mean=0.0, std=1.0):
    return (mean + std * torch.randn(*shape)).float().double()


def pack(tensor):
    values = [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]
    return {"shape": list(tensor.shape), "values": values}


def case(op, name, inputs, run, options=None, constants=None, extra=None):
    inputs = {key: value.clone().requires_grad_() for key, value in inputs.items()}
    output = run(**inputs)
    cotangent = random(*output.shape)
    gradients = torch.autograd.grad((output * cotangent).sum(), list(inputs.values()))
    return {
        "op": op,
        "name": name,
        "options": options or {},
        "inputs": {key: pack(value) for key, value in inputs.items()},
        "constants": {key: pack(value) for key, value in (constants or {}).items()},
        "cotangent": pack(cotangent),
        "output": pack(output),
        "gradients": {key: pack(value) for key, value in zip(inputs, gradients)},
        "extra": {key: pack(value) for key, value in (extra() if extra else {}).items()},
    }


def batch_norm(name, x, training=True, momentum=0.1, epsilon=1e-5):
    channels = x.shape[-1]
    inputs = {"x": x, "scale": random(channels, mean=1, std=0.3), "offset": random(channels)}
    running = {"mean": random(channels), "variance": random(channels).abs() + 0.5}
    updated = {key: value.clone() for key, value in running.items()}

    def run(x, scale, offset):
        first = x.movedim(-1, 1)
        y = F.batch_norm(first, updated["mean"], updated["variance"], scale, offset, training, momentum, epsilon)
        return y.movedim(1, -1)

    options = {"training": training, "momentum": momentum, "epsilon": epsilon}
    return case("batchNorm", name, inputs, run, options, running, lambda: updated)


def same_padding(size, kernel, stride):
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def pad_images(x, kernel, stride, pad, value=0.0):
    """[N, H, W, C] -> padded [N, C, H, W]."""
    x = x.movedim(-1, 1)
    if pad == "same":
        rows, columns = (same_padding(size, k, stride) for size, k in zip(x.shape[2:], kernel))
    else:
        rows = columns = (0, 0) if pad == "valid" else (pad, pad)
    return F.pad(x, (*columns, *rows), value=value)


def convolution(name, shape, kernel, features, stride, pad):
    inputs = {"x": random(*shape), "filter": random(*kernel, shape[-1], features)}

    def run(x, filter):
        return F.conv2d(pad_images(x, kernel, stride, pad), filter.permute(3, 2, 0, 1), stride=stride).movedim(1, -1)

    return case("conv2d", name, inputs, run, {"strides": stride, "pad": pad})


def depthwise(name, shape, kernel, multiplier, stride, pad):
    channels = shape[-1]
    inputs = {"x": random(*shape), "filter": random(*kernel, channels, multiplier)}

    def run(x, filter):
        weight = filter.permute(2, 3, 0, 1).reshape(channels * multiplier, 1, *kernel)
        return F.conv2d(pad_images(x, kernel, stride, pad), weight, stride=stride, groups=channels).movedim(1, -1)

    return case("depthwiseConv2d", name, inputs, run, {"strides": stride, "pad": pad})


def max_pool(name, x, size, stride, pad):
    def run(x):
        padded = pad_images(x, (size, size), stride, pad, value=float("-inf"))
        return F.max_pool2d(padded, size, stride).movedim(1, -1)

    return case("maxPool", name, {"x": x}, run, {"filterSize": size, "strides": stride, "pad": pad})


def gather(name, shape, indices):
    return case("gather", name, {"x": random(*shape)}, lambda x: x[torch.tensor(indices)], {"indices": indices})


def l2_normalize(name, x):
    return case("l2Normalize", name, {"x": x}, lambda x: F.normalize(x, dim=1))


def cross_entropy(name, logits, labels):
    run = lambda logits: F.cross_entropy(logits, torch.tensor(labels), reduction="none")
    return case("sparseSoftmaxCrossEntropy", name, {"logits": logits}, run, {"labels": labels})


def bias_activation(name, x, bias=True, **options):
    def run(x, bias=0):
        if options["activation"] == "leakyRelu":
            return F.leaky_relu(x + bias, options["negativeSlope"])
        return F.relu6(x + bias) if options["activation"] == "relu6" else F.relu(x + bias)

    inputs = {"x": x, "bias": random(x.shape[-1], std=0.1)} if bias else {"x": x}
    return case("biasActivation", name, inputs, run, options)


def away_from_zero(*shape):
    x = random(*shape)
    return x + 0.6 * x.sign()


def layer_norm(name, x, epsilon=1e-5):
    features = x.shape[-1]
    inputs = {"x": x, "scale": random(features, mean=1, std=0.3), "offset": random(features)}
    run = lambda x, scale, offset: F.layer_norm(x, (features,), scale, offset, epsilon)
    return case("layerNorm", name, inputs, run, {"epsilon": epsilon})


def attention(name, batch, heads, looking, looked_at, features, held, **options):
    inputs = {
        "query": random(batch, heads, looking, features),
        "key": random(batch, heads, looked_at, features),
        "value": random(batch, heads, looked_at, held),
    }
    run = lambda query, key, value: F.scaled_dot_product_attention(query, key, value, **options)
    return case("scaledDotProductAttention", name, inputs, run, options)


def product(name, a, b, transpose_a=False, transpose_b=False):
    run = lambda a, b: (a.mT if transpose_a else a) @ (b.mT if transpose_b else b)
    options = {"transposeA": transpose_a, "transposeB": transpose_b}
    return case("matMul", name, {"a": random(*a), "b": random(*b)}, run, options)


goldens = [
    batch_norm("images", random(3, 4, 5, 3, mean=0.5, std=2)),
    batch_norm("rows", random(7, 4)),
    batch_norm("momentum 1", random(2, 3, 3, 2), momentum=1.0),
    batch_norm("momentum 0", random(2, 3, 3, 2), momentum=0.0, epsilon=0.1),
    batch_norm("two values", random(2, 1, 1, 3)),
    batch_norm("one image", random(1, 6, 5, 2)),
    batch_norm("inference, images", random(3, 4, 5, 3), training=False),
    batch_norm("inference, rows", random(5, 4), training=False),
    batch_norm("inference, one row", random(1, 4), training=False),
    convolution("3x3, same", (2, 5, 6, 3), (3, 3), 4, 1, "same"),
    convolution("3x3, valid", (2, 5, 6, 3), (3, 3), 4, 1, "valid"),
    convolution("3x3, stride 2, same, odd", (2, 5, 7, 2), (3, 3), 3, 2, "same"),
    convolution("3x3, stride 2, same, even", (2, 6, 8, 2), (3, 3), 3, 2, "same"),
    convolution("3x3, stride 2, valid, a row unread", (2, 6, 8, 2), (3, 3), 3, 2, "valid"),
    convolution("1x1, stride 2", (2, 5, 6, 3), (1, 1), 4, 2, "same"),
    convolution("2x3, stride 3, two rows unread", (1, 7, 9, 2), (2, 3), 2, 3, "valid"),
    convolution("5x5, padding 1", (2, 6, 6, 2), (5, 5), 3, 1, 1),
    convolution("1x1, padding 1", (2, 3, 3, 2), (1, 1), 3, 1, 1),
    convolution("whole image", (2, 4, 4, 2), (4, 4), 3, 1, "valid"),
    depthwise("3x3, same", (2, 5, 6, 3), (3, 3), 1, 1, "same"),
    depthwise("3x3, two filters a channel", (2, 5, 6, 3), (3, 3), 2, 1, "valid"),
    depthwise("3x3, stride 2, two filters a channel", (2, 6, 6, 2), (3, 3), 2, 2, "same"),
    max_pool("2x2", random(2, 6, 4, 3), 2, 2, "valid"),
    max_pool("2x2, a row unread", random(2, 5, 7, 3), 2, 2, "valid"),
    max_pool("3x3, overlapping, same", random(2, 6, 7, 3), 3, 2, "same"),
    max_pool("2x2, stride 1", random(2, 4, 4, 2), 2, 1, "valid"),
    max_pool("2x2, ties", torch.relu(random(2, 6, 6, 2, mean=-1)), 2, 2, "valid"),
    gather("rows", (5, 3), [4, 0, 4, 2, 4]),
    gather("images", (3, 2, 2, 2), [2, 2, 1]),
    l2_normalize("rows", random(4, 5)),
    l2_normalize("short and long rows", random(3, 4) * torch.tensor([[1e-8], [1.0], [1e8]]).double()),
    cross_entropy("rows", random(5, 4), [3, 0, 0, 2, 1]),
    cross_entropy("one class", random(3, 1), [0, 0, 0]),
    cross_entropy("large logits", random(3, 5, std=200), [1, 4, 0]),
    bias_activation("rows", away_from_zero(4, 5), activation="relu"),
    bias_activation("images, leaky", away_from_zero(2, 3, 4, 3), activation="leakyRelu", negativeSlope=0.1),
    bias_activation("no bias", away_from_zero(2, 3, 3), bias=False, activation="relu"),
    bias_activation("no bias, leaky", away_from_zero(7), bias=False, activation="leakyRelu", negativeSlope=0.2),
    bias_activation("zeros", torch.zeros(2, 3).double(), bias=False, activation="leakyRelu", negativeSlope=0.2),
    layer_norm("rows", random(4, 6, mean=1, std=2)),
    layer_norm("tokens", random(2, 3, 5), epsilon=1e-3),
    layer_norm("one feature", random(3, 1)),
    layer_norm("a mean far from zero", random(3, 8, mean=64)),
    case("gelu", "rows", {"x": random(4, 5, std=2)}, F.gelu),
    case("gelu", "far from zero", {"x": torch.tensor([-30.0, -6.0, -0.0, 6.0, 30.0]).double()}, F.gelu),
    attention("heads", 2, 2, 3, 4, 5, 5),
    attention("one token", 1, 2, 3, 1, 4, 2),
    attention("its own scale", 1, 1, 4, 4, 3, 6, scale=2.0),
    bias_activation("up to 6", random(4, 5, mean=3, std=4), activation="relu6"),
    bias_activation("at 0 and 6", torch.tensor([0.0, 6.0, 7.0, 3.0, -1.0]).double(), bias=False, activation="relu6"),
    product("plain", (3, 4), (4, 5)),
    product("a transposed", (4, 3), (4, 5), transpose_a=True),
    product("b transposed", (3, 4), (5, 4), transpose_b=True),
    product("both transposed", (4, 3), (5, 4), transpose_a=True, transpose_b=True),
    product("batch of one, a transposed", (1, 4, 3), (1, 4, 2), transpose_a=True),
    product("batch, both transposed", (2, 4, 3), (2, 5, 4), transpose_a=True, transpose_b=True),
]
TARGET.parent.mkdir(exist_ok=True)
TARGET.write_text("[\n" + ",\n".join(json.dumps(golden) for golden in goldens) + "\n]\n")
