"""笔录: typed at the table, line by line; every line is stored at once, and lines are only ever added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.terms import term_label
from union_desk.desk import style
from union_desk.desk.acts.fields import TimeEdit
from union_desk.desk.acts.printing import print_of
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.widgets import FlowLayout, TermBox, TextEdit
from union_desk.dispute.page.life.minutes_inputs import ENTER, Choice, SpokenEdit, labelled, say_label
from union_desk.dispute.page.life.minutes_text import MinutesText
from union_desk.dispute.page.life.speakers import (
    KINDS,
    Turn,
    first_turn,
    next_turn,
    speakers,
    standing,
    turn_of,
)
from union_desk.dispute.page.sections import Acting, Case
from union_desk.dispute.prints.single import hearing_forms
from union_desk.dispute.values import Hearing, Minute

_SIZE: Final = (52, 34)
_MOST_KEYS: Final = 9
_SOON_MS: Final = 700
_KEYS: Final = (
    "回车记下一句并换人；Shift+回车换行；Ctrl+1…9 换发言人；Alt+W 问、D 答、C 陈述、G 告知、J 记录；"
    "F2 更正一句（原话留着）；F6 在笔录和输入之间换；Ctrl+P 打印；Esc 关闭，没记下的话留着。"
)


class MinutesWindow(Dialog):
    """Stays open beside the page while people talk."""

    def __init__(
        self,
        acting: Acting,
        case: Case,
        hearing: Hearing,
        parent: QWidget | None = None,
        *,
        may_write: bool = True,
    ) -> None:
        super().__init__(parent)
        self.hearing = hearing
        self._acting, self._case, self._may_write = acting, case, may_write
        self._corrects = ""
        self._asking, self._answering = speakers(case, hearing)
        self._turn = first_turn(self._asking)
        self.setWindowTitle(_title(case, hearing))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.facts, self.told = say_label("开会情况", muted=True), say_label("保存情况", muted=True)
        self.now = say_label("轮到")
        self.now.setProperty("heading", True)
        self.text = MinutesText(self)
        self.entry = SpokenEdit(self, least_lines=2)
        self.entry.setAccessibleName("正在说的话")
        self.who: dict[str, QPushButton] = {}
        self.how: dict[str, QPushButton] = {}
        self.other = TextEdit(self)
        self.to_time, self.outcome, self.outcome_text = (
            TimeEdit(self),
            TermBox(self, "hearing_result"),
            TextEdit(self),
        )
        self._people = FlowLayout()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._keep)
        self._listen()
        self._begin()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    @property
    def turn(self) -> Turn:
        return self._turn

    # What is typed.

    def put(self) -> None:
        """Store the line that is typed, and give the turn to who speaks next."""
        text = self.entry.value()
        if not text or not self._may_write:
            return
        line = Minute(
            speaker=self._turn.speaker, kind=self._turn.kind, text=text, replaces_uid=self._corrects
        )
        if not self._store(replace(self.hearing, minutes=(*self.hearing.minutes, line))):
            return
        self.text.add(line)
        self._corrects = ""
        self.entry.set_value("")
        self._forget()
        self._take_turn(self._turn_after())

    def correct(self) -> None:
        """Take the line under the cursor to put it right; what was said first stays readable."""
        one = self.text.current()
        if one is None or not self._may_write:
            return
        self._corrects = one.uid
        self._take_turn(Turn(one.speaker, one.kind))
        self.entry.set_value(one.text)
        self.entry.selectAll()
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say(f"更正：{one.text[:20]}")

    def pick(self, speaker: str) -> None:
        """Give the turn to somebody."""
        last = next(iter(reversed(standing(self.hearing.minutes))), None)
        self._take_turn(turn_of(speaker, self._asking, last))
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_speaker(self) -> None:
        """Let somebody speak who was not expected: an interpreter, a witness."""
        name = self.other.value()
        if not name:
            return
        self.other.set_value("")
        if name not in (*self._asking, *self._answering):
            self._answering = (*self._answering, name)
            self._store(replace(self.hearing, present=(*self.hearing.present, name)))
            self._show_people()
        self.pick(name)

    def print_record(self) -> None:
        """Print what was said, for those at the table to sign page by page."""
        if self._may_write and not self._store_end():
            return
        doing = self._acting.doing
        print_of(doing, self._case, hearing_forms(doing.service, self.hearing), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._corrects:
            self._corrects = ""
            self.entry.set_value("")
            self._take_turn(self._turn)
            self._say("不更正了。")
        elif event.key() in ENTER:
            self._go_on()  # a dialog would press its first button
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        here = self.focusWidget()
        if isinstance(here, QPushButton):
            here.click()
        elif here in (self.to_time, self.outcome, self.outcome_text):
            self.focusNextChild()

    def done(self, code: int) -> None:
        """Close, with the end of the meeting stored; what was typed and not put down waits."""
        self._soon.stop()
        self._keep()
        if self._may_write and not self._store_end():
            return
        super().done(code)

    # Inside.

    def _store(self, hearing: Hearing) -> bool:
        service, actor = self._acting.doing.service, self._acting.actor
        try:
            service.write_down(actor, self._case.uid, hearing)
        except (RuleBroken, StoreProblem) as error:
            self._say(f"▲ 还没有保存：{error.message}", problem=True)
            return False
        self.hearing = hearing
        now = local_time(self._acting.doing.desk.clock())
        self._say(f"已保存 {now:%H:%M:%S} · 共 {len(hearing.minutes)} 句")
        return True

    def _store_end(self) -> bool:
        try:
            ended = replace(
                self.hearing,
                to_time=self.to_time.value(),
                result=self.outcome.value(),
                result_text=self.outcome_text.value(),
            )
        except RuleBroken as broken:
            self._say(f"▲ {broken.message}", problem=True)
            self.to_time.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return ended == self.hearing or self._store(ended)

    def _turn_after(self) -> Turn:
        """Return whose turn it is after what was said so far."""
        said = standing(self.hearing.minutes)
        if not said:
            return first_turn(self._asking)
        return next_turn(said[-1], said[:-1], self._asking, self._answering)

    def _take_turn(self, turn: Turn) -> None:
        self._turn = turn
        for name, button in self.who.items():
            button.setChecked(name == turn.speaker)
        for code, button in self.how.items():
            button.setChecked(code == turn.kind)
        mended = "更正：" if self._corrects else ""
        self.now.setText(f"{mended}{turn.speaker}　{term_label('minute_kind', turn.kind)}")
        self.entry.setAccessibleDescription(self.now.text())

    def _pick_kind(self, kind: str) -> None:
        self._take_turn(Turn(self._turn.speaker, kind))
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        self.facts.setText(_facts(self.hearing))
        self._show_people()
        self.text.show_minutes(self.hearing.minutes)
        self.to_time.set_value(self.hearing.to_time)
        self.outcome.set_value(self.hearing.result)
        self.outcome_text.set_value(self.hearing.result_text)
        turn = self._turn_after()
        half = self._acting.half.find(self._case.uid, self._code) if self._may_write else None
        if half:
            self.entry.set_value(str(half.get("text", "")))
            turn = Turn(str(half.get("speaker", turn.speaker)), str(half.get("kind", turn.kind)))
        self._take_turn(turn)
        self._say(f"共 {len(self.hearing.minutes)} 句" if self.hearing.minutes else "每记下一句就保存一次。")
        self.resize(self.sizeHint())
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_people(self) -> None:
        for button in self.who.values():
            self._people.removeWidget(button)
            button.deleteLater()
        self.who = {}
        for number, name in enumerate((*self._asking, *self._answering), 1):
            has_key = number <= _MOST_KEYS
            button = self._choice(f"{number} {name}" if has_key else name, partial(self.pick, name))
            if has_key:
                button.setShortcut(QKeySequence(f"Ctrl+{number}"))
            else:
                button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(f"发言人 {name}")
            self.who[name] = button
            self._people.addWidget(button)
        self._take_turn(self._turn)

    def _choice(self, words: str, run: Callable[[], None]) -> QPushButton:
        button = Choice(words, self)
        button.setEnabled(self._may_write)
        button.clicked.connect(lambda _on=False: run())
        return button

    def _listen(self) -> None:
        for key, run in (("F2", self.correct), ("F6", self._change_sides), ("Ctrl+P", self.print_record)):
            QShortcut(QKeySequence(key), self).activated.connect(run)
        self.entry.entered.connect(self.put)
        self.entry.changed.connect(self._soon.start)
        self.other.returnPressed.connect(self.add_speaker)

    def _change_sides(self) -> None:
        other = self.entry if self.text.hasFocus() else self.text
        other.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def _code(self) -> str:
        return f"minutes:{self.hearing.uid}"

    def _keep(self) -> None:
        if not self._may_write:
            return
        text = self.entry.toPlainText()
        if text.strip() and not self._corrects:
            typed = {"text": text, "speaker": self._turn.speaker, "kind": self._turn.kind}
            self._acting.half.keep(self._case.uid, self._code, self.windowTitle(), typed)

    def _forget(self) -> None:
        self._soon.stop()
        self._acting.half.forget(self._case.uid, self._code)

    def _say(self, words: str, *, problem: bool = False) -> None:
        self.told.setText(words)
        style.set_property(self.told, "problem", problem)

    def _lay_out(self) -> None:
        keys = say_label("按键", muted=True)
        keys.setText(_KEYS)
        kinds = QHBoxLayout()
        for code, words, _label in KINDS:
            button = self._choice(words, partial(self._pick_kind, code))
            self.how[code] = button
            kinds.addWidget(button)
        kinds.addStretch(1)
        kinds.addLayout(labelled("别的人(&O)", self.other))
        end = QHBoxLayout()
        for title, widget, stretch in (
            ("结束时间(&E)", self.to_time, 1),
            ("结果(&R)", self.outcome, 2),
            ("结果说明", self.outcome_text, 4),
        ):
            end.addLayout(labelled(title, widget), stretch)
        self.print_button = QPushButton("打印(&P)…", self)
        self.print_button.setAutoDefault(False)
        self.print_button.setToolTip("打印笔录，逐页签名 (Ctrl+P)")
        self.print_button.clicked.connect(lambda _on=False: self.print_record())
        end.addWidget(self.print_button)
        self.close_button = QPushButton("关闭(&Q)", self)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(lambda _on=False: self.accept())
        end.addWidget(self.close_button)
        self.entry.setReadOnly(not self._may_write)
        for widget in (self.other, self.to_time, self.outcome, self.outcome_text):
            widget.setEnabled(self._may_write)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 10)
        whole.addWidget(self.facts)
        whole.addWidget(self.text, 1)
        whole.addLayout(self._people)
        whole.addLayout(kinds)
        whole.addWidget(self.now)
        whole.addWidget(self.entry)
        whole.addWidget(self.told)
        whole.addLayout(end)
        whole.addWidget(keys)


def _title(case: Case, hearing: Hearing) -> str:
    form = case.view.form
    kind = term_label("hearing_kind", hearing.kind)
    sides = " 诉 ".join(_first(side) for side in (form.applicants, form.respondents))
    return f"{kind}笔录 · {sides}"


def _first(people: Sequence[Any]) -> str:
    named = people[0].name if people else "（未填）"
    return f"{named} 等" if len(people) > 1 else named


def _facts(one: Hearing) -> str:
    parts = (
        f"{one.held_on or ''} {one.from_time}".strip(),
        one.place,
        f"主持 {'、'.join(one.mediators)}" if one.mediators else "",
        f"记录 {one.recorder}" if one.recorder else "",
        f"到场 {'、'.join(one.present)}" if one.present else "",
    )
    return "　".join(part for part in parts if part)
