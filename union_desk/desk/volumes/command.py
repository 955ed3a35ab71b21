"""The command 卷宗…: opens the volume of the record that is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right
from union_desk.desk.navigation import Command

if TYPE_CHECKING:
    from union_desk.casework.volumes import Volumes
    from union_desk.desk.desk import Desk


def _none() -> tuple[str, str] | None:
    return None


class VolumeDesk:
    """Offers the volumes of one window."""

    def __init__(self, desk: Desk, volumes: Volumes) -> None:
        self._desk, self._volumes = desk, volumes
        self.case: Callable[[], tuple[str, str] | None] = _none
        """Names the record that is on the screen and has a volume: kind and uid."""

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
        )

    def show(self) -> None:
        from union_desk.desk.volumes.screen import VolumeScreen  # noqa: PLC0415 - loaded when first opened

        case = self.case()
        if case is None:
            return
        try:
            screen = VolumeScreen(self._desk, self._volumes, case, QApplication.activeWindow())
        except (RuleBroken, StoreProblem) as error:
            self._desk.status(error.message)
            return
        screen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        screen.open()
