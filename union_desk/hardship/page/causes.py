"""Section ④ 致困与类别: why the family is in need, what speaks against a file, and the means test."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from union_desk.desk.forms.ui_hardship_class import Ui_HardshipClass
from union_desk.hardship.page.exclusions import ExclusionsEdit
from union_desk.hardship.page.means import MeansTest


class Causes(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_HardshipClass()
        self.form.setupUi(self)
        self.exclusions = ExclusionsEdit(self)
        self.means = MeansTest(self)
        for place, widget in (
            (self.form.exclusions_place, self.exclusions),
            (self.form.means_place, self.means),
        ):
            self.form.lines.replaceWidget(place, widget)
            place.deleteLater()
        self.form.open_exclusions.fold(self.exclusions)
        self.exclusions.changed.connect(self.settle)

    def settle(self) -> None:
        """Say on the folded line how many are ticked."""
        ticked = len(self.exclusions.value())
        self.form.open_exclusions.set_title(f"负面清单：{f'已勾选 {ticked} 项' if ticked else '没有勾选'}")
        if ticked:
            self.form.open_exclusions.open()
