"""Build parcels on a Dask worker: each in a separate process, which stays warm for the next one.

Dask runs tasks in threads. A build needs a main thread, since no other can be interrupted, and it may crash or hang.
One process for each thread also means that a worker uses all its cores, however many threads it was started with.
"""

from collections import deque
from contextlib import suppress
from threading import Timer

from cvgen.batch.parcel import Delivery, Parcel, build
from cvgen.batch.run import GRACE
from cvgen.build import runner
from cvgen.build.pool import Lost, Task, Worker

REST = 60.0  # seconds after which a process that nobody needs ends
IDLE: deque[tuple[Worker[Parcel, Delivery], Timer]] = deque()  # processes that wait for a parcel, and what ends them


def build_apart(parcel: Parcel) -> Delivery:
    """Build a parcel in a process that is idle, or in a new one; report one that crashes or hangs."""
    process = _idle() or Worker(Task(build, runner.initializer_for(parcel.request), parcel.seconds + GRACE), False)
    process.submit(parcel)
    result = process.result()
    if isinstance(result, Lost) or process.should_recycle:
        process.stop()
    else:
        _rest(process)
    return Delivery(runner.worker_lost(parcel.request, result)) if isinstance(result, Lost) else result


def _idle() -> Worker[Parcel, Delivery] | None:
    """Return a process that waits, or None."""
    try:
        process, timer = IDLE.pop()
    except IndexError:
        return None
    timer.cancel()
    return process


def _rest(process: Worker[Parcel, Delivery]) -> None:
    """Let a process wait for a while; then it ends, so that nothing stays on the machine after a batch."""
    timer = Timer(REST, lambda: _end(entry))
    timer.daemon = True
    entry = (process, timer)
    IDLE.append(entry)
    timer.start()


def _end(entry: tuple[Worker[Parcel, Delivery], Timer]) -> None:
    """End a process that still waits."""
    with suppress(ValueError):  # somebody needed it at the last moment
        IDLE.remove(entry)
        entry[0].stop()
