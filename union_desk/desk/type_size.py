"""工具 → 字号: how large everything is written; it acts at once and is remembered on this computer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from union_desk.desk.navigation import Command
from union_desk.desk.preferences import Preferences
from union_desk.desk.style import POINT_SIZES, set_point_size

if TYPE_CHECKING:
    from union_desk.desk.desk import Desk

_GROUP: Final = "字号"
_NAMES: Final = ("标准", "较大", "大", "特大")
_PREFERENCE: Final = "font"


def kept_size(preferences: Preferences) -> float:
    """Return the size that was chosen here before; the usual one where it is none of ours."""
    kept = preferences.get(_PREFERENCE)
    return kept if kept in POINT_SIZES else POINT_SIZES[0]


class TypeSizes:
    """The commands of the menu: each size, one larger, one smaller."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> tuple[Command, ...]:
        sizes = (
            Command(
                f"type.{points:g}",
                f"{name}（{points:g} 磅）",
                partial(self.choose, points),
                menu="工具",
                words="zh",
                group=_GROUP,
                checked=partial(self._is, points),
            )
            for name, points in zip(_NAMES, POINT_SIZES, strict=True)
        )
        return (
            *sizes,
            Command(
                "type.larger", "字大一号", partial(self._step, 1), "Ctrl+=", "工具", words="zd", group=_GROUP
            ),
            Command(
                "type.smaller",
                "字小一号",
                partial(self._step, -1),
                "Ctrl+-",
                "工具",
                words="zx",
                group=_GROUP,
            ),
        )

    def choose(self, points: float) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            set_point_size(application, points)
        self._desk.preferences.set(_PREFERENCE, points)
        self._desk.status(f"字号：{_NAMES[POINT_SIZES.index(points)]}（{points:g} 磅）")

    def _is(self, points: float) -> bool:
        return kept_size(self._desk.preferences) == points

    def _step(self, step: int) -> None:
        place = POINT_SIZES.index(kept_size(self._desk.preferences)) + step
        self.choose(POINT_SIZES[max(0, min(place, len(POINT_SIZES) - 1))])
