"""Build the requests of a batch on a Dask cluster, which may lose workers, and its scheduler, meanwhile."""

import gc
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Self

import dask.config
import distributed

from cvgen import __version__
from cvgen.batch.parcel import Delivery, Parcel, difference_between, lacks_files, pack, put_in_place
from cvgen.batch.run import AHEAD, SLACK
from cvgen.batch.worker import build_apart
from cvgen.build import runner
from cvgen.build.fingerprint import installation
from cvgen.build.pool import Lost
from cvgen.build.request import BuildRequest
from cvgen.build.runner import BuildReport
from cvgen.limits import SECONDS
from cvgen.problems import InputError, SetupError

PATIENCE = 120.0  # seconds to wait for the first worker, for another one, and for a scheduler that has gone
TICK = 1.0  # seconds between two looks at the cluster
FORGETFUL = {"distributed.admin.low-level-log-length": 0}  # else a client keeps the last 1,000 parcels
Client: Any = distributed.Client  # neither has types
Future = Any
SAME = f"academic-cvgen[dask]=={__version__}"
INSTALL = f'install the same on every machine:  pip install "{SAME}"  and start the workers again'
WRITERS = 8  # threads that put files in place
START = "start them with  dask scheduler  and  dask worker ADDRESS"


class Cluster:
    """Builds on the workers of a Dask scheduler, which has an address, or is named in a scheduler file.

    `is_shared` says that all machines see our disk under the same paths. `seconds` is the time limit of a profile.
    `tell` gets a sentence for the user when we wait for the cluster. To be used as a context manager.
    """

    def __init__(
        self, scheduler: str, is_shared: bool, seconds: float = SECONDS, tell: Callable[[str], None] = lambda text: None
    ) -> None:
        self._scheduler, self._is_shared, self._seconds, self._tell = scheduler, is_shared, seconds, tell
        self._running: dict[Future, Parcel] = {}
        self._ended: SimpleQueue[tuple[Future, Delivery | BuildReport | Exception]] = SimpleQueue()
        self._writers = ThreadPoolExecutor(WRITERS)
        self._room = self._looked = 0.0

    def __enter__(self) -> Self:
        logging.disable()  # what concerns the user is said by us
        self._connect(time.monotonic() + TICK)
        return self

    def __exit__(self, *_: object) -> None:
        self._writers.shutdown(cancel_futures=True)
        self._client.close(timeout=TICK)  # the scheduler then forgets the parcels that still run
        logging.disable(logging.NOTSET)

    @property
    def dashboard(self) -> str:
        """The address of the page on which Dask shows what the cluster does; "" where it has none."""
        return str(self._client.dashboard_link) if "dashboard" in self._client.scheduler_info()["services"] else ""

    def execute(self, requests: Iterable[BuildRequest]) -> Iterator[BuildReport]:
        """Build requests; yield the reports as they come.

        Raise SetupError where no worker can be used, or the scheduler stays away.
        """
        waiting = iter(requests)
        self._check_workers()
        while True:
            yield from self._fill(waiting)
            if not self._running:
                return
            if report := self._next():
                yield report

    def _fill(self, waiting: Iterator[BuildRequest]) -> Iterator[BuildReport]:
        """Send parcels as long as the cluster has room; yield reports on requests that can't be sent."""
        while len(self._running) < self._room and (request := next(waiting, None)):
            try:
                self._send(self._packed(request))
            except InputError as error:
                yield runner.failed(request, *error.problems)

    def _packed(self, request: BuildRequest) -> Parcel:
        if self._is_shared:
            return Parcel(request, self._seconds, installation(), folder=os.getcwd())
        return pack(request, self._seconds)

    def _send(self, parcel: Parcel) -> None:
        future = self._client.submit(build_apart, parcel, pure=False)
        self._running[future] = parcel
        future.add_done_callback(self._hand_over)

    def _hand_over(self, future: Future) -> None:
        """Let another thread receive a parcel; one that ends after the batch was stopped goes to nobody."""
        with suppress(RuntimeError):  # of a pool of threads that is shut down
            self._writers.submit(self._receive, future)

    def _receive(self, future: Future) -> None:
        """Put the outputs of a parcel in place, in another thread, as that waits for the network and the disk."""
        outcome: Delivery | BuildReport | Exception
        try:
            outcome = delivery = future.result()
            if not delivery.difference:
                outcome = put_in_place(self._running[future], delivery)
        except Exception as error:
            outcome = error
        self._ended.put((future, outcome))

    def _next(self) -> BuildReport | None:
        """Wait for a report on a parcel; return None after a while, or if the parcel is sent again."""
        if time.monotonic() - self._looked > TICK:
            self._look()
        try:
            future, outcome = self._ended.get(timeout=TICK)
        except Empty:
            return None
        if future not in self._running:  # of a scheduler that has gone
            return None
        if isinstance(outcome, OSError | TimeoutError | CancelledError):  # the scheduler has gone now
            self._begin_again()
            return None
        parcel = self._running.pop(future)
        future.release()
        if isinstance(outcome, distributed.KilledWorker):
            return runner.worker_lost(parcel.request, Lost.CRASHED)
        if isinstance(outcome, ImportError):
            raise SetupError("a worker has no cvgen that fits this one", INSTALL)
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Delivery):
            raise _unlike(outcome.difference)
        if outcome.result is None and lacks_files(parcel):
            self._send(pack(parcel.request, self._seconds, exactly=True))
            return None
        return outcome

    def _look(self) -> None:
        """Count the threads of the cluster; wait until it has some, and connect again if its scheduler has gone."""
        self._looked = time.monotonic()
        try:
            threads = sum(self._client.nthreads().values())
        except (OSError, TimeoutError):
            self._begin_again()
            return
        self._room = AHEAD * threads + SLACK
        if not threads:
            self._check_workers()

    def _begin_again(self) -> None:
        """Connect to the scheduler that replaces one that has gone; send it the parcels that still run."""
        self._tell("the scheduler has gone; waiting for it")
        parcels = list(self._running.values())
        self._running.clear()
        self._client.close(timeout=TICK)
        self._connect(time.monotonic() + PATIENCE)
        self._check_workers()
        for parcel in parcels:
            self._send(parcel)

    def _connect(self, end: float) -> None:
        """Connect to the scheduler; raise SetupError where it is not there at a moment of the monotonic clock."""
        while not (client := self._new_client()):
            gc.collect()  # of a client that failed: Dask hangs if its remains are collected while the next one starts
            if time.monotonic() > end:
                hint = f"check the address; {START}; if it was built in part, run the command again for the rest"
                raise SetupError(f"there is no Dask scheduler at {self._scheduler}", hint)
            time.sleep(TICK)
        self._client = client

    def _new_client(self) -> Any:
        """Return a client of the scheduler; None if it does not answer."""
        is_file = Path(self._scheduler).is_file()
        where = {"scheduler_file": self._scheduler} if is_file else {"address": self._scheduler}
        with suppress(OSError, TimeoutError, ValueError), dask.config.set(FORGETFUL):
            return Client(**where, timeout=5 * TICK, set_as_default=False, name="cvgen")
        return None

    def _check_workers(self) -> None:
        """Wait for a worker; raise SetupError where none comes, or one has another installation than we."""
        end, threads = time.monotonic() + PATIENCE, self._client.nthreads()
        if not threads:
            self._tell("the cluster has no workers; waiting for one")
        while not threads:
            if time.monotonic() > end:
                raise SetupError(f"the cluster of {self._scheduler} has no workers", START)
            time.sleep(TICK)
            threads = self._client.nthreads()
        for address, theirs in self._client.run(installation, on_error="return").items():
            if isinstance(theirs, ImportError):
                raise SetupError(f"the worker {address} has no cvgen that fits this one", INSTALL)
            if isinstance(theirs, dict) and (difference := difference_between(installation(), theirs)):
                raise _unlike(difference, f"the worker {address}")
        self._looked, self._room = time.monotonic(), AHEAD * sum(threads.values()) + SLACK


def _unlike(difference: str, worker: str = "a worker") -> SetupError:
    return SetupError(f"{worker} would build other files than this machine: it has {difference}", INSTALL)
