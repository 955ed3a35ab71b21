"""Writes a shipped form as a Word file with its fields, for an office to begin its own table from."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from union_desk.paper.sheet import Cell, Form, Gap, Grid, Kind, Place, Style, Template, TextLine

if TYPE_CHECKING:
    from docx.document import Document

_FONTS: Final = {
    "song": "宋体",
    "hei": "黑体",
    "kai": "楷体",
    "fang": "仿宋",
    "title": "方正小标宋简体",
}
_POINTS_OF_MM: Final = 72 / 25.4
_TINY: Final = 1.0  # points: the line that keeps two tables apart
_LEAD: Final = 1.45
_SAME: Final = 0.05  # millimetres between two edges that are one
_MADE: Final = "Union Desk"


def write_word(form: Form) -> bytes:
    """Return the form as a .docx: its lines and tables, in each cell the name of its field."""
    return _Writer(form).bytes()


def field_text(spot: Place, how: str = "") -> str:
    """{{姓名}}, {{家庭成员.姓名|以下空白}}"""
    name = f"{spot.rows.label}.{spot.field.label}" if spot.rows else spot.field.label
    how = how or spot.rest
    return f"{{{{{name}|{how}}}}}" if how else f"{{{{{name}}}}}"


class _Writer:
    def __init__(self, form: Form) -> None:
        import docx  # noqa: PLC0415 - loaded when the first Word file is written
        from docx.shared import Mm, Pt  # noqa: PLC0415

        self._form, self._mm, self._pt = form, Mm, Pt
        self._document: Document = docx.Document()
        self._after_table = False
        self._set_up()

    def bytes(self) -> bytes:
        for number, page in enumerate(self._form.pages):
            fresh = number > 0
            for block in page.blocks:
                if isinstance(block, Grid):
                    self._grid(block, fresh=fresh)
                elif isinstance(block, TextLine):
                    self._line(block, fresh=fresh)
                elif isinstance(block, Gap):
                    self._empty(block.height * _POINTS_OF_MM, fresh=fresh)
                fresh = False
        self._empty(_TINY)
        buffer = BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _set_up(self) -> None:
        section, margin = self._document.sections[0], self._form.margin
        section.page_width, section.page_height = (self._mm(side) for side in self._form.size)
        section.top_margin, section.bottom_margin = self._mm(margin.top), self._mm(margin.bottom)
        section.left_margin, section.right_margin = self._mm(margin.left), self._mm(margin.right)
        properties = self._document.core_properties
        properties.author, properties.title, properties.comments = _MADE, self._form.title, ""
        normal = self._document.styles["Normal"]
        normal.font.size = self._pt(10.5)
        shape = normal.paragraph_format
        shape.space_after = shape.space_before = self._pt(0)

    def _line(self, line: TextLine, *, fresh: bool) -> None:
        paragraph = self._paragraph(fresh=fresh)
        self._pitch(paragraph, line.height * _POINTS_OF_MM)
        if line.center and not line.left and not line.right:
            self._align(paragraph, "center")
            self._template(paragraph, line.center, line.style)
            return
        stops = [(self._form.width / 2, "CENTER", line.center), (self._form.width, "RIGHT", line.right)]
        self._template(paragraph, line.left, line.style)
        from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415

        for position, align, template in stops:
            if template:
                stop = getattr(WD_TAB_ALIGNMENT, align)
                paragraph.paragraph_format.tab_stops.add_tab_stop(self._mm(position), stop)
                self._run(paragraph, "\t", line.style)
                self._template(paragraph, template, line.style)

    def _empty(self, height: float, *, fresh: bool = False) -> None:
        paragraph = self._paragraph(fresh=fresh)
        self._pitch(paragraph, height)

    def _paragraph(self, *, fresh: bool) -> Any:
        self._after_table = False
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.page_break_before = True if fresh else None
        return paragraph

    def _pitch(self, paragraph: Any, points: float) -> None:
        from docx.enum.text import WD_LINE_SPACING  # noqa: PLC0415

        paragraph.paragraph_format.line_spacing = self._pt(points)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY

    def _align(self, paragraph: Any, align: str) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())

    def _template(self, paragraph: Any, template: Template, style: Style) -> None:
        for piece in template:
            if piece.place is None:
                self._run(paragraph, piece.words, style)
                continue
            width = f"{piece.width:g}" if piece.width is not None else ""
            self._run(paragraph, field_text(piece.place, width), style, underlined=piece.underlined)

    def _run(self, paragraph: Any, text: str, style: Style, *, underlined: bool = False) -> None:
        from docx.oxml.ns import qn  # noqa: PLC0415

        run = paragraph.add_run(text)
        run.font.size = self._pt(style.size)
        run.font.name = _FONTS[style.font]
        run._element.rPr.rFonts.set(qn("w:eastAsia"), _FONTS[style.font])  # noqa: SLF001 - no other way
        run.underline = True if underlined else None

    def _grid(self, grid: Grid, *, fresh: bool) -> None:
        if self._after_table or fresh:
            self._empty(_TINY, fresh=fresh)
        columns = _edges([(cell.x, cell.x + cell.width) for cell in grid.cells])
        rows = _edges([(cell.y, cell.y + cell.height) for cell in grid.cells])
        table = self._document.add_table(rows=len(rows) - 1, cols=len(columns) - 1)
        table.autofit = False
        table.style = "Table Grid" if grid.ruled else "Normal Table"
        self._indent(table)
        for index, column in enumerate(table.columns):
            column.width = self._mm(columns[index + 1] - columns[index])
        self._heights(table, rows)
        places = [row.cells for row in table.rows]  # asked once: each asking reads the whole table
        for cell in grid.cells:
            self._cell(places, cell, columns, rows)
        self._after_table = True

    def _indent(self, table: Any) -> None:
        """Let the frame begin at the margin: Word lets it hang over by the cells' own margin."""
        from docx.oxml.ns import qn  # noqa: PLC0415
        from docx.oxml.parser import OxmlElement  # noqa: PLC0415

        for name, attributes in (("w:tblInd", {"w:w": "60", "w:type": "dxa"}),):
            element = OxmlElement(name)
            for key, value in attributes.items():
                element.set(qn(key), value)
            table._tbl.tblPr.append(element)  # noqa: SLF001 - no other way
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            element = OxmlElement(f"w:{side}")
            element.set(qn("w:w"), "60")
            element.set(qn("w:type"), "dxa")
            margins.append(element)
        table._tbl.tblPr.append(margins)  # noqa: SLF001

    def _heights(self, table: Any, rows: Sequence[float]) -> None:
        from docx.enum.table import WD_ROW_HEIGHT_RULE  # noqa: PLC0415

        for index, row in enumerate(table.rows):
            row.height = self._mm(rows[index + 1] - rows[index])
            row.height_rule = WD_ROW_HEIGHT_RULE.EXACTLY

    def _cell(
        self, places: Sequence[Sequence[Any]], cell: Cell, columns: Sequence[float], rows: Sequence[float]
    ) -> None:
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT  # noqa: PLC0415

        first = places[_at(rows, cell.y)][_at(columns, cell.x)]
        last = places[_at(rows, cell.y + cell.height) - 1][_at(columns, cell.x + cell.width) - 1]
        merged = first if first is last else first.merge(last)
        merged.width = self._mm(cell.width)
        valign = {"top": "TOP", "bottom": "BOTTOM"}.get(cell.style.valign, "CENTER")
        merged.vertical_alignment = getattr(WD_CELL_VERTICAL_ALIGNMENT, valign)
        texts = self._texts(cell)
        for extra in merged.paragraphs[1:]:
            extra._element.getparent().remove(extra._element)  # noqa: SLF001 - merging leaves empty ones
        for number, (text, align) in enumerate(texts):
            paragraph = merged.paragraphs[0] if not number else merged.add_paragraph()
            self._align(paragraph, align)
            if isinstance(text, str):
                self._run(paragraph, text, cell.style)
                self._first_line(paragraph, cell)
            else:
                self._template(paragraph, text, cell.style)
            paragraph.paragraph_format.line_spacing = self._pt(cell.style.size * min(cell.style.lead, _LEAD))
        if cell.vertical:
            self._upright(merged)

    def _first_line(self, paragraph: Any, cell: Cell) -> None:
        if cell.style.indent and not cell.label:
            paragraph.paragraph_format.first_line_indent = self._pt(cell.style.indent * cell.style.size)

    def _texts(self, cell: Cell) -> list[tuple[str | Template, str]]:
        texts: list[tuple[str | Template, str]] = [(line, "left") for line in cell.top]
        align = cell.style.align
        if cell.label:
            texts += [(_spread(line, cell), align) for line in cell.label.split("\n")]
        if cell.text:
            texts += [(line, align) for line in cell.text.split("\n")]
        if cell.place is not None:
            long_day = cell.place.field.kind is Kind.LONGDAY
            how = f"{cell.boxes}格" if cell.boxes else ""
            texts.append((field_text(cell.place, how), "center" if long_day else align))
        return texts + [(line, "right") for line in cell.foot]

    def _upright(self, cell: Any) -> None:
        from docx.oxml.ns import qn  # noqa: PLC0415
        from docx.oxml.parser import OxmlElement  # noqa: PLC0415

        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "tbRlV")
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no other way
        valign = properties.find(qn("w:vAlign"))
        if valign is not None:
            valign.addprevious(direction)
        else:
            properties.append(direction)


def _spread(label: str, cell: Cell) -> str:
    """姓　　名: as wide as the four characters of the labels around it."""
    alone = label == cell.label and cell.width * _POINTS_OF_MM > 5 * cell.style.size
    if cell.vertical or not alone or len(label) != len("姓名") or not label.isalpha():
        return label
    return f"{label[0]}　　{label[1]}"


def _edges(spans: Sequence[tuple[float, float]]) -> list[float]:
    found: list[float] = []
    for edge in sorted({edge for span in spans for edge in span}):
        if not found or edge - found[-1] > _SAME:
            found.append(edge)
    return found


def _at(edges: Sequence[float], edge: float) -> int:
    """Return the number of the edge, however it was rounded."""
    return min(range(len(edges)), key=lambda number: abs(edges[number] - edge))
