"""New scans in a folder that a scanner writes into: offered, never taken by themselves."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.originals import ACCEPTED
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.preferences import Preferences

FOLDER: Final = "scans/folder"
_TAKEN: Final = "scans/taken"
_MOVE: Final = "scans/move"
TAKEN_FOLDER: Final = "已归入档案"
_REMEMBERED: Final = 500
_LOOK_MS: Final = 1500
# A scanner that writes a file page by page leaves it alone this long when it is finished.
_QUIET: Final = 2.0


class ScanInbox(QObject):
    """Watches one folder of this PC. A share that tells of no changes is looked into every few seconds."""

    changed = Signal()
    """What is offered is another."""

    def __init__(
        self, preferences: Preferences, parent: QObject | None = None, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._preferences, self._now = preferences, now
        self._soon = QTimer(self)
        self._soon.setInterval(_LOOK_MS)
        self._soon.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self._soon.start(_LOOK_MS))
        self._sizes: dict[Path, int] = {}
        self.ready: tuple[Path, ...] = ()
        self._watch()

    @property
    def folder(self) -> Path | None:
        named = str(self._preferences.get(FOLDER, ""))
        return Path(named) if named else None

    @property
    def moves(self) -> bool:
        """Whether a scan that was taken goes into a folder of its own; else it stays where it is."""
        return bool(self._preferences.get(_MOVE, False))

    def set_moves(self, *, on: bool) -> None:
        self._preferences.set(_MOVE, on)

    def choose(self, folder: Path | None) -> None:
        """Watch another folder; None watches none. What lies there already is offered, too."""
        self._preferences.set(FOLDER, str(folder) if folder is not None else "")
        self._watch()

    def look(self) -> None:
        """Find out which files are finished: of the same size as a look before, and quiet for a while."""
        found = self._files()
        sizes: dict[Path, int] = {}
        ready = []
        for path in found:
            with suppress(OSError):
                stat = path.stat()
                sizes[path] = stat.st_size
                quiet = abs(self._now() - stat.st_mtime) >= _QUIET
                if stat.st_size and quiet and self._sizes.get(path) == stat.st_size:
                    ready.append(path)
        self._sizes = sizes
        if len(ready) == len(found) and self._watcher.directories():
            # Nothing is being written; the system tells when that changes.
            self._soon.setInterval(_LOOK_MS * 4)
        else:
            self._soon.setInterval(_LOOK_MS)
        if tuple(ready) != self.ready:
            self.ready = tuple(ready)
            self.changed.emit()

    def take(self, paths: Sequence[Path]) -> list[str]:
        """Remember that these were taken, and move them where that is wished; name what could not move."""
        stuck = []
        for path in paths:
            if self.moves:
                try:
                    self._move(path)
                except OSError:
                    stuck.append(path.name)
            self._remember(path)
        self.look()
        return stuck

    def _move(self, path: Path) -> None:
        place = path.parent / TAKEN_FOLDER
        place.mkdir(exist_ok=True)
        target, number = place / path.name, 1
        while target.exists():
            number += 1
            target = place / f"{path.stem} ({number}){path.suffix}"
        shutil.move(path, target)

    def _remember(self, path: Path) -> None:
        with suppress(OSError):
            taken = [*self._preferences.get(_TAKEN, []), _mark(path)]
            self._preferences.set(_TAKEN, taken[-_REMEMBERED:])

    def _files(self) -> list[Path]:
        folder = self.folder
        if folder is None:
            return []
        taken = set(self._preferences.get(_TAKEN, []))
        try:
            inside = sorted(folder.iterdir())
        except OSError:
            # The scanner's share is away: it is looked for again.
            return []
        found = []
        for path in inside:
            with suppress(OSError):
                if path.suffix.lower() in ACCEPTED and path.is_file() and _mark(path) not in taken:
                    found.append(path)
        return found

    def _watch(self) -> None:
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self._sizes = {}
        folder = self.folder
        if folder is None:
            self._soon.stop()
        else:
            if folder.is_dir():
                self._watcher.addPath(str(folder))
            self._soon.start()
        self.look()


def _mark(path: Path) -> str:
    stat = path.stat()
    return f"{path.name}|{stat.st_size}|{stat.st_mtime_ns}"


def inbox_of(desk: Desk) -> ScanInbox:
    """Return the one that all pages of a desk share."""
    return desk.findChild(ScanInbox) or ScanInbox(desk.preferences, desk)


class NewScans(Dialog):
    """Offers new scans; what is ticked is attached, the rest waits."""

    def __init__(
        self,
        inbox: ScanInbox,
        words: str,
        take: Callable[[Sequence[Path]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("新扫描件")
        self._inbox, self._take = inbox, take
        told = QLabel(words)
        told.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName("新扫描件")
        for path in inbox.ready:
            item = QListWidgetItem(f"{path.name}（{path.stat().st_size / 1024:,.0f} KB）")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.move_away = QCheckBox(f"取走后把原文件移到“{TAKEN_FOLDER}”文件夹（不勾就留在原处）")
        self.move_away.setChecked(inbox.moves)
        whole = QVBoxLayout(self)
        whole.addWidget(told)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.move_away)
        buttons = QDialogButtonBox()
        go = buttons.addButton("添加勾选的", QDialogButtonBox.ButtonRole.AcceptRole)
        go.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.keep)
        buttons.rejected.connect(self.reject)
        whole.addWidget(buttons)
        self.list.setFocus()

    def keep(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        chosen = [
            Path(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
        self._inbox.set_moves(on=self.move_away.isChecked())
        self.accept()
        if chosen:
            self._take(chosen)
