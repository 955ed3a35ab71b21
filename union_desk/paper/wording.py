"""How a text fits into its place on a form, before anybody prints it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from union_desk.paper.fonts import MISSING, face
from union_desk.paper.layout import text_area
from union_desk.paper.letter import Running
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
    """Return what no font has; a running document has room for all of a text."""
    for block in form.letter.blocks if form.letter is not None else ():
        if isinstance(block, Running) and block.wording == wording:
            said = "".join(piece.words for piece in block.template)
            size = block.style.size
            return Fitting(whole=True, size=size, usual=size, missing=_missing(said, block.style))
    return None


def _in_cell(cell: Cell) -> Fitting:
    fitted = fit(cell.text, face(cell.style.font), cell.style, text_area(cell))
    return Fitting(fitted.whole, fitted.size, cell.style.size, _missing(cell.text, cell.style))


def _in_line(form: Form, line: TextLine) -> Fitting:
    """Measure a line, which stands as it is: it neither breaks nor shrinks."""
    text = "".join(piece.words for piece in line.left)
    width = measure(text, face(line.style.font)) * line.style.size
    whole = "\n" not in text and width <= form.width * MM
    return Fitting(whole, line.style.size, line.style.size, _missing(text, line.style))


def _missing(text: str, style: Style) -> tuple[str, ...]:
    glyphs = face(style.font)
    return tuple(dict.fromkeys(sign for sign in text if sign > " " and glyphs.glyph(sign)[0] == MISSING))
