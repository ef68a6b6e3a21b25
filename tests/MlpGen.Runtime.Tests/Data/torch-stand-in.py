"""As much of PyTorch as the scripts of docs/weights.md call, in plain Python: for machines that do not have it. Slow, and exact."""
import math, struct
from types import SimpleNamespace

_CODES = {"float64": "d", "float32": "f", "int64": "q", "int32": "i", "int16": "h", "int8": "b", "uint8": "B", "bool": "?"}


class dtype:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "torch." + self.name


float64, float32, float16, bfloat16, complex64, int64, int32, int16, int8, uint8, bool_ = map(
    dtype, "float64 float32 float16 bfloat16 complex64 int64 int32 int16 int8 uint8 bool".split())
globals()["bool"] = bool_
strided, sparse_coo = "torch.strided", "torch.sparse_coo"


class Tensor:
    is_meta, device = False, "cpu"

    def __init__(self, numbers, dtype=float32, shape=None, layout=strided):
        self.shape = tuple(shape) if shape is not None else _shape(numbers)
        self._flat, self.dtype, self.layout = [], dtype, layout
        _flatten(numbers, self._flat)
        if dtype is float32:
            self._flat = [struct.unpack("f", struct.pack("f", number))[0] for number in self._flat]

    def detach(self): return self
    def cpu(self): return self
    def contiguous(self): return self
    def numel(self): return len(self._flat)
    def flatten(self): return self.reshape(-1)
    def is_floating_point(self): return self.dtype in (float64, float32, float16, bfloat16)
    def double(self): return Tensor(self._flat, float64, self.shape)

    def reshape(self, *shape):
        shape = shape[0] if len(shape) == 1 and isinstance(shape[0], (list, tuple)) else shape
        return Tensor(self._flat, self.dtype, [len(self._flat)] if tuple(shape) == (-1,) else shape)

    def view(self, dtype):
        assert dtype is uint8 and len(self.shape) == 1
        return Tensor(list(struct.pack(f"<{len(self._flat)}{_CODES[self.dtype.name]}", *self._flat)), uint8)

    def tolist(self):
        return _nested(self._flat, self.shape) if self.shape else self._flat[0]

    def __repr__(self):
        return f"tensor({self.tolist()})"

    def __getitem__(self, index):
        if index is None:
            return Tensor(self._flat, self.dtype, (1, *self.shape))
        size = len(self._flat) // self.shape[0]
        return Tensor(self._flat[index * size:(index + 1) * size], self.dtype, self.shape[1:])


def _shape(numbers):
    return (len(numbers), *(_shape(numbers[0]) if numbers else ())) if isinstance(numbers, list) else ()


def _flatten(numbers, flat):
    for number in numbers if isinstance(numbers, list) else [numbers]:
        _flatten(number, flat) if isinstance(number, list) else flat.append(number)


def _nested(flat, shape):
    if len(shape) == 1:
        return list(flat)
    size = len(flat) // shape[0]
    return [_nested(flat[k * size:(k + 1) * size], shape[1:]) for k in range(shape[0])]


def as_tensor(numbers): return numbers if isinstance(numbers, Tensor) else Tensor(numbers)
def tensor(numbers, dtype=float32): return Tensor(numbers, dtype)
def empty(count, dtype): return Tensor([], dtype, [count])


def frombuffer(data, dtype):
    code = _CODES[dtype.name]
    return Tensor(list(struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data)), dtype)


class Module:
    parameters_, buffers_ = (), ()

    def __init__(self):
        self._forward_hooks, self._forward_pre_hooks, self._modules = {}, {}, {}

    def __call__(self, x): return self.forward(x)
    def extra_repr(self): return ""
    def cpu(self): return self
    def eval(self): return self

    def double(self):
        for key, value in list(vars(self).items()):
            if isinstance(value, Tensor):
                setattr(self, key, value.double())
        for module in self._modules.values():
            module.double()
        return self

    def forward(self, x):  # of a batch of one
        return Tensor([self.row(x.flatten().tolist())], float64)

    def state_dict(self, prefix=""):
        state = {prefix + key: value for key, value in vars(self).items() if isinstance(value, Tensor)}
        for key, module in self._modules.items():
            state |= module.state_dict(f"{prefix}{key}.")
        return state

    def load_state_dict(self, state):
        own = self.state_dict()
        assert own.keys() == state.keys(), (own.keys(), state.keys())
        for name, value in state.items():
            assert own[name].shape == value.shape and own[name].dtype is value.dtype, name
            own[name]._flat[:] = value._flat


class Sequential(Module):
    def __init__(self, *modules):
        super().__init__()
        self._modules = {str(k): module for k, module in enumerate(modules)}

    def __iter__(self): return iter(self._modules.values())

    def forward(self, x):
        for module in self:
            x = module(x)
        return x


class Linear(Module):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = Tensor([[math.sin(7 * j + 3 * i + in_features) for i in range(in_features)] for j in range(out_features)])
        self.bias = Tensor([math.cos(5 * j + out_features) for j in range(out_features)]) if bias else None

    def row(self, x):
        bias = self.bias.tolist() if self.bias is not None else [0] * self.out_features
        return [sum(w * v for w, v in zip(row, x)) + b for row, b in zip(self.weight.tolist(), bias)]


class BatchNorm1d(Module):
    def __init__(self, num_features, eps=1e-5, affine=True, track_running_stats=True):
        super().__init__()
        self.num_features, self.eps, self.affine = num_features, eps, affine
        self.weight, self.bias = (Tensor([1.0] * num_features), Tensor([0.0] * num_features)) if affine else (None, None)
        self.running_mean, self.running_var, self.num_batches_tracked = (
            (Tensor([0.0] * num_features), Tensor([1.0] * num_features), Tensor(0, int64)) if track_running_stats else (None, None, None))

    def row(self, x):
        weight, bias = (self.weight.tolist(), self.bias.tolist()) if self.affine else ([1] * len(x), [0] * len(x))
        return [(v - m) / math.sqrt(s + self.eps) * w + b
                for v, m, s, w, b in zip(x, self.running_mean.tolist(), self.running_var.tolist(), weight, bias)]


def _module(name, element=None, **defaults):
    """A module of options alone, with or without a function of one number."""
    def init(self, *values, **options):
        Module.__init__(self)
        vars(self).update(defaults | dict(zip(defaults, values)) | options)

    row = (lambda self, x: [element(self, v) for v in x]) if element else (lambda self, x: x)
    return type(name, (Module,), {"__init__": init, "row": row,
                                  "extra_repr": lambda self: ", ".join(f"{key}={getattr(self, key)}" for key in defaults)})


def _softmax(self, x):
    e = [math.exp(v - max(x)) for v in x]
    return [v / sum(e) for v in e]


_SELU = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946
Softmax = _module("Softmax", dim=None)
Softmax.row = _softmax
nn = SimpleNamespace(
    Module=Module, Sequential=Sequential, Linear=Linear, BatchNorm1d=BatchNorm1d, Softmax=Softmax,
    parameter=SimpleNamespace(is_lazy=lambda value: False),
    Identity=_module("Identity"), Flatten=_module("Flatten", start_dim=1, end_dim=-1), Dropout=_module("Dropout", p=0.5),
    AlphaDropout=_module("AlphaDropout", p=0.5), FeatureAlphaDropout=_module("FeatureAlphaDropout", p=0.5),
    ReLU=_module("ReLU", lambda self, v: max(v, 0), inplace=False), ReLU6=_module("ReLU6", lambda self, v: min(max(v, 0), 6)),
    LeakyReLU=_module("LeakyReLU", lambda self, v: v if v > 0 else self.negative_slope * v, negative_slope=0.01),
    ELU=_module("ELU", lambda self, v: v if v > 0 else self.alpha * math.expm1(v), alpha=1.0),
    SELU=_module("SELU", lambda self, v: _SELU[1] * (v if v > 0 else _SELU[0] * math.expm1(v))),
    SiLU=_module("SiLU", lambda self, v: v / (1 + math.exp(-v))),
    GELU=_module("GELU", lambda self, v: v / 2 * (
        1 + (math.erf(v / math.sqrt(2)) if self.approximate == "none" else math.tanh(math.sqrt(2 / math.pi) * (v + 0.044715 * v ** 3)))),
        approximate="none"),
    Softplus=_module("Softplus", lambda self, v: v if v * self.beta > self.threshold else math.log1p(math.exp(v * self.beta)) / self.beta,
                     beta=1.0, threshold=20.0),
    Sigmoid=_module("Sigmoid", lambda self, v: 1 / (1 + math.exp(-v))), Tanh=_module("Tanh", lambda self, v: math.tanh(v)),
    Hardsigmoid=_module("Hardsigmoid", lambda self, v: min(max(v + 3, 0), 6) / 6),
    Hardtanh=_module("Hardtanh", lambda self, v: min(max(v, self.min_val), self.max_val), min_val=-1.0, max_val=1.0),
    PReLU=_module("PReLU"), LayerNorm=_module("LayerNorm", normalized_shape=1), Conv1d=_module("Conv1d"))
