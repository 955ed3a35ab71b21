"""监督文书 and 重大争议呈报: what the union itself has written, each line with what can be done next.

LettersScreen(desk, services.letters, open_case).open()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QPushButton, QWidget

from union_desk.core.rights import Right, lacking
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.records_screen import Acting, RecordsScreen
from union_desk.desk.days import left_words
from union_desk.dispute.page import letter_plans as plans
from union_desk.dispute.values.letters import Issue, LetterView, Reply, ReportView

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintableForm
    from union_desk.desk.desk import Desk
    from union_desk.dispute.service.incidents import Incidents
    from union_desk.dispute.service.letters import Letters
    from union_desk.dispute.values import SupervisionLetter

Run = Callable[[], None]
Links = tuple[tuple[str, Run], ...]
_LETTERS_TOLD: Final = (
    "意见书由主席或者副主席签发；单位收到之日起十五个工作日内答复。拒绝改正、逾期不答复的，"
    "向人力资源和社会保障部门提出建议书（《浙江省工会劳动法律监督条例》第二十一条至第二十三条）。"
)
_NO_LETTERS: Final = "还没有监督文书。按“起草意见书”写一份；从案件里起草的，单位和事实已经填好。"
_NO_REPORTS: Final = "还没有呈报。十人以上、有伤亡或者有群体性事件苗头的争议，先打电话，再在这里写下来。"


class LettersScreen(RecordsScreen):
    """A line for each opinion and suggestion, the drafts first; overdue answers say so."""

    def __init__(
        self,
        desk: Desk,
        letters: Letters,
        open_case: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        self._letters, self._open_case = letters, open_case
        acting = Acting(desk.actor, HalfActs(desk, "supervision_letter"))
        records = RecordList("意见书、建议书", "＋ 起草意见书", acting, Right.PRINT)
        super().__init__(desk, "工会劳动法律监督文书", records, parent)
        self.told.setText(_LETTERS_TOLD)
        records.add.clicked.connect(lambda _on=False: self.write())
        self.reload()
        records.take_cursor()

    def reload(self) -> None:
        found = self._letters.letters(self._desk.actor)
        self.allow_adding()
        self.records.show_lines(
            [Line(letter_words(view), tuple(self._links(view)), view.state == "corrected") for view in found],
            _NO_LETTERS,
        )

    def write(self, view: LetterView | None = None, case_uid: str = "") -> None:
        """Ask for a new opinion, of a case or without one, or for the rest of a draft."""
        actor = self._desk.actor
        begun = view.letter if view is not None else self._letters.new_letter(actor, case_uid)

        def save(typed: SupervisionLetter) -> object:
            return self._letters.save(actor, plans.onto(begun, typed, plans.LETTER), view)

        key = "letter", view.uid if view is not None else case_uid
        title = "修改监督文书" if view is not None else "起草监督意见书"
        self.ask(key, title, plans.LETTER, begun, save)

    def issue(self, view: LetterView) -> None:
        number = self._letters.proposed_number(self._desk.actor, view.uid)
        begun = Issue(number, self._desk.today)
        act = partial(self._letters.issue, self._desk.actor, view.uid)
        self.ask(("issue", view.uid), "签发监督文书", plans.ISSUE, begun, act)

    def recall(self, view: LetterView) -> None:
        def act(typed: plans.Reason) -> object:
            return self._letters.recall(self._desk.actor, view.uid, typed.reason)

        self.ask(("recall", view.uid), "撤回签发", plans.RECALL, plans.Reason(), act)

    def receive(self, view: LetterView) -> None:
        begun = plans.Received(view.letter.received_on or self._desk.today)

        def act(typed: plans.Received) -> object:
            return self._letters.receive(self._desk.actor, view.uid, typed.day())

        self.ask(("receive", view.uid), "登记单位收到", plans.RECEIVED, begun, act)

    def answer(self, view: LetterView) -> None:
        letter = view.letter
        begun = Reply(letter.answered_on or self._desk.today, letter.answer, letter.corrected)
        act = partial(self._letters.answer, self._desk.actor, view.uid)
        self.ask(("answer", view.uid), "登记单位答复", plans.REPLY, begun, act)

    def discard(self, view: LetterView) -> None:
        def act(typed: plans.Reason) -> object:
            return self._letters.discard(self._desk.actor, view.uid, typed.reason)

        self.ask(("discard", view.uid), "删去监督文书", plans.REASON, plans.Reason(), act)

    def follow_up(self, view: LetterView) -> None:
        """Make the suggestion at once: it stands as a draft on top of the list."""
        done = "已按意见书起草建议书，请核对后签发"
        self.do(done, lambda: self._letters.follow_up(self._desk.actor, view.uid))

    def forms(self, uid: str) -> tuple[Sequence[PrintableForm], str]:
        from union_desk.dispute.prints.letters import letter_form  # noqa: PLC0415 - loaded when first used

        if not uid:
            both = [letter_form(self._letters, kind) for kind in ("opinion", "suggestion")]
            return both, "监督文书 · 空白表格"
        view = self._letters.letter(self._desk.actor, uid)
        whose = view.letter.number or view.letter.addressee
        return [letter_form(self._letters, view.letter.kind)], f"监督文书 · {whose}"

    def _links(self, view: LetterView) -> Iterator[tuple[str, Run]]:
        """Offer what comes next for this letter, then its paper and its case."""
        if view.may_edit and self._desk.actor.may(Right.EDIT):
            yield from self._next(view)
        yield "打印…", partial(self.print_form, view.uid)
        if view.letter.case_uid:
            yield "案件", partial(self._show_case, view.letter.case_uid)

    def _next(self, view: LetterView) -> Iterator[tuple[str, Run]]:
        if view.state == "draft":
            yield "改…", partial(self.write, view)
            yield "签发…", partial(self.issue, view)
            yield "删去…", partial(self.discard, view)
            return
        if view.letter.received_on is None:
            yield "登记收到…", partial(self.receive, view)
            yield "撤回签发…", partial(self.recall, view)
            return
        if view.state in ("waiting", "overdue"):
            yield "改收到…", partial(self.receive, view)
        yield "登记答复…" if view.letter.answered_on is None else "改答复…", partial(self.answer, view)
        if not view.refusal:
            yield "提建议书", partial(self.follow_up, view)

    def _show_case(self, uid: str) -> None:
        self.accept()
        self._open_case(uid)


class IncidentsScreen(RecordsScreen):
    """A line for each report, what was late in it, and the hours of this office."""

    def __init__(
        self,
        desk: Desk,
        incidents: Incidents,
        open_case: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        self._incidents, self._open_case = incidents, open_case
        acting = Acting(desk.actor, HalfActs(desk, "incident_report"))
        records = RecordList("呈报", "＋ 登记呈报", acting, Right.PRINT)
        self.hours = QPushButton("呈报时限(&T)…")
        super().__init__(desk, "重大劳动争议呈报", records, parent)
        self.hours.setAutoDefault(False)
        refusal = lacking(desk.actor, Right.CONFIGURE)
        self.hours.setEnabled(not refusal)
        self.hours.setToolTip(refusal)
        self.hours.clicked.connect(lambda _on=False: self.change_hours())
        self.below.insertWidget(1, self.hours)
        records.add.clicked.connect(lambda _on=False: self.write())
        self.reload()
        records.take_cursor()

    def reload(self) -> None:
        actor = self._desk.actor
        hours = self._incidents.hours(actor)
        self.told.setText(
            f"发生后 {hours.phone} 小时内电话报告，{hours.written} 小时内书面呈报（本单位的做法，可以改）；"
            "情况变化的，在同一份里续写。"
        )
        self.allow_adding()
        self.records.show_lines(
            [Line(report_words(view), tuple(self._links(view))) for view in self._incidents.reports(actor)],
            _NO_REPORTS,
        )

    def write(self, view: ReportView | None = None, case_uid: str = "") -> None:
        """Ask for a new report, of a case or without one, or go on with one."""
        actor = self._desk.actor
        begun = view.report if view is not None else self._incidents.new_report(actor, case_uid)

        def save(typed: plans.TypedReport) -> object:
            return self._incidents.save(actor, plans.report_of(begun, typed), view)

        key = "report", view.uid if view is not None else case_uid
        title = "续写呈报" if view is not None else "登记重大争议呈报"
        self.ask(key, title, plans.REPORT, plans.typed_of(begun), save)

    def discard(self, view: ReportView) -> None:
        def act(typed: plans.Reason) -> object:
            return self._incidents.discard(self._desk.actor, view.uid, typed.reason)

        self.ask(("discard", view.uid), "删去呈报", plans.REASON, plans.Reason(), act)

    def change_hours(self) -> None:
        actor = self._desk.actor
        act = partial(self._incidents.set_hours, actor)
        self.ask(("hours", ""), "修改呈报时限", plans.HOURS, self._incidents.hours(actor), act)

    def forms(self, uid: str) -> tuple[Sequence[PrintableForm], str]:
        from union_desk.dispute.prints.letters import report_form  # noqa: PLC0415 - loaded when first used

        whose = self._incidents.report(self._desk.actor, uid).report.employer_name if uid else "空白表格"
        return [report_form(self._incidents)], f"重大争议呈报 · {whose}"

    def _links(self, view: ReportView) -> Links:
        links: list[tuple[str, Run]] = []
        if view.may_edit and self._desk.actor.may(Right.EDIT):
            links = [("续写…", partial(self.write, view)), ("删去…", partial(self.discard, view))]
        links.append(("打印…", partial(self.print_form, view.uid)))
        if view.report.case_uid:
            links.append(("案件", partial(self._show_case, view.report.case_uid)))
        return tuple(links)

    def _show_case(self, uid: str) -> None:
        self.accept()
        self._open_case(uid)


def letter_words(view: LetterView) -> str:
    """待答复　意见书　钱塘工监意〔2026〕白杨第0001号　某某公司　11-02 签发　答复到 2026-11-24，剩 1 天"""
    letter = view.letter
    mark = "▲ " if view.overdue else ""
    parts = [
        f"{mark}{view.state_label}",
        plans.kind_words(letter.kind),
        letter.number,
        letter.addressee,
        _day(letter.issued_on, "签发"),
        _day(letter.received_on, "收到"),
        _day(letter.answered_on, "答复"),
    ]
    if view.state in ("waiting", "overdue") and view.days_left is not None:
        parts.append(f"答复到 {view.due_on}，{left_words(view.days_left)}")
    parts.append(view.case_number)
    return "　".join(part for part in parts if part)


def report_words(view: ReportView) -> str:
    """2026-11-23 09:05　某某公司　36 人　欠薪　▲ 还没有电话报告…"""
    report = view.report
    people = f"{report.headcount} 人" if report.headcount else ""
    parts = [plans.moment(report.happened_at), report.employer_name or report.place, people, report.cause]
    said = "　".join(part for part in (*parts, view.case_number) if part)
    return "\n".join((said, *(f"▲ {late}" for late in view.late)))


def _day(on: date | None, what: str) -> str:
    return f"{on:%m-%d} {what}" if on is not None else ""
