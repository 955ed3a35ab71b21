"""Cover, index, 备考表 and spine label as a print job: what is printed where the originals are bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Final

from union_desk.casework.originals import PDF
from union_desk.casework.pdf_pages import merged
from union_desk.casework.volume_binding import BOARDS
from union_desk.core.errors import RuleBroken
from union_desk.desk.print_job import PrintChoice, PrintForm

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintLine
    from union_desk.casework.volume_values import VolumeView
    from union_desk.casework.volumes import Volumes
    from union_desk.core.rights import Actor
    from union_desk.paper.job import Printed

_ONLY_FILLED: Final = "这几页随卷宗的内容变化，请选“填好”来打印；空白的在案件的打印（Ctrl+P）里。"


class BoardJob:
    """A PrintJob; the documents are drawn once to know their pages."""

    def __init__(self, actor: Actor, volumes: Volumes, case: tuple[str, str], view: VolumeView) -> None:
        self._actor, self._volumes, self._case, self._view = actor, volumes, case, view
        self._made: Mapping[str, bytes] = {}
        self._lock = Lock()

    @property
    def title(self) -> str:
        return f"{self._view.title} · {self._view.case.name}"

    @property
    def uids(self) -> Sequence[str]:
        return (self._case[1],)

    def forms(self) -> Sequence[PrintForm]:
        return tuple(PrintForm(title, title, ticked=True) for title in BOARDS)

    def render(
        self, choice: PrintChoice, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Printed:
        from union_desk.paper.job import Printed  # noqa: PLC0415 - drawing is loaded when first used
        from union_desk.paper.volume import BindingStopped, Document, page_counts  # noqa: PLC0415

        if choice.mode != "filled":
            raise RuleBroken(_ONLY_FILLED)
        try:
            with self._lock:
                self._made = self._made or self._volumes.boards(self._actor, *self._case, progress, cancelled)
        except BindingStopped:
            return Printed(b"", 0, cancelled=True)
        pdf = merged([(self._made[choice.form], PDF, 0)] * choice.copies)
        return Printed(pdf, page_counts([Document(choice.form, pdf)])[0])

    def whose(self, choice: PrintChoice, number: int) -> str:  # noqa: ARG002
        return self._view.case.name

    def printed(self, choice: PrintChoice, made: Printed, *, into_file: bool) -> None:  # noqa: ARG002
        self._volumes.log_board(
            self._actor, *self._case, choice.form, copies=choice.copies, into_file=into_file
        )

    def log(self) -> Sequence[PrintLine]:
        return ()
