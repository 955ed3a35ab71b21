"""What legal aid offers the window beside its cases: who gives it, what is paid for it, by which rates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from union_desk.core.rights import Right
from union_desk.desk.navigation import Command, WorkbenchRow, WorkbenchSection
from union_desk.legal_aid.values.ledger import APPROVED, ASKED

if TYPE_CHECKING:
    from union_desk.desk.desk import Desk
    from union_desk.legal_aid.page.subsidies import SubsidyLedger
    from union_desk.legal_aid.service import LegalAidService

_WAITING: Final = ((ASKED, "待审批的补贴", Right.REVIEW), (APPROVED, "待发放的补贴", Right.EDIT))


class AidRegisters:
    """Opens 承办人名册, 补贴台账 and 补贴标准."""

    def __init__(self, desk: Desk, service: LegalAidService, office: str) -> None:
        self._desk, self._service, self._office = desk, service, office
        self._ledger: SubsidyLedger | None = None

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(
                "aid.providers", "承办人名册…", self.show_providers, menu="工具", words="cbrmc 律师 志愿者"
            ),
            Command("aid.subsidies", "补贴台账…", self.show_ledger, menu="工具", words="bttz 办案补贴 发放"),
            Command("aid.rates", "补贴标准…", self.show_rates, menu="工具", words="btbz 办案补贴"),
        )

    def sections(self) -> tuple[WorkbenchSection, ...]:
        """Count the subsidies that wait for what one may do."""
        actor = self._desk.actor
        counts = self._service.subsidies.waiting(actor)
        rows = [
            WorkbenchRow(title, partial(self.show_ledger, state), f"{counts[state]:,}")
            for state, title, right in _WAITING
            if counts.get(state) and actor.may(right)
        ]
        return (WorkbenchSection("办案补贴", tuple(rows)),)

    def show_providers(self) -> None:
        from union_desk.legal_aid.page.providers import ProvidersScreen  # noqa: PLC0415 - when first opened

        ProvidersScreen(self._desk, self._service.providers, QApplication.activeWindow()).open()

    def show_rates(self) -> None:
        from union_desk.legal_aid.page.rates import RatesScreen  # noqa: PLC0415 - when first opened

        RatesScreen(self._desk, self._service.subsidies, QApplication.activeWindow()).open()

    def show_ledger(self, state: str = "") -> None:
        """Show the ledger beside the work, once; `state` shows only the lines that are so far."""
        from union_desk.legal_aid.page.subsidies import SubsidyLedger  # noqa: PLC0415 - when first opened

        if self._ledger is None or not isValid(self._ledger):
            window = QApplication.activeWindow()
            self._ledger = SubsidyLedger(self._desk, self._service, self._office, self.show_rates, window)
        self._ledger.look()
        if state:
            self._ledger.show_only(state)
        self._ledger.show()
        self._ledger.activateWindow()
