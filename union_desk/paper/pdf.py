"""Writes composed sheets into a PDF; what every copy has is stored once and laid under each page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from union_desk.core.clock import local_time
from union_desk.core.wording import TEXTS, FormTexts
from union_desk.paper.compose import Composer, Sheet
from union_desk.paper.fonts import face, local_names
from union_desk.paper.form import load_form
from union_desk.paper.job import Job, Placing, Printed
from union_desk.paper.marks import MM, Area, Mark, Remarks, block, fit, one_line
from union_desk.paper.pen import Pen
from union_desk.paper.sheet import A4, Form, Style
from union_desk.paper.slots import Faces

_FOOT: Final = (7 * MM, 6 * MM)  # the footer's lower edge and its height
_FOOT_SIZE: Final = 8.0
_REMARK: Final = 4 * MM  # the height of the line above the footer that names what goes on
_REMARK_STYLE: Final = Style("song", 8, 6, "right")
_PRODUCER: Final = "Union Desk"


def write_pdf(
    form: Form,
    records: Iterable[Mapping[str, object]],
    job: Job,
    total: int,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> Printed:
    """Print records into one PDF; see render_pdf."""
    faces: Faces = partial(face, prefer_local=job.prefer_local_fonts)
    variants = _Variants(form, faces, running=job.mode == "filled")
    document = _Document(form, faces, job)
    document.lay_under(variants.first)
    missing: dict[str, None] = {}
    shrunk: dict[str, None] = {}
    continued: dict[str, None] = {}
    concerned: list[int] = []
    for done, record in enumerate(records, start=1):
        if cancelled():
            return Printed(b"", 0, cancelled=True)
        remarks = Remarks()
        variant = variants.of(record)
        document.lay_under(variant)
        sheets = variant.composer.sheets(record, remarks)
        first = job.first_copies[done - 1] if done <= len(job.first_copies) else None
        for copy in range(job.copies):
            document.add(sheets, variant, first + copy if first is not None else None)
        if remarks.missing or remarks.shrunk:
            concerned.append(done - 1)
        missing.update(remarks.missing)
        shrunk.update(remarks.shrunk)
        continued.update(dict.fromkeys(form.fields[name].label for name, _ in remarks.left_over))
        progress(done, total)
    missing.update(document.missing)
    said = (tuple(missing), tuple(shrunk), tuple(continued), tuple(concerned))
    local = local_names() if job.prefer_local_fonts else ()
    return Printed(document.bytes(), document.pages, *said, tuple(job.first_copies), local)


def place(canvas: Any, placing: Placing, height: float = A4[1]) -> None:
    """Move what is drawn next on this page, counted from the sheet's upper left corner."""
    top = height * MM
    canvas.transform(
        placing.across, 0, 0, placing.along, placing.right * MM, top * (1 - placing.along) - placing.down * MM
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Variant:
    """The form with the texts of one day; the records of most printings share one."""

    form: Form
    composer: Composer
    tail: str

    def under(self, page: int) -> str:
        return f"page{page}{self.tail}"


class _Variants:
    """A record may bring its own texts: a case keeps those of its day."""

    def __init__(self, form: Form, faces: Faces, *, running: bool) -> None:
        self._faces, self._running = faces, running
        self.first = _Variant(form, Composer(form, faces, running=running), "")
        self._known = {form.texts: self.first}

    def of(self, record: Mapping[str, object]) -> _Variant:
        texts = record.get(TEXTS)
        if not isinstance(texts, FormTexts):
            return self.first
        if texts not in self._known:
            form = load_form(self.first.form.id, texts)
            composer = Composer(form, self._faces, running=self._running)
            self._known[texts] = _Variant(form, composer, f"-{len(self._known)}")
        return self._known[texts]


class _Document:
    """One PDF in the making."""

    def __init__(self, form: Form, faces: Faces, job: Job) -> None:
        self._form = form
        self._faces = faces
        self._job = job
        self._remarks = Remarks()
        self._buffer = BytesIO()
        self.pages = 0
        song, _ = faces("song").glyph("中")
        size = (form.size[0] * MM, form.size[1] * MM)
        # `invariant`: no clock and no random id in the file, so that the same input gives the same bytes.
        self._canvas: Any = Canvas(
            self._buffer,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=song,
            lang="zh-CN",
        )
        self._describe()
        self._pen = Pen(self._canvas)
        self._under: set[str] = set()

    def lay_under(self, variant: _Variant) -> None:
        """Store once what every copy has; on pre-printed paper it is there already."""
        if self._job.mode == "data" or variant.tail in self._under:
            return
        self._under.add(variant.tail)
        for index, plan in enumerate(variant.composer.plans):
            self._canvas.beginForm(variant.under(index))
            self._pen.draw(plan.marks)
            self._canvas.endForm()

    @property
    def missing(self) -> Mapping[str, None]:
        return self._remarks.missing

    def _describe(self) -> None:
        """Say in the file's properties what it is; never whose it is."""
        self._canvas.setTitle(self._form.title)
        self._canvas.setSubject(f"{self._form.number}（{self._form.edition_shown}）")
        self._canvas.setCreator(_PRODUCER)
        self._canvas.setProducer(_PRODUCER)
        self._canvas.setAuthor(_PRODUCER)
        if self._job.printed_at is not None:
            stamp = local_time(self._job.printed_at).strftime("D:%Y%m%d%H%M%S+08'00'")
            self._canvas.setDateFormatter(lambda *_: stamp)

    def add(self, sheets: Sequence[Sheet], variant: _Variant, copy: int | None) -> None:
        """Draw one copy of a record."""
        if self._job.two_sided and self.pages % 2:
            self._end_page()  # nobody's paper begins on the back of another's
        self._canvas.setPageSize(tuple(side * MM for side in variant.form.size))
        for number, sheet in enumerate(sheets, start=1):
            self._canvas.setLineWidth(0.6)
            if self._job.mode == "data" and sheet.page is not None:
                place(self._canvas, self._job.placing, variant.form.size[1])
            elif sheet.page is not None:
                self._canvas.doForm(variant.under(sheet.page))
            pages = f"第 {number} 页　共 {len(sheets)} 页"
            foot = self._footer(pages, sheet, variant.form, copy)
            self._pen.draw([*sheet.marks, *foot])
            self._end_page()

    def _end_page(self) -> None:
        self._canvas.showPage()
        self.pages += 1

    def _footer(self, pages: str, sheet: Sheet, form: Form, copy: int | None) -> list[Mark]:
        bottom, height = _FOOT
        area = Area(form.margin.left * MM, bottom + height, form.width * MM, height)
        song = self._faces("song")
        marks: list[Mark] = []
        if sheet.carried_on:
            above = area._replace(top=area.top + _REMARK, height=_REMARK)
            text = f"见续页：{'、'.join(sheet.carried_on)}"
            marks += block(fit(text, song, _REMARK_STYLE, above), song, _REMARK_STYLE, above, self._remarks)
        if self._job.mode != "data" or sheet.page is None:  # pre-printed paper has these already
            marks += one_line(pages, song, _FOOT_SIZE, area, "center", self._remarks)
            left = f"表号：{form.number}（{form.edition_shown}）"
            marks += one_line(left, song, _FOOT_SIZE, area, "left", self._remarks)
        return marks + one_line(self._mark_of_print(copy), song, _FOOT_SIZE, area, "right", self._remarks)

    def _mark_of_print(self, copy: int | None) -> str:
        """Say which copy this is, and who printed it when."""
        parts = [f"第 {copy} 份"] if copy is not None else []
        if self._job.printed_by:
            parts.append(f"打印：{self._job.printed_by}")
        if self._job.printed_at is not None:
            parts.append(f"{local_time(self._job.printed_at):%Y-%m-%d %H:%M}")
        return "　".join(parts)

    def bytes(self) -> bytes:
        self._canvas.save()
        return self._buffer.getvalue()
