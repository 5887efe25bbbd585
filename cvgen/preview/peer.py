"""Tell which user of this computer is at the other end of a connection, where the system says so: on Linux.

There, everybody can read the command line of a browser, and so the whole address that it was started with.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from sys import byteorder

TABLES = Path("/proc/net/tcp"), Path("/proc/net/tcp6")  # in the second, 127.0.0.1 is the end of ::ffff:127.0.0.1
OPEN, LISTENS = "01", "0A"
ROOT = 0  # may read everything anyway

Address = tuple[str, int]


def may_connect(client: Address | None, server: Address) -> bool:
    """Tell whether a connection is from this user, or from the administrator; True where the system does not say.

    An end that is closed already has no owner any more. One outside of this system, such as a browser on the Windows
    around it, never had one.
    """
    rows = list(_rows())
    here = _spelled(server)
    if not any(local == here and state == LISTENS for local, _, state, _ in rows):
        return True
    if client is None:
        return False
    there = _spelled(client)
    is_open = any((local, remote, state) == (here, there, OPEN) for local, remote, state, _ in rows)
    owners = {
        owner if state == OPEN else None for local, remote, state, owner in rows if (local, remote) == (there, here)
    }
    return is_open and owners <= {os.getuid(), ROOT}


def _rows() -> Iterator[tuple[str, str, str, int]]:
    """Yield both ends of each connection, its state, and the number of its owner."""
    for table in TABLES:
        with suppress(OSError):
            for line in table.read_text("ascii").splitlines()[1:]:
                _, local, remote, state, _, _, _, owner, *_ = line.split()
                yield local[-13:], remote[-13:], state, int(owner)


def _spelled(address: Address) -> str:
    """Return an address of IPv4 and its port as the tables have them: 0100007F:1F90."""
    host, port = address
    return f"{int.from_bytes(ip_address(host).packed, byteorder):08X}:{port:04X}"
