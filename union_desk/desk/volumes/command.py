"""The commands 卷宗… (of the record that is on the screen) and 卷宗登记… (of all closed cases)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right
from union_desk.desk.navigation import Command
from union_desk.store.database import Changed

if TYPE_CHECKING:
    from union_desk.casework.volumes import Volumes
    from union_desk.desk.desk import Desk
    from union_desk.desk.volumes.register import VolumeRegister


def _none() -> tuple[str, str] | None:
    return None


class VolumeDesk:
    """Offers the volumes of one window."""

    def __init__(self, desk: Desk, volumes: Callable[[], Volumes], office: str = "") -> None:
        self._desk, self._volumes, self._office = desk, volumes, office
        self._register: VolumeRegister | None = None
        self.case: Callable[[], tuple[str, str] | None] = _none
        """Names the record that is on the screen and has a volume: kind and uid."""
        desk.volume_wanted.connect(self.show)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(
                "volume",
                "卷宗…",
                self.show,
                menu="打印",
                enabled=lambda: self.case() is not None,
                words="jz 装订 zd 归档 gd 目录 封面 备考表",
                right=Right.PRINT,
            ),
            Command(
                "volume_register",
                "卷宗登记…",
                self.show_register,
                menu="工具",
                words="jzdj 卷宗号 存放位置 保管期限 未装订 dj 登记簿",
                right=Right.VIEW,
            ),
        )

    def show(self) -> None:
        from union_desk.desk.volumes.screen import VolumeScreen  # noqa: PLC0415 - loaded when first opened

        case = self.case()
        if case is None:
            return
        try:
            screen = VolumeScreen(self._desk, self._volumes(), case, QApplication.activeWindow())
        except (RuleBroken, StoreProblem) as error:
            self._desk.status(error.message)
            return
        screen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # What the case still lacks may be in its volume now: its page is read anew.
        seen = Changed("", "", frozenset({case}))
        screen.finished.connect(lambda _result: self._desk.changed.emit(seen))
        screen.open()

    def show_register(self) -> None:
        """Show the register beside the work, once; it keeps its place."""
        from union_desk.desk.volumes.register import VolumeRegister  # noqa: PLC0415 - when first opened

        if self._register is None or not isValid(self._register):
            window = QApplication.activeWindow()
            self._register = VolumeRegister(self._desk, self._volumes(), self._office, window)
        else:
            self._register.look()
        self._register.show()
        self._register.activateWindow()
