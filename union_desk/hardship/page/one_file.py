"""One household, one file: what is offered where a person stands in another file, and files put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, lacking
from union_desk.desk import style
from union_desk.desk.widgets import TextEdit
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.hardship.rules import HeldPlace
from union_desk.hardship.values.household import JoinedFile

if TYPE_CHECKING:
    from union_desk.hardship.service import HardshipService

_OWNER: Final = "owner."


@dataclass(frozen=True, slots=True)
class Doings:
    """What the page does when a button is pressed."""

    save: Callable[[], object]
    open: Callable[[str], None]
    tell: Callable[[str, str], None]
    """Say what was done by which work."""
    show_anew: Callable[[], object]


class ReasonLine(QWidget):
    """A field for a reason with the button that it is asked for."""

    given = Signal(str)

    def __init__(self, label: str, button: str) -> None:
        super().__init__()
        self.edit = TextEdit(self)
        words = QLabel(label)
        words.setBuddy(self.edit)
        self.edit.setAccessibleName(words.text().partition("(")[0])
        self.button = QPushButton(button)
        self.problem = QLabel()
        self.problem.setProperty("problem", True)
        self.problem.setWordWrap(True)
        self.problem.hide()
        line = QHBoxLayout()
        line.addWidget(words)
        line.addWidget(self.edit, 1)
        line.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(line)
        whole.addWidget(self.problem)
        self.edit.returnPressed.connect(self._give)
        self.button.clicked.connect(lambda _on=False: self._give())
        self.hide()

    def ask(self) -> None:
        self.edit.clear()
        self.problem.hide()
        self.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(f"▲ {sentence}")
        self.problem.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        self.given.emit(self.edit.text().strip())


class Offer(QFrame):
    """Stands below the number of a person who is in another open file: move him here, or merge the two."""

    def __init__(self, service: HardshipService, actor: Actor, doings: Doings) -> None:
        super().__init__()
        self.setObjectName("step")
        self._service, self._actor, self._doings = service, actor, doings
        self._place: HeldPlace | None = None
        self._uid = ""
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.move_here = _button("从那份档案移过来(&V)", self._move)
        self.merge = _button("合并两份档案…(&G)", self._ask_reason)
        self.open = _button("打开那份档案", self._open)
        self.reason = ReasonLine("合并理由(&R)", "合并")
        self.reason.given.connect(self._merge)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=6, line_gap=6)
        for each in (self.move_here, self.merge, self.open):
            flow.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 4, 6, 6)
        for part in (self.words, buttons, self.reason):
            whole.addWidget(part)
        self.hide()

    def show_for(self, place: HeldPlace, uid: str) -> None:
        """Offer what helps with a person who stands there; `uid` is the file here, "" for a new one."""
        self._place, self._uid = place, uid
        owner_here = place.field.startswith(_OWNER)
        movable = place.ours and not place.as_owner
        mergeable = place.ours and place.as_owner and bool(uid)
        self.words.setText(_words(place, uid, owner_here=owner_here))
        for button, fits, right in (
            (self.move_here, movable, Right.EDIT),
            (self.merge, mergeable, Right.DECIDE),
        ):
            refusal = lacking(self._actor, right)
            button.setVisible(fits)
            button.setEnabled(not refusal)
            button.setToolTip(refusal)
        self.reason.hide()
        self.setAccessibleName(self.words.text())
        self.show()

    def put_away(self) -> None:
        self._place = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def _move(self) -> None:
        place = self._place
        if place is None:
            return
        try:
            work = self._service.move_member(self._actor, place.file_uid, place.member_uid, self._uid)
        except RuleBroken as broken:
            self.words.setText(f"▲ {broken.message}")
            return
        self.put_away()
        self._doings.save()
        self._doings.tell(f"已把{place.name}从 {place.number_shown} 移来", work)

    def _ask_reason(self) -> None:
        self.reason.ask()

    def _merge(self, reason: str) -> None:
        place = self._place
        if place is None:
            return
        try:
            work = self._service.merge_files(self._actor, self._uid, place.file_uid, reason)
        except RuleBroken as broken:
            self.reason.show_problem(broken.message)
            return
        self.put_away()
        self._doings.save()
        self._doings.tell(f"已并入 {place.number_shown}", work)

    def _open(self) -> None:
        if self._place is not None:
            self._doings.open(self._place.file_uid)


class Joined(QFrame):
    """Says above the form which files were put together with this one, and lets them be parted."""

    def __init__(self, service: HardshipService, actor: Actor, doings: Doings) -> None:
        super().__init__()
        self.setObjectName("step")
        self._service, self._actor, self._doings = service, actor, doings
        self._parting = ""
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.reason = ReasonLine("分开理由(&R)", "分开")
        self.reason.given.connect(self._part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 4, 6, 6)
        whole.addLayout(self._lines)
        whole.addWidget(self.reason)
        self.hide()

    def show_of(self, uid: str) -> None:
        """Show what was put together with a file; "" is a new one."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.reason.hide()
        merging = self._service.merging(self._actor, uid) if uid else None
        if merging is None or not (merging.joined or merging.kept):
            self.hide()
            return
        if merging.kept is not None:
            self._add(f"本档案已并入 {_named(merging.kept)}，内容请看那份档案。", merging.kept.uid, uid)
        for one in merging.joined:
            papers = f"材料：{'、'.join(one.papers)}。" if one.papers else ""
            self._add(f"{_named(one)}已于 {one.on} 并入本档案。{papers}", one.uid, one.uid)
        self.show()

    def _add(self, words: str, other_uid: str, joined_uid: str) -> None:
        line = QWidget()
        label = QLabel(words)
        label.setWordWrap(True)
        part = _link("分开…", lambda: self._ask(joined_uid))
        refusal = lacking(self._actor, Right.DECIDE)
        part.setEnabled(not refusal)
        part.setToolTip(refusal)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label, 1)
        layout.addWidget(_link("打开", lambda: self._doings.open(other_uid)))
        layout.addWidget(part)
        self._lines.addWidget(line)

    def _ask(self, joined_uid: str) -> None:
        self._parting = joined_uid
        self.reason.ask()

    def _part(self, reason: str) -> None:
        joined_uid = self._parting
        try:
            work = self._service.part_files(self._actor, joined_uid, reason)
        except RuleBroken as broken:
            self.reason.show_problem(broken.message)
            return
        self._doings.show_anew()
        self._doings.tell("已分开", work)


class OneFile:
    """Both parts of it on a page."""

    def __init__(self, service: HardshipService, actor: Actor, doings: Doings) -> None:
        self.offer = Offer(service, actor, doings)
        self.joined = Joined(service, actor, doings)


def _words(place: HeldPlace, uid: str, *, owner_here: bool) -> str:
    where = f"{place.name}在档案 {place.number_shown}（{place.state}）"
    if not place.ours:
        return f"{where}，那是别的单位的档案。请与那里联系，由他们移出或移交。"
    if not place.as_owner:
        return f"{where}里是家庭成员。确实属于这一户的，可以从那里移过来；他的收支也从那里移出。"
    if uid:
        return (
            f"{where}里是建档职工。两户已是一户的，可以把那份档案并入这一份；什么都不会丢，以后可以再分开。"
        )
    if owner_here:
        return f"{where}里已是建档职工，不用再建一份，请打开那份档案办理。"
    return f"{where}里是建档职工。请先不填此人，保存本档案；再填上他，就可以合并两份档案。"


def _named(one: JoinedFile) -> str:
    return f"{one.number_shown}{f'（{one.owner}）' if one.owner else ''}"


def _button(text: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda _on=False: act())
    return button


def _link(text: str, act: Callable[[], None]) -> QPushButton:
    return style.make_link(_button(text, act))
