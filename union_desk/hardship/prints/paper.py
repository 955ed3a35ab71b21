"""The files that the papers of hardship files are filled from."""

from __future__ import annotations

from union_desk.casework.papers import Fields, Paper, PaperSource, SharedPaper, Told
from union_desk.casework.print_log import PrintableForm
from union_desk.hardship.service import FileOnPaper, HardshipService
from union_desk.hardship.values import FileFilter

__all__ = ["Fields", "FilePaper", "Paper", "SharedPaper", "printable"]

FilePaper = Paper[FileOnPaper] | SharedPaper[FileOnPaper]


def printable(service: HardshipService, paper: FilePaper) -> PrintableForm:
    """Return a paper as it can be printed from the files of a service."""
    source = PaperSource(
        entity="hardship_file",
        service=service,
        uids=lambda actor: service.ids(actor, FileFilter(), "number"),
        told=lambda file: Told(file.view.uid, file.view.office, file.view.form.applied_on),
        gone="有一份档案已不在，请刷新名册后再打印。",
    )
    return source.printable(paper)
