"""补贴标准: what each service and stage is paid, from which day on, by which document.

RatesScreen(desk, services.subsidies).open()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from union_desk.core.money import format_fen
from union_desk.core.rights import Right, lacking
from union_desk.core.terms import term_label
from union_desk.desk.acts.fields import term
from union_desk.desk.acts.form import FormPlan
from union_desk.desk.acts.half import HalfActs
from union_desk.desk.acts.reasons import ONLY_REASON, Reasoned
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.records_screen import Acting, RecordsScreen
from union_desk.desk.widgets import DayEdit, GridColumn, MoneyEdit, TextEdit
from union_desk.legal_aid.values import SubsidyRate

if TYPE_CHECKING:
    from union_desk.desk.desk import Desk
    from union_desk.legal_aid.service.subsidies import Subsidies

HALF: Final = "subsidy_rate"
EVERY_SERVICE: Final = "各种援助方式"
_TOLD: Final = (
    "补贴按援助事项办完那一天的标准计算。改标准是另登记一条新的，已经申报的不变；"
    "专门为一种援助方式定的标准，先于各种方式通用的标准。"
)
_EMPTY: Final = "还没有补贴标准。先按本地文件登记，案件里才能申报补贴。"
PLAN: Final = FormPlan(
    SubsidyRate,
    (
        GridColumn("kind", "援助方式（不填为通用）", term("aid_service"), 14),
        GridColumn("stage", "阶段", term("subsidy_stage"), 10),
        GridColumn("amount_fen", "补贴标准", MoneyEdit, 8, 1),
        GridColumn("from_on", "执行日期", DayEdit, 7, 1),
        GridColumn("document_no", "依据文件", TextEdit, 9, 1),
    ),
)
Link = tuple[str, Callable[[], None]]


def standing(rate: SubsidyRate, rates: Sequence[SubsidyRate], today: date) -> str:
    """Say whether a rate is the one of today: 现行, 将来, 以前, 已作废."""
    if rate.withdrawn:
        return "已作废"
    if rate.from_on is None or rate.from_on > today:
        return "将来"
    later = (
        each.from_on
        for each in rates
        if (each.kind, each.stage) == (rate.kind, rate.stage) and not each.withdrawn and each.from_on
    )
    return "以前" if any(rate.from_on < day <= today for day in later) else "现行"


def words(rate: SubsidyRate, state: str) -> str:
    """现行　仲裁代理　首个阶段　2,500.00 元　2026-11-01 起　区总工发〔2026〕3号"""
    parts = (
        state,
        term_label("aid_service", rate.kind) if rate.kind else EVERY_SERVICE,
        term_label("subsidy_stage", rate.stage),
        f"{format_fen(rate.amount_fen or 0)} 元",
        f"{rate.from_on} 起" if rate.from_on is not None else "",
        rate.document_no,
    )
    return "　".join(part for part in parts if part)


class RatesScreen(RecordsScreen):
    """A line for each rate, the latest day first."""

    def __init__(self, desk: Desk, subsidies: Subsidies, parent: QWidget | None = None) -> None:
        self._subsidies = subsidies
        acting = Acting(desk.actor, HalfActs(desk, HALF))
        records = RecordList("补贴标准", "＋ 登记标准", acting, Right.VIEW)
        super().__init__(desk, "补贴标准", records, parent)
        self.told.setText(_TOLD)
        self.has_no_papers()
        records.add.clicked.connect(lambda _on=False: self.write())
        self.reload()
        records.take_cursor()

    def reload(self) -> None:
        rates = self._subsidies.rates(self._desk.actor)
        refusal = lacking(self._desk.actor, Right.DECIDE)
        self.records.add.setEnabled(not refusal)
        self.records.add.setToolTip(refusal)
        shown = []
        for rate in rates:
            state = standing(rate, rates, self._desk.today)
            shown.append(Line(words(rate, state), tuple(self._links(rate)), gone=state in ("以前", "已作废")))
        self.records.show_lines(shown, _EMPTY)

    def write(self, rate: SubsidyRate | None = None) -> None:
        """Ask for a new rate, or mend one that nothing was paid by yet."""
        begun = rate or SubsidyRate(from_on=self._desk.today)
        title = "更正补贴标准" if rate is not None else "登记补贴标准"
        key = "rate", rate.uid if rate is not None else ""
        self.ask(key, title, PLAN, begun, partial(self._subsidies.save_rate, self._desk.actor))

    def withdraw(self, rate: SubsidyRate) -> None:
        """Ask why a rate was wrong."""

        def act(typed: Reasoned) -> object:
            return self._subsidies.withdraw_rate(self._desk.actor, rate.uid, typed.reason)

        self.ask(("withdraw", rate.uid), "作废补贴标准", ONLY_REASON, Reasoned(), act)

    def _links(self, rate: SubsidyRate) -> Iterator[Link]:
        if self._desk.actor.may(Right.DECIDE) and not rate.withdrawn:
            yield "改…", partial(self.write, rate)
            yield "作废…", partial(self.withdraw, rate)
