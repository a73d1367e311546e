"""An ONNX graph as a trainable torch module: its weights come from the file's initialisers and go back into them.

Only the operators of the PP-OCR models are known. Statistics of batch normalisation stay as they are.
"""

import copy
import math
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional

Value = Any
"""A tensor, or a numpy array for shapes and other integers."""


Step = tuple[str, list[str], str, dict[str, Any]]
"""(operator, inputs, output, attributes)"""


class Graph(torch.nn.Module):
    """Calls the operators one after the other; `forward` returns what goes into the last one (the logits)."""

    def __init__(self, model: onnx.ModelProto) -> None:
        """Take the weights of `model`."""
        super().__init__()
        self.model = model
        self.weights = torch.nn.ParameterDict()
        self._constants: dict[str, Value] = {}
        statistics = {
            name for node in model.graph.node if node.op_type == "BatchNormalization" for name in node.input[3:]
        }
        for initializer in model.graph.initializer:
            array = numpy_helper.to_array(initializer).copy()
            trainable = array.dtype == np.float32 and array.size > 0 and "helper.constant" not in initializer.name
            if trainable and initializer.name not in statistics:
                self.weights[_key(initializer.name)] = torch.nn.Parameter(torch.from_numpy(array))
            elif array.dtype == np.float32 and array.size > 1:
                self._constants[initializer.name] = torch.from_numpy(array)
            else:
                self._constants[initializer.name] = (
                    float(array) if array.ndim == 0 and array.dtype == np.float32 else array
                )
        steps: list[Step] = [
            (
                node.op_type,
                list(node.input),
                node.output[0],
                {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute},
            )
            for node in model.graph.node
        ]
        self._steps = _fused(steps)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """Return the logits of a batch."""
        known: dict[str, Value] = {self.model.graph.input[0].name: pixels}
        for operator, inputs, output, attributes in self._steps:
            values = [self._value(known, name) for name in inputs]
            if output == self.model.graph.output[0].name:
                return values[0]
            known[output] = OPERATORS[operator](attributes, *values)
        raise ValueError("the graph does not end in its output")

    def _value(self, known: dict[str, Value], name: str) -> Value:
        if name in known:
            return known[name]
        key = _key(name)
        return self.weights[key] if key in self.weights else self._constants[name]

    def to_device(self, device: str) -> "Graph":
        """Move weights and constants; returns itself."""
        for name, value in self._constants.items():
            if isinstance(value, torch.Tensor):
                self._constants[name] = value.to(device)
        return self.to(device)

    def save(self, path: Path) -> None:
        """Write the graph with the weights as they are now."""
        for initializer in self.model.graph.initializer:
            key = _key(initializer.name)
            if key in self.weights:
                initializer.CopyFrom(
                    numpy_helper.from_array(self.weights[key].detach().float().cpu().numpy(), initializer.name)
                )
        onnx.save(self.model, path)


class Swift:
    """The graph in bfloat16 beside its exact weights: half the time a step. Gradients go over, weights come back."""

    def __init__(self, graph: Graph) -> None:
        """Copy `graph`, which stays on its device."""
        self._swift = copy.deepcopy(graph).bfloat16()
        for name, value in self._swift._constants.items():
            if isinstance(value, torch.Tensor):
                self._swift._constants[name] = value.bfloat16()
        for parameter in self._swift.parameters():
            if parameter.dim() == 4:
                parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)
        self._pairs = list(zip(graph.parameters(), self._swift.parameters(), strict=True))

    def __call__(self, pixels: torch.Tensor) -> torch.Tensor:
        """Return the logits in bfloat16."""
        return self._swift(pixels.bfloat16().contiguous(memory_format=torch.channels_last))

    def hand_over(self) -> None:
        """Move the gradients to the exact weights."""
        for exact, quick in self._pairs:
            exact.grad = None if quick.grad is None else quick.grad.float()
            quick.grad = None

    @torch.no_grad()
    def take_over(self) -> None:
        """Take the exact weights as they are now."""
        torch._foreach_copy_([quick for _, quick in self._pairs], [exact for exact, _ in self._pairs])


def _key(name: str) -> str:
    return name.replace(".", "__")


def _padded(x: torch.Tensor, kernel: list[int], strides: list[int], value: float) -> torch.Tensor:
    """Pad as ONNX's SAME_UPPER."""
    (h, w), (kh, kw), (sh, sw) = x.shape[-2:], kernel, strides
    down, across = max(0, (math.ceil(h / sh) - 1) * sh + kh - h), max(0, (math.ceil(w / sw) - 1) * sw + kw - w)
    return functional.pad(x, (across // 2, across - across // 2, down // 2, down - down // 2), value=value)


def _conv(a: dict[str, Any], x: torch.Tensor, w: torch.Tensor, b: torch.Tensor | None = None) -> torch.Tensor:
    strides = a.get("strides", [1, 1])
    top, left, bottom, right = a.get("pads", [0, 0, 0, 0])
    if a.get("auto_pad") == b"SAME_UPPER":
        x = _padded(x, a["kernel_shape"], strides, 0.0)
    elif (top, left) != (bottom, right):
        x, top, left = functional.pad(x, (left, right, top, bottom)), 0, 0
    return functional.conv2d(x, w, b, stride=tuple(strides), padding=(top, left), groups=a.get("group", 1))


def _max_pool(a: dict[str, Any], x: torch.Tensor) -> torch.Tensor:
    if a.get("auto_pad") == b"SAME_UPPER":
        x = _padded(x, a["kernel_shape"], a["strides"], float("-inf"))
    return functional.max_pool2d(x, tuple(a["kernel_shape"]), tuple(a["strides"]))


def _concat(a: dict[str, Any], *parts: Value) -> Value:
    if isinstance(parts[0], np.ndarray):
        return np.concatenate([part.reshape(-1) for part in parts])
    return torch.cat(parts, a["axis"])


def _slice(_: dict[str, Any], x: Value, starts: Value, ends: Value, axes: Value, *__: Value) -> Value:
    for start, end, axis in zip(starts.tolist(), ends.tolist(), axes.tolist(), strict=True):
        stop = min(end, x.shape[axis])
        x = x[start:stop] if isinstance(x, np.ndarray) else x.narrow(axis, start, stop - start)
    return x


def _squeeze(a: dict[str, Any], x: Value) -> Value:
    for axis in sorted(a["axes"], reverse=True):
        x = x.squeeze(axis)
    return x


def _unsqueeze(a: dict[str, Any], x: Value) -> Value:
    return x.reshape(1) if isinstance(x, np.ndarray) else x.unsqueeze(a["axes"][0])


def _reshape(_: dict[str, Any], x: Value, shape: Value) -> Value:
    wanted = [int(v) for v in shape.reshape(-1)]
    return x.reshape([x.shape[i] if side == 0 and i < len(x.shape) else side for i, side in enumerate(wanted)])


OPERATORS: dict[str, Any] = {
    "Conv": _conv,
    "ConvTranspose": lambda a, x, w: functional.conv_transpose2d(x, w, stride=tuple(a["strides"])),
    "MaxPool": _max_pool,
    "AveragePool": lambda a, x: functional.avg_pool2d(x, tuple(a["kernel_shape"]), tuple(a["strides"])),
    "GlobalAveragePool": lambda _, x: x.mean((2, 3), keepdim=True),
    "Resize": lambda _, x, __, scales: functional.interpolate(x, scale_factor=(float(scales[2]), float(scales[3]))),
    "BatchNormalization": lambda a, x, w, b, m, v: functional.batch_norm(x, m, v, w, b, eps=a["epsilon"]),
    "Add": lambda _, x, y: x + y,
    "Sub": lambda _, x, y: x - y,
    "Mul": lambda _, x, y: x * y,
    "Div": lambda _, x, y: x / y,
    "Pow": lambda _, x, y: x**y,
    "Sqrt": lambda _, x: torch.sqrt(x),
    "Gelu": lambda _, x: functional.gelu(x),
    "Relu": lambda _, x: functional.relu(x),
    "Sigmoid": lambda _, x: torch.sigmoid(x),
    "HardSigmoid": lambda a, x: torch.clamp(x * a["alpha"] + a["beta"], 0, 1),
    "Softmax": lambda a, x: functional.softmax(x, a["axis"]),
    "ReduceMean": lambda a, x: x.mean(tuple(a["axes"]), keepdim=bool(a.get("keepdims", 1))),
    "Transpose": lambda a, x: x.permute(*a["perm"]),
    "MatMul": lambda _, x, y: x @ y,
    "Concat": _concat,
    "Shape": lambda _, x: np.array(x.shape),
    "Slice": _slice,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Reshape": _reshape,
}


def _fused(steps: list[Step]) -> list[Step]:
    """Drop what does nothing and write GELU, which the file spells out in five operators, as one."""
    alias: dict[str, str] = {}
    kept: list[Step] = []
    for operator, inputs, output, attributes in steps:
        renamed = [alias.get(name, name) for name in inputs]
        if operator == "Identity":
            alias[output] = renamed[0]
        else:
            kept.append((operator, renamed, output, attributes))
    made = {step[2]: step for step in kept}
    users: dict[str, list[Step]] = {}
    for step in kept:
        for name in step[1]:
            users.setdefault(name, []).append(step)
    gone: set[str] = set()
    gelu: dict[str, Step] = {}
    for operator, inputs, output, _ in kept:
        if operator == "Erf":
            scaled = made[inputs[0]]
            raised = users[output][0]
            product = users[raised[2]][0]
            halved = users[product[2]][0]
            gone |= {scaled[2], output, raised[2], product[2]}
            gelu[halved[2]] = ("Gelu", scaled[1][:1], halved[2], {})
    return [gelu.get(step[2], step) for step in kept if step[2] not in gone]
