"""Each reader in a process of its own, its models loaded: what a photo costs there is the reader's cost alone."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from teardowns.evaluation.baselines import BASELINES
from teardowns.evaluation.children import Child, ChildDied
from teardowns.evaluation.values import Reading
from teardowns.management.evaluation.beginning import begin, begin_quietly
from teardowns.management.evaluation.problems import EngineMissing
from teardowns.management.evaluation.readers import read_and_resolve, warm_up
from teardowns.management.evaluation.running import Reader
from teardowns.ocr.engine import EngineUnavailable

OURS = "chiptrail"


def our_reader(engine: str, children: ExitStack) -> tuple[str, Reader]:
    """(version, reader) of one of our engines. Raises EngineMissing."""
    child = _child(begin, children)
    try:
        version = child.call(warm_up, engine)
    except (EngineUnavailable, ChildDied) as error:
        raise EngineMissing(engine=engine, detail=str(error)) from error
    return version, Reader(_there(child, partial(read_and_resolve, engine_name=engine)))


def baseline_readers(children: ExitStack) -> tuple[dict[str, Reader], dict[str, dict[str, str]]]:
    """(those that work here, what is to be told of each: `version`, or why it is `unavailable`), by name."""
    readers: dict[str, Reader] = {}
    told: dict[str, dict[str, str]] = {}
    for name, one in BASELINES.items():
        child = _child(begin_quietly, children)
        try:
            told[name] = {"version": child.call(one.begin)}
        except (EngineUnavailable, ChildDied) as error:
            told[name] = {"unavailable": str(error)}
        else:
            readers[name] = Reader(_there(child, one.read), of_original=True)
    return readers, told


def _there(child: Child, read: Callable[[str], Reading]) -> Callable[[str], Reading]:
    """The function as it runs in the child; it raises ChildDied too."""
    return lambda path: child.call(read, path)


def _child(first: Callable[[], None], children: ExitStack) -> Child:
    child = Child(first)
    children.callback(child.close)
    return child
