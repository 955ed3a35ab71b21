"""A register of 3,000 rows: our renderer against reportlab's platypus tables, in processor seconds.

python3 run.py bench register [--rows 3000]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from union_desk.core.money import format_fen
from union_desk.paper.fonts import face
from union_desk.paper.register import Column, Register, render_register

GOAL_SECONDS = 1.3
COLUMNS = (
    Column("序号", "number", 9),
    Column("档案号", "file", 28),
    Column("姓名", "name", 17),
    Column("性别", "sex", 9),
    Column("身份证号码", "id", 36),
    Column("工作单位", "unit", 44, "left"),
    Column("困难类别|级别", "level", 14),
    Column("困难类别|类别", "class", 20),
    Column("人口", "people", 9),
    Column("主要致困原因", "cause", 28),
    Column("帮扶金额（元）", "fen", 24, "right", total=True),
    Column("备注", "remark", 18),
)


def invented(count: int) -> list[dict[str, object]]:
    rng = random.Random(20170630)
    return [
        {
            "file": f"白杨-2026-{number:05d}",
            "name": rng.choice("王李张刘陈杨黄赵吴周𬭊") + "".join(rng.choices("伟芳娜敏静丽强", k=2)),
            "sex": rng.choice("男女"),
            "id": f"330199********{rng.randrange(10000):04d}",
            "unit": rng.choice(("杭州某某电子科技有限公司", "杭州示例纺织印染有限公司第二分公司")),
            "level": "区级",
            "class": rng.choice(("深度困难", "相对困难", "意外致困")),
            "people": rng.randrange(1, 7),
            "cause": rng.choice(("患重特大疾病", "子女上学", "下岗失业")),
            "fen": rng.randrange(5, 60) * 10_000,
        }
        for number in range(1, count + 1)
    ]


def ours(rows: list[dict[str, object]]) -> int:
    return render_register(Register("困难职工汇总表", COLUMNS, number="KN-17"), rows).pages


def platypus(rows: list[dict[str, object]], *, wrapped: bool) -> int:
    font, _ = face("song").glyph("中")
    style = ParagraphStyle("cell", fontName=font, fontSize=9, leading=11, wordWrap="CJK")

    def cell(value: object, money: bool) -> object:
        text = format_fen(value) if money and isinstance(value, int) else str(value or "")
        return Paragraph(text, style) if wrapped else text

    table = [[column.heading for column in COLUMNS]]
    table += [
        [cell(number if c.key == "number" else row.get(c.key), c.total) for c in COLUMNS]
        for number, row in enumerate(rows, start=1)
    ]
    widths = [column.width * 2.9 for column in COLUMNS]
    drawn = LongTable(table, widths, repeatRows=1, style=[("FONT", (0, 0), (-1, -1), font, 9)])
    document = SimpleDocTemplate(BytesIO(), pagesize=landscape(A4))
    document.build([drawn])
    return int(document.page)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=3000, metavar="N")
    rows = invented(parser.parse_args().rows)
    ways: dict[str, Callable[[], int]] = {
        "ours, two-level head, subtotals": lambda: ours(rows),
        "platypus LongTable, plain strings": lambda: platypus(rows, wrapped=False),
        "platypus LongTable, Paragraphs": lambda: platypus(rows, wrapped=True),
    }
    ours(rows[:20])  # fonts are open then
    print(f"{'way':36}{'pages':>7}{'CPU s':>8}{'rows/s':>9}{'ratio':>7}")
    base = 0.0
    for name, way in ways.items():
        begin = time.process_time()
        pages = way()
        taken = time.process_time() - begin
        base = base or taken
        print(f"{name:36}{pages:7}{taken:8.2f}{len(rows) / taken:9.0f}{taken / base:7.1f}")
    print(f"Goal: {GOAL_SECONDS} CPU s for 3,000 rows: {'reached' if base <= GOAL_SECONDS else 'missed'}")


if __name__ == "__main__":
    main()
