"""What is asked once for a worker: days and wages first, what only some claim in parts that open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from union_desk.core.terms import find_term
from union_desk.desk.acts.fields import number, term, tick
from union_desk.desk.acts.form import FieldLines
from union_desk.desk.binder import Binder
from union_desk.desk.widgets import DayEdit, Fold, GridColumn, MoneyEdit, NumberEdit, TermsBox
from union_desk.dispute.page.compensation.wages import WageHistory, month_words
from union_desk.dispute.values.calculation import CalculationInputs

# What may be asked for beside what the ending gives.
ALSO: Final = ("severance", "unlawful_dismissal", "notice_pay", "reinstatement")


class AlsoBox(TermsBox):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_terms([found for code in ALSO if (found := find_term("claim_item", code)) is not None])


def _day(parent: QWidget) -> DayEdit:
    day = DayEdit(parent)
    day.setProperty("weekday", False)
    return day


def _hundredths(unit: str) -> Any:
    return lambda parent: NumberEdit(parent, unit, 2)


def _contract_months(parent: QWidget) -> NumberEdit:
    """Make the field of a contract's months; an open-ended one has none."""
    field = NumberEdit(parent, "个月")
    field.setPlaceholderText("无固定期限")
    return field


_FIRST: Final = (
    GridColumn("entry_on", "入职日", _day, 5),
    GridColumn("last_on", "最后工作日", _day, 5),
    GridColumn("ending", "怎样离职的", term("dispute_ending"), 9),
    GridColumn("claimed_on", "主张之日", _day, 5),
    GridColumn("last_month_fen", "上一个月的工资", MoneyEdit, 6, 1),
    GridColumn("paid_fen", "已付的补偿", MoneyEdit, 5, 1),
    GridColumn("notice_given", "代通知金", tick("已提前三十日书面通知"), 13, 1),
    GridColumn("also", "另外主张", AlsoBox, 24, 2),
)
_AVERAGE: Final = (
    GridColumn("average_fen", "平均工资", MoneyEdit, 6),
    GridColumn("year_bonus_fen", "全年一次性奖金", MoneyEdit, 6),
)
_DOUBLE: Final = (
    GridColumn("unsigned", "劳动合同", tick("一直没有签订"), 7),
    GridColumn("signed_on", "补签的日期", _day, 5),
    GridColumn("monthly_fen", "月工资", MoneyEdit, 5),
    GridColumn("double_barred", "不支付的情形", term("double_barred"), 7),
)
_OVERTIME: Final = (
    GridColumn("overtime_from_on", "期间起", _day, 5),
    GridColumn("overtime_to_on", "期间止", _day, 5),
    GridColumn("overtime_base_fen", "加班费基数", MoneyEdit, 6),
    GridColumn("hours_system", "工时制度", term("hours_system"), 8),
    GridColumn("overtime_hundredths", "主张：工作日延长", _hundredths("小时"), 8, 1),
    GridColumn("rest_hundredths", "主张：休息日", _hundredths("天"), 8, 1),
    GridColumn("holiday_hundredths", "主张：法定休假日", _hundredths("天"), 8, 1),
    GridColumn("proved_overtime_hundredths", "有证据：工作日延长", _hundredths("小时"), 8, 2),
    GridColumn("proved_rest_hundredths", "有证据：休息日", _hundredths("天"), 8, 2),
    GridColumn("proved_holiday_hundredths", "有证据：法定休假日", _hundredths("天"), 8, 2),
)
_LEAVE: Final = (
    GridColumn("total_years", "累计工作", number("年"), 5),
    GridColumn("leave_year", "哪一年的", number("年"), 5),
    GridColumn("leave_taken_hundredths", "已休", _hundredths("天"), 4),
    GridColumn("leave_average_fen", "剔除加班费的平均工资", MoneyEdit, 10),
    GridColumn("leave_barred", "不另支付的情形", term("leave_barred"), 10, 1),
)
_ARREARS: Final = (
    GridColumn("owed_fen", "拖欠工资：主张", MoneyEdit, 6),
    GridColumn("owed_proved_fen", "其中有证据", MoneyEdit, 6),
    GridColumn("owed_from_on", "期间起", _day, 6),
    GridColumn("owed_to_on", "期间止", _day, 6),
    GridColumn("late_percent", "加付的比例", number("%"), 6, 1),
    GridColumn("late_ordered", "责令支付", tick("劳动监察已责令限期支付，逾期没有支付"), 18, 1),
)
_OTHER: Final = (
    GridColumn("probation_contract_months", "试用期：合同月数", _contract_months, 8),
    GridColumn("probation_hundredths", "试用期：已履行", _hundredths("个月"), 8),
    GridColumn("probation_wage_fen", "试用期：转正工资", MoneyEdit, 8),
    GridColumn("deducted_fen", "扣款：当月已扣", MoneyEdit, 8, 1),
    GridColumn("deduction_wage_fen", "扣款：当月工资", MoneyEdit, 8, 1),
    GridColumn("damage_fen", "扣款：单位的损失", MoneyEdit, 8, 1),
    GridColumn("non_compete_months", "竞业限制：履行", number("个月"), 8, 2),
)
_LINES: Final = (
    GridColumn("minimum_wage_fen", "最低工资（只用于这次）", MoneyEdit, 10),
    GridColumn("tripled_city_average_fen", "职工月平均工资的 3 倍（只用于这次）", MoneyEdit, 14),
)
_PARTS: Final = (
    ("没有签劳动合同（二倍工资）", _DOUBLE),
    ("加班费", _OVERTIME),
    ("年休假", _LEAVE),
    ("拖欠工资、加付赔偿金", _ARREARS),
    ("竞业限制、试用期、扣款", _OTHER),
    ("最低工资、社会平均工资", _LINES),
)
_WAGES: Final = "逐月应得工资"
_WAGES_TIP: Final = "税前，含加班费、奖金、津贴和个人缴纳的社保。空格键打开或收起。"
# What is told whether or not anything of the part is claimed.
_ALWAYS: Final = frozenset({"hours_system", "monthly_fen"})


class Inputs(QWidget):
    """Binds the fields to CalculationInputs; a part with something in it stands open."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compensation_inputs")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        self.first = FieldLines(_FIRST, self)
        whole.addWidget(self.first)
        self.wages_fold = Fold(self)
        self.wages_fold.setText(_WAGES)
        self.wages_fold.setToolTip(_WAGES_TIP)
        self.wages = WageHistory(self)
        self.wages.setObjectName("wages")
        self.wages.setAccessibleName("工资记录")
        self.wages.setToolTip("从表格复制十二个数，在第一个月按 Ctrl+V；Ctrl+D 与上一个月相同")
        whole.addWidget(FieldLines(_AVERAGE, self))
        whole.addWidget(self.wages_fold)
        whole.addWidget(self.wages)
        self.wages_fold.fold(self.wages)
        self.lines = QLabel(self)
        self.lines.setProperty("muted", True)
        self.lines.setWordWrap(True)
        whole.addWidget(self.lines)
        self._folds: list[tuple[Fold, Sequence[GridColumn]]] = []
        for title, columns in _PARTS:
            whole.addWidget(self._part(title, columns, whole))
        self.binder: Binder[CalculationInputs] = Binder(self, CalculationInputs)
        self.binder.changed.connect(self.changed)

    def fill(self, inputs: CalculationInputs) -> None:
        self.binder.fill(inputs)
        for fold, columns in self._folds:
            names = {column.field for column in columns} - _ALWAYS
            fold.setChecked(any(getattr(inputs, name) not in (None, "", False) for name in names))
        self.wages_fold.setChecked(bool(inputs.wages))

    def read(self) -> CalculationInputs:
        return self.binder.read()

    def show_months(self, months: Sequence[str], gaps: Sequence[str]) -> None:
        """Show which months the average is of, and how many of them are empty."""
        self.wages.show_months(months)
        self.wages_fold.setVisible(bool(months))
        self.wages.setVisible(bool(months) and self.wages_fold.isChecked())
        if months:
            span = f"{month_words(months[0])}至{month_words(months[-1])}"
            told = f"，缺 {len(gaps)} 个月" if gaps else ""
            self.wages_fold.set_title(f"{_WAGES}：{span}{told}")

    def goto(self, field: str) -> None:
        """Lead to a field, opening the part that it is in."""
        name = field.partition(".")[0]
        for fold, columns in self._folds:
            if any(column.field == name for column in columns):
                fold.open()
        if name == "wages":
            self.wages_fold.open()
            self.wages.goto(field.partition(".")[2])
        else:
            self.binder.goto(field)

    def show_problem(self, field: str, message: str) -> bool:
        """Write the message under its field and go there; False when no field here is meant."""
        if self.binder.widget(field) is None:
            return False
        self.goto(field)
        return self.binder.show_problem(field, message, focus=False)

    def _part(self, title: str, columns: Sequence[GridColumn], whole: QVBoxLayout) -> QWidget:
        fold = Fold(self)
        fold.setText(title)
        part = FieldLines(columns, self)
        whole.addWidget(fold)
        fold.fold(part)
        self._folds.append((fold, columns))
        return part
