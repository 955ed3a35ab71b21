"""Turns an office's Word table into the drawing of a form, and says what of it cannot be printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from union_desk.core.errors import RuleBroken
from union_desk.paper.compose import Composer
from union_desk.paper.docx_cells import CellReader, OwnTableRows
from union_desk.paper.docx_fields import names_of
from union_desk.paper.docx_package import open_word
from union_desk.paper.docx_pages import Unit, pages_of
from union_desk.paper.docx_style import Styles, W, inside, number
from union_desk.paper.docx_table import MM_OF_TWIP, MOST_COLUMNS
from union_desk.paper.docx_text import Found, TextReader
from union_desk.paper.flow import fit_flow, set_flow
from union_desk.paper.fonts import face
from union_desk.paper.marks import MM, Remarks
from union_desk.paper.own_table import QR_ROOM, Drawing, drawn_form, paragraph_of
from union_desk.paper.sheet import A4, Cell, Form, Grid

if TYPE_CHECKING:
    from docx.document import Document

_MOST_CELLS: Final = 3_000
_MOST_PAGES: Final = 12
_MOST_SIGNS: Final = 60_000
_FOOT_ROOM: Final = 16.0  # millimetres that the foot of the program needs
_SIDES: Final = (90.0, 430.0)
_LEAST_MARGIN: Final = 5.0
_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a Word file: its drawing, what must be mended first, and what is worth a look."""

    drawing: Drawing | None
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()  # fields of the form that the table does not have

    @property
    def printable(self) -> bool:
        return self.drawing is not None and not self.faults


def read_word(data: bytes, form: Form) -> Reading:
    """Read a .docx in the place of a shipped form; RuleBroken where it cannot be opened at all."""
    return _Reader(open_word(data), form).reading()


class _Reader:
    def __init__(self, document: Document, form: Form) -> None:
        self._document, self._form = document, form
        self._found = Found()
        self._styles = Styles.of(document)
        self._text = TextReader(self._styles, form, self._found)
        self._body = document.element.body
        self._size, self._margin = self._page()
        self._width = self._size[0] - self._margin[1] - self._margin[3]

    def reading(self) -> Reading:
        self._check_amount()
        if self._found.faults:
            return self._result(None)
        units = list(self._units())
        if not any(unit.cells for unit in units) and not self._found.asked:
            self._found.faults["文件里没有表格，也没有字段。请在要填的地方写上字段，例如 {{姓名}}。"] = None
            return self._result(None)
        room = self._size[1] - self._margin[0] - self._margin[2]
        pages, squeezed = pages_of(units, room, self._found)
        if squeezed < 1:
            self._found.doubt("", f"按原样会多出一点到下一页，行高已略微缩小（{1 - squeezed:.0%}）。")
        if len(pages) > _MOST_PAGES:
            self._found.faults[f"排出来有 {len(pages)} 页，最多 {_MOST_PAGES} 页。"] = None
        drawing = Drawing(self._size, self._margin, pages)
        self._check_fields()
        self._check_drawn(drawing)
        return self._result(drawing)

    def _result(self, drawing: Drawing | None) -> Reading:
        if self._styles.unknown:
            fonts = "、".join(list(self._styles.unknown)[:5])
            self._found.doubts[f"没有这些字体：{fonts}，改用宋体。"] = None
        asked = {found.name for found in self._found.asked}
        absent = tuple(each.shown for each in names_of(self._form) if each.name not in asked)
        return Reading(drawing, tuple(self._found.faults), tuple(self._found.doubts), absent)

    def _page(self) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
        section = next(iter(inside(self._body, "sectPr")), None)
        size = section.find(W + "pgSz") if section is not None else None
        edges = section.find(W + "pgMar") if section is not None else None
        width, height = number(size, "w"), number(size, "h")
        page = (width * MM_OF_TWIP, height * MM_OF_TWIP) if width and height else A4
        if not all(_SIDES[0] <= side <= _SIDES[1] for side in page):
            raise RuleBroken("纸张大小不能打印，请在“页面布局”里改成 A4。", field="file")
        page = (round(page[0], 1), round(page[1], 1))
        if abs(page[0] - A4[0]) < 1 and abs(page[1] - A4[1]) < 1:
            page = A4
        found = [abs(number(edges, side) or 0.0) * MM_OF_TWIP for side in ("top", "right", "bottom", "left")]
        top, right, bottom, left = (max(_LEAST_MARGIN, edge) for edge in found)
        if any(each.code is not None for each in self._form.pages):
            top = max(top, QR_ROOM)
        bottom = max(bottom, _FOOT_ROOM)
        if page[0] - left - right < 40 or page[1] - top - bottom < 40:
            raise RuleBroken("页边距太大，没有地方印表格，请改小页边距。", field="file")
        return page, (round(top, 2), round(right, 2), round(bottom, 2), round(left, 2))

    def _check_amount(self) -> None:
        """Refuse what no form is, before anything is laid out."""
        faults = self._found.faults
        if sum(1 for _ in self._body.iter(W + "tc")) > _MOST_CELLS:
            faults[f"表格的格子超过 {_MOST_CELLS} 个，不像一张表。请只留下要打印的表。"] = None
        if sum(len(each.text or "") for each in self._body.iter(W + "t")) > _MOST_SIGNS:
            faults[f"文字超过 {_MOST_SIGNS} 个，不像一张表。请只留下要打印的表。"] = None
        sections = list(self._body.iter(W + "sectPr"))
        sizes = {
            (number(size, "w"), number(size, "h"))
            for each in sections
            if (size := each.find(W + "pgSz")) is not None
        }
        if len(sizes) > 1:
            faults["各节的纸张大小或方向不同，请全部改成同一种。"] = None
        if any((number(each.find(W + "cols"), "num") or 1) > 1 for each in sections):
            faults["用了分栏，请取消分栏，改用表格排列。"] = None
        if any(
            _has_text(part)
            for section in self._document.sections
            for part in (section.header, section.footer)
        ):
            self._found.doubt("", "页眉页脚不印：页脚由程序印表号、版次、页码和打印人。")

    def _units(self) -> Iterator[Unit]:
        paragraphs = tables = 0
        fresh = False  # a section that ended begins a new page
        for element in inside(self._body, "p", "tbl"):
            if element.tag == W + "tbl":
                tables += 1
                yield from self._table(element, tables, fresh=fresh)
                fresh = False
                continue
            paragraphs += 1
            for unit in self._paragraph(element, f"第 {paragraphs} 段"):
                yield replace(unit, new_page=True) if fresh else unit
                fresh = False
            section = element.find(f"{W}pPr/{W}sectPr")
            kind = section.find(W + "type") if section is not None else None
            fresh = section is not None and (kind is None or kind.get(W + "val") != "continuous")

    def _paragraph(self, element: Any, where: str) -> Iterator[Unit]:
        for paragraph, new_page in self._text.paragraphs([element], where):
            drawn = paragraph_of(paragraph, self._form)
            flow = set_flow([drawn], self._width * MM, partial(face))
            empty = not any(span.words.strip() or span.field for span in paragraph.spans)
            yield Unit(
                flow.height / MM,
                paragraph=paragraph,
                width=self._width,
                where=where,
                new_page=new_page,
                empty=empty,
            )

    def _table(self, element: Any, count: int, *, fresh: bool) -> Iterator[Unit]:
        rows = OwnTableRows(element, self._styles, self._width, _compatible(self._document))
        reader = CellReader(self._text, self._form, self._found, f"表格 {count} ")
        rows.read(reader)
        left, right = rows.raw.edges[0], rows.raw.edges[-1]
        if left + self._margin[3] < 3 or right + self._margin[3] > self._size[0] - 3:
            wide = right - left
            self._found.fault(f"表格 {count}", f"宽 {wide:.0f} 毫米，伸出了纸边，请把表格改窄。")
        if rows.raw.too_wide:
            self._found.fault(f"表格 {count}", f"超过 {MOST_COLUMNS} 列，印不下，请合并一些列。")
        if rows.raw.floats:
            self._found.doubt(f"表格 {count}", "设了文字环绕，按普通表格排在段落之间。")
        for unit in rows.units():
            yield replace(unit, new_page=unit.new_page or fresh)
            fresh = False

    def _check_fields(self) -> None:
        """Warn where the table would not say whose it is."""
        asked = {found.name for found in self._found.asked}
        line = self._form.continuation.line
        needed = [
            piece.place.field
            for part in (line.left, line.center, line.right)
            for piece in part
            if piece.place is not None
        ]
        missing = [field.label for field in needed if field.name not in asked]
        if missing:
            self._found.doubt("", f"表上没有“{'”“'.join(missing)}”，印出来可能分不清是谁的。")

    def _check_drawn(self, drawing: Drawing) -> None:
        """See what does not fit: the words of the table, and an invented record in it."""
        if self._found.faults:
            return
        form = drawn_form(self._form, drawing, self._form.texts)
        for page, kept in zip(form.pages, drawing.pages, strict=True):
            for block, own in zip(page.blocks, kept, strict=True):
                if isinstance(block, Grid):
                    for cell, source in zip(block.cells, own.cells, strict=True):
                        self._check_cell(cell, source.where)
        if self._found.faults:
            return
        remarks = Remarks()
        Composer(form, face).sheets(form.sample(), remarks)
        labels = dict.fromkeys(form.fields[name].label for name, _item in remarks.left_over)
        if labels:
            self._found.doubt("", f"用示例试印，这些印不下，要印到续页：{_listed(labels)}。可以把格子放大。")
        if remarks.shrunk:
            self._found.doubt("", f"用示例试印，这些要缩小字号：{_listed(remarks.shrunk)}。")

    def _check_cell(self, cell: Cell, where: str) -> None:
        if cell.label:
            size, height = cell.style.size, cell.height * MM / max(len(cell.label), 1)
            if height < size * 0.95 or cell.width * MM < size * 0.95:
                self._found.fault(where, f"竖排的“{cell.label[:8]}”放不下，请加高或加宽这一格。")
            return
        if not cell.paragraphs or not any(
            span.words.strip() or span.place for one in cell.paragraphs for span in one.spans
        ):
            return
        flow = fit_flow(cell.paragraphs, (cell.width - 2 * cell.pad) * MM, cell.height * MM, face)
        named = [
            span.place.label if span.place is not None else span.words
            for one in cell.paragraphs
            for span in one.spans
        ]
        words = "".join(named).strip()
        if not flow.whole:
            self._found.fault(where, f"文字放不下（“{words[:10]}”），请加高、加宽这一格，或把字改小。")
        elif flow.scale < 1:
            self._found.doubt(where, f"文字较挤（“{words[:10]}”），字号缩到 {flow.scale:.0%}。")


def _listed(labels: dict[str, None]) -> str:
    names = list(labels)
    return "、".join(names[:_NAMED]) + (" 等" if len(names) > _NAMED else "")


def _has_text(part: Any) -> bool:
    return not part.is_linked_to_previous and any(
        (each.text or "").strip()
        for each in part._element.iter(W + "t")  # noqa: SLF001 - no other way to its XML
    )


def _compatible(document: Document) -> int:
    """Return for which Word the file says it was made; 15 is 2013."""
    for each in document.settings.element.iter(W + "compatSetting"):
        if each.get(W + "name") == "compatibilityMode":
            return int(number(each) or 12)
    return 12
