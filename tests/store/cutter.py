"""A wire to the server that can be cut: at the moment of a commit, before or after it has arrived."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.cluster import OWNER, Cluster


class Cutter:
    """Passes on what the program and the server say to each other, until it is told to cut."""

    def __init__(self, cluster: Cluster) -> None:
        self.cut_at = b""
        """What the program says when the wire breaks; empty for never."""
        self.arrives = False
        """Whether the server still gets that."""
        self.stays_cut = False
        self._target = f"{cluster.folder}/.s.PGSQL.{cluster.port}"
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def address(self, database: str) -> str:
        return f"postgresql://{OWNER}@127.0.0.1:{self._listening.getsockname()[1]}/{database}"

    def close(self) -> None:
        self._listening.close()
        self.cut()

    def cut(self) -> None:
        # The program connects anew while the old wires are still being taken down.
        old, self._open = self._open, []
        for end in old:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self.stays_cut:
                    near.close()
                    continue
                far = socket.socket(socket.AF_UNIX)
                far.connect(self._target)
                self._open += [near, far]
                for ends in ((near, far, True), (far, near, False)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, asking: bool) -> None:
        with suppress(OSError):
            while said := source.recv(65536):
                if asking and self.cut_at and self.cut_at in said:
                    self.cut_at = b""
                    if self.arrives:
                        source.shutdown(socket.SHUT_RDWR)
                        target.sendall(said)
                        # The server does what it was told and finds nobody to answer.
                        target.shutdown(socket.SHUT_WR)
                    else:
                        self.cut()
                    return
                target.sendall(said)


@contextmanager
def cutter(cluster: Cluster) -> Iterator[Cutter]:
    wire = Cutter(cluster)
    try:
        yield wire
    finally:
        wire.close()
