"""Writes the fixtures of this folder: models as PyTorch's exporter writes them.

    python3 make.py        # with PyTorch 1.13 and onnx 1.12, as Debian 12 has them
"""
import warnings

import torch
from torch import nn

warnings.filterwarnings("ignore")
torch.manual_seed(0)


def export(model, name, shape=(3,), opset=13, batch=2, **options):
    axes = {"x": {0: "batch"}, "y": {0: "batch"}}
    torch.onnx.export(model.eval(), torch.randn(batch, *shape, dtype=options.pop("dtype", torch.float32)), f"{name}.onnx", opset_version=opset,
                      input_names=["x"], output_names=["y"], **{"dynamic_axes": axes, **options})


ACTIVATIONS = {
    "gelu": nn.GELU(), "gelutanh": nn.GELU(approximate="tanh"), "silu": nn.SiLU(), "softplus": nn.Softplus(), "hardsigmoid": nn.Hardsigmoid(),
    "hardtanh": nn.Hardtanh(), "selu": nn.SELU(), "elu": nn.ELU(0.5), "leakyrelu": nn.LeakyReLU(0.2), "prelu": nn.PReLU(),
    "not_mish": nn.Mish(), "relu6": nn.ReLU6(),
}
for name, activation in ACTIVATIONS.items():
    export(nn.Sequential(nn.Linear(3, 4), activation, nn.Linear(4, 2)), name)
for opset in (7, 9, 11, 13, 16):
    export(nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Dropout(), nn.Linear(4, 2), nn.Softmax(dim=-1)), f"softmax_opset{opset}", opset=opset)


class Normalised(nn.Module):
    """A normaliser in front, BatchNorm within, a scale behind, and a sample that is not a row."""

    def __init__(self):
        super().__init__()
        self.first, self.norm, self.second = nn.Linear(6, 4, bias=False), nn.BatchNorm1d(4), nn.Linear(4, 2)
        self.register_buffer("mean", torch.randn(6))
        self.register_buffer("deviation", torch.rand(6) + 0.5)

    def forward(self, x):
        x = (x.view(x.size(0), -1) - self.mean) / self.deviation
        return torch.tanh(self.second(torch.relu(self.norm(self.first(x))))) * 2 + 1


normalised = Normalised()
normalised.train()
normalised(torch.randn(20, 2, 3))
for opset in (9, 11, 13, 16):
    export(normalised, f"normalised_opset{opset}", (2, 3), opset)
export(normalised, "normalised_unfolded", (2, 3), 11, do_constant_folding=False)
export(normalised, "normalised_kept", (2, 3), 11, batch=1, do_constant_folding=False, keep_initializers_as_inputs=True,
       training=torch.onnx.TrainingMode.PRESERVE, dynamic_axes=None)
export(nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)).double(), "double", dtype=torch.float64)
export(nn.Sequential(nn.Linear(3, 4), nn.Sigmoid(), nn.Linear(4, 1), nn.Flatten(0)), "flattened", batch=1, dynamic_axes=None)
export(nn.Sequential(nn.Linear(3, 4), nn.LogSoftmax(dim=-1)), "not_logsoftmax")
export(nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8, 2)), "not_conv", (1, 4, 4))
export(nn.Sequential(nn.Linear(3, 4), nn.LayerNorm(4), nn.Linear(4, 2)), "not_layernorm")


class Skip(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(3, 3), nn.Linear(3, 3)

    def forward(self, x):
        a = torch.relu(self.first(x))
        return a + self.second(a)


export(Skip(), "not_skip")
