"""Records and PDF readers that the tests of the paper share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pypdfium2
import pytest

from union_desk.paper.form import Form, load_form

LONG_EMPLOYER = (
    "杭州经济技术开发区白杨街道某某国际精密电子机械制造（集团）股份有限公司下沙第二分公司"
    "生产制造事业部第三装配车间"
)
STORY = (
    "本人2014年11月确诊为乳腺恶性肿瘤，先后在浙江省肿瘤医院住院治疗6次，累计医疗费用186,240.35元，"
    "医保报销后个人自负72,518.60元。丈夫无固定工作，靠打零工维持生活；儿子读初中（“小候鸟”班）；"
    "母亲年老多病，无退休金。"
    "全家主要依靠本人病休工资生活，现欠外债约5万元，家庭生活十分困难，特申请列入困难职工档案，给予帮扶救助。"
)


@dataclass(frozen=True, slots=True)
class Character:
    """A character as a reader finds it, with its ink in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@pytest.fixture(scope="session")
def form() -> Form:
    return load_form("hardship_file")


@pytest.fixture
def record(form: Form) -> dict[str, Any]:
    return {**form.sample(), "promise_on": date(2018, 5, 8)}


@pytest.fixture
def crowded(record: dict[str, Any]) -> dict[str, Any]:
    """A record with more to say than the form has room for."""
    member = record["members"][0]
    return {
        **record,
        "name": "艾力·吐尔逊江·阿卜杜热合曼",
        "employer": LONG_EMPLOYER,
        "address": "浙江省杭州市钱塘区白杨街道高教公寓东区" * 6,
        "cause_text": STORY * 5,
        "other_phone": "0571-86910000转8012",
        "own_month_income": 123456789012,
        "house_type": "政府廉租房（公租房，与他人合住）",
        "visit_text": STORY * 8,
        "remark": STORY,
        "members": [{**member, "name": name} for name in MEMBERS],
        "attachments": [
            {"kind": "医疗费票据或结算单", "name": f"某某医院第{number}次住院结算单", "pages": str(number)}
            for number in range(1, 10)
        ],
    }


MEMBERS = ("李建国", "李䶮", "赵𬭊梅", "王𠅤", "张𧒽芬", "陈喆", "孙堃", "周玥", "吴甲")


@pytest.fixture
def characters() -> Iterator[Callable[[bytes, int], list[Character]]]:
    """Read the characters of a page, blanks left out."""
    opened: list[pypdfium2.PdfDocument] = []

    def read(pdf: bytes, index: int) -> list[Character]:
        document = pypdfium2.PdfDocument(pdf)
        opened.append(document)
        page = document[index].get_textpage()
        found = [(page.get_text_range(at, 1), page.get_charbox(at)) for at in range(page.count_chars())]
        return [Character(text, *box) for text, box in found if text.strip()]

    yield read
    for document in opened:
        document.close()


def page_text(pdf: bytes, index: int) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[index].get_textpage().get_text_bounded())
