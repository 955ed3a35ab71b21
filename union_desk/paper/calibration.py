"""The page by which a printer is measured: a grid, rulers, and the two crosses that one measures."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from union_desk.core.clock import local_time
from union_desk.paper.fonts import face
from union_desk.paper.job import AS_IT_IS, Placing
from union_desk.paper.marks import MM, Area, Mark, Remarks, Rule, one_line
from union_desk.paper.pdf import place
from union_desk.paper.pen import Pen
from union_desk.paper.placing import AIMS, placing_words
from union_desk.paper.sheet import A4
from union_desk.paper.zhtext import Align

_STEP: Final = 10
_TEXT: Final = (45.0, 75.0, 120.0, 132.0)  # left, top, width and height of the words in the middle
_LINES: Final = (
    "一、本页要按实际大小打印，不缩放，不“适合页面”。",
    "二、用直尺量十字 A 的中心到纸左边、纸上边的距离，",
    "　　再量十字 B 的中心到纸右边、纸下边的距离。",
    "　　没有偏差时，四个数都是 20.0 毫米。",
    "三、在程序里打开“打印机设置…”，按“填写量出的偏差…”，",
    "　　照填这四个数，精确到 0.5 毫米就够。",
    "四、再打印一张校准页：四个数都是 20 毫米，就校准好了。",
    "五、换了打印机或纸盒，要另外校准一次。",
)


def calibration_pdf(
    placing: Placing = AS_IT_IS, *, printer: str = "", tray: str = "", printed_at: datetime | None = None
) -> bytes:
    """Draw the page, moved by the present placing like the data of a form."""
    song, _ = face("song").glyph("中")
    buffer = BytesIO()
    canvas: Any = Canvas(
        buffer,
        pagesize=(A4[0] * MM, A4[1] * MM),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=song,
        lang="zh-CN",
    )
    canvas.setTitle("打印校准页")
    canvas.setAuthor("Union Desk")
    place(canvas, placing)
    pen = Pen(canvas)
    pen.draw(_grid())
    pen.draw(_aims(canvas))
    pen.draw(_words(placing, printer, tray, printed_at))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _grid() -> list[Mark]:
    """Crosses every 10 mm, larger ones every 50, marks of 1 mm along the upper and left edge."""
    marks: list[Mark] = []
    left, top, width, height = _TEXT
    for x in range(_STEP, int(A4[0]), _STEP):
        for y in range(_STEP, int(A4[1]), _STEP):
            among_words = left - 2 < x < left + width + 2 and top - 2 < y < top + height + 2
            at_aim = any(abs(x - aim) < 15 and abs(y - level) < 12 for _, aim, level in AIMS)
            if among_words or at_aim:
                continue
            arm = 2.0 if x % 50 == 0 and y % 50 == 0 else 0.8
            marks += _cross(x, y, arm, 0.3)
    for x in range(100):
        size = 3.0 if x % 10 == 0 else 2.0 if x % 5 == 0 else 1.2
        marks.append(_rule(55 + x, 33, 55 + x, 33 + size, 0.3))
        marks.append(_rule(33, 90 + x, 33 + size, 90 + x, 0.3))
    for x, y, right, down in ((8, 8, 1, 1), (202, 8, -1, 1), (8, 289, 1, -1), (202, 289, -1, -1)):
        marks += [_rule(x, y, x + 12 * right, y, 1.0), _rule(x, y, x, y + 12 * down, 1.0)]
    return marks


def _aims(canvas: Any) -> list[Mark]:
    """Draw the two crosses that are measured, each in a circle with its letter."""
    marks: list[Mark] = []
    for letter, x, y in AIMS:
        marks += _cross(x, y, 7.0, 0.7)
        canvas.setLineWidth(0.7)
        canvas.circle(x * MM, (A4[1] - y) * MM, 4 * MM)
        marks += _line(letter, 16, x + (7 if letter == "A" else -13), y + 3, 6, "hei", "center")
    return marks


def _words(placing: Placing, printer: str, tray: str, printed_at: datetime | None) -> list[Mark]:
    left, top, width, _height = _TEXT
    marks = _line("打印校准页", 20, left, top + 2, width, "title", "center")
    for number, text in enumerate(_LINES):
        marks += _line(text, 12, left + 2, top + 22 + number * 9, width - 4, "song", "left")
    printed = f"{local_time(printed_at):%Y-%m-%d %H:%M}" if printed_at is not None else ""
    about = [
        "　".join(
            part
            for part in (f"打印机：{printer}" if printer else "", f"纸盒：{tray}" if tray else "")
            if part
        ),
        f"本页已按现有校准移动：{placing_words(placing)}",
        f"打印时间：{printed}" if printed else "",
    ]
    for number, text in enumerate(part for part in about if part):
        marks += _line(text, 10.5, left + 2, top + 102 + number * 8, width - 4, "song", "left")
    return marks


def _cross(x: float, y: float, arm: float, width: float) -> list[Mark]:
    return [_rule(x - arm, y, x + arm, y, width), _rule(x, y - arm, x, y + arm, width)]


def _rule(x1: float, y1: float, x2: float, y2: float, width: float) -> Rule:
    return Rule(x1 * MM, (A4[1] - y1) * MM, x2 * MM, (A4[1] - y2) * MM, width)


def _line(text: str, size: float, x: float, y: float, width: float, font: str, align: Align) -> list[Mark]:
    area = Area(x * MM, (A4[1] - y) * MM, width * MM, 9 * MM)
    return one_line(text, face(font), size, area, align, Remarks())
