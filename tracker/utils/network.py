"""The address of this machine in its network."""

from __future__ import annotations

import socket


def own_address() -> str:
    """Returns an IPv4 address, that of the way out; 127.0.0.1 without a network.

    Connecting a UDP socket sends nothing.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
