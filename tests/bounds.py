"""What a piece of work costs: the memory that it takes at its peak, and the time of the processor."""

import contextlib
import time
import tracemalloc


@contextlib.contextmanager
def peak_memory():
    """Count the bytes that Python and its libraries hold for the block -> a function that tells their peak."""
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@contextlib.contextmanager
def processor_time():
    """Measure the processor's time for the block -> a function that tells the seconds so far."""
    began = time.process_time()
    yield lambda: time.process_time() - began
