"""咨询登记: a call or a visit put down while it goes on; one key more makes a case of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from union_desk.core.clock import local_day, local_time
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right
from union_desk.desk import style
from union_desk.desk.acts.fields import note, number, term
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.desk import Desk
from union_desk.desk.widgets import GridColumn, NumberEdit, PhoneEdit, SuggestEdit, TextEdit
from union_desk.dispute.page.asking import AskingDialog
from union_desk.dispute.page.known import Register
from union_desk.dispute.values import KnownCase, KnownPerson
from union_desk.legal_aid.page.advice_words import ENTITY, MAKES, NAMELESS, before_words
from union_desk.legal_aid.values import Consultation
from union_desk.people.contacts import digits
from union_desk.people.values import NOBODY, PersonCard

if TYPE_CHECKING:
    from union_desk.legal_aid.service import Advice

HALF: Final = "advice_quick"
"""The area of the drafts of advice that was not put down to its end."""
_VISIT: Final = "visit"
_WAY: Final = "advice/way"
"""How the last one came: who sits at the telephone has it ready."""
_CAME: Final = "came"
_SECONDS: Final = "seconds"
_TICK_MS: Final = 5_000
_MINUTE: Final = 60
_MOBILE_DIGITS: Final = 11
# Longer nobody talks: it was left open, and one says oneself how long it took.
_LONGEST: Final = 120 * _MINUTE
_KEYS: Final = (
    *((keys, "") for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S")),
    *((key, entity) for entity, (_title, key) in MAKES.items()),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What is asked at the telephone and at the counter."""

    way: str = _VISIT
    name: str = ""
    phone: str = ""
    employer: str = ""
    topic: str = ""
    question: str = ""
    answer: str = ""
    referral: str = ""
    headcount: int | None = None
    minutes: int | None = None


PLAN: Final = FormPlan(
    Heard,
    (
        GridColumn("way", "咨询方式", term("advice_way"), 6, 0),
        GridColumn("name", "咨询人（可不留）", SuggestEdit, 10, 0),
        GridColumn("phone", "电话", PhoneEdit, 8, 0),
        GridColumn("employer", "用人单位", SuggestEdit, 16, 1),
        GridColumn("topic", "咨询事项", term("advice_topic"), 8, 1),
        GridColumn("question", "咨询内容（一句话）", TextEdit, 24, 2),
        GridColumn("answer", "答复内容", note(3), 24, 3),
        GridColumn("referral", "转介去向（可不填）", TextEdit, 11, 4),
        GridColumn("headcount", "咨询人数", number("人"), 6, 4),
        GridColumn("minutes", "用时", number("分钟"), 7, 4),
    ),
    also={
        "employer.name": "employer",
        "person.name": "name",
        "person.mobile": "phone",
        "person.other_phone": "phone",
    },
)


class AdviceDialog(AskingDialog):
    """Enter goes from field to field, Ctrl+Enter puts it down; the minutes are counted from the beginning.

    `done` gets the uid of the line and what is to be made of it; `opened` opens another record.
    """

    half, left = HALF, "没登记完的咨询已留在工作台的“未完成”里。"

    def __init__(
        self,
        desk: Desk,
        advice: Advice,
        registers: Mapping[str, Register],
        done: Callable[[str, str], None],
        opened: Callable[[str, str], None],
        parent: QWidget | None = None,
        *,
        key: str = "",
    ) -> None:
        super().__init__(desk, PLAN, registers, opened, parent, key=key)
        self._advice, self._tell_done = advice, done
        self._came = self._began = desk.clock()
        self.setWindowTitle("咨询登记")
        self.put = style.make_primary(QPushButton("登记 (Ctrl+Enter)", self))
        self.put.setDefault(True)
        self.makes = {entity: QPushButton(f"{title} ({key})", self) for entity, (title, key) in MAKES.items()}
        self.lay_out((self.known,), (self.put, *self.makes.values()))
        self._listen()
        way = str(desk.preferences.get(_WAY, _VISIT))
        self.begin(Heard(way=way))
        self.form.binder.goto("way")
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_minutes)
        self._tick.start()
        self._show_minutes()

    def card_fields(self, card: PersonCard) -> dict[str, Any]:
        return {"name": card.name, "phone": card.mobile or card.other_phone}

    def beside(self) -> dict[str, Any]:
        seconds = int(self.elapsed.total_seconds())
        return super().beside() | {_CAME: self._came.isoformat(), _SECONDS: seconds}

    def bring_back(self, typed: dict[str, Any]) -> None:
        """Go on with the call of that day; the time in which nobody talked is not counted."""
        self._came = datetime.fromisoformat(str(typed.pop(_CAME)))
        self._began = self._desk.clock() - timedelta(seconds=int(typed.pop(_SECONDS)))
        super().bring_back(typed)

    @property
    def elapsed(self) -> timedelta:
        return self._desk.clock() - self._began

    @property
    def minutes(self) -> int | None:
        """The minutes since it was opened, each begun one counted; None when it was left open."""
        seconds = int(self.elapsed.total_seconds())
        return max(1, -(-seconds // _MINUTE)) if 0 <= seconds <= _LONGEST else None

    # What the caseworker does.

    def save(self, becomes: str = "") -> None:
        """Put it down, or say at its field what is wrong with it; then make of it what it `becomes`."""
        self.clear_problems()
        actor = self._desk.actor
        try:
            heard: Heard = self.form.read()
            saved = self._advice.save(actor, self._line_of(heard))
        except RuleBroken as broken:
            self.show_problem(broken)
            return
        self._desk.preferences.set(_WAY, heard.way)
        self.finish()
        undo = partial(self._advice.undo, actor, saved.work_uid)
        self._desk.status(
            f"已登记咨询 {heard.name or NAMELESS}", undo=undo if actor.may(Right.UNDO) else None
        )
        self._tell_done(saved.uid, becomes)

    # Inside.

    def _listen(self) -> None:
        self.put.clicked.connect(lambda _on=False: self.save())
        for entity, button in self.makes.items():
            button.clicked.connect(lambda _on=False, entity=entity: self.save(entity))
        for keys, entity in _KEYS:
            QShortcut(QKeySequence(keys), self, partial(self.save, entity))
        self.suggests("name").changed.connect(self._follow_name)
        self._phone.editingFinished.connect(self._meet_phone)

    @property
    def _phone(self) -> PhoneEdit:
        return cast("PhoneEdit", self.form.widget("phone"))

    def _follow_name(self) -> None:
        """Another name is another human: what is known of the first does not go with it."""
        if self.person.uid and self.suggests("name").text().strip() != self.person.name:
            self.person = NOBODY
            if self._phone.masked:
                self._phone.set_value("")
            self.known.tell("")

    def found_of_person(self, number: str) -> dict[str, KnownPerson | None]:
        phone = self.person.mobile or self.person.other_phone
        return {**super().found_of_person(number), ENTITY: self._asked_before(self.person.uid, phone)}

    def _asked_before(self, person_uid: str, phone: str) -> KnownPerson | None:
        """Tell what somebody asked before, known by his card or his telephone."""
        lines = self._advice.before(self._desk.actor, person_uid, phone)
        if not lines:
            return None
        latest = lines[0]
        shown = KnownCase(latest.uid, f"{latest.came_on} 的咨询", "", latest.way, is_open=False)
        whose = self.person.name or latest.name or "这个号码"
        return KnownPerson(self.person, latest.office_name, (shown,), before_words(whose, lines))

    def _meet_phone(self) -> None:
        """Say whose number this is; where no name was told yet, it is he."""
        typed = "" if self._phone.masked else digits(self._phone.value())
        same = self.register.with_phone(typed) if len(typed) == _MOBILE_DIGITS else ()
        name = self.suggests("name").text().strip()
        if self.person.uid or not typed:
            return
        if len(same) == 1 and name in ("", same[0].name):
            self.take_person(same[0])
        elif len(same) == 1:
            self.known.tell(f"这个号码登记在{same[0].name}名下。")
        else:
            self.say({ENTITY: self._asked_before("", self._phone.value())})

    def _show_minutes(self) -> None:
        counted = self.minutes
        box = cast("NumberEdit", self.form.widget("minutes"))
        box.setPlaceholderText("请填写" if counted is None else f"已计 {counted}")

    def _line_of(self, heard: Heard) -> Consultation:
        known = self.person if self.person.uid and self.person.name == heard.name else NOBODY
        minutes = self.minutes if heard.minutes is None else heard.minutes
        return replace(
            self._advice.new_form(self._desk.actor),
            came_on=local_day(self._came),
            from_time=f"{local_time(self._came):%H:%M}",
            way=heard.way or _VISIT,
            name=heard.name,
            person=known,
            phone=heard.phone,
            headcount=heard.headcount,
            employer=self.employer_typed(heard.employer),
            topic=heard.topic,
            question=heard.question,
            answer=heard.answer,
            referral=heard.referral,
            minutes=minutes,
        )
