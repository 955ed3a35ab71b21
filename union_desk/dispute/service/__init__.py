"""What a caseworker can do with a dispute: checked, computed, written and read."""

from __future__ import annotations

from union_desk.dispute.service.service import DisputeService

__all__ = ["DisputeService"]
