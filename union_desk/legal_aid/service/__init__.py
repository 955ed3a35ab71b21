"""What a caseworker can do with legal aid: checked, computed, written and read."""

from __future__ import annotations

from union_desk.legal_aid.service.advice import Advice
from union_desk.legal_aid.service.providers import Providers
from union_desk.legal_aid.service.service import LegalAidService
from union_desk.legal_aid.service.subsidies import Subsidies

__all__ = ["Advice", "LegalAidService", "Providers", "Subsidies"]
