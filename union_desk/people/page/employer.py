"""单位: one employer on one screen: what was seen there, its disputes, what it owes, its workers' files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.rights import Actor, Right
from union_desk.core.terms import term_label
from union_desk.desk.acts.fields import note, number, term
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.sheet import Asked
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.widgets import DayEdit, EnterMoves, GridColumn, TextEdit, YesNo
from union_desk.people.dealings import Dealing
from union_desk.people.employers import EmployerEvent, EmployerView, SentThere
from union_desk.people.values import EmployerCard

if TYPE_CHECKING:
    from union_desk.people.employers import EmployerBook

_SIZE: Final = (58, 36)
_LEAST_LINES: Final = 6
_HALF: Final = "employer"
_CARD: Final = "card"
_EVENT: Final = "event"
_STRIKE: Final = "strike"
_FILE: Final = "困难职工档案"
_AID: Final = ("法律援助", "咨询")
_EMPTY_EVENTS: Final = (
    "还没有职情记录。欠薪、裁员、工伤、走访，随时记一笔；写了下次回访的，到期在工作台提醒。"
)

CARD_PLAN: Final = FormPlan(
    EmployerCard,
    (
        GridColumn("address", "单位地址", TextEdit, 16),
        GridColumn("headcount", "职工人数", number("人"), 8),
        GridColumn("legal_rep", "法定代表人", TextEdit, 8, 1),
        GridColumn("contact", "联系人", TextEdit, 8, 1),
        GridColumn("phone", "联系电话", TextEdit, 8, 1),
        GridColumn("union_name", "工会名称", TextEdit, 16, 2),
        GridColumn("union_chair", "工会主席", TextEdit, 8, 2),
        GridColumn("mediation_committee", "有调解委员会", YesNo, 8, 3),
        GridColumn("watched", "列为重点企业", YesNo, 8, 3),
        GridColumn("risk_note", "职情说明", TextEdit, 24, 4),
    ),
)
EVENT_PLAN: Final = FormPlan(
    EmployerEvent,
    (
        GridColumn("on", "日期", DayEdit, 7),
        GridColumn("kind", "职情类别", term("employer_event"), 9),
        GridColumn("next_on", "下次回访", DayEdit, 7),
        GridColumn("text", "情况", note(2), 24, 1),
    ),
)


@dataclass(frozen=True, slots=True)
class _Reason:
    reason: str = ""


STRIKE_PLAN: Final = FormPlan(_Reason, (GridColumn("reason", "删去的理由", TextEdit, 24),))


@dataclass(frozen=True, slots=True)
class _Acting:
    actor: Actor
    half: HalfActs


class EmployerScreen(Dialog):
    """Stays open beside the work; `open_record` opens a dispute or a file that stands here."""

    def __init__(
        self,
        desk: Desk,
        book: EmployerBook,
        uid: str,
        open_record: Callable[[str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._book, self._uid, self._open = desk, book, uid, open_record
        self._view = book.view(desk.actor, uid)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acting = _Acting(desk.actor, HalfActs(desk, _HALF))
        self.heading, self.told = _words(), _words()
        self.heading.setProperty("title", True)
        self.card = RecordList("单位情况", "更正…", acting, Right.EDIT, self)
        self.events = RecordList("职情跟踪", "＋ 记一笔职情", acting, Right.EDIT, self)
        self.owed = RecordList("到期没有履行的协议", "", acting, Right.VIEW, self)
        self.disputes = RecordList("劳动争议", "", acting, Right.VIEW, self)
        self.files = RecordList("职工的困难档案", "", acting, Right.VIEW, self)
        self.aids = RecordList("法律援助和咨询", "", acting, Right.VIEW, self)
        self.sent = RecordList("监督意见书、建议书和重大争议呈报", "", acting, Right.VIEW, self)
        self.workers = RecordList("有来往的职工", "", acting, Right.VIEW, self)
        self.lists = (
            self.card,
            self.events,
            self.owed,
            self.disputes,
            self.aids,
            self.sent,
            self.files,
            self.workers,
        )
        self.card.add.clicked.connect(lambda _on=False: self.mend())
        self.events.add.clicked.connect(lambda _on=False: self.write())
        self._lay_out()
        desk.changed.connect(self._on_change)
        self.reload()
        self.resize(self.sizeHint())
        self.events.take_cursor()

    def sizeHint(self) -> QSize:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(_SIZE[0] * line, room.width() - 40), min(_SIZE[1] * line, room.height() - 80))

    def reload(self) -> None:
        """Show everything as it is now."""
        self._view = view = self._book.view(self._desk.actor, self._uid)
        card = view.card
        self.setWindowTitle(f"{card.name} · 单位")
        self.heading.setText(card.name)
        self.told.setText(_summary(view))
        for each in self.lists:
            each.allow(open_file=True)
        self.card.show_lines([Line(text) for text in _card_lines(view)], "还没有填写。")
        self.events.show_lines([self._event_line(event) for event in view.events], _EMPTY_EVENTS)
        self.owed.setVisible(bool(view.owed))
        self.owed.show_lines(
            [
                Line(
                    f"{one.parties}　{one.number_shown}　欠 {format_fen(one.fen)} 元，"
                    f"{one.since_on} 到期，已过 {one.days} 天",
                    (("打开", partial(self._leave, "dispute_case", one.case_uid)),),
                )
                for one in view.owed
            ],
            "",
        )
        self.disputes.show_lines([self._record_line(one) for one in view.disputes], "没有争议。")
        self.sent.setVisible(bool(view.sent))
        self.sent.show_lines([Line(_sent_words(one)) for one in view.sent], "")
        aids = view.of_kind(*_AID)
        self.aids.setVisible(bool(aids))
        self.aids.show_lines([self._record_line(one) for one in aids], "")
        files = view.of_kind(_FILE)
        self.files.show_lines([self._record_line(one) for one in files], "没有职工建档。")
        more = f" 等 {view.worker_count} 人" if view.worker_count > len(view.workers) else ""
        names = [Line(f"{'、'.join(view.workers)}{more}")] if view.workers else []
        self.workers.show_lines(names, "还没有。")

    def mend(self) -> None:
        """Ask for what is known of the employer; its name is put right on the forms where it stands."""
        asked = Asked(self._uid, _CARD, "更正单位情况", "记下")
        self.card.ask(asked, CARD_PLAN, None, self._view.card, self._save_card)

    def write(self, event: EmployerEvent | None = None) -> None:
        """Ask what was seen, or mend a line."""
        begun = event or EmployerEvent(on=self._desk.today)
        title = "更正职情" if event is not None else "记一笔职情"
        asked = Asked(self._uid, begun.uid if event is not None else _EVENT, title, "记下")

        def take(typed: EmployerEvent) -> None:
            self._do(
                self.events,
                f"已{title}",
                lambda: self._book.write_down(self._desk.actor, self._uid, replace(typed, uid=begun.uid)),
            )

        self.events.ask(asked, EVENT_PLAN, None, begun, take)

    def strike(self, event: EmployerEvent) -> None:
        asked = Asked(self._uid, _STRIKE, f"删去 {event.on} 的记录", "删去")

        def take(typed: _Reason) -> None:
            self._do(
                self.events,
                "已删去职情",
                lambda: self._book.strike(self._desk.actor, self._uid, event.uid, typed.reason),
            )

        self.events.ask(asked, STRIKE_PLAN, None, _Reason(), take)

    # Inside.

    def _save_card(self, typed: EmployerCard) -> None:
        card = self._view.card
        kept = replace(typed, uid=card.uid, name=card.name, credit_code=card.credit_code)
        self._do(self.card, "已更正单位情况", lambda: self._book.save(self._desk.actor, kept))

    def _do(self, where: RecordList, done: str, act: Callable[[], str]) -> None:
        try:
            work = act()
        except RuleBroken as broken:
            where.sheet.show_problem(broken)
            return
        where.sheet.put_away(done=True)
        self._desk.status(f"{done}：{self._view.card.name}", undo=partial(self._undo, work))
        self.reload()

    def _undo(self, work: str) -> None:
        self._book.undo(self._desk.actor, work)

    def _leave(self, entity: str, uid: str) -> None:
        self.close()
        self._open(entity, uid)

    def _on_change(self, _changed: object) -> None:
        if self.isVisible() and not any(each.sheet.isVisible() for each in self.lists):
            self.reload()

    def _event_line(self, event: EmployerEvent) -> Line:
        again = f"　下次回访 {event.next_on}" if event.next_on is not None else ""
        who = "，".join(part for part in (event.by, event.office_name) if part)
        text = f"{event.on}　{term_label('employer_event', event.kind)}　{event.text}{again}（{who}）"
        mend = (("更正…", partial(self.write, event)), ("删去…", partial(self.strike, event)))
        return Line(text, mend if event.may_mend else ())

    def _record_line(self, one: Dealing) -> Line:
        since = f"{one.since_on}　" if one.since_on is not None else ""
        text = since + "　".join(dict.fromkeys((one.whose, one.title, one.state)))
        opens = (("打开", partial(self._leave, one.entity, one.uid)),)
        return Line(text, opens, gone=not one.is_open)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("sheet")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(8, 8, 8, 16)
        lines.setSpacing(10)
        for each in self.lists:
            lines.addWidget(each)
        lines.addStretch(1)
        # Kept: Enter goes on from field to field in the sheets.
        self._enter = EnterMoves(inner)
        area = QScrollArea()
        area.setObjectName("page")
        area.setAccessibleName("单位")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        # It takes what is left: how much stands in it does not say how high the window is.
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        area.setMinimumHeight(_LEAST_LINES * self.fontMetrics().height())
        close = QPushButton("关闭(&Q)")
        close.setAutoDefault(False)
        close.clicked.connect(lambda _on=False: self.close())
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        for part in (self.heading, self.told):
            whole.addWidget(part)
        whole.addWidget(area, 1)
        whole.addLayout(last)


def _summary(view: EmployerView) -> str:
    """重点企业 · 未结争议 2 件，共 5 件 · 有调解委员会 · 12-01 前回访"""
    card, parts = view.card, []
    if card.watched:
        parts.append("重点企业")
    total = len(view.disputes)
    parts.append(f"未结争议 {view.open_disputes} 件，共 {total} 件" if total else "没有争议")
    if view.owed:
        parts.append(f"到期没有履行 {format_fen(sum(one.fen for one in view.owed))} 元")
    if card.mediation_committee is not None:
        parts.append("有调解委员会" if card.mediation_committee else "没有调解委员会")
    if view.next_on is not None:
        parts.append(f"下次回访 {view.next_on}")
    return " · ".join(parts)


def _card_lines(view: EmployerView) -> Sequence[str]:
    """Say what the card knows, what belongs together on one line."""
    card = view.card
    lines = (
        (("统一社会信用代码", card.credit_code), ("所在街道", view.street_name), ("地址", card.address)),
        (("法定代表人", card.legal_rep), ("联系人", card.contact), ("电话", card.phone)),
        (
            ("单位性质", term_label("employer_nature", card.nature)),
            ("行业", term_label("industry", card.industry)),
            ("职工人数", f"{card.headcount:,} 人" if card.headcount is not None else ""),
        ),
        (("工会", card.union_name), ("工会主席", card.union_chair)),
        (("职情说明", card.risk_note),),
    )
    told = ("　".join(f"{label}：{text}" for label, text in line if text) for line in lines)
    return tuple(text for text in told if text)


def _sent_words(one: SentThere) -> str:
    """2026-11-02　监督意见书　杭工监〔2026〕3 号　等待答复"""
    day = str(one.on) if one.on is not None else "没有发出"
    return "　".join(part for part in (day, one.title, one.number, one.state) if part)


def _words() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    return label
