"""Form definitions: the shipped one, and faults that are told with their place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from union_desk.core.errors import RuleBroken
from union_desk.core.resources import resource
from union_desk.core.terms import terms
from union_desk.paper.fonts import MISSING, face
from union_desk.paper.form import load_form, read_form
from union_desk.paper.layout import PageLayout
from union_desk.paper.marks import Box, Rule
from union_desk.paper.sheet import Form, Grid, Kind

SMALL_FORM = """
id = "small"
number = "T-01"
edition = 2
title = "小表"
margin = [20, 20, 20, 20]
[fields]
name = { kind = "text", label = "姓名", sample = "张三" }
sex = { kind = "choice", label = "性别", options = [["1", "男"], ["2", "女"]] }
born_on = { kind = "longday", label = "出生" }
[fields.members]
kind = "rows"
label = "成员"
columns = { name = { kind = "text", label = "姓名" } }
[continuation]
title = "小表（续页）"
line = { left = "姓名：{name:40}" }
[[page]]
[[page.block]]
type = "line"
height = 10
left = "单位：{name:30_}"
[[page.block]]
type = "grid"
units = 10
rows = [
  { height = 8, cells = [
    { label = "左", w = 2, down = 2 }, { label = "姓名", w = 3 }, { field = "name", w = 5 },
  ] },
  { height = 8, cells = [ { label = "性别", w = 3 }, { field = "sex", w = 5 } ] },
  { height = 8, repeat = "members", count = 2, cells = [ { field = "name", w = 10 } ] },
]
"""

TALL = '{ label = "左", w = 2, down = 2 }'
LABEL = '{ label = "姓名", w = 3 }'


def small_form(folder: Path, find: str = "", put: str = "") -> Form:
    assert find in SMALL_FORM
    path = folder / "small.toml"
    path.write_text(SMALL_FORM.replace(find, put, 1) if find else SMALL_FORM, "utf-8")
    return read_form(path)


def test_a_form_without_faults_is_read(tmp_path: Path) -> None:
    form = small_form(tmp_path)
    assert (form.id, form.number, form.edition, form.width) == ("small", "T-01", 2, 170)
    assert [cell.label for cell in form.grid_cells()][:2] == ["左", "姓名"]


def test_rows_share_out_the_units_that_a_taller_cell_leaves(tmp_path: Path) -> None:
    left, label, value, second, *_ = small_form(tmp_path).grid_cells()
    assert (left.x, left.width, left.height) == (0, 34, 16)
    assert (label.x, value.x, value.width) == (34, 85, 85)
    assert (second.x, second.y) == (34, 8)


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ('number = "T-01"', 'number = "T-01"\ncolour = "red"', "不认识的项“colour”"),
        ('label = "性别", w = 3', 'lable = "性别", w = 3', "第 1 页第 2 块第 2 行第 1 格：不认识的项“lable”"),
        ('field = "sex", w = 5', 'field = "sex", w = 4', "第 1 页第 2 块第 2 行：各格宽度合计 9，应为 10"),
        ('field = "sex", w = 5', 'field = "sex", w = 6', "第 2 行第 2 格：伸到了第 11 份，整行只有 10 份"),
        ('field = "sex", w', 'field = "age", w', "第 2 行第 2 格：没有声明过的字段“age”"),
        ("{name:30_}", "{nmae:30_}", "第 1 页第 1 块：没有声明过的字段“nmae”"),
        ("{name:30_}", "{name}", "字段“name”要写明宽度"),
        ("w = 2, down = 2", "w = 2, down = 9", "向下占 9 行，超出了表格"),
        ("height = 10", "height = 300", "第 1 页：内容高 332 毫米，超出可用的 257 毫米"),
        ('label = "姓名", w = 3', 'label = "姓名", w = "3"', "“w”应是不小于 0.5 的数"),
        ('type = "grid"', 'type = "gird"', "“type”应是 line、gap、grid 之一"),
        (
            'kind = "text", label = "姓名", sample',
            'kind = "txt", label = "姓名", sample',
            "字段 name：“kind”应是",
        ),
        ('repeat = "members"', 'repeat = "name"', "“repeat”要用 kind 为 rows 的字段"),
        ('options = [["1", "男"], ["2", "女"]]', "options = []", "字段 sex：没有列出方框"),
        ('columns = { name = { kind = "text", label = "姓名" } }', "", "字段 members：只有 kind 为 rows"),
        ("margin = [20, 20, 20, 20]", "margin = [20, 20]", "“margin”应是上、右、下、左四个数"),
        ('title = "小表"\n', "", "缺少“title”"),
        ('id = "small"', 'id = "small', "不是正确的 TOML 文本（第 2 行第 12 列附近）"),
        ('label = "左", w = 2', 'label = "左", font = "arial", w = 2', "“font”应是 song、hei"),
        ('label = "左", w = 2', "label = 7, w = 2", "第 1 行第 1 格：“label”应是文字，现在是 7"),
        ('title = "小表（续页）"', "title = 7", "续页：“title”应是文字"),
        ("units = 10\nrows = [", "units = 10\nrows = [ 7,", "有一处写法不对"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, find: str, put: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=re.escape(said)) as caught:
        small_form(tmp_path, find, put)
    assert caught.value.message.startswith("表样 small.toml 有误：")


def test_cells_that_overlap_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="第 2 行第 1 格：与上面伸下来的格子重叠"):
        small_form(tmp_path, f"{TALL}, {LABEL}", '{ label = "姓", w = 2 }, { label = "名", w = 3, down = 2 }')


def test_a_form_that_is_not_there_is_named() -> None:
    with pytest.raises(RuleBroken, match=r"没有找到表样文件 nothing\.toml"):
        load_form("nothing")


def test_a_form_is_read_again_when_its_file_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "forms").mkdir()
    path = tmp_path / "forms" / "small.toml"
    path.write_text(SMALL_FORM, "utf-8")
    monkeypatch.setenv("UNION_DESK_RESOURCES", str(tmp_path))
    first = load_form("small")
    assert load_form("small") is first
    path.write_text(SMALL_FORM.replace('title = "小表"', 'title = "大表"'), "utf-8")
    assert load_form("small").title == "大表"


SHIPPED = sorted(path.stem for path in resource("forms").glob("*.toml"))


@pytest.mark.parametrize("form_id", SHIPPED)
def test_every_shipped_form_is_sound_and_named_after_its_file(form_id: str) -> None:
    assert load_form(form_id).id == form_id


@pytest.mark.parametrize("form_id", SHIPPED)
def test_every_tick_box_is_a_code_of_its_list_of_terms(form_id: str) -> None:
    for declared in load_form(form_id).fields.values():
        if declared.terms:
            known = {term.code for term in terms(declared.terms)}
            assert {option.code for option in declared.options} <= known, declared.name


@pytest.mark.parametrize("form_id", SHIPPED)
def test_every_printed_word_of_a_form_has_its_glyph(form_id: str) -> None:
    text = resource("forms", f"{form_id}.toml").read_text("utf-8")
    assert [c for c in sorted(set(text)) if c.isprintable() and face("hei").glyph(c)[0] == MISSING] == []


OFFICIAL = """
困难类别 姓名 民族 性别 身份证号 出生日期 政治面貌 健康状况 残疾类别及等级 工作状态 劳模类型
住房类型 建筑面积㎡ 手机号码 其他联系方式 邮政编码 工作时间 所属行业 婚姻状况 户口类型
户口所在地行政区划 医保状况 是否单亲 家庭住址 工作单位 单位性质 企业状况 本人月平均收入
家庭其他非薪资年收入 家庭年度总收入 家庭人口 家庭月人均收入 刚性支出（年） 人均纯收入 自救能力
零就业家庭 家庭主要成员 致困原因 情况说明 开户银行 支行名称 银行卡号 附件 解困脱困对象 确定时间
五类群体 四个一批 本人承诺
"""


def test_the_hardship_file_has_the_rows_of_the_official_form(form: Form) -> None:
    assert len(form.pages) == 2
    first, second = (
        [cell.label.replace("\n", "").rstrip("*") for block in page.blocks if isinstance(block, Grid)
         for cell in block.cells if cell.label]
        for page in form.pages
    )  # fmt: skip
    assert [label for label in OFFICIAL.split() if label not in first] == []
    assert {"入户核查情况", "公示情况", "基层党组织或行政意见", "区总工会审批意见", "备注", "建档人"} <= set(
        second
    )


def test_every_field_of_the_hardship_file_stands_somewhere_on_it(form: Form) -> None:
    used = {cell.place.key[0] for cell in form.grid_cells() if cell.place}
    for page in form.pages:
        used |= set(page.code.names() if page.code else ())
        for part in page.blocks:
            templates = (
                [template for cell in part.cells for template in (*cell.top, *cell.foot)]
                if isinstance(part, Grid)
                else [getattr(part, side, ()) for side in ("left", "center", "right")]
            )
            used |= {piece.place.key[0] for template in templates for piece in template if piece.place}
    assert set(form.fields) == used


def test_the_family_has_room_for_six_and_the_causes_are_ten(form: Form) -> None:
    items = {c.place.item for c in form.grid_cells() if c.place and c.place.key[0] == "members"}
    assert items == set(range(6))
    assert [option.code for option in form.fields["causes"].options] == [str(n) for n in range(1, 11)]
    assert form.fields["causes"].kind is Kind.CHOICES


def test_the_first_row_that_is_left_over_closes_the_table(tmp_path: Path) -> None:
    form = small_form(
        tmp_path,
        'cells = [ { field = "name", w = 10 } ]',
        'cells = [ { field = "name", rest = "以下空白", w = 10 } ]',
    )
    rows = [cell.place for cell in form.grid_cells() if cell.place and cell.place.rows]
    shown = {
        count: [place.value({"members": [{"name": "李䶮"}] * count}) for place in rows] for count in (0, 1, 2)
    }
    assert shown == {0: ["以下空白", None], 1: ["李䶮", "以下空白"], 2: ["李䶮", "李䶮"]}
    assert [place.value({}) for place in rows] == [None, None]  # a blank form is filled in by hand


def test_running_text_stands_without_rules(tmp_path: Path) -> None:
    ruled, free = (
        PageLayout(form, face).plan(form.pages[0]).marks
        for form in (
            small_form(tmp_path),
            small_form(tmp_path, 'type = "grid"', 'type = "grid"\nruled = false'),
        )
    )
    assert sum(isinstance(mark, Rule) for mark in ruled) > sum(isinstance(mark, Rule) for mark in free)
    assert not [mark for mark in free if isinstance(mark, Box) and mark.line > 1]
