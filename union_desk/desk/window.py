"""The one window: menus and the search box on top, areas at the left, list and page, the quiet line below.

plan = WindowPlan(areas, office="白杨街道", user="陈明", standing=lambda: "最近备份 今天 12:00")
window = MainWindow(desk, plan)
window.restore_place(); window.show()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QIcon, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from union_desk.core.clock import local_time
from union_desk.core.rights import Right
from union_desk.desk.area_view import AreaView
from union_desk.desk.case_page import CasePage
from union_desk.desk.desk import Desk, Undo, UndoTo
from union_desk.desk.icons import icon
from union_desk.desk.key_sheet import KeySheet
from union_desk.desk.navigation import (
    MENUS,
    USER_GROUP,
    Area,
    Command,
    SearchProvider,
    WorkbenchRow,
    WorkbenchSection,
    no_sections,
)
from union_desk.desk.printing import PrintSheet
from union_desk.desk.search import SearchBox
from union_desk.desk.status_line import StatusLine
from union_desk.desk.tasks import TaskHandle
from union_desk.desk.type_size import TypeSizes
from union_desk.desk.workbench import Workbench

_LOSS: Final = "没保存的内容"
_LOSS_WORDS: Final = "没保存的内容暂存不了，可能是磁盘满了。现在退出就没有了，请先腾出空间再退出。"
DEMO: Final = "演示数据，均为虚构"
_ICONS_ONLY_LINES: Final = 60
"""Below this width, in heights of a line, the areas are shown as icons only."""
_LEAST_SEARCH: Final = 30
_MOST_SEARCH: Final = 66
_ANY_WIDTH: Final = 16_777_215
"""How wide the box on top is, in characters; with less room than that it has a line of its own."""
_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})


def nothing_to_say() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """What the window is made of. `standing` is the lasting part of the line below: the last backup."""

    areas: Sequence[Area]
    office: str
    user: str
    demo: bool = False
    standing: Callable[[], str] = nothing_to_say
    commands: Sequence[Command] = ()
    workbench: Callable[[], Sequence[WorkbenchSection]] = no_sections
    """Sections that belong to no area, below what is half done."""
    search: Sequence[SearchProvider] = ()
    """What is found besides the records of the areas, before them."""
    search_last: Sequence[SearchProvider] = ()
    """What is found after them: Enter opens a record first."""


class MainWindow(QMainWindow):
    def __init__(self, desk: Desk, plan: WindowPlan) -> None:
        super().__init__()
        self.desk, self.plan = desk, plan
        self._undo: tuple[Undo, str] | None = None
        self._began = False
        self._views: dict[str, AreaView] = {}
        self.acts: dict[str, QAction] = {}
        """By the names of their commands."""
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.setInterval(0)
        self._refit.timeout.connect(self._fit_all)
        # The system's title bar adds the name of the program.
        self.setWindowTitle(plan.office + (f" · {DEMO}" if plan.demo else ""))
        self.resize(1366, 768)
        self.setMinimumSize(640, 480)
        self.search = SearchBox(desk)
        self.navigation = QListWidget()
        self.stack = QStackedWidget()
        self.workbench = Workbench(desk, self._workbench_sections)
        self.stack.addWidget(self.workbench)
        self.line = StatusLine(desk, plan.standing)
        self.setStatusBar(self.line)
        commands = [*self._own_commands(), *plan.commands, *self._area_commands()]
        commands += TypeSizes(desk).commands()
        self._make_menus(commands)
        self._make_top()
        self._make_middle()
        self.search.set_sources(
            [*plan.search, *(one for area in plan.areas for one in area.search), *plan.search_last],
            commands,
        )
        desk.opening.connect(self._open)
        desk.going.connect(self._go)
        desk.told.connect(self._tell)
        self.line.undo_wanted.connect(self.undo)
        self.search.left.connect(self.take_cursor)
        self.go_to("")

    # Where one is.

    @property
    def view(self) -> AreaView | None:
        widget = self.stack.currentWidget()
        return widget if isinstance(widget, AreaView) else None

    @property
    def page(self) -> CasePage | None:
        return self.view.current_page if self.view is not None else None

    def go_to(self, area: str) -> AreaView | None:
        """Show an area by its name, or the workbench for ""."""
        self.keep_drafts()
        names = ["", *(each.name for each in self.plan.areas)]
        self.navigation.blockSignals(True)
        self.navigation.setCurrentRow(names.index(area))
        self.navigation.blockSignals(False)
        widget = self._view(area) if area else self.workbench
        self.stack.setCurrentWidget(widget)
        self._enable()
        return widget if isinstance(widget, AreaView) else None

    def take_cursor(self) -> None:
        """Put the cursor where one works: into the page, the list, or the first line of the workbench."""
        if self.view is not None:
            self.view.take_cursor()
        else:
            self.workbench.take_cursor()

    def undo(self) -> None:
        """Take the last act back; once."""
        if self._undo is None:
            return
        (undo, act), self._undo = self._undo, None
        self.line.forget_undo()
        done: list[object] = []
        shown = self.page.uid if self.page is not None else ""
        if self.page is None:
            done.append(undo())
        elif not self.page.act(lambda: done.append(undo())):
            return
        # What goes on beside the window tells its end itself.
        if not isinstance(done[-1], TaskHandle):
            self.desk.status(f"已撤销：{act.removeprefix('已')}")
        if isinstance(undo, UndoTo) and shown and self.page is not None and not self.page.uid:
            self.desk.open(undo.entity, undo.uid)

    def keep_drafts(self) -> None:
        for view in self._views.values():
            view.keep_drafts()

    def restore_place(self) -> None:
        kept = self.desk.preferences.get("window/geometry", "")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        elif self.screen().availableSize().height() <= self.height():
            # With its title bar it would reach over the edge of a small screen.
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked where what is half typed can be kept: it waits under 未完成."""
        self.keep_drafts()
        kept = self.desk.drafts.flush() or not self.isVisible()
        if not kept and not self.desk.confirm(_LOSS, _LOSS_WORDS, "仍然退出", self):
            event.ignore()
            return
        place = bytes(self.saveGeometry().toBase64().data()).decode()
        self.desk.preferences.set("window/geometry", place)
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A row chosen before the style was known keeps the others at the wrong height.
        self.navigation.doItemsLayout()
        if not self._began:
            self._began = True
            self.take_cursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.view is not None:
            self.view.go_to_list()
            return
        here = self.focusWidget()
        if event.key() in _ENTER and isinstance(here, QPushButton | QToolButton):
            # Qt lets Enter press a button in dialogs only.
            here.click()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_navigation()
        self._fit_top()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            # Once everything in the window has its new size.
            self._refit.start()

    # What happens.

    def _open(self, entity: str, uid: str, beside: bool) -> None:
        area = next((each for each in self.plan.areas if entity in each.entities), None)
        if area is None:
            raise LookupError(f"no area opens {entity}")
        view = self.go_to(area.name)
        if view is None:
            return
        page = view.open(entity, uid, beside=beside)
        if page is not None and page.focused_field() == "":
            page.show_section(0)

    def _tell(self, text: str, undo: Undo | None) -> None:
        if undo is not None:
            self._undo = undo, text
        self.line.tell(text, undo=undo is not None)

    def _print(self) -> None:
        """Ctrl+P: the marked records of the list, else the page."""
        job = self.page.print_job() if self.page is not None else None
        listed = self.view.list if self.view is not None else None
        make = self.view.area.print_selected if self.view is not None else None
        if (
            listed is not None
            and make is not None
            and (listed.model.marked or job is None)
            and listed.selected()
        ):
            job = make(listed.selected())
        if job is None:
            self.desk.status("先打开一份，或在列表里用空格选中几份，再打印。")
            return
        if self.page is not None and self.page.is_changed and not self.page.save():
            return
        PrintSheet(self.desk, job, self).open()

    def _view(self, name: str) -> AreaView:
        if name not in self._views:
            area = next(each for each in self.plan.areas if each.name == name)
            view = AreaView(self.desk, area)
            view.page_changed.connect(self._enable)
            self.stack.addWidget(view)
            self._views[name] = view
        return self._views[name]

    def _workbench_sections(self) -> Sequence[WorkbenchSection]:
        opening: dict[str, Callable[[str], None]] = {}
        for area in self.plan.areas:
            if area.entities:
                opening[area.name] = partial(self.desk.open, area.entities[0])
            opening.update(area.half_done)
        drafts = [draft for draft in self.desk.drafts.all() if draft.area in opening]
        rows = tuple(
            WorkbenchRow(
                draft.title or "未命名",
                partial(opening[draft.area], draft.key),
                local_time(draft.kept_at).strftime("%m-%d %H:%M") if draft.kept_at is not None else "",
            )
            for draft in drafts
        )
        unfinished = WorkbenchSection("未完成", rows, "没有做了一半的事。没保存的内容会自动留在这里。")
        told = [
            *self.plan.workbench(),
            *(section for area in self.plan.areas for section in area.workbench()),
        ]
        return [unfinished, *sorted(told, key=lambda section: not section.early)]

    # The parts of the window.

    def _own_commands(self) -> list[Command]:
        def has_page() -> bool:
            return self.page is not None

        def on_page(act: Callable[[CasePage], object]) -> Callable[[], None]:
            def run() -> None:
                if self.page is not None:
                    act(self.page)

            return run

        def next_link(step: int) -> Callable[[], None]:
            return on_page(lambda page: page.next_link(step))

        def next_record(step: int) -> None:
            if self.view is not None:
                self.view.next_record(step)

        return [
            Command("save", "保存", on_page(CasePage.save), "Ctrl+S", "文件", has_page, "bc"),
            Command(
                "throw", "放弃未保存的改动", on_page(CasePage.throw_away), "", "文件", self._page_changed
            ),
            Command("undo", "撤销上一步", self.undo, "Ctrl+Z", "办理", lambda: self._undo is not None, "cx"),
            Command(
                "note",
                "记一笔",
                on_page(CasePage.write_note),
                "Ctrl+T",
                "办理",
                has_page,
                "jyb",
                right=Right.NOTE,
            ),
            Command(
                "correct",
                "更正一笔",
                on_page(CasePage.correct_note),
                "Ctrl+Shift+T",
                "办理",
                has_page,
                "gzyb",
                right=Right.NOTE,
            ),
            Command("next", "下一份（先保存）", partial(next_record, 1), "Ctrl+PgDown", "办理", has_page),
            Command("previous", "上一份（先保存）", partial(next_record, -1), "Ctrl+PgUp", "办理", has_page),
            Command("link", "到下一个数字或链接", next_link(1), "F3", "办理", has_page),
            Command("link back", "到上一个数字或链接", next_link(-1), "Shift+F3", "办理", has_page),
            Command("print", "打印…", self._print, "Ctrl+P", "打印", words="dy", right=Right.PRINT),
            Command("search", "查找一切", self.search.begin, "Ctrl+K", "工具", words="cz"),
            Command("timeline", "时间线", on_page(CasePage.show_timeline), "F6", "工具", has_page, "sjx"),
            Command("history", "修改记录", on_page(CasePage.show_history), "F7", "工具", has_page, "xgjl"),
            Command("navigation", "收起或展开导航", self._toggle_navigation, "F9", "工具"),
            Command("keys", "本页按键", self.show_keys, "F1", "帮助", words="aj"),
            Command("quit", "退出", self._quit, "Ctrl+Q", "文件", words="tc"),
        ]

    def _area_commands(self) -> list[Command]:
        places: list[Command] = [
            Command(f"go.{area.name}", area.title, partial(self._go, area.name), f"Ctrl+{number}", "工具")
            for number, area in enumerate(self.plan.areas, start=2)
            if number < 10
        ]
        home = Command("go", "工作台", partial(self._go, ""), "Ctrl+1", "工具", words="gzt")
        return [command for area in self.plan.areas for command in area.commands] + [home, *places]

    def _go(self, name: str) -> None:
        self.go_to(name)
        self.take_cursor()

    def _quit(self) -> None:
        self.close()

    def _page_changed(self) -> bool:
        return self.page is not None and self.page.is_changed

    def _make_menus(self, commands: Sequence[Command]) -> None:
        menus = {name: QMenu(f"{name}(&{key})", self) for name, key in zip(MENUS, "FBPDTH", strict=True)}
        for menu in menus.values():
            menu.setToolTipsVisible(True)
        self._groups: dict[str, QMenu] = {}
        for command in commands:
            action = QAction(command.title, self)
            action.setCheckable(command.checked is not None)
            if command.everywhere:
                action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
            action.triggered.connect(lambda _on=False, run=command.run: run())
            menu = menus[command.menu]
            if command.group:
                if command.group not in self._groups:
                    self._groups[command.group] = QMenu(command.group, self)
                    menu.addMenu(self._groups[command.group])
                menu = self._groups[command.group]
            menu.addAction(action)
            self.acts[command.name] = action
        self._commands = {command.name: command for command in commands}
        self._area_of = {each.name: area.name for area in self.plan.areas for each in area.commands}
        for menu in menus.values():
            if menu.actions():
                menu.aboutToShow.connect(self._enable)
                self.menuBar().addMenu(menu)
        for number in range(10):
            action = QAction(self)
            action.setShortcut(QKeySequence(f"Alt+{(number + 1) % 10}"))
            action.triggered.connect(lambda _on=False, number=number: self._show_section(number))
            self.addAction(action)

    def _show_section(self, number: int) -> None:
        if self.page is not None:
            self.page.show_section(number)

    def _enable(self) -> None:
        """Grey what cannot be done here; shortcuts of it stay silent too."""
        turns = {name for names in self._having_turn(lambda command: command.title) for name in names}
        keys = {names[0] for names in self._having_turn(lambda command: command.shortcut)}
        for name, command in self._commands.items():
            refusal = command.refusal(self.desk.actor)
            self.acts[name].setShortcut(QKeySequence(command.shortcut if name in keys else ""))
            if name != "undo":
                shown = command.shown() and name in turns
                self.acts[name].setVisible(shown)
                self.acts[name].setEnabled(shown and command.enabled() and not refusal)
                self.acts[name].setToolTip(refusal)
            if command.checked is not None:
                self.acts[name].setChecked(command.checked())
        for menu in self._groups.values():
            menu.menuAction().setVisible(any(action.isVisible() for action in menu.actions()))

    def _having_turn(self, what: Callable[[Command], str]) -> Iterator[list[str]]:
        """Name the commands that have their title, or their key, now: of two areas the one that is shown."""
        here = self.view.area.name if self.view is not None else ""
        alike: dict[str, dict[str, list[str]]] = {}
        for name, command in self._commands.items():
            if said := what(command):
                alike.setdefault(said, {}).setdefault(self._area_of.get(name, ""), []).append(name)
        for names in alike.values():
            yield names.get("") or names.get(here) or next(iter(names.values()))

    def _make_top(self) -> None:
        """Put the box that finds everything, and who works here, beside the menus."""
        self._top = top = QWidget()
        inside = QHBoxLayout(top)
        inside.setContentsMargins(4, 3, 10, 3)
        inside.addWidget(self.search, 1)
        self._badge = QLabel(DEMO)
        self._badge.setProperty("badge", "plain")
        self._badge.setVisible(self.plan.demo)
        inside.addWidget(self._badge)
        inside.addWidget(self._make_user())
        self._own_line = QWidget()
        self._own_room = QHBoxLayout(self._own_line)
        self._own_room.setContentsMargins(0, 0, 0, 0)
        self._own_line.hide()
        self.menuBar().setCornerWidget(top, Qt.Corner.TopRightCorner)

    def _make_user(self) -> QWidget:
        """Say who works here; what concerns that person is a menu behind the name."""
        self._user: QLabel | QToolButton
        words = f"{self.plan.office} · {self.plan.user}"
        menu = self._groups.get(USER_GROUP)
        if menu is None:
            self._user = QLabel(words)
        else:
            self._user = QToolButton()
            self._user.setText(words)
            self._user.setAutoRaise(True)
            self._user.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._user.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            self._user.setMenu(menu)
        return self._user

    def _fit_all(self) -> None:
        side = round(self.fontMetrics().height() * 1.1)
        self.navigation.setIconSize(QSize(side, side))
        self._fold_navigation()
        self._fit_top()
        self.navigation.doItemsLayout()

    def _fit_top(self) -> None:
        """Give the search box what the menus leave, or a line of its own: a menu bar would hide its menus."""
        metrics = self.fontMetrics()
        gap = round(metrics.height() * 0.8)
        menus = sum(metrics.horizontalAdvance(each.text()) + gap for each in self.menuBar().actions())
        labels = self._user.sizeHint().width() + gap
        labels += self._badge.sizeHint().width() + gap if self.plan.demo else 0
        char = metrics.averageCharWidth()
        room = self.width() - menus - labels - 2 * gap
        self._put_top(beside_menus=room >= char * _LEAST_SEARCH)
        if self._own_line.isHidden():
            self.search.setMinimumWidth(min(char * _MOST_SEARCH, room))
            self.search.setMaximumWidth(char * _MOST_SEARCH)
        else:
            self.search.setMinimumWidth(char * 10)
            self.search.setMaximumWidth(_ANY_WIDTH)
            # The title of the window says it too.
            self._badge.setVisible(self.plan.demo and self.width() > labels + char * _LEAST_SEARCH)
        # A menu bar lays its corner out anew only when it is resized itself.
        size = self.menuBar().size()
        QApplication.sendEvent(self.menuBar(), QResizeEvent(size, size))

    def _put_top(self, *, beside_menus: bool) -> None:
        if beside_menus != self._own_line.isHidden():
            had_cursor = self.search.hasFocus()
            self._own_line.setHidden(beside_menus)
            if beside_menus:
                self._badge.setVisible(self.plan.demo)
                self.menuBar().setCornerWidget(self._top, Qt.Corner.TopRightCorner)
            else:
                # Else the menu bar would go on moving what is no longer in its corner.
                self.menuBar().setCornerWidget(QWidget(), Qt.Corner.TopRightCorner)
                self._own_room.addWidget(self._top)
            self._top.show()
            if had_cursor:
                self.search.setFocus()

    def _make_middle(self) -> None:
        self.navigation.setObjectName("navigation")
        self.navigation.setAccessibleName("工作范围")
        self.navigation.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._add_place("工作台", icon("layout-dashboard"))
        for area in self.plan.areas:
            self._add_place(area.title, icon(area.icon))
        names = ["", *(area.name for area in self.plan.areas)]
        self.navigation.currentRowChanged.connect(lambda row: self._go(names[row]))
        self._fold = QPushButton()
        self._fold.setProperty("fold", True)
        self._fold.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fold.setToolTip("收起或展开导航 (F9)")
        self._fold.setAccessibleName("收起或展开导航")
        self._fold.clicked.connect(self._toggle_navigation)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.navigation, 1)
        left.addWidget(self._fold)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addLayout(left)
        line.addWidget(self.stack, 1)
        middle = QWidget()
        lines = QVBoxLayout(middle)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._own_line)
        lines.addLayout(line, 1)
        self.setCentralWidget(middle)
        self._folded: bool | None = self.desk.preferences.get("window/navigation folded")
        self._fit_all()

    def _add_place(self, title: str, drawn: QIcon) -> None:
        item = QListWidgetItem(drawn, title, self.navigation)
        item.setToolTip(title)

    def _toggle_navigation(self) -> None:
        self._folded = not self._is_folded()
        self.desk.preferences.set("window/navigation folded", self._folded)
        self._fold_navigation()

    def _is_folded(self) -> bool:
        return self._folded if self._folded is not None else self._in_lines() < _ICONS_ONLY_LINES

    def _in_lines(self) -> float:
        return self.width() / self.fontMetrics().height()

    def _fold_navigation(self) -> None:
        """Show the areas as icons only, by wish or where the window is narrow."""
        folded = self._is_folded()
        titles = ["工作台", *(area.title for area in self.plan.areas)]
        for row, title in enumerate(titles):
            self.navigation.item(row).setText("" if folded else title)
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(title) for title in titles)
        width = round(metrics.height() * 2.4) if folded else widest + round(metrics.height() * 3.2)
        self.navigation.setFixedWidth(width)
        self._fold.setFixedWidth(width)
        self._fold.setIcon(icon("panel-left-open" if folded else "panel-left-close"))

    def show_keys(self) -> None:
        sections = len(self.page.sections) if self.page is not None else 0
        last = "9、Alt+0" if sections > 9 else str(sections)
        on_page = [(f"Alt+1…{last}", "到第几部分")] if sections else []
        keys = [
            (command.shortcut, command.title)
            for command in self._commands.values()
            if command.shortcut and command.enabled() and not command.refusal(self.desk.actor)
            if not self.acts[command.name].shortcut().isEmpty()
        ]
        KeySheet([*keys, *on_page], self).show()
