"""Composes one record: the form's pages with its values, then a continuation sheet for what found no room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from union_desk.paper.layout import PageLayout, PagePlan
from union_desk.paper.letter import Letter, RunningTable
from union_desk.paper.letter_hand import by_hand
from union_desk.paper.letter_running import running_pages
from union_desk.paper.marks import MIDDLE, MM, PAD, Area, Mark, Qr, Remarks, Rule, block, fit, one_line
from union_desk.paper.marks import text_marks as marks_of
from union_desk.paper.sheet import Cell, Field, Form, Grid, Style
from union_desk.paper.slots import Faces, Record, words
from union_desk.paper.zhtext import break_lines, place

_LABEL_WIDTH: Final = 26 * MM
_HEAD: Final = 8 * MM
_ROW_PADDING: Final = 2.2 * MM
_SECTION_GAP: Final = 4 * MM
# A cell of a table that asks for more than this is printed whole below the table.
_TALLEST_ROW: Final = 60 * MM
_LONG_TEXT: Final = 60  # characters
_MOST_COLUMNS: Final = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side of paper: which page of the form lies under it (None: a continuation), and the marks on it."""

    page: int | None
    marks: Sequence[Mark]
    carried_on: tuple[str, ...] = ()  # labels of what goes on to the continuation


class Composer:
    """Composes records on the pages of one form; a running document has rooms by hand, else its own pages."""

    def __init__(self, form: Form, faces: Faces, *, running: bool = True) -> None:
        self._letter = form.letter if running else None
        if form.letter is not None:
            form = by_hand(form, form.letter, faces)
        self._form = form
        self._faces = faces
        self.plans = [PageLayout(form, faces).plan(page) for page in form.pages]
        self._rooms = _rooms(form)
        self._roomless = _roomless(form, form.letter, self._rooms) if form.letter is not None else ()

    def sheets(self, record: Record, remarks: Remarks) -> list[Sheet]:
        """Compose one record."""
        if self._letter is not None:
            return self._running(self._letter, record, remarks)
        sheets: list[Sheet] = []
        for index, plan in enumerate(self.plans):
            here = Remarks(remarks.missing, remarks.shrunk)
            marks = self._filled(plan, record, here)
            for name, (page, room) in self._rooms.items():
                if page == index:
                    here.left_over.update({(name, item): None for item in range(room, _count(record, name))})
            labels = dict.fromkeys(self._form.fields[name].label for name, _ in here.left_over)
            sheets.append(Sheet(index, marks, tuple(labels)))
            remarks.left_over.update(here.left_over)
        for name in self._roomless:
            remarks.left_over.update({(name, item): None for item in range(_count(record, name))})
        if remarks.left_over:
            sheets += _Continuation(self._form, self._faces, record, remarks).sheets()
        return sheets

    def _running(self, letter: Letter, record: Record, remarks: Remarks) -> list[Sheet]:
        pages = running_pages(self._form, letter, self._faces, record, remarks)
        sheets = [Sheet(None, marks) for marks in pages]
        if remarks.left_over:  # one cell with more than a page to say
            sheets += _Continuation(self._form, self._faces, record, remarks).sheets()
        return sheets

    def _filled(self, plan: PagePlan, record: Record, remarks: Remarks) -> list[Mark]:
        marks: list[Mark] = []
        for slot in plan.slots:
            marks += slot.marks(record, remarks)
        if plan.code is not None and (text := plan.code.text(record)):
            side = plan.code.size * MM
            right = (self._form.size[0] - plan.code.right) * MM
            marks.append(Qr(text, right - side, (self._form.size[1] - plan.code.top) * MM - side, side))
        return marks


def _rooms(form: Form) -> dict[str, tuple[int, int]]:
    """Return for each field of rows the page it stands on, and how many items have room there."""
    rooms: dict[str, tuple[int, int]] = {}
    for index, page in enumerate(form.pages):
        for part in page.blocks:
            for cell in part.cells if isinstance(part, Grid) else ():
                for spot in cell.places():
                    if spot.rows:
                        known = rooms.get(spot.rows.name, (index, 0))[1]
                        rooms[spot.rows.name] = (index, max(known, spot.item + 1))
    return rooms


def _roomless(form: Form, letter: Letter, rooms: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    """Return the fields of rows that the blank form has no room for, such as an annex; not who signs."""
    tables = [block for block in letter.blocks if isinstance(block, RunningTable)]
    labelled = {row.rows.name for table in tables for row in table.rows if row.rows is not None and row.blank}
    rows = [name for name, declared in form.fields.items() if declared.columns]
    return tuple(name for name in rows if name not in rooms and name not in labelled)


def _count(record: Record, name: str) -> int:
    items = record.get(name)
    return len(items) if isinstance(items, (list, tuple)) else 0


class _Continuation:
    """The sheets for what found no room, as many as it takes."""

    def __init__(self, form: Form, faces: Faces, record: Record, remarks: Remarks) -> None:
        self._form = form
        self._faces = faces
        self._record = record
        self._remarks = remarks
        self._left = form.margin.left * MM
        self._width = form.width * MM
        self._bottom = form.margin.bottom * MM
        self._pages: list[list[Mark]] = []
        self._top = 0.0

    def sheets(self) -> list[Sheet]:
        carried = dict.fromkeys(self._remarks.left_over)
        self._new_page()
        in_order = dict.fromkeys(spot.key[0] for cell in self._form.grid_cells() for spot in cell.places())
        names = {name for name, _ in carried}
        for name in [name for name in (in_order | dict.fromkeys(names)) if name in names]:
            declared = self._form.fields[name]
            if declared.columns:
                self._rows(declared, sorted(item for key, item in carried if key == name))
            else:
                self._text(declared.label, words(declared.kind, self._record.get(declared.name)))
                self._top -= _SECTION_GAP
        return [Sheet(None, marks) for marks in self._pages]

    def _new_page(self) -> None:
        self._pages.append([])
        self._top = (self._form.size[1] - self._form.margin.top) * MM
        continuation = self._form.continuation
        title = Area(self._left, self._top, self._width, 12 * MM)
        self._pages[-1] += one_line(
            continuation.title, self._faces("title"), 16, title, "center", self._remarks
        )
        height = continuation.line.height * MM
        area = Area(self._left, self._top - title.height, self._width, height)
        plan = PageLayout(self._form, self._faces).line(continuation.line, area)
        self._pages[-1] += plan.marks
        for slot in plan.slots:
            self._pages[-1] += slot.marks(self._record, Remarks(self._remarks.missing))
        self._top = area.bottom - 1 * MM

    def _frame(self, area: Area, columns: Iterable[float] = (), *, lid: bool = True) -> None:
        """Rule a row; below another one it needs no line on top."""
        right = area.x + area.width
        edges = [area.x, *columns, right]
        self._pages[-1] += [Rule(x, area.top, x, area.bottom) for x in edges]
        self._pages[-1] += [Rule(area.x, y, right, y) for y in (area.bottom, *([area.top] if lid else []))]

    def _text(self, name: str, text: str) -> None:
        """Print the whole text, from its beginning, over as many sheets as it takes."""
        style = replace(self._form.continuation.value, align="justify", lead=1.6)
        face = self._faces(style.font)
        label, label_face = self._form.continuation.label, self._faces(self._form.continuation.label.font)
        width = self._width - _LABEL_WIDTH - 2 * PAD
        lines = break_lines(text, face, style.size, width, 2 * style.size)
        pitch = style.size * style.lead
        begins = True
        while lines:
            count = int((self._top - self._bottom - _ROW_PADDING) // pitch)
            if count < 1 or (count < 2 and len(lines) > 1):
                self._new_page()
                continue
            part, lines = lines[:count], lines[count:]
            area = Area(self._left, self._top, self._width, len(part) * pitch + _ROW_PADDING)
            self._frame(area, [self._left + _LABEL_WIDTH])
            beside = Area(self._left, self._top, _LABEL_WIDTH, area.height).inner()
            fitted = fit(name, label_face, label, beside)
            self._pages[-1] += block(fitted, label_face, label, beside, self._remarks)
            for index, line in enumerate(part):
                y = self._top - _ROW_PADDING / 2 - (index + 0.5) * pitch - MIDDLE * style.size
                indent = 2 * style.size if begins else 0.0
                runs = place(line, face, width - indent, style.size, "justify")
                x = self._left + _LABEL_WIDTH + PAD + indent
                self._pages[-1] += marks_of(runs, x, y, style.size, self._remarks)
                begins = line.last
            self._top = area.bottom

    def _rows(self, declared: Field, items: Sequence[int]) -> None:
        """Print the items that found no room, in the columns of the form's own table, or as text."""
        columns = [cell for cell in self._form.grid_cells() if _is_first(cell, declared.name)]
        if not 0 < len(columns) <= _MOST_COLUMNS:
            self._items(declared, items)
            return
        scale = self._width / sum(cell.width for cell in columns)
        widths = [cell.width * scale for cell in columns]
        record = self._record.get(declared.name)
        values = record if isinstance(record, (list, tuple)) else ()
        too_long: list[tuple[str, str]] = []
        head = True
        for item in items:
            texts = [
                words(cell.place.field.kind, values[item].get(cell.place.field.name))
                for cell in columns
                if cell.place is not None
            ]
            styles = [cell.style for cell in columns]
            height = self._row_height(texts, styles, widths)
            if height > _TALLEST_ROW:
                height = _TALLEST_ROW
                named = [(cell.place.field.label if cell.place else "") for cell in columns]
                too_long += [pair for pair in zip(named, texts, strict=True) if len(pair[1]) > _LONG_TEXT]
            if self._top - height - (2 * _HEAD if head else 0) < self._bottom:
                self._new_page()
                head = True
            if head:
                self._heads(declared, columns, widths)
                head = False
            self._row(texts, styles, widths, height)
        self._top -= _SECTION_GAP
        for label, text in too_long:
            self._text(label, text)
            self._top -= _SECTION_GAP

    def _items(self, declared: Field, items: Sequence[int]) -> None:
        """Print rows that are no columns on paper: each as a paragraph of what it says."""
        record = self._record.get(declared.name)
        values = record if isinstance(record, (list, tuple)) else ()
        told = []
        for item in items:
            said = [
                (column, words(column.kind, values[item].get(name)))
                for name, column in declared.columns.items()
            ]
            told.append("；".join(f"{column.label}：{text}" for column, text in said if text))
        self._text(declared.label, "\n".join(told))
        self._top -= _SECTION_GAP

    def _row_height(self, texts: Sequence[str], styles: Sequence[Style], widths: Sequence[float]) -> float:
        """Return the height that the tallest cell needs when nothing is shrunk."""
        tallest = _HEAD - _ROW_PADDING
        for text, style, width in zip(texts, styles, widths, strict=True):
            lines = break_lines(text, self._faces(style.font), style.size, width - 2 * PAD)
            tallest = max(tallest, len(lines) * style.size * 1.3)
        return tallest + _ROW_PADDING

    def _heads(self, declared: Field, columns: Sequence[Cell], widths: Sequence[float]) -> None:
        label = self._form.continuation.label
        strip = Area(self._left, self._top, self._width, _HEAD)
        self._pages[-1] += one_line(
            declared.label + "（续）", self._faces(label.font), label.size, strip, "center", self._remarks
        )
        self._frame(strip)
        self._top -= _HEAD
        texts = [cell.place.field.label for cell in columns if cell.place is not None]
        self._row(texts, [replace(label, size=8.5)] * len(texts), widths, _HEAD)

    def _row(
        self, texts: Sequence[str], styles: Sequence[Style], widths: Sequence[float], height: float
    ) -> None:
        x = self._left
        edges: list[float] = []
        for text, style, width in zip(texts, styles, widths, strict=True):
            area = Area(x, self._top, width, height).inner()
            face = self._faces(style.font)
            self._pages[-1] += block(fit(text, face, style, area), face, style, area, self._remarks)
            x += width
            edges.append(x)
        self._frame(Area(self._left, self._top, self._width, height), edges[:-1], lid=False)
        self._top -= height


def _is_first(cell: Cell, rows: str) -> bool:
    return cell.place is not None and cell.place.rows is not None and cell.place.key == (rows, 0)
