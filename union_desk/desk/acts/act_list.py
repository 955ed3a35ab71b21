"""A list of one kind of act on a case: what was written down, and the sheet that adds to it or mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, Generic, Protocol

from PySide6.QtWidgets import QWidget

from union_desk.core.rights import Actor, Right
from union_desk.desk.acts.body import Hint
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.reasons import ONLY_REASON, Reasoned
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.section import Acting, Case
from union_desk.desk.acts.sheet import Asked

_FIRST: Final = "请先保存案件。"
Link = tuple[str, Callable[[], None]]


class ActWriter(Protocol):
    """The service of an area: it writes an act down or strikes it, and returns the uid of its work."""

    def write_down(self, actor: Actor, uid: str, act: Any) -> str: ...
    def strike(self, actor: Actor, uid: str, act: Any, reason: str) -> str: ...


@dataclass(frozen=True, slots=True)
class ActKind(Generic[Case]):
    """How one kind of act is listed, asked for, mended and struck.

    `typed` makes of an act what the sheet asks, `act` makes of that an act again, given the one before.
    """

    code: str
    title: str
    what: str  # {verb}{what}
    plan: FormPlan
    begin: Callable[[Case], Any]
    found: Callable[[Case], Sequence[Any]]
    line: Callable[[Case, Any], str]
    empty: str = ""
    verb: str = "登记"
    single: bool = False  # there is one at most
    typed: Callable[[Any], Any] = lambda act: act
    act: Callable[[Any, Any], Any] = lambda typed, _before: typed
    hint: Hint | None = None
    strike: str = "删去"  # "" where nothing is taken away
    mended: bool = True
    gone: Callable[[Case, Any], bool] = lambda _case, _act: False
    late: bool = False  # also once the case is closed
    uid: Callable[[Any], str] = lambda act: str(act.uid)


class ActList(RecordList, Generic[Case]):
    """What changes goes through `doing.do`, which shows the case anew."""

    def __init__(self, kind: ActKind[Case], acting: Acting[Any], parent: QWidget | None = None) -> None:
        super().__init__(kind.title, f"＋ {kind.verb}{kind.what}", acting, Right.EDIT, parent)
        self.kind = kind
        self.case: Case | None = None
        self._acting = acting
        self.add.clicked.connect(lambda _on=False: self.write())

    @property
    def open_case(self) -> bool:
        return self.case is not None and self.case.may_write(late=self.kind.late)

    def show_case(self, case: Case | None) -> None:
        self.case = case
        if self.sheet.asked is not None and (case is None or self.sheet.asked.uid != case.uid):
            self.sheet.put_away()
        self.allow(open_file=self.open_case, why_not="" if case is not None else _FIRST)
        found = self.lines(case) if case is not None else []
        self.add.setVisible(not (self.kind.single and found))
        self.show_lines(found, self.kind.empty)

    def lines(self, case: Case) -> list[Line]:
        kind = self.kind
        return [
            Line(kind.line(case, one), self.links(case, one), gone=kind.gone(case, one))
            for one in kind.found(case)
        ]

    def links(self, case: Case, one: Any) -> tuple[Link, ...]:
        kind = self.kind
        if not self.open_case or kind.gone(case, one):
            return ()
        found: list[Link] = []
        if kind.mended:
            found.append(("改…", partial(self.write, one)))
        if kind.strike:
            found.append((f"{kind.strike}…", partial(self.strike, one)))
        return tuple(found)

    def write(self, one: Any = None, begun: Any = None) -> None:
        """Open the sheet of a new act, or of one that is mended."""
        case, kind = self.case, self.kind
        if case is None or self.refusal or not self.open_case:
            return
        if one is not None:
            begun = kind.typed(one)
        elif begun is None:
            begun = kind.begin(case)
        title = f"{kind.verb if one is None else '更正'}{kind.what}"
        asked = Asked(case.uid, f"{kind.code}:{kind.uid(one) if one is not None else ''}", title, "记下")
        self.write_as(asked, kind.plan, begun, lambda typed: kind.act(typed, one), kind.hint)

    def write_as(
        self,
        asked: Asked,
        plan: FormPlan,
        begun: Any,
        act: Callable[[Any], Any],
        hint: Hint | None = None,
    ) -> None:
        """Ask for an act that is written down as `act` makes it."""
        doing, case = self._acting.doing, self.case
        if case is None:
            return
        asked = replace(asked, whose=case.whose)

        def what(typed: Any) -> str:
            return self.put_down(case, act(typed))

        def take(typed: Any) -> None:
            doing.do(self.sheet, f"已{asked.title}", partial(what, typed))

        self.ask(asked, plan, case, begun, take, hint)

    def strike(self, one: Any) -> None:
        """Ask why a line is taken away; it is marked or reversed, never erased."""
        doing, case, kind = self._acting.doing, self.case, self.kind
        if case is None or self.refusal:
            return
        title = f"{kind.strike}：{kind.line(case, one)}"
        asked = Asked(case.uid, f"strike:{kind.uid(one)}", title, kind.strike)

        def take(typed: Reasoned) -> None:
            doing.do(
                self.sheet,
                f"已{kind.strike}{kind.what}",
                lambda: self.take_out(case, one, typed.reason),
            )

        self.ask(asked, ONLY_REASON, case, Reasoned(case.today), take)

    def put_down(self, case: Case, act: Any) -> str:
        """Store an act, new or mended; return the uid of the work."""
        writer: ActWriter = self._acting.doing.service
        return writer.write_down(self._acting.actor, case.uid, act)

    def take_out(self, case: Case, one: Any, reason: str) -> str:
        writer: ActWriter = self._acting.doing.service
        return writer.strike(self._acting.actor, case.uid, one, reason)
