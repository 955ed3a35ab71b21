"""承办人名册: who gives legal aid, with licence, speciality and load; from it a case is assigned.

ProvidersScreen(desk, services.providers).open()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from union_desk.core.rights import Right
from union_desk.core.terms import term_label
from union_desk.desk import style
from union_desk.desk.acts.fields import number, term
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.reasons import WHY, Reasoned
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.records_screen import Acting, RecordsScreen
from union_desk.desk.dialog_size import Dialog, size_of
from union_desk.desk.history import ChangeHistory, change_line
from union_desk.desk.widgets import CardEdit, DayEdit, GridColumn, LineEdit, TextEdit
from union_desk.legal_aid.values import LinkedCase, Provider

if TYPE_CHECKING:
    from union_desk.casework.history import FieldHistory
    from union_desk.desk.desk import Desk
    from union_desk.legal_aid.service.providers import ProviderLine, Providers

HALF: Final = "aid_provider"
_TOLD: Final = (
    "区总工会和各街道共用一份名册。暂停指派、入库期满的，不能再指派到新的案件；"
    "同一承办单位不能代理同一案件的双方。已经在办的案件不受影响，要换人的到案件里更换。"
)
_EMPTY: Final = "名册还是空的。先登记律师、工会法律工作者或者志愿者，案件里才能指派。"
_NOBODY: Final = "名册里没有这样的人。请改查找的字。"
PLAN: Final = FormPlan(
    Provider,
    (
        GridColumn("name", "姓名", TextEdit, 4),
        GridColumn("kind", "类别", term("provider_kind"), 5),
        GridColumn("firm", "承办单位", TextEdit, 9),
        GridColumn("licence_no", "执业证号", TextEdit, 6),
        GridColumn("speciality", "专长（用顿号隔开）", TextEdit, 11, 1),
        GridColumn("phone", "电话", TextEdit, 6, 1),
        GridColumn("most_open", "同时承办上限", number("件"), 7, 1),
        GridColumn("from_on", "入库日期", DayEdit, 6, 2),
        GridColumn("to_on", "入库期满", DayEdit, 6, 2),
        GridColumn("bank", "开户行", TextEdit, 5, 2),
        GridColumn("account_no", "账号", CardEdit, 7, 2),
        GridColumn("remark", "备注", TextEdit, 24, 3),
    ),
)
_SUSPEND: Final = FormPlan(Reasoned, (WHY,), also={"suspended_reason": "reason"})
Link = tuple[str, Callable[[], None]]


def words(line: ProviderLine) -> str:
    """陈律　律师　某某律师事务所　执业证号 13301…　在库　专长：工资　在办 3 件（上限 5 件），共 41 件"""
    one = line.provider
    most = f"（上限 {one.most_open} 件）" if one.most_open is not None else ""
    cases = f"在办 {line.open_cases} 件{most}，共 {line.all_cases} 件"
    why = f"：{one.suspended_reason}" if one.suspended and one.suspended_reason else ""
    parts = (
        one.name,
        term_label("provider_kind", one.kind),
        one.firm,
        f"执业证号 {one.licence_no}" if one.licence_no else "",
        f"{line.state}{why}",
        f"专长：{one.speciality}" if one.speciality else "",
        one.phone,
        cases,
        one.remark,
    )
    return "　".join(part for part in parts if part)


class ProvidersScreen(RecordsScreen):
    """A line for each provider, those who may serve first; one is added or mended in the sheet below."""

    def __init__(self, desk: Desk, providers: Providers, parent: QWidget | None = None) -> None:
        self._providers = providers
        self._lines: Sequence[ProviderLine] = ()
        acting = Acting(desk.actor, HalfActs(desk, HALF))
        records = RecordList("承办人", "＋ 登记承办人", acting, Right.VIEW)
        super().__init__(desk, "承办人名册", records, parent)
        self.told.setText(_TOLD)
        self.has_no_papers()
        self.search = LineEdit()
        self.search.setPlaceholderText("姓名、单位、专长、状态")
        self.search.setAccessibleName("在承办人名册中查找")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._show_lines())
        records.put_beside(self.search)
        records.add.clicked.connect(lambda _on=False: self.write())
        self.reload()
        records.take_cursor()

    def reload(self) -> None:
        self._lines = self._providers.lines(self._desk.actor)
        self.allow_adding()
        self._show_lines()

    def write(self, one: Provider | None = None) -> None:
        """Ask for a provider who is new on the register, or mend the entry of one."""
        actor = self._desk.actor
        begun = one or Provider(from_on=self._desk.today)
        title = "更正承办人" if one is not None else "登记承办人"
        key = "provider", one.uid if one is not None else ""
        self.ask(key, title, PLAN, begun, partial(self._providers.save, actor))
        body = self.records.sheet.body
        account = body.findChild(CardEdit) if body is not None else None
        if account is not None and one is not None:
            account.on_reveal = lambda: bool(self._providers.reveal(actor, one.uid))

    def suspend(self, one: Provider) -> None:
        """Ask why a provider is to have no new cases."""

        def act(typed: Reasoned) -> object:
            return self._providers.suspend(self._desk.actor, one.uid, typed.reason)

        self.ask(("suspend", one.uid), f"暂停指派 {one.name}", _SUSPEND, Reasoned(), act)

    def resume(self, one: Provider) -> None:
        actor = self._desk.actor
        self.do(f"已恢复指派 {one.name}", lambda: self._providers.suspend(actor, one.uid, suspended=False))

    def show_history(self, one: Provider) -> None:
        HistoryBox(one.name, self._providers.history(self._desk.actor, one.uid), self).open()

    def show_cases(self, one: Provider) -> None:
        """Name the cases that a provider works on; each opens, such as to give it to another one."""
        CasesBox(self._desk, one.name, self._providers.at_hand(self._desk.actor, one.uid), self).open()

    # --- inside

    def _show_lines(self) -> None:
        wanted = self.search.text().strip()
        told = [(words(line), line) for line in self._lines]
        shown = [
            Line(text, tuple(self._links(line)), gone=not line.may_serve)
            for text, line in told
            if wanted in text
        ]
        self.records.show_lines(shown, _NOBODY if self._lines else _EMPTY)

    def _links(self, line: ProviderLine) -> Iterator[Link]:
        one = line.provider
        if self._desk.actor.may(Right.EDIT):
            yield "改…", partial(self.write, one)
            if one.suspended:
                yield "恢复指派", partial(self.resume, one)
            else:
                yield "暂停指派…", partial(self.suspend, one)
        if line.open_cases:
            yield "在办案件", partial(self.show_cases, one)
        yield "修改记录", partial(self.show_history, one)


class HistoryBox(Dialog):
    """Who changed what of one provider, the latest first."""

    def __init__(self, name: str, changes: Sequence[FieldHistory], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"修改记录 · {name}")
        shown = ChangeHistory(self)
        shown.show_changes([change_line(change) for change in changes])
        lines = QVBoxLayout(self)
        lines.addWidget(shown)
        self.resize(size_of(self))


class CasesBox(Dialog):
    """The cases that a provider works on, each a link that leads to it."""

    def __init__(
        self, desk: Desk, name: str, cases: Sequence[LinkedCase], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"在办案件 · {name}")
        lines = QVBoxLayout(self)
        for case in cases:
            link = style.make_link(QPushButton(f"{case.title}（{case.state}）", self))
            link.setAutoDefault(False)
            link.clicked.connect(lambda _on=False, case=case: self._show(desk, case))
            lines.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        self.resize(size_of(self))

    def _show(self, desk: Desk, case: LinkedCase) -> None:
        """Leave the register for the case."""
        register = self.parentWidget()
        self.accept()
        if isinstance(register, QDialog):
            register.accept()
        desk.open(case.entity, case.uid)
