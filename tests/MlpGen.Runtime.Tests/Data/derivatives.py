"""Writes derivatives.json: what PyTorch's autograd says of the networks of Differentiation/DerivativeNetworks.cs, in double precision.

    python3 derivatives.py > derivatives.json

Parameters, inputs, targets and directions are the numbers that `number` gives, so that the file holds results alone.
"""
import json
import re
import sys
from pathlib import Path

import torch
from torch.autograd import functional
from torch.nn import functional as f

torch.set_default_dtype(torch.float64)
SAMPLES = 3


def number(seed, index):
    """A multiple of 0.01 between -0.5 and 0.5: the same double in every language."""
    return ((index * 7919 + seed * 104729) % 101 - 50) / 100


def numbers(seed, count):
    return torch.tensor([number(seed, i) for i in range(count)])


def hardsigmoid(z):
    """PyTorch's, whose derivative rounds 1/6 to single precision, written so that it has a second one."""
    clamped = torch.clamp(z + 3, 0, 6)
    sloped = clamped * torch.tensor(1 / 6, dtype=torch.float32).double()
    return sloped + (clamped / 6 - sloped).detach()


def activation(name, alpha):
    return {
        "Identity": lambda z: z, "Relu": torch.relu, "LeakyRelu": lambda z: f.leaky_relu(z, alpha or 0.01),
        "Elu": lambda z: f.elu(z, alpha or 1.0), "Selu": torch.selu, "Gelu": f.gelu,
        "GeluTanh": lambda z: f.gelu(z, approximate="tanh"), "Silu": f.silu, "Softplus": lambda z: f.softplus(z, threshold=1e9),
        "Sigmoid": torch.sigmoid, "Tanh": torch.tanh, "HardSigmoid": hardsigmoid, "HardTanh": f.hardtanh,
        "Softmax": lambda z: torch.softmax(z, -1),
    }[name]


class Network:
    def __init__(self, layers, loss, delta):
        self.layers, self.loss_name, self.delta = layers, loss, delta
        self.count = sum(i * o + (o if bias else 0) for i, o, _, _, bias in layers)

    def forward(self, theta, x, until_z=False):
        place = 0
        for index, (i, o, name, alpha, bias) in enumerate(self.layers):
            w = theta[place:place + i * o].reshape(i, o)
            place += i * o
            z = x @ w
            if bias:
                z = z + theta[place:place + o]
                place += o
            if until_z and index == len(self.layers) - 1:
                return z
            x = activation(name, alpha)(z)
        return x

    def loss(self, theta, x, t):
        if self.loss_name == "CrossEntropy":
            z = self.forward(theta, x, until_z=True)
            return -(t * torch.log_softmax(z, -1)).sum() / len(x)
        if self.loss_name == "BinaryCrossEntropy":
            return f.binary_cross_entropy_with_logits(self.forward(theta, x, until_z=True), t)
        y = self.forward(theta, x)
        return {
            "MeanSquaredError": lambda: f.mse_loss(y, t), "HalfSquaredError": lambda: ((y - t) ** 2).sum() / (2 * len(x)),
            "SumSquaredError": lambda: ((y - t) ** 2).sum() / len(x), "MeanAbsoluteError": lambda: f.l1_loss(y, t),
            "Huber": lambda: f.huber_loss(y, t, delta=self.delta),
        }[self.loss_name]()


def declared(source):
    """The networks in double precision, as their attributes declare them."""
    block = r"((?:    \[Layer\([^\n]*\)\]\n)+)    \[Loss\((\w+)(?:, Delta = ([\d.]+))?\)\]\n    \[Network\(Precision = Precision.Double[^\n]*\n    internal sealed partial class (\w+);"
    for layers, loss, delta, name in re.findall(block, source):
        parsed = []
        for text in re.findall(r"\[Layer\((.*)\)\]", layers):
            parts = [part.strip() for part in text.split(",")]
            options = dict(part.split(" = ") for part in parts if "=" in part)
            kind = next((part for part in parts[2:] if "=" not in part), "Identity")
            parsed.append((int(parts[0]), int(parts[1]), kind, float(options["Alpha"]) if "Alpha" in options else None, options.get("Bias") != "false"))
        yield name, Network(parsed, loss, float(delta or 1))


def directional_gradient(network, theta, x, v):
    """The gradient of a sum of y, y' and y'' along v, each output times a number of its own, by the parameters."""
    theta, e = theta.clone().requires_grad_(), torch.tensor(0.0, requires_grad=True)
    y = network.forward(theta, x + e * v)
    total = (numbers(6, len(y)) * y).sum()
    for k, value in enumerate(y):
        first = torch.autograd.grad(value, e, create_graph=True, retain_graph=True)[0]
        total = total + number(7, k) * first
        if first.requires_grad:
            second = torch.autograd.grad(first, e, create_graph=True, retain_graph=True, allow_unused=True)[0]
            if second is not None:
                total = total + number(8, k) * second
    return torch.autograd.grad(total, theta)[0]


def results(network):
    inputs, outputs = network.layers[0][0], network.layers[-1][1]
    theta, v = numbers(1, network.count), numbers(5, network.count)
    x, t, tangent = numbers(2, SAMPLES * inputs).reshape(SAMPLES, -1), numbers(3, SAMPLES * outputs).reshape(SAMPLES, -1).abs(), numbers(4, inputs)
    one = x[0]
    along = lambda e: network.forward(theta, one + e * tangent)
    first = functional.jacobian(along, torch.tensor(0.0), create_graph=False)
    second = torch.stack([
        functional.hessian(lambda e, k=k: along(e)[k], torch.tensor(0.0)) for k in range(outputs)])
    result = {
        "jacobian": functional.jacobian(lambda a: network.forward(theta, a), one).flatten(),
        "first": first, "second": second,
        "product": functional.hvp(lambda p: network.loss(p, x, t), theta, v)[1],
    }
    result["directionalGradient"] = directional_gradient(network, theta, one, tangent)
    if network.count <= 60:
        result["parameterJacobian"] = functional.jacobian(lambda p: network.forward(p, one), theta).flatten()
    return {key: [float(f"{value:.15g}") for value in tensor.tolist()] for key, tensor in result.items()}


source = (Path(__file__).parent.parent / "Differentiation" / "DerivativeNetworks.cs").read_text(encoding="utf-8")
networks = [(name, network) for name, network in declared(source) if network.count <= 400]
json.dump({name: results(network) for name, network in networks}, sys.stdout, separators=(",", ":"))
print()
