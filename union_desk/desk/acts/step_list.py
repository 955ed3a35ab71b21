"""The steps that a case has taken, newest first: the day of one is mended, the last one is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from union_desk.core.rights import Right
from union_desk.core.terms import term_label
from union_desk.desk.acts.act_list import ActWriter, Link
from union_desk.desk.acts.commands import TAKE_BACK
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.section import Acting, ShownCase
from union_desk.desk.acts.sheet import Asked


class Taken(Protocol):
    """A step that was taken; `taken_back` says when it was taken back and why."""

    @property
    def uid(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def from_state(self) -> str: ...
    @property
    def to_state(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def by(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def taken_back(self) -> str: ...


class Event(Protocol):
    """What a step has written, whose day starts and stops clocks."""

    @property
    def uid(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def on(self) -> date | None: ...
    @property
    def of_step(self) -> bool: ...


class StepLife(Protocol):
    @property
    def steps(self) -> Sequence[Taken]: ...
    @property
    def events(self) -> Sequence[Event]: ...


class SteppedCase(ShownCase, Protocol):
    @property
    def life(self) -> StepLife: ...


Case = TypeVar("Case", bound=SteppedCase)


class StepList(RecordList, Generic[Case]):
    """`states` names the words of the states, `written` the event of each step, `day` asks its day."""

    def __init__(
        self,
        acting: Acting[Any],
        states: str,
        written: Mapping[str, str],
        day: FormPlan,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("步骤记录", "", acting, Right.DECIDE, parent)
        self._acting, self._states, self._written, self._day = acting, states, written, day
        self._case: Case | None = None

    def show_case(self, case: Case | None) -> None:
        self._case = case
        if self.sheet.asked is not None and (case is None or self.sheet.asked.uid != case.uid):
            self.sheet.put_away()
        steps = case.life.steps if case is not None else ()
        last = next((one for one in steps if not one.taken_back and one.code != TAKE_BACK), None)
        self.show_lines(
            [
                Line(self._words(one), self._links(one, is_last=one is last), gone=bool(one.taken_back))
                for one in steps
            ],
            "还没有办理过步骤。",
        )

    def ask_day(self, one: Event, title: str) -> None:
        """Ask for the right day of what a step has written; its clocks move with it."""
        case, doing = self._case, self._acting.doing
        if case is None or self.refusal:
            return
        writer: ActWriter = doing.service

        def take(typed: Any) -> None:
            doing.do(
                self.sheet,
                f"已更正{title}的日期",
                lambda: writer.write_down(doing.actor, case.uid, typed),
            )

        asked = Asked(case.uid, f"day:{one.uid}", f"更正日期：{title}", "记下")
        self.ask(asked, self._day, case, one, take)

    def _words(self, one: Taken) -> str:
        """2026-03-03　受理　已申请 → 已受理　陈明"""
        way = f"{term_label(self._states, one.from_state)} → {term_label(self._states, one.to_state)}"
        back = f"（已撤回 {one.taken_back}）" if one.taken_back else ""
        return "　".join(part for part in (str(one.on), one.title, way, one.by, one.reason) if part) + back

    def _links(self, one: Taken, *, is_last: bool) -> tuple[Link, ...]:
        case = self._case
        if case is None or one.taken_back:
            return ()
        found: list[Link] = []
        event = event_of(case.life.events, self._written.get(one.code, ""), one.on)
        if event is not None and case.may_write(late=True):
            found.append(("改日期…", partial(self.ask_day, event, one.title)))
        if is_last:
            found.append(("撤回…", partial(self._acting.doing.take, TAKE_BACK)))
        return tuple(found)


def event_of(events: Iterable[Event], kind: str, on: date) -> Event | None:
    """Return the event that a step has written on its day."""
    return next((each for each in events if each.of_step and each.kind == kind and each.on == on), None)
