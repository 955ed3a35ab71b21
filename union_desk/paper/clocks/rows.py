"""The dated list of a case on paper: a table whose rows are as high as their words, with the steps below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from reportlab.lib.colors import HexColor

from union_desk.core.calendar import WEEKDAYS
from union_desk.core.deadline import day_text
from union_desk.paper.clocks.story import HEADINGS, Period, Standing, Story, day_of, in_days, list_texts
from union_desk.paper.clocks.strokes import INKS
from union_desk.paper.fonts import RoleFace, face
from union_desk.paper.marks import Area, Mark, Remarks, one_line, text_marks
from union_desk.paper.pen import Pen
from union_desk.paper.zhtext import Line, break_lines, place

SIZE: Final = 9.0
LEAD: Final = 1.32
_PITCH: Final = SIZE * LEAD
_STEP: Final = (8.0, 8.0 * LEAD)
_AIR: Final = 2.6
_PAD: Final = 4.0
_SHARES: Final = (0.13, 0.29, 0.23, 0.35)
_HEAD: Final = _PITCH + 2 * _AIR
_BASE: Final = 0.87  # em from the upper edge of a line to where its characters stand


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list, broken: its columns, its steps, and whether it is today's or bold."""

    columns: tuple[tuple[Line, ...], ...]
    steps: tuple[Line, ...] = ()
    today: str = ""
    bold: bool = False
    red: bool = False

    @property
    def height(self) -> float:
        lines = max((len(column) for column in self.columns), default=1)
        return lines * _PITCH + len(self.steps) * _STEP[1] + 2 * _AIR


def rows_of(story: Story, width: float) -> tuple[Row, ...]:
    """Return the list with today between what was and what comes; what runs has its steps."""
    rows: list[Row] = []
    told = False
    for item in in_days(story):
        if day_of(item) > story.today and not told:
            rows.append(_today(story.today))
            told = True
        texts = list_texts(item, story.today)
        standing = item.standing(story.today) if isinstance(item, Period) else Standing.ANSWERED
        runs = standing not in (Standing.ANSWERED, Standing.IDLE)
        song, hei = face("song"), face("hei")
        columns = tuple(
            tuple(break_lines(text, hei if runs and number in (1, 2) else song, SIZE, room))
            for number, (text, room) in enumerate(zip(texts, _rooms(width), strict=True))
        )
        said = item.steps if isinstance(item, Period) and runs else ()
        if not isinstance(item, Period) and item.text:
            said = (item.text,)
        room = width * (1 - _SHARES[0]) - 2 * _PAD
        steps = tuple(line for step in said for line in break_lines(step, song, _STEP[0], room))
        rows.append(Row(columns, steps, bold=runs, red=standing in (Standing.OVERDUE, Standing.TODAY)))
    if not told:
        rows.append(_today(story.today))
    return tuple(rows)


def _today(day: date) -> Row:
    return Row((), today=f"今天　{day_text(day)}　{WEEKDAYS[day.weekday()]}")


def _rooms(width: float) -> tuple[float, ...]:
    return tuple(share * width - 2 * _PAD for share in _SHARES)


class ListPen:
    """Draws rows below each other, each page with the head of the table."""

    def __init__(self, canvas: Any, pen: Pen, remarks: Remarks) -> None:
        self._canvas, self._pen, self._remarks = canvas, pen, remarks
        self._width = 0.0
        self._song, self._hei = face("song"), face("hei")

    def fitting(
        self, rows: Sequence[Row], room: float, least: int = 0
    ) -> tuple[Sequence[Row], Sequence[Row]]:
        """Part rows into those that find room below a head, and the others."""
        used, count = _HEAD, 0
        for row in rows:
            used += row.height
            if used > room and count >= least:
                break
            count += 1
        return rows[:count], rows[count:]

    def draw(self, rows: Sequence[Row], width: float) -> None:
        """Draw them below the origin of the canvas."""
        if not rows:
            return
        self._width = width
        height = _HEAD + sum(row.height for row in rows)
        y = -_HEAD
        self._ground(0.0, y, _HEAD, "rest")
        self._columns(tuple(HEADINGS), 0.0, 0.0)
        for row in rows:
            self._row(row, 0.0, y)
            y -= row.height
        self._canvas.setStrokeColor(HexColor(INKS["text"]))
        self._canvas.setDash()
        self._canvas.setLineWidth(0.8)
        self._canvas.rect(0.0, -height, width, height)

    def _columns(self, texts: tuple[str, ...], left: float, top: float) -> None:
        marks: list[Mark] = []
        for text, x in zip(texts, self._lefts(left), strict=True):
            marks += one_line(
                text, self._hei, SIZE, Area(x + _PAD, top, self._width, _HEAD), "left", self._remarks
            )
        self._pen.draw(marks)

    def _row(self, row: Row, left: float, top: float) -> None:
        if row.today:
            self._ground(left, top - row.height, row.height, "holiday")
            area = Area(left + _PAD, top, self._width, row.height)
            self._ink("red")
            self._pen.draw(one_line(row.today, self._hei, SIZE, area, "left", self._remarks))
            self._ink("text")
        for number, (lines, x) in enumerate(zip(row.columns, self._lefts(left), strict=False)):
            bold = row.bold and number in (1, 2)
            self._ink("red" if row.red and number == 2 else "text")
            self._lines(lines, x + _PAD, top - _AIR, SIZE, _PITCH, self._hei if bold else self._song)
        high = max((len(column) for column in row.columns), default=1) * _PITCH
        self._ink("muted")
        x = self._lefts(left)[1] + _PAD
        self._lines(row.steps, x, top - _AIR - high, *_STEP, self._song)
        self._ink("text")
        self._canvas.setStrokeColor(HexColor(INKS["line"]))
        self._canvas.setDash()
        self._canvas.setLineWidth(0.5)
        self._canvas.line(left, top, left + self._width, top)

    def _lines(
        self, lines: Sequence[Line], x: float, top: float, size: float, pitch: float, role: RoleFace
    ) -> None:
        marks: list[Mark] = []
        for number, line in enumerate(lines):
            runs = place(line, role, line.width, size)
            y = top - number * pitch - (pitch - size) / 2 - _BASE * size
            marks += text_marks(runs, x, y, size, self._remarks)
        self._pen.draw(marks)

    def _ground(self, x: float, y: float, height: float, ink: str) -> None:
        self._canvas.setFillColor(HexColor(INKS[ink]))
        self._canvas.rect(x, y, self._width, height, stroke=0, fill=1)
        self._ink("text")

    def _ink(self, ink: str) -> None:
        self._canvas.setFillColor(HexColor(INKS[ink]))

    def _lefts(self, left: float) -> tuple[float, ...]:
        return tuple(left + sum(_SHARES[:number]) * self._width for number in range(len(_SHARES)))
