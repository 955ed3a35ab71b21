"""What a caseworker can do with a hardship file: checked, computed, written and read."""

from __future__ import annotations

from union_desk.hardship.service.on_paper import FileOnPaper
from union_desk.hardship.service.service import HardshipService
from union_desk.hardship.service.standards import ClassStandards

__all__ = ["ClassStandards", "FileOnPaper", "HardshipService"]
