"""Blends trained weights with those they started from: what was learned on renderings, without forgetting photos.

    python -m training.blend --base BASE.onnx --trained TRAINED.onnx --share 0.75 --out OUT.onnx

Wortsman et al., Robust fine-tuning of zero-shot models, 2022. `--base` may have more output columns: they are narrowed.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from .recogniser import narrowed


def blended(base: onnx.ModelProto, trained: onnx.ModelProto, share: float) -> onnx.ModelProto:
    """Return `trained` with every weight moved back towards `base`: `share` of the way is kept."""
    before = {item.name: numpy_helper.to_array(item) for item in base.graph.initializer}
    for item in trained.graph.initializer:
        array = numpy_helper.to_array(item)
        if array.dtype == np.float32 and item.name in before and before[item.name].shape == array.shape:
            mixed = share * array + (1 - share) * before[item.name]
            item.CopyFrom(numpy_helper.from_array(mixed.astype(np.float32), item.name))
    return trained


def main() -> None:
    """Read the arguments and blend."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.75)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    base = onnx.load(given.base)
    if any(item.key == "character" for item in base.metadata_props):
        base, _ = narrowed(base)
    onnx.save(blended(base, onnx.load(given.trained), given.share), given.out)


if __name__ == "__main__":
    main()
