"""The frame of every case page: header, next step, what is missing, sections, timeline, 修改记录.

class HardshipPage(CasePage):
    area, entity = "hardship", "hardship_file"
    def __init__(self, desk, services, uid):
        super().__init__(desk)
        self.add_section("基本情况", form)           # ① Alt+1; its widgets are found by object name
        self.use_binder(Binder(self, FileForm))     # marks changes, leads to fields, keeps half a form
    def fill(self, uid): self.binder.fill(...); self.set_header(...); self.set_missing(...)
    def store(self): return self._service.save(self.desk.actor, self.binder.read(), self.uid or None).uid
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final
from uuid import uuid4

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.stale import ChangedMeanwhile
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.autosave import NOTE, Autosave
from union_desk.desk.binder import Binder
from union_desk.desk.desk import Desk
from union_desk.desk.history import ChangeHistory, ChangeLine
from union_desk.desk.page_cursor import PageCursor, fields_in
from union_desk.desk.page_head import Header, Missing, MissingBar, NextStep, PageHead, StepBar
from union_desk.desk.printing import PrintJob
from union_desk.desk.stale_bar import StaleBar
from union_desk.desk.timeline import Note, Timeline, TimelineEntry
from union_desk.desk.widgets import EnterMoves, FlowLayout

if TYPE_CHECKING:
    from union_desk.casework.values import Draft

__all__ = ["CasePage", "Header", "Missing", "NextStep", "Section"]

NUMBERS: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
NEW: Final = "new"
"""What the keys of half forms that are no record yet begin with."""
_GONE: Final = (
    "{}已经不在了（它的建立被撤销了）。您没保存的内容放在这张新表里："
    "还要的，请核对后另存成新的；不要的，选“文件 → 放弃未保存的改动”。"
)
_FORM_LINES: Final = 28
_SIDE_LINES: Final = 10
_NARROW_LINES: Final = 37
_LOW_LINES: Final = 20
"""In heights of a line: how form and timeline share the page, below which width they take turns, and below
which height what stands above the form is short."""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    widget: QWidget
    head: QWidget


class CasePage(QWidget):
    area: ClassVar[str] = ""
    entity: ClassVar[str] = ""
    called: ClassVar[str] = "这份档案"

    stored = Signal(str)
    """The uid, after a save."""
    altered = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.uid = ""
        self._draft_key = NEW
        self.binder: Binder[Any] | None = None
        self.sections: list[Section] = []
        self._changed = False
        self._beside_wanted, self._beside_asked = True, False
        self.head, self.step, self.missing = PageHead(), StepBar(), MissingBar()
        self.missing.wanted.connect(self.goto)
        self.stale = StaleBar()
        self.stale.merge_wanted.connect(self.take_together)
        self.stale.look_wanted.connect(self.look_at_new)
        self.stale.drop_wanted.connect(self.throw_away)
        self._make_body()
        self.timeline.allow_notes(lacking(desk.actor, Right.NOTE))
        self.autosave = Autosave(self)
        self._follow_cursor()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(10, 8, 10, 4)
        whole.setSpacing(6)
        for part in (self.head, self.step, self.missing, self._make_save(), self._problem, self.stale):
            whole.addWidget(part)
        whole.addWidget(self.split, 1)

    # What an area writes.

    def fill(self, uid: str) -> None:
        """Show this record, or an empty one for "": header, step, what is missing, and the fields."""
        raise NotImplementedError

    def store(self) -> str:
        """Save what is on the screen and return its uid; RuleBroken is shown at its field."""
        raise NotImplementedError

    def events(self) -> Sequence[TimelineEntry]:
        return ()

    def put_note(self, note: Note) -> None:
        """Write a note into the timeline of the record."""

    def changes(self) -> Sequence[ChangeLine]:
        return ()

    def print_job(self) -> PrintJob | None:
        return None

    def concerns(self, touched: AbstractSet[str]) -> bool:
        """Tell whether a change of the rows with these uids may show on this page."""
        return bool(touched)

    def draft_values(self) -> Mapping[str, Any]:
        return self.binder.draft() if self.binder is not None else {}

    def restore_values(self, values: Mapping[str, Any]) -> None:
        if self.binder is not None:
            self.binder.restore(values)

    # What an area calls.

    def add_section(self, title: str, widget: QWidget) -> Section:
        """Put a part of the form on the page, in the order of the paper."""
        number = len(self.sections)
        head = QLabel(f"{NUMBERS[number]} {title}")
        head.setProperty("heading", True)
        section = Section(title, widget, head)
        self._sheet.addWidget(head)
        self._sheet.addWidget(widget)
        self.sections.append(section)
        tab = QPushButton(f"{NUMBERS[number]} {title}")
        tab.setProperty("section", True)
        tab.setCheckable(True)
        tab.setAutoExclusive(True)
        tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tab.setToolTip(f"Alt+{(number + 1) % 10}")
        tab.clicked.connect(lambda: self.show_section(number))
        self._tab_flow.addWidget(tab)
        self._tab_buttons.append(tab)
        tab.setChecked(number == 0)
        return section

    def use_binder(self, binder: Binder[Any]) -> None:
        self.binder = binder
        binder.changed.connect(self.mark_changed)

    def set_header(self, header: Header) -> None:
        self.head.show_header(header)

    def set_step(self, step: NextStep | None) -> None:
        self.step.show_step(step)

    def set_missing(self, missing: Sequence[Missing]) -> None:
        """Write 还差 n 项, each a link to its field."""
        self.missing.show_missing(missing)

    # The life of a page.

    @property
    def is_changed(self) -> bool:
        return self._changed

    @property
    def title(self) -> str:
        return self.head.title.text()

    def open_record(self, uid: str) -> None:
        """Show a record, or an empty form for ""; what was left half done of a record comes back.

        The key of a half form that is no record yet brings back that one, with the cursor where it was.
        """
        if self.split.indexOf(self.beside) < 0:
            # After all sections: Tab goes through the form before it goes beside it.
            self.split.addWidget(self.beside)
            self.split.setStretchFactor(1, 0)
            self._share_out()
        is_draft = uid.startswith(NEW)
        self._draft_key = uid or f"{NEW}-{uuid4().hex}"
        self.uid = "" if is_draft else uid
        self._problem.hide()
        self._look(looking=False)
        draft = self.desk.drafts.find(self.area, self._draft_key)
        self.autosave.start_anew(has_draft=draft is not None)
        try:
            self.fill(self.uid)
        except RuleBroken:
            if draft is None or not self.uid:
                raise
            self.uid = ""
            self.fill("")
        self._set_changed(changed=False)
        self.autosave.begin()
        self._show_beside()
        if draft is not None:
            self._go_on_with(draft)

    def _go_on_with(self, draft: Draft) -> None:
        brought = self.autosave.bring_back(draft, is_new=not self.uid)
        self._set_changed(changed=brought)
        if not brought and not self.timeline.draft():
            # It was saved, and only the end of the program came before the draft could go.
            self.autosave.forget(self._draft_key)
            return
        if not self.uid and not self._draft_key.startswith(NEW):
            self.say_above(_GONE.format(self.called))
        self.desk.status("已接着上次没保存的内容，可继续填写。")
        if draft.focus:
            self.goto(draft.focus)

    def reload(self) -> None:
        """Show the record anew after another has changed it; what is being typed here stays."""
        if not self._changed:
            self.fill(self.uid)
            self._set_changed(changed=False)
            self.autosave.begin()
        self._show_beside()

    def save(self) -> bool:
        self.clear_problems()
        if self.stale.is_looking:
            self.stale.tell_looking()
            return False
        try:
            uid = self.store()
        except ChangedMeanwhile as stale:
            self.keep_draft()
            self.stale.tell(stale)
            return False
        except RuleBroken as broken:
            self.show_problem(broken)
            return False
        self.stale.put_away()
        self.autosave.forget(self._draft_key)
        self.uid = self._draft_key = uid
        self._set_changed(changed=False)
        focus = self.focused_field()
        self.fill(uid)
        self._set_changed(changed=False)
        self.autosave.begin()
        self._keep_note()
        self._show_beside()
        if focus:
            self.goto(focus)
        self.stored.emit(uid)
        return True

    def take_together(self) -> None:
        """Put what is typed here over what others have saved; what both changed is named."""
        if self._waits():
            self.open_record(self._draft_key)
            self.place.take()

    def look_at_new(self) -> None:
        """Show what is stored now, which may not be written on: what was typed here waits as a draft."""
        if self._waits():
            self._set_changed(changed=False)
            self._look(looking=True)
            self.reload()

    def _waits(self) -> bool:
        """Keep what is typed, and see that it is kept before anything else comes in its place."""
        self.keep_draft()
        kept = self.desk.drafts.find(self.area, self._draft_key) is not None
        if not kept:
            self.say_above("您的改动没有暂存下来，先留在这里。请稍后再试。")
        return kept

    def _look(self, *, looking: bool) -> None:
        if looking:
            # First, or the cursor would be lost in a form that takes none.
            self.stale.tell_looking()
        else:
            self.stale.put_away()
        self._paper.setEnabled(not looking)

    def act(self, what: Callable[[], object]) -> bool:
        """Do a step of the case: save first, show a broken rule at its field, then show the record anew."""
        if self._changed and not self.save():
            return False
        self.clear_problems()
        try:
            what()
        except RuleBroken as broken:
            self.show_problem(broken)
            return False
        self.reload()
        if self.scroller.hasFocus():
            # A page that could only be read may be written on again.
            self.place.take()
        return True

    def mark_changed(self) -> None:
        self._set_changed(changed=True)
        self.autosave.touch()

    def keep_draft(self) -> None:
        """Half a form is kept a moment after the last key, and whenever the page is left."""
        if not self.stale.is_looking:
            self.autosave.keep(self._draft_key)

    def throw_away(self) -> None:
        """Back to what is stored; a note that is being written stays."""
        note = self.timeline.draft()
        self.autosave.forget(self._draft_key)
        self._set_changed(changed=False)
        self.open_record(self.uid)
        self.timeline.restore(note)
        self._keep_note()

    def _keep_note(self) -> None:
        if self.timeline.draft():
            self.autosave.touch()

    def goto(self, field: str) -> None:
        """Lead to a field."""
        if field == NOTE:
            self.write_note()
            return
        widget = self.binder.goto(field) if self.binder is not None else None
        if widget is None:
            widget = self.findChild(QWidget, field.replace(".", "__"))
            if widget is not None:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if widget is not None:
            self.scroller.ensureWidgetVisible(widget, 20, 60)

    def focused_field(self) -> str:
        if self.timeline.has_cursor():
            return NOTE
        here = QApplication.focusWidget()
        if self.binder is None or here is None or not self.isAncestorOf(here):
            return ""
        return self.binder.field_of(here)

    def show_problem(self, broken: RuleBroken) -> None:
        """At its field, or above the form where it belongs to none."""
        if (
            broken.field
            and self.binder is not None
            and self.binder.show_problem(broken.field, broken.message)
        ):
            self.goto(broken.field)
            return
        self.say_above(broken.message)

    def say_above(self, sentence: str) -> None:
        """Say above the form what belongs to none of its fields."""
        self._problem.setText(f"▲ {sentence}")
        self._problem.show()

    def clear_problems(self) -> None:
        self._problem.hide()
        if self.binder is not None:
            self.binder.clear_problems()

    def show_section(self, number: int) -> None:
        """Scroll to a section and put the cursor into its first field."""
        if number >= len(self.sections):
            return
        section = self.sections[number]
        top = section.head.mapTo(self._paper, section.head.rect().topLeft()).y()
        self.scroller.verticalScrollBar().setValue(top - 6)
        for widget in fields_in(section.widget):
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            break
        self._tab_buttons[number].setChecked(True)

    def next_link(self, step: int) -> None:
        """F3: go from figure to figure and from link to link, which Enter presses; Tab passes over them."""
        links = self.links()
        if not links:
            return
        here = QApplication.focusWidget()
        number = links.index(here) + step if here in links else (0 if step > 0 else -1)
        link = links[number % len(links)]
        link.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._paper.isAncestorOf(link):
            self.scroller.ensureWidgetVisible(link, 20, 60)

    def links(self) -> list[QPushButton]:
        """List what one can press for more on this page, from top to bottom."""
        found = [
            each
            for each in self.findChildren(QPushButton)
            if (each.property("link") or each.property("figure")) and each.isVisible() and each.isEnabled()
        ]
        return sorted(found, key=lambda each: each.mapTo(self, each.rect().topLeft()).toTuple()[::-1])

    def write_note(self) -> None:
        """Ctrl+T."""
        if not self.uid:
            self.desk.status("请先保存 (Ctrl+S)，再记一笔。")
            return
        self.beside.setCurrentWidget(self.timeline)
        self.show_beside(on=True, asked=True)
        self.timeline.write_note()

    def correct_note(self) -> None:
        """Ctrl+Shift+T: take the latest note to put it right; again, the one before. The old words stay."""
        self.beside.setCurrentWidget(self.timeline)
        self.show_beside(on=True, asked=True)
        if self.timeline.has_new_note:
            self.desk.status("记事框里还有没记下的话，请先记下 (Ctrl+Enter) 或清空。")
        elif self.timeline.correct():
            self.desk.status("改好后按 Ctrl+Enter；原来的话划掉保留。Esc 不改了。")
        else:
            self.desk.status(f"{self.called}还没有可以更正的记事。系统记下的事项不能改。")

    def show_timeline(self) -> None:
        self.show_side(self.timeline)

    def show_history(self) -> None:
        self.show_side(self.history)

    def show_side(self, which: QWidget) -> None:
        """F6 and F7: show the timeline or the 修改记录, or fold it away."""
        if self.beside.isVisible() and self.beside.currentWidget() is which:
            self._back_to_form()
            return
        self.beside.setCurrentWidget(which)
        self.show_beside(on=True, asked=True)
        self._show_beside()
        if self.scroller.isHidden():
            which.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_beside(self, *, on: bool, asked: bool = False) -> None:
        """Show timeline and 修改记录, or not; a narrow page has them in the place of the form, when asked."""
        self._beside_wanted, self._beside_asked = on, on and asked
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share_out()
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc lead back to the form where the timeline has its place."""
        if event.key() == Qt.Key.Key_Escape and self.scroller.isHidden():
            self._back_to_form()
            return
        super().keyPressEvent(event)

    def _back_to_form(self) -> None:
        was_in_its_place = self.scroller.isHidden()
        self.show_beside(on=False)
        if was_in_its_place:
            self.place.take()

    @property
    def is_low(self) -> bool:
        """Tell whether what stands above the form has to be short."""
        return self.height() < _LOW_LINES * self.fontMetrics().height()

    def _arrange(self) -> None:
        if self.split.indexOf(self.beside) < 0:
            return
        narrow = self.width() < _NARROW_LINES * self.fontMetrics().height()
        low = self.is_low
        self.step.set_brief(brief=low)
        self.missing.set_brief(brief=low)
        shown = self._beside_asked if narrow else self._beside_wanted
        took_turns = self.beside.isHidden() or self.scroller.isHidden()
        self.beside.setVisible(shown)
        self.scroller.setVisible(not (narrow and shown))
        if took_turns and shown and not narrow:
            # Where each had the whole place, neither has a width for standing beside the other.
            self._share_out()

    def _show_beside(self) -> None:
        self.timeline.show_events(self.events() if self.uid else ())
        self._history_due = True
        self._show_changes()
        self.timeline.setEnabled(bool(self.uid) and not self.stale.is_looking)

    def _show_changes(self) -> None:
        """Read the 修改记录 only for who looks at it: that of a case of many persons is long."""
        if self._history_due and self.beside.currentWidget() is self.history:
            self._history_due = False
            self.history.show_changes(self.changes() if self.uid else ())

    def _take_note(self, note: Note) -> None:
        try:
            self.put_note(note)
        except RuleBroken as broken:
            self.timeline.show_problem(broken.message)
            return
        self.timeline.clear_note()
        self.autosave.touch()
        self._show_beside()

    def _set_changed(self, *, changed: bool) -> None:
        if changed != self._changed:
            self._changed = changed
            self.altered.emit(changed)
        self._save_state.setText("未保存" if changed else "")
        self._save_state.setToolTip("有改动没有保存；已暂存，不会丢失" if changed else "")
        self._save.setEnabled(changed or not self.uid)

    def _follow_cursor(self) -> None:
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(0)
        self._follow.timeout.connect(self._show_cursor)
        self.place = PageCursor(self, self._paper, self.scroller)
        self.place.came.connect(self._on_cursor)

    def _on_cursor(self, _here: QWidget) -> None:
        """Follow the cursor down the page; under the mouse nothing moves."""
        if self._changed:
            self.autosave.touch()
        if not QApplication.mouseButtons():
            # A row that was just added has no place yet.
            self._follow.start()

    def _show_cursor(self) -> None:
        here = QApplication.focusWidget()
        if here is not None and self._paper.isAncestorOf(here):
            self.scroller.ensureWidgetVisible(here, 20, 60)

    def _on_range(self, _least: int, _most: int) -> None:
        self._on_scroll(self.scroller.verticalScrollBar().value())

    def _on_scroll(self, value: int) -> None:
        """Mark the tab of the section in view."""
        tops = [
            section.head.mapTo(self._paper, section.head.rect().topLeft()).y() for section in self.sections
        ]
        here = max((number for number, top in enumerate(tops) if top <= value + 40), default=0)
        if self._tab_buttons:
            self._tab_buttons[here].setChecked(True)

    def _make_body(self) -> None:
        self._tabs = QWidget()
        self._tab_flow = FlowLayout(self._tabs, gap=2, line_gap=0)
        self._tab_buttons: list[QPushButton] = []
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setProperty("problem", True)
        self._problem.hide()
        self._paper = QWidget()
        self._paper.setObjectName("sheet")
        self._sheet = QVBoxLayout(self._paper)
        self._sheet.setContentsMargins(8, 8, 8, 24)
        self._sheet.setSpacing(8)
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.scroller = QScrollArea()
        self.scroller.setObjectName("page")
        self.scroller.setAccessibleName("内容")
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidgetResizable(True)
        self.scroller.setWidget(self._paper)
        bar = self.scroller.verticalScrollBar()
        bar.valueChanged.connect(self._on_scroll)
        bar.rangeChanged.connect(self._on_range)
        self.enter_moves = EnterMoves(self._paper)
        self._make_side()

    def _make_side(self) -> None:
        self.timeline = Timeline(self.desk.today)
        self.timeline.noted.connect(self._take_note)
        self.history = ChangeHistory()
        self._history_due = False
        self.beside = QTabWidget()
        self.beside.setDocumentMode(True)
        # Else the last title would go behind an arrow that only the mouse can press.
        self.beside.tabBar().setUsesScrollButtons(False)
        self.beside.addTab(self.timeline, "时间线 F6")
        self.beside.addTab(self.history, "修改记录 F7")
        self.beside.currentChanged.connect(lambda _tab: self._show_changes())
        self.beside.setAccessibleName("时间线和修改记录")
        self.beside.tabBar().setAccessibleName("时间线和修改记录")
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.scroller)
        self.split.setStretchFactor(0, 1)

    def _share_out(self) -> None:
        unit = self.fontMetrics().height()
        self.split.setSizes([_FORM_LINES * unit, _SIDE_LINES * unit])

    def _make_save(self) -> QWidget:
        """Put the sections at the left, saving at the right, into one line."""
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        self._save_state = QLabel()
        self._save_state.setProperty("muted", True)
        self._save = QPushButton("保存 (Ctrl+S)")
        self._save.setAutoDefault(False)
        self._save.clicked.connect(lambda _on=False: self.save())
        line.addWidget(self._tabs, 1)
        line.addWidget(self._save_state)
        line.addWidget(self._save)
        return bar
