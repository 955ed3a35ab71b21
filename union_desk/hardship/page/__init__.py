"""The page of a 困难职工档案: the sections of the paper in its order."""

from __future__ import annotations

from union_desk.hardship.page.page import HardshipPage

__all__ = ["HardshipPage"]
