"""The papers of legal aid: what each is filled with, and at which step it is due."""

from __future__ import annotations

from union_desk.legal_aid.prints.advice import ADVICE_PAPER, advice_forms
from union_desk.legal_aid.prints.forms import PAPERS, legal_aid_forms

__all__ = ["ADVICE_PAPER", "PAPERS", "advice_forms", "legal_aid_forms"]
