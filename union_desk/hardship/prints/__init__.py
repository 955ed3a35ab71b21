"""The papers of a hardship file: what each is filled with, and at which step it is due."""

from __future__ import annotations

from union_desk.hardship.prints.file import FILE_FORM, FILE_TITLE, file_fields
from union_desk.hardship.prints.forms import PAPERS, hardship_forms

__all__ = ["FILE_FORM", "FILE_TITLE", "PAPERS", "file_fields", "hardship_forms"]
