"""What processes cost together with all that they start: time of the processor, and memory."""

import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import Self

import psutil

EVERY = 0.25  # seconds between two looks at the memory


def family(pids: Iterable[int]) -> list[psutil.Process]:
    """Processes -> those that are alive, and all that they have started."""
    found: list[psutil.Process] = []
    for pid in pids:
        with suppress(psutil.NoSuchProcess):
            found += [process := psutil.Process(pid), *process.children(recursive=True)]
    return found


def processor_seconds(pids: Iterable[int]) -> float:
    """Processes -> the seconds of the processor that they and all that they started have taken until now."""
    taken = 0.0
    for one in family(pids):
        with suppress(psutil.NoSuchProcess):
            taken += sum(one.cpu_times()[:4])  # of itself, and of those that have ended
    return taken


class Watched:
    """The peak of the memory of processes, in MB, while the block runs; pages that they share count once (PSS)."""

    def __init__(self, *pids: int) -> None:
        self._pids, self._is_over = pids, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.megabytes = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._is_over.wait(EVERY):
            now = 0
            for one in family(self._pids):
                with suppress(psutil.Error):
                    now += one.memory_full_info().pss
            self.megabytes = max(self.megabytes, now / 2**20)
