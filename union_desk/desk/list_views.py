"""The saved views of a list: a chip that names the one shown, and opens all of them, delivered and own.

keeper = ViewKeeper(SavedViews(database), actor, "hardship_file", (SavedView("超期", filters={...}),))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.views import SavedView
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.widgets.line import LineEdit

if TYPE_CHECKING:
    from union_desk.casework.views import SavedViews
    from union_desk.core.rights import Actor

_WORD = "视图"


class ViewKeeper:
    """The views of one list for one user: those that the program brings, and those that were saved."""

    def __init__(
        self, views: SavedViews, actor: Actor, entity: str, delivered: Sequence[SavedView] = ()
    ) -> None:
        self._views, self._actor, self._entity = views, actor, entity
        self.delivered = tuple(delivered)

    def saved(self) -> tuple[SavedView, ...]:
        return self._views.all(self._actor, self._entity)

    def keep(self, view: SavedView) -> None:
        if any(view.name.strip() == each.name for each in self.delivered):
            raise RuleBroken(f"“{view.name.strip()}”是自带的视图，请换一个名称。", field="name")
        self._views.keep(self._actor, self._entity, view)

    def rename(self, view: SavedView, name: str) -> None:
        self._views.rename(self._actor, self._entity, view, name)

    def delete(self, view: SavedView) -> None:
        self._views.delete(self._actor, self._entity, view)

    @property
    def refusal(self) -> str:
        """Say why this user may not save a view for the office."""
        return lacking(self._actor, Right.EDIT)


class Viewed(Protocol):
    """The list whose views these are."""

    def as_view(self) -> SavedView: ...
    def show_view(self, view: SavedView) -> None: ...


class ViewChip(QPushButton):
    """Names the view that is shown; its menu opens another, saves, renames and deletes."""

    def __init__(self, desk: Desk, keeper: ViewKeeper, listed: Viewed, parent: QWidget | None = None) -> None:
        super().__init__(f"{_WORD} ▾", parent)
        self._desk, self._keeper, self._listed = desk, keeper, listed
        self.setProperty("chip", True)
        self.setCheckable(True)
        self.setAccessibleName(_WORD)
        self.setToolTip("常用的筛选和排序 (Ctrl+Shift+L)")
        self.clicked.connect(self.open)

    def tell(self) -> None:
        """Name the view that the list shows now, if it is one."""
        now = self._listed.as_view()
        shown = next((view for view in self._all() if _same(view, now)), None)
        self.setText(f"{shown.name if shown is not None else _WORD} ▾")
        self.setChecked(shown is not None)

    def open(self) -> None:
        menu = QMenu(self)
        self.offer(menu)
        menu.aboutToHide.connect(self.tell)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def offer(self, menu: QMenu) -> None:
        """Put the views into a menu, and what can be done with them."""
        saved = self._keeper.saved()
        groups = (
            self._keeper.delivered,
            [view for view in saved if not view.of_office],
            [view for view in saved if view.of_office],
        )
        number = 0
        for title, views in zip(("自带", "我的", "本单位"), groups, strict=True):
            if views:
                menu.addSection(title)
            for view in views:
                number += 1
                key = f"(&{number})" if number < 10 else ""
                menu.addAction(f"{_plain(view.name)}{key}").triggered.connect(partial(self._show, view))
        menu.addSeparator()
        menu.addAction("存为视图…(&S)").triggered.connect(self.save)
        for title, act in (("改名(&R)", self.rename), ("删除(&D)", self.delete)):
            below = menu.addMenu(title)
            below.setEnabled(bool(saved))
            for view in saved:
                action = below.addAction(f"{_plain(view.name)}…")
                action.triggered.connect(partial(act, view))
                action.setEnabled(not (view.of_office and self._keeper.refusal))

    def save(self) -> None:
        """Ask for a name, and keep what the list shows now."""

        def keep(name: str, of_office: bool) -> None:
            self._keeper.keep(replace(self._listed.as_view(), name=name, of_office=of_office))
            self._desk.status(f"已保存视图“{name.strip()}”。")

        NameSheet("保存为视图", "", keep, self.window(), shareable=True, refusal=self._keeper.refusal).open()

    def rename(self, view: SavedView, _on: bool = False) -> None:
        def keep(name: str, _of_office: bool) -> None:
            self._keeper.rename(view, name)
            self._desk.status(f"视图“{view.name}”已改名为“{name.strip()}”。")
            self.tell()

        NameSheet("视图改名", view.name, keep, self.window()).open()

    def delete(self, view: SavedView, _on: bool = False) -> None:
        whose = "，本单位的同事也不能再用它" if view.of_office else ""
        if self._desk.confirm("删除视图", f"删除视图“{view.name}”{whose}。档案不受影响。", "删除", self):
            self._keeper.delete(view)
            self._desk.status(f"已删除视图“{view.name}”。")
            self.tell()

    def _show(self, view: SavedView, _on: bool = False) -> None:
        self._listed.show_view(view)
        self.tell()

    def _all(self) -> tuple[SavedView, ...]:
        return (*self._keeper.delivered, *self._keeper.saved())


class NameSheet(Dialog):
    """Asks for the name of a view; Enter keeps it."""

    def __init__(
        self,
        title: str,
        name: str,
        keep: Callable[[str, bool], None],
        parent: QWidget | None = None,
        *,
        shareable: bool = False,
        refusal: str = "",
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self.setWindowTitle(title)
        self.name = LineEdit(name)
        self.name.selectAll()
        self.office = QCheckBox("本单位的同事也能用(&O)")
        self.office.setVisible(shareable)
        self.office.setEnabled(not refusal)
        self.office.setToolTip(refusal)
        self.problem = QLabel()
        self.problem.setProperty("problem", True)
        self.problem.setWordWrap(True)
        self.problem.hide()
        lines = QFormLayout()
        lines.addRow("名称(&N)", self.name)
        buttons = QDialogButtonBox()
        buttons.addButton("保存", QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.keep)
        buttons.rejected.connect(self.reject)
        inside = QVBoxLayout(self)
        inside.addLayout(lines)
        inside.addWidget(self.office)
        inside.addWidget(self.problem)
        inside.addWidget(buttons)
        self.name.setAccessibleName("视图的名称")
        self.resize(self.fontMetrics().height() * 22, self.sizeHint().height())

    def keep(self) -> None:
        try:
            self._keep(self.name.text(), self.office.isChecked())
        except RuleBroken as broken:
            self.problem.setText(broken.message)
            self.problem.show()
            self.name.setFocus()
            return
        self.accept()


def _same(view: SavedView, now: SavedView) -> bool:
    """Tell whether a list shows this view; its columns are no part of what it shows."""
    return (view.text, dict(view.filters), view.sort, view.descending) == (
        now.text,
        dict(now.filters),
        now.sort,
        now.descending,
    )


def _plain(name: str) -> str:
    """Return a name that a menu does not read a key in."""
    return name.replace("&", "&&")
