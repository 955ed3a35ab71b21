"""The papers of a labour dispute: what each is filled with, and at which step it is due."""

from __future__ import annotations

from union_desk.dispute.prints.forms import PAPERS, dispute_forms

__all__ = ["PAPERS", "dispute_forms"]
