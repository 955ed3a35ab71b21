"""How a text fits into its place on a form, before anybody prints it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from union_desk.paper.fonts import MISSING, face
from union_desk.paper.layout import text_area
from union_desk.paper.letter import Running, RunningTable
from union_desk.paper.marks import MM, SMALL, fit
from union_desk.paper.sheet import A4, Cell, Form, Grid, Style, TextLine
from union_desk.paper.zhtext import measure


@dataclass(frozen=True, slots=True)
class Fitting:
    """What becomes of a text at its place: whether all of it stands there, how small, what no font has."""

    whole: bool
    size: float  # points
    usual: float
    missing: tuple[str, ...] = ()
    page: int = 0
    down: float = 0.0  # how far down its page it stands, 0 to 1

    @property
    def small(self) -> bool:
        """Tell whether it is set smaller than office print."""
        return self.size < min(SMALL, self.usual)


def fitting_of(form: Form, wording: str) -> Fitting | None:
    """Return how the text with this id stands on the form; None where the form does not print it."""
    for number, page in enumerate(form.pages):
        top = form.margin.top
        for block in page.blocks:
            if isinstance(block, TextLine) and block.wording == wording:
                return replace(_in_line(form, block), page=number, down=top / A4[1])
            for cell in block.cells if isinstance(block, Grid) else ():
                if cell.wording == wording:
                    return replace(_in_cell(cell), page=number, down=(top + cell.y) / A4[1])
            top += block.height
    return _in_letter(form, wording)


def _in_letter(form: Form, wording: str) -> Fitting | None:
    """Find a text in a running document: its paragraphs and rows grow with it, a line does not."""
    letter = form.letter
    if letter is None:
        return None
    for block in (*letter.head, *letter.blocks, *letter.foot):
        if isinstance(block, TextLine) and block.wording == wording:
            return _in_line(form, block)
        if isinstance(block, Running) and block.wording == wording:
            return _growing("".join(piece.words for piece in block.template), block.style)
        for row in block.rows if isinstance(block, RunningTable) else ():
            for cell in row.grid.cells:
                if cell.wording == wording:
                    return _growing(cell.text, cell.style)
    return None


def _growing(text: str, style: Style) -> Fitting:
    """Return what is to be known of a text that has room for all of it: what no font has."""
    return Fitting(whole=True, size=style.size, usual=style.size, missing=_missing(text, style))


def _in_cell(cell: Cell) -> Fitting:
    fitted = fit(cell.text, face(cell.style.font), cell.style, text_area(cell))
    return Fitting(fitted.whole, fitted.size, cell.style.size, _missing(cell.text, cell.style))


def _in_line(form: Form, line: TextLine) -> Fitting:
    """Measure a line, which does not break; it is set smaller, but office print it must stay."""
    text = "".join(piece.words for piece in (*line.left, *line.center))
    usual = line.style.size
    width = measure(text, face(line.style.font)) * usual
    size = min(usual, usual * form.width * MM / width) if width else usual
    whole = "\n" not in text and size >= min(SMALL, usual)
    return Fitting(whole, size, usual, _missing(text, line.style))


def _missing(text: str, style: Style) -> tuple[str, ...]:
    glyphs = face(style.font)
    return tuple(dict.fromkeys(sign for sign in text if sign > " " and glyphs.glyph(sign)[0] == MISSING))
