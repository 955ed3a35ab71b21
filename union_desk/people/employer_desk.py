"""What employers offer the window: found by Ctrl+K, opened from a case, and those that are watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from union_desk.desk.days import left_words
from union_desk.desk.navigation import Command, Found, WorkbenchRow, WorkbenchSection

if TYPE_CHECKING:
    from union_desk.desk.desk import Desk
    from union_desk.people.employers import EmployerBook, Watched

_KIND: Final = "单位"
_ENTITY: Final = "employer"
_MOST: Final = 8
_SOON: Final = 7


class EmployerDesk:
    """Opens the screen of an employer."""

    def __init__(self, desk: Desk, book: EmployerBook) -> None:
        self._desk, self._book = desk, book
        self.shown: Callable[[], bool] = bool
        """Tells whether a record is on the screen that may have an employer."""
        self.whose: Callable[[], str] = str
        """Names that employer; "" where there is none."""

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(
                "people.employer",
                "这家单位的全部情况…",
                lambda: self.show(self.whose()),
                "Ctrl+Shift+U",
                menu="数据",
                enabled=self._is_shown,
                words="zjdwdqbqk 职情 zhiqing 用人单位",
            ),
        )

    def _is_shown(self) -> bool:
        # Asked anew each time: what tells it comes after the commands.
        return self.shown()

    def search(self, text: str, limit: int) -> Sequence[Found]:
        return [
            Found(_KIND, _ENTITY, hit.uid, hit.title, hit.detail, act=partial(self.show, hit.uid))
            for hit in self._book.search(self._desk.actor, text, limit)
        ]

    def sections(self) -> tuple[WorkbenchSection, ...]:
        """Name the 重点企业 with their open disputes and when somebody looks again."""
        found = self._book.watched(self._desk.actor)
        rows = tuple(
            WorkbenchRow(
                one.name,
                partial(self.show, one.uid),
                _words(one),
                urgent=one.days_left is not None and one.days_left < 0,
            )
            for one in found[:_MOST]
        )
        return (WorkbenchSection("重点企业", rows),)

    def show(self, uid: str) -> None:
        """Show an employer beside the work."""
        from union_desk.people.page.employer import EmployerScreen  # noqa: PLC0415 - loaded when first opened

        if not uid:
            self._desk.status("这里还没有填写单位。")
            return
        EmployerScreen(self._desk, self._book, uid, self._desk.open, QApplication.activeWindow()).show()


def _words(one: Watched) -> str:
    """未结 2 件 · 回访 剩 3 天"""
    parts = [f"未结 {one.open_disputes} 件"] if one.open_disputes else []
    if one.days_left is not None and one.days_left <= _SOON:
        parts.append(f"回访 {left_words(one.days_left)}")
    return " · ".join(parts)
