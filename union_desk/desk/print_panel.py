"""The left side of the print sheet: which papers and how many, how they are filled, and on which printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from union_desk.desk import print_settings as kept
from union_desk.desk import style
from union_desk.desk.print_settings import PaperSettings
from union_desk.desk.printer import NO_PRINTER, SIDES, Printer, Sides
from union_desk.desk.widgets import FlowLayout

if TYPE_CHECKING:
    from union_desk.desk.preferences import Preferences
    from union_desk.desk.print_job import PrintForm

MODES: Final = (("filled", "填好(&T)"), ("blank", "空白(&K)"), ("data", "仅数据(&J)"))
_SEARCHING: Final = "正在查找打印机…"


class FormLine(QWidget):
    """A paper of the list: tick, copies, and the page beside when one goes to it."""

    shown = Signal()
    changed = Signal()

    def __init__(self, form: PrintForm, copies: int) -> None:
        super().__init__()
        self.form = form
        self.tick = QCheckBox(form.title)
        self.tick.setChecked(form.ticked)
        self.copies = QSpinBox()
        self.copies.setRange(1, 99)
        self.copies.setValue(copies)
        self.copies.setSuffix(" 份")
        for part in (self.copies, *self.copies.findChildren(QLineEdit)):
            part.setAccessibleName(f"{form.title} 份数")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.tick, 1)
        line.addWidget(self.copies)
        self.tick.toggled.connect(lambda _on: self.changed.emit())
        self.tick.clicked.connect(lambda _on: self.shown.emit())
        self.copies.valueChanged.connect(lambda _count: self.changed.emit())


class PrintPanel(QWidget):
    """What the person chooses; it begins with what was chosen last for the first ticked paper."""

    changed = Signal()
    redrawn = Signal()
    """Another paper, or another way to fill it, is to be shown."""

    def __init__(self, preferences: Preferences, forms: Sequence[PrintForm], *, fillable: bool) -> None:
        super().__init__()
        self._preferences = preferences
        in_order = sorted(forms, key=lambda form: not form.ticked)
        remembered = {form.form: kept.paper_settings(preferences, form.form) for form in in_order}
        self.lines = [FormLine(form, remembered[form.form].copies or form.copies) for form in in_order]
        self.shown = self.lines[0] if self.lines else None
        first = remembered[self.lines[0].form.form] if self.lines else PaperSettings()
        self.modes = QButtonGroup(self)
        self.printer = QComboBox()
        self.printer.setAccessibleName("打印机")
        self.printer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.printer.setMinimumContentsLength(8)
        wanted = first.printer or kept.last_printer(preferences)
        self.printer.addItem(wanted or _SEARCHING, wanted)
        self.sides = QComboBox()
        for code, label in SIDES:
            self.sides.addItem(label, code)
        self.sides.setCurrentIndex(self.sides.findData(first.sides))
        self.numbered = QCheckBox("每份标明“第几份”(&N)")
        self.numbered.setChecked(first.numbered)
        self.numbers = QLabel()
        self.numbers.setProperty("muted", True)
        self.numbers.setWordWrap(True)
        self.setup_button = QPushButton("打印机设置…(&U)")
        self.log_button = QPushButton("打印记录…(&L)")
        self._make_modes(first.mode, fillable=fillable)
        self._lay_out()
        self._connect()

    @property
    def mode(self) -> str:
        return MODES[self.modes.checkedId()][0]

    @property
    def printer_name(self) -> str:
        return str(self.printer.currentData() or "")

    @property
    def chosen_sides(self) -> Sides:
        return SIDES[self.sides.currentIndex()][0]

    def ticked(self) -> list[FormLine]:
        return [line for line in self.lines if line.tick.isChecked()]

    def show_printers(self, printers: Sequence[Printer]) -> str:
        """Offer these; the remembered one stays chosen, and is returned when it is no longer there."""
        wanted = self.printer_name
        self.printer.blockSignals(True)
        self.printer.clear()
        for each in printers:
            self.printer.addItem(each.name + ("（默认）" if each.is_default else ""), each.name)
        if not printers:
            self.printer.addItem(NO_PRINTER, "")
        usual = next((number for number, each in enumerate(printers) if each.is_default), 0)
        found = self.printer.findData(wanted) if wanted else -1
        self.printer.setCurrentIndex(found if found >= 0 else usual)
        self.printer.blockSignals(False)
        self.setup_button.setEnabled(bool(printers))
        self.changed.emit()
        return wanted if found < 0 else ""

    def remember(self) -> None:
        """Keep what was chosen for each ticked paper; 空白 is chosen anew each time."""
        kept.keep_last_printer(self._preferences, self.printer_name)
        for line in self.ticked():
            form = line.form.form
            before = kept.paper_settings(self._preferences, form)
            now = replace(
                before,
                printer=self.printer_name,
                copies=line.copies.value(),
                sides=self.chosen_sides,
                mode=self.mode if self.mode != "blank" else before.mode,
                numbered=self.numbered.isChecked(),
            )
            kept.keep_paper_settings(self._preferences, form, now)

    def _make_modes(self, wanted: str, *, fillable: bool) -> None:
        """Without a record there is nothing to fill in."""
        codes = [code for code, _label in MODES]
        for number, (code, label) in enumerate(MODES):
            radio = QRadioButton(label)
            radio.setEnabled(fillable or code == "blank")
            self.modes.addButton(radio, number)
        chosen = (wanted or "filled") if fillable else "blank"
        self.modes.button(codes.index(chosen if chosen in codes else "filled")).setChecked(True)

    def _connect(self) -> None:
        for line in self.lines:
            line.shown.connect(partial(self._show_line, line))
            line.changed.connect(self.changed)
        self.modes.idClicked.connect(lambda _mode: self.redrawn.emit())
        self.printer.currentIndexChanged.connect(lambda _index: self.redrawn.emit())
        self.numbered.toggled.connect(lambda _on: self.redrawn.emit())

    def _show_line(self, line: FormLine) -> None:
        self.shown = line
        self.redrawn.emit()

    def _lay_out(self) -> None:
        papers = QWidget()
        listed = QVBoxLayout(papers)
        listed.setContentsMargins(0, 0, 4, 0)
        for line in self.lines:
            listed.addWidget(line)
        listed.addStretch()
        room = QScrollArea()
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setWidgetResizable(True)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(papers)
        # With many papers the bar beside them must not cover how many of each are wanted.
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setMinimumWidth(papers.sizeHint().width() + room.verticalScrollBar().sizeHint().width())
        heading = QLabel("打印哪些")
        heading.setProperty("heading", True)
        modes = QWidget()
        flow = FlowLayout(modes, gap=8)
        for button in self.modes.buttons():
            flow.addWidget(button)
        form = QFormLayout()
        form.addRow("打印机(&R)", self.printer)
        form.addRow("单双面(&D)", self.sides)
        links = QWidget()
        row = FlowLayout(links, gap=10)
        for button in (self.setup_button, self.log_button):
            button.setAutoDefault(False)
            row.addWidget(style.make_link(button))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(heading)
        whole.addWidget(room, 1)
        whole.addWidget(modes)
        whole.addLayout(form)
        whole.addWidget(self.numbered)
        whole.addWidget(self.numbers)
        whole.addWidget(links)
