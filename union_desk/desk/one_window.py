"""One window for each user and data folder: a second start raises the window that is there.

one = OneWindow(folder)
if not one.take():
    return 0                                  # the other window has come up
one.wanted.connect(raise_windows)
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

_ANSWER_MS: Final = 3000
"""A window that does not answer in this time hangs; the lock of the store says who holds it."""
_CONNECT_MS: Final = 500


class OneWindow(QObject):
    """A local server that only says "come up"; what guards the data is the lock of the store."""

    wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = _name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def take(self) -> bool:
        """Become the one window of this folder; False when another one was raised."""
        if _is_foreign(self.name):
            return True
        # Two starts at the same moment: the second asks when the first listens.
        turn = QLockFile(f"{Path(tempfile.gettempdir(), self.name)}.turn")
        turn.tryLock(_ANSWER_MS)
        try:
            socket = QLocalSocket()
            socket.connectToServer(self.name)
            if socket.waitForConnected(_CONNECT_MS):
                # One that hangs keeps its name: it may come back to life.
                return not _raised(socket)
            self._server.listen(self.name)
        finally:
            turn.unlock()
        return True

    def close(self) -> None:
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(self._hear)
            socket.write(f"{os.getpid()}\n".encode())

    def _hear(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket.canReadLine():
            socket.readLine()
            self.wanted.emit()
            socket.write(b"up\n")
            socket.flush()
            socket.disconnectFromServer()


def raise_windows() -> None:
    """Bring the program's windows up, and the dialog that waits for an answer to the front."""
    windows = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.isWindow()]
    for window in windows:
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
    front: QWidget | None = QApplication.activeModalWidget()
    if front is None and windows:
        front = next((each for each in windows if each.isActiveWindow()), windows[-1])
    if front is not None:
        front.raise_()
        front.activateWindow()
        # Where the desktop lets no program push itself forward its entry in the task bar lights up.
        QApplication.alert(front)


def _name(folder: Path) -> str:
    """Return the server's name: a socket's path, or on Windows the name of a pipe."""
    user = os.environ.get("USERNAME", "") if sys.platform == "win32" else os.getuid()
    whose = f"{user}\n{folder.resolve()}"
    mark = f"union-desk-{hashlib.blake2b(whose.encode(), digest_size=8).hexdigest()}"
    if sys.platform == "win32":
        return mark
    return str(Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / mark)


def _is_foreign(name: str) -> bool:
    """Tell whether another user laid something where our socket would be: it is not spoken to."""
    if sys.platform == "win32":
        return False
    try:
        return Path(name).lstat().st_uid != os.getuid()
    except OSError:
        return False


def _raised(socket: QLocalSocket) -> bool:
    """Ask the window at the other end to come up; tell whether it did."""
    process = _line(socket)
    if not process.isdigit():
        return False
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        # Only the program that was started last may hand the front on.
        ctypes.windll.user32.AllowSetForegroundWindow(int(process))
    socket.write(b"come up\n")
    return _line(socket) == b"up"


def _line(socket: QLocalSocket) -> bytes:
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_ANSWER_MS):
            return b""
    return bytes(socket.readLine().data()).strip()
