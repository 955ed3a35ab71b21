"""Many two-page 困难职工档案表 in one PDF: our renderer against reportlab's platypus on the same form.

    python3 run.py bench forms [--forms 500]

Each way runs in a process of its own. Processor seconds count from the first form on (the fonts are open
then); memory is the highest resident size of the whole process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from union_desk.paper.fonts import face
from union_desk.paper.form import load_form
from union_desk.paper.marks import Qr
from union_desk.paper.pen import Pen
from union_desk.paper.render import render_pdf
from union_desk.paper.sheet import Cell, Form, Grid, Template, TextLine
from union_desk.paper.slots import ticked, words

GOAL_PAGES = 170
GOAL_MEGABYTES = 250
MM = 72 / 25.4

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英玥喆堃珺昇淼鑫宇浩欣怡梓涵子轩雨泽思博文嘉佳志建国华"
PLACES = ("白杨街道", "下沙街道")
TRADES = ("精密机械", "电子科技", "生物医药", "饮料食品", "纺织服装", "物流仓储", "汽车零部件", "半导体材料")
AMOUNTS = (
    *("own_month_income", "other_year_income", "year_income"),
    *("month_percap", "rigid_outlay", "net_percap"),
)
ILLS = ("恶性肿瘤", "终末期肾病", "心血管病", "脑血管病", "糖尿病", "一般疾病", "良好")


def record(form: Form, number: int) -> dict[str, Any]:
    """Invent a file; the number decides everything."""
    rng = random.Random(number)
    name = rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2, 2))))
    place = rng.choice(PLACES)
    return {
        **form.sample(),
        "office": place + "总工会",
        "file_no": f"白杨-2018-{number:05d}",
        "code": f"BY-2018-{number:05d}",
        "name": name,
        "sex": rng.choice("男女"),
        "id_no": identity(rng),
        "birth": f"{rng.randrange(1950, 1999)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
        "health": rng.choice(ILLS),
        "house_area": f"{rng.randrange(20, 90)}.5",
        "mobile": f"138{rng.randrange(10**8):08d}",
        "other_phone": f"0571-{rng.randrange(10**8):08d}",
        "address": f"{place}某某社区教工公寓{rng.randrange(1, 60)}幢{rng.randrange(101, 1800)}室",
        "employer": f"杭州某{rng.choice(GIVEN)}{rng.choice(GIVEN)}{rng.choice(TRADES)}有限公司",
        **{amount: rng.randrange(4000000) for amount in AMOUNTS},
        "members": [member(rng, name[0]) for _ in range(rng.choice((1, 2, 2, 3, 4, 6)))],
        "cause_text": story(rng),
        "card_no": f"622202{rng.randrange(10**13):013d}",
        "visit_text": f"{rng.randrange(1, 13)}月{rng.randrange(1, 29)}日两人入户核查，收入、支出与申报一致。",
        "union_opinion": f"经核查，{name}家庭情况属实，同意上报。",
    }


def story(rng: random.Random) -> str:
    return (
        f"本人于{rng.randrange(2012, 2018)}年{rng.randrange(1, 13)}月确诊{rng.choice(ILLS)}，"
        f"先后住院治疗{rng.randrange(2, 12)}次，累计医疗费用{rng.randrange(20000, 400000):,}.50元，"
        f"医保报销后个人自负{rng.randrange(5000, 90000):,}元。"
        f"{rng.choice(('丈夫打零工', '妻子无业', '父母年老多病'))}，{rng.choice(('儿子', '女儿'))}在读，"
        f"现欠外债约{rng.randrange(1, 20)}万元，家庭生活困难。"
    )


def identity(rng: random.Random) -> str:
    month, day = rng.randrange(1, 13), rng.randrange(1, 29)
    return f"330199{rng.randrange(1950, 2016)}{month:02d}{day:02d}{rng.randrange(10**4):04d}"


def member(rng: random.Random, surname: str) -> dict[str, Any]:
    return {
        "name": surname + "".join(rng.choices(GIVEN, k=2)),
        "relation": rng.choice(("配偶", "子", "女", "父母")),
        "sex": rng.choice("男女"),
        "political": "群众",
        "id_no": identity(rng),
        "birth": f"{rng.randrange(1950, 2016)}-{rng.randrange(1, 13):02d}-08",
        "health": rng.choice(ILLS),
        "insured": "城乡居民医保",
        "month_income": rng.randrange(0, 400000),
        "status": rng.choice(("在岗", "学生", "灵活就业")),
        "unit": rng.choice(("打零工", "某某中学初二(3)班", "无")),
    }


def own(form: Form, count: int) -> tuple[bytes, int]:
    printed = render_pdf(form, (record(form, number) for number in range(count)), printed_by="陈明")
    return printed.pdf, printed.pages


def platypus_paragraphs(form: Form, count: int) -> tuple[bytes, int]:
    return Platypus(form, paragraphs=True).print(count)


def platypus_strings(form: Form, count: int) -> tuple[bytes, int]:
    """Print without line breaking: what is too long leaves its cell."""
    return Platypus(form, paragraphs=False).print(count)


class Platypus:
    """The same cells with the same fonts and codes, laid out by the library's own engine."""

    def __init__(self, form: Form, *, paragraphs: bool) -> None:
        self._form = form
        self._paragraphs = paragraphs
        self._names = {role: face(role).glyph("中")[0] for role in ("song", "hei", "fang", "title")}
        self._styles: dict[tuple[str, float, str], ParagraphStyle] = {}

    def print(self, count: int) -> tuple[bytes, int]:
        buffer = BytesIO()
        margin = self._form.margin
        document = SimpleDocTemplate(
            buffer,
            leftMargin=margin.left * MM,
            rightMargin=margin.right * MM - 12,
            topMargin=margin.top * MM - 6,
            bottomMargin=5 * MM,
            initialFontName=self._names["song"],
        )
        document.build([part for number in range(count) for part in self._pages(record(self._form, number))])
        return buffer.getvalue(), document.page

    def _pages(self, values: dict[str, Any]) -> Iterator[Flowable]:
        for page in self._form.pages:
            if page.code:
                yield Code(page.code.text(values), page.code.size * MM, self._form.width * MM)
            for part in page.blocks:
                if isinstance(part, TextLine):
                    line = "　".join(plain(side, values) for side in (part.left, part.center, part.right))
                    yield Paragraph(escape(line), self._style(part.style.font, part.style.size, "left"))
                elif isinstance(part, Grid):
                    yield from self._tables(part, values)
            yield PageBreak()

    def _tables(self, grid: Grid, values: dict[str, Any]) -> Iterator[Flowable]:
        ruled = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        tight = [(f"{side}PADDING", (0, 0), (-1, -1), 1) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
        for row, widths, height in rows_of(grid):
            cells = [self._content(cell, values) if cell else "" for cell in row]
            fonts = [
                ("FONT", (index, 0), (index, 0), self._names[cell.style.font if cell else "song"], 9)
                for index, cell in enumerate(row)
            ]
            yield Table([cells], widths, [height], style=[*ruled, *tight, *fonts])

    def _content(self, cell: Cell, values: dict[str, Any]) -> Paragraph | str:
        text = text_of(cell, values)
        if not (self._paragraphs and text):
            return text
        return Paragraph(escape(text), self._style(cell.style.font, cell.style.size, cell.style.align))

    def _style(self, font: str, size: float, align: str) -> ParagraphStyle:
        key = (font, size, align)
        if key not in self._styles:
            alignment = ("left", "center", "right", "", "justify").index(align)
            self._styles[key] = ParagraphStyle(
                str(key),
                fontName=self._names[font],
                fontSize=size,
                leading=size * 1.2,
                alignment=alignment,
                wordWrap="CJK",
            )
        return self._styles[key]


class Code(Flowable):
    """The QR code, drawn as our renderer draws it: the comparison is of layout, not of encoders."""

    def __init__(self, text: str, side: float, right: float) -> None:
        super().__init__()
        self._mark = Qr(text, right - side, 0, side)
        self.width, self.height = right, 0

    def draw(self) -> None:
        Pen(self.canv).draw([self._mark])


def rows_of(grid: Grid) -> Iterator[tuple[list[Cell | None], list[float], float]]:
    """Yield each row with an empty cell where a taller one hangs down."""
    for top in sorted({cell.y for cell in grid.cells}):
        here = [cell for cell in grid.cells if cell.y <= top < cell.y + cell.height - 0.01]
        here.sort(key=lambda cell: cell.x)
        height = min(cell.y + cell.height for cell in here) - top
        row = [cell if cell.y == top else None for cell in here]
        yield row, [cell.width * MM for cell in here], height * MM


def text_of(cell: Cell, values: dict[str, Any]) -> str:
    lines = [plain(template, values) for template in (*cell.top, *cell.foot)]
    if cell.place is None:
        return "　".join([cell.label.replace("\n", ""), cell.text, *lines]).strip("　")
    declared, value = cell.place.field, cell.place.value(values)
    if declared.kind.ticked:
        chosen = ticked(declared.kind, value)
        return " ".join(("■" if o.code in chosen else "□") + o.label for o in declared.options)
    return "　".join([words(declared.kind, value), *lines]).strip("　")


def plain(template: Template, values: dict[str, Any]) -> str:
    return "".join(
        piece.words if piece.place is None else words(piece.place.field.kind, piece.place.value(values))
        for piece in template
    )


WAYS: dict[str, Callable[[Form, int], tuple[bytes, int]]] = {
    "own": own,
    "platypus, Paragraph cells": platypus_paragraphs,
    "platypus, plain strings": platypus_strings,
}


def measure(way: str, count: int) -> None:
    form = load_form("hardship_file")
    WAYS[way](form, 1)
    processor, wall = time.process_time(), time.perf_counter()
    pdf, pages = WAYS[way](form, count)
    print(
        json.dumps(
            {
                "pages": pages,
                "cpu": time.process_time() - processor,
                "wall": time.perf_counter() - wall,
                "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "pdf": len(pdf) / 1e6,
            }
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--forms", type=int, default=500)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.way:
        measure(chosen.way, chosen.forms)
        return
    print(f"{chosen.forms} two-page forms in one PDF")
    print(f"{'way':28}{'pages':>7}{'CPU s':>8}{'pages/CPU s':>13}{'x own':>7}{'peak MB':>9}{'PDF MB':>8}")
    base = 0.0
    for way in WAYS:
        command = [sys.executable, __file__, "--way", way, "--forms", str(chosen.forms)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        speed = found["pages"] / found["cpu"]
        base = base or found["cpu"] / found["pages"]
        ratio = found["cpu"] / found["pages"] / base
        print(
            f"{way:28}{found['pages']:>7}{found['cpu']:>8.2f}{speed:>13.0f}{ratio:>7.1f}"
            f"{found['rss']:>9.0f}{found['pdf']:>8.2f}",
            flush=True,
        )
        if way == "own":
            met = speed >= GOAL_PAGES and found["rss"] < GOAL_MEGABYTES
            verdict = "met" if met else "MISSED"
    print(f"goal for own: at least {GOAL_PAGES} pages per CPU second, below {GOAL_MEGABYTES} MB: {verdict}")


if __name__ == "__main__":
    main()
