"""The frame in which the diary runs: settings, addresses, server."""
