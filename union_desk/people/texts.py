"""Text as it may be stored: what a broken paste brings along is left out."""

from __future__ import annotations

from union_desk.core.text import storable

__all__ = ["storable"]
