"""One line of the ledger of subsidies: whose, for which case and service, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from union_desk.legal_aid.values.case import Provider, Subsidy

ASKED = "asked"
APPROVED = "approved"
PAID = "paid"
REVERSED = "reversed"
REVERSAL = "reversal"


@dataclass(frozen=True, slots=True)
class SubsidyEntry:
    """`state`: asked, approved, paid; reversed, and the reversal that took it back."""

    line: Subsidy
    case_uid: str
    number_shown: str
    applicant: str
    provider: Provider
    service: str  # terms aid_service
    state: str
    office: str
    office_name: str
    is_ours: bool

    @property
    def counts(self) -> bool:
        """Tell whether it stands: neither taken back nor the taking back."""
        return self.state in (ASKED, APPROVED, PAID)
