"""What reading costs: CPU seconds, seconds on the clock, memory."""

import resource
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from teardowns.evaluation.values import Cost, PhotoReading

JSON = dict[str, Any]


def cpu_seconds() -> float:
    """CPU seconds of this process and of the programs it started and waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak_mb() -> float:
    """The most memory (resident, MB) that this process, or one it started and waited for, ever held.

    Linux's VmHWM begins anew with the program; ru_maxrss, the fallback, begins with what the parent held.
    """
    own = _high_water() or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def _high_water() -> int:
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


class Stopwatch:
    """CPU seconds from one call of `lap` to the next, and the time on the clock since it was made."""

    def __init__(self) -> None:
        self._cpu, self._started = cpu_seconds(), time.monotonic()

    def lap(self) -> float:
        """CPU seconds since the last lap."""
        before, self._cpu = self._cpu, cpu_seconds()
        return self._cpu - before

    @property
    def wall(self) -> float:
        """Seconds on the clock since the beginning."""
        return time.monotonic() - self._started


def summary(photos: Sequence[PhotoReading], easy: Collection[str]) -> JSON:
    """Mean, 95th percentile and the rest over the photos that were read; `easy` are the files of easy close-ups."""
    read = [(photo.file, photo.reading.cost) for photo in photos if photo.reading]
    costs = [cost for _, cost in read]
    cpu = [cost.cpu for cost in costs]
    return {
        "cpu_seconds": {
            "mean": mean(cpu),
            "p95": percentile(cpu, 95),
            "max": round(max(cpu, default=0.0), 2),
            "easy_closeups": mean([cost.cpu for file, cost in read if file in easy]),
            "easy_closeups_photos": sum(file in easy for file, _ in read),
            **_steps(costs),
        },
        "wall_seconds": {"mean": mean([cost.wall for cost in costs])},
        "peak_mb": round(max((cost.peak_mb for cost in costs), default=0.0)),
    }


def _steps(costs: Sequence[Cost]) -> dict[str, float | None]:
    steps = ("decoding", "reading", "resolving")
    return {f"{step}_mean": mean([getattr(cost, step) for cost in costs]) for step in steps}


def mean(values: Sequence[float]) -> float | None:
    """The mean to hundredths, None of nothing."""
    return round(sum(values) / len(values), 2) if values else None


def percentile(values: Sequence[float], percent: int) -> float | None:
    """The smallest value that so many percent do not exceed, to hundredths; None of nothing."""
    at = -(-len(values) * percent // 100) - 1
    return round(sorted(values)[max(0, at)], 2) if values else None
