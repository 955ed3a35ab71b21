"""What comes of binding: the parts of a volume as PDFs, put in their places once the store knows of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from union_desk.casework.originals import PDF
from union_desk.casework.pdf_pages import merged
from union_desk.casework.volume_binding import BoardMaker, Made, changes_between
from union_desk.casework.volume_values import Progress, Stop
from union_desk.store.files import file_problem

if TYPE_CHECKING:
    from union_desk.paper.volume import Volume

_MAIN: Final = "main"
_APART: Final = "secret"


@dataclass(frozen=True, slots=True)
class Binding:
    """The two parts of one volume, made and not bound yet."""

    maker: BoardMaker
    made: Sequence[Made]

    def told(self) -> list[Any]:
        """Return what is remembered: the lines of each part, and the hashes of its boards."""
        found: list[Any] = []
        for name, part in self._parts():
            boards = self._boards(name, part)
            drawn = [*boards.front, *boards.back]
            hashes = [[one.title, sha256(one.pdf).hexdigest()] for one in drawn]
            found.append([name, [one.told for one in part], hashes])
        return found

    def bound(self, at: datetime, progress: Progress, stop: Stop) -> tuple[Volume | None, Volume | None]:
        from union_desk.paper.volume import bind  # noqa: PLC0415 - drawing is loaded when first used

        volumes: dict[str, Volume] = {}
        for name, part in self._parts():
            title = f"{self.maker.plan.title} {self.maker.case.number_shown}"
            volumes[name] = bind(
                [one.document for one in part],
                self._boards(name, part),
                title,
                made_at=at,
                progress=lambda done, total: progress(total + done, 2 * total),
                cancelled=stop,
            )
        return volumes.get(_MAIN), volumes.get(_APART)

    def boards(self) -> dict[str, bytes]:
        """Return what stands before and behind the documents, by its title; of a 副卷 behind the other."""
        drawn: dict[str, list[bytes]] = {}
        for name, part in self._parts():
            made = self._boards(name, part)
            for one in (*made.front, *made.back):
                drawn.setdefault(one.title, []).append(one.pdf)
        return {
            title: merged([(pdf, PDF, 0) for pdf in pdfs]) if len(pdfs) > 1 else pdfs[0]
            for title, pdfs in drawn.items()
        }

    def _boards(self, name: str, part: Sequence[Made]) -> Any:
        volumes = "正副两卷" if len(self._parts()) > 1 else "1 册"
        return self.maker.boards(part, volumes, secret=name == _APART)

    def _parts(self) -> list[tuple[str, list[Made]]]:
        parts = (
            (_MAIN, [one for one in self.made if not one.item.secret]),
            (_APART, [one for one in self.made if one.item.secret]),
        )
        return [(name, part) for name, part in parts if part]


class Written:
    """PDFs written beside their places, put there once the store knows of them; nothing is left otherwise."""

    def __init__(self, files: Mapping[Path, bytes]) -> None:
        self._files = files
        self._waiting: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        try:
            for path, data in self._files.items():
                waiting = path.with_name(f".{path.name}.part")
                self._waiting[waiting] = path
                with waiting.open("wb") as out:
                    out.write(data)
                    out.flush()
                    os.fsync(out.fileno())
        except OSError as error:
            self._clear()
            raise file_problem(error) from error
        return self

    def __exit__(self, *_error: object) -> None:
        self._clear()

    def put_in_place(self) -> None:
        try:
            for waiting, path in self._waiting.items():
                waiting.replace(path)
        except OSError as error:
            raise file_problem(error) from error

    def _clear(self) -> None:
        for waiting in self._waiting:
            waiting.unlink(missing_ok=True)


def changes_since(before: list[Any], now: list[Any]) -> tuple[str, ...]:
    then, today = [line for part in before for line in part[1]], [line for part in now for line in part[1]]
    said = changes_between(then, today)
    return said or ("封面、目录、备考表或者脊背标签上的内容有改动",)
