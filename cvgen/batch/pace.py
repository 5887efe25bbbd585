"""How fast a batch is, and when it will end."""

import time
from dataclasses import dataclass, field


@dataclass
class Pace:
    """The progress of a batch of `total` profiles; those that were up to date take no time and do not count."""

    total: int
    began: float = field(default_factory=time.monotonic)
    done: int = 0
    built: int = 0

    def add(self, is_built: bool) -> None:
        """Count a profile that is done, and whether it had to be built."""
        self.done += 1
        self.built += is_built

    @property
    def seconds(self) -> float:
        """The seconds since the batch began."""
        return time.monotonic() - self.began

    def __str__(self) -> str:
        """Return "12 of 1,000, 300 a minute, 3 min left"."""
        told = f"{self.done:,} of {self.total:,}"
        if not self.built:
            return told
        rate = self.built / max(self.seconds, 0.001)
        return f"{told}, {60 * rate:,.0f} a minute, {_duration((self.total - self.done) / rate)} left"


def _duration(seconds: float) -> str:
    """Return a length of time in the unit that suits it: "40 s", "3 min", "2 h 5 min"."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
