"""Files go out as a sheet: with consent, masked, for a purpose, and on the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.sheets.test_template import BLANK, COLUMNS, LAYOUT
from union_desk.casework.consents import Consent
from union_desk.casework.exports import ColumnSet, ColumnSets, ExportOrder
from union_desk.casework.report_templates import ReportTemplate, ReportTemplates
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Actor, Role
from union_desk.hardship.service.export import FileExport
from union_desk.hardship.values.export import DELIVERED, export_columns
from union_desk.sheets.protect import unlocked
from union_desk.sheets.template import FIELD, Filling
from union_desk.store.changes import accesses

SHOWN = ("number", "name", "id_no", "mobile", "card_no", "health", "address", "main_cause", "net_percap")
ORDER = ExportOrder(
    "困难职工名单", tuple((name, "") for name in SHOWN), receiver="杭州市总工会", purpose="年度汇总"
)


@pytest.fixture
def export(service, database, clock) -> FileExport:
    return FileExport(database, clock)


@pytest.fixture
def filed(service, actor, family, other_family) -> tuple[str, str]:
    """Save two files; the first owner agreed that others may be told."""
    first, second = (service.save(actor, each).uid for each in (family, other_family))
    agree(service, actor, first)
    return first, second


def agree(service, actor, uid):
    owner = service.view(uid, actor).form.owner.uid
    service.consent(actor, uid, Consent(owner, "provide", date(2026, 11, 20)))


def cells(path, row=4):
    return [cell.value for cell in openpyxl.load_workbook(path).active[row]]


@pytest.mark.on_server_too
def test_who_did_not_agree_is_left_out_and_named(export, service, actor, filed, tmp_path):
    target = tmp_path / "名单.xlsx"
    done = export.write(actor, filed, ORDER, target)
    assert done.count == 1
    (left,) = done.left_out
    assert left.shown.startswith("王芳菲 白杨-2026-")
    assert "没有本人“向其他单位提供”的同意书" in left.reason
    assert openpyxl.load_workbook(target).active.max_row == 4
    agreed = service.consents(actor, filed[0])[0]
    service.withdraw(actor, filed[0], agreed.uid, date(2026, 11, 23))
    with pytest.raises(RuleBroken, match=r"没有可以导出的档案.*张𧒽芬"):
        export.write(actor, filed, ORDER, tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists()


def test_what_stays_in_the_office_needs_no_consent(export, actor, filed):
    assert export.sieve(actor, filed, provided=False).uids == filed


def test_numbers_are_masked_unless_they_are_asked_for_in_full(export, actor, filed, family, tmp_path):
    export.write(actor, filed, ORDER, tmp_path / "a.xlsx")
    owner = family.owner
    masked = cells(tmp_path / "a.xlsx")
    assert masked[1:6] == ["张𧒽芬", f"330199********{owner.id_no[-4:]}", "138****0000", "**** 0000", "＊"]
    assert masked[6:] == ["白杨街道某某社区", "患重特大疾病", 783.33]
    export.write(actor, filed, replace(ORDER, full=True), tmp_path / "b.xlsx")
    assert cells(tmp_path / "b.xlsx")[2:6] == [owner.id_no, owner.mobile, owner.card_no, "恶性肿瘤"]


def test_full_numbers_want_the_right_and_every_export_a_purpose(export, filed, actor, tmp_path):
    typist = Actor("李强", "BY", "BY", frozenset({Role.ENTER}))
    with pytest.raises(RuleBroken, match="没有“导出”的权限"):
        export.write(typist, filed, ORDER, tmp_path / "a.xlsx")
    for change, words in (
        ({"purpose": " "}, "请写明用途"),
        ({"receiver": ""}, "请填写接收"),
        ({"columns": ()}, "至少选一栏"),
        ({"columns": (("nothing", ""),)}, "不认识"),
        ({"password": "1234"}, "至少 8 位"),
    ):
        with pytest.raises(RuleBroken, match=words):
            export.write(actor, filed, replace(ORDER, **change), tmp_path / "a.xlsx")
    assert not list(tmp_path.glob("*.xlsx"))


@pytest.mark.on_server_too
def test_an_export_stands_on_the_timeline_and_in_the_log(export, service, database, actor, filed, tmp_path):
    export.write(actor, filed, replace(ORDER, full=True), tmp_path / "a.xlsx")
    told = "导出《困难职工名单》给“杭州市总工会”，用途：年度汇总（完整号码）"
    event = service.timeline(actor, filed[0])[0]
    assert (event.kind, event.text, event.by) == ("export", told, "王芳")
    with database.read() as session:
        (access,) = accesses(session, table="hardship_file", uid=filed[0])
        assert (access.kind, access.text) == ("export", told)
        assert accesses(session, table="hardship_file", uid=filed[1]) == []


def test_a_file_of_another_office_does_not_go_out_from_here(export, service, actor, xs_actor, other_family):
    theirs = service.save(xs_actor, other_family).uid
    assert export.sieve(actor, [theirs], provided=False).left_out[0].reason == "是别的单位的档案。"
    district = Actor("虞一", "QJ", "district", frozenset({Role.HANDLE}))
    assert export.sieve(district, [theirs], provided=False).uids == (theirs,)


def test_a_locked_sheet_opens_with_the_password_only_and_a_csv_has_none(export, actor, filed, tmp_path):
    secret = replace(ORDER, password="白杨街道2026")
    export.write(actor, filed, secret, tmp_path / "a.xlsx")
    data = (tmp_path / "a.xlsx").read_bytes()
    (tmp_path / "open.xlsx").write_bytes(unlocked(data, "白杨街道2026"))
    assert cells(tmp_path / "open.xlsx")[1] == "张𧒽芬"
    with pytest.raises(RuleBroken, match="csv 文件不能加密码"):
        export.write(actor, filed, secret, tmp_path / "a.csv")


def test_headings_of_ones_own_stand_above_the_columns(export, actor, filed, tmp_path):
    order = replace(ORDER, columns=(("name", "困难职工"), ("id_no", "")))
    export.write(actor, filed, order, tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx", 3) == ["困难职工", "身份证号"]
    export.write(actor, filed, order, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("困难职工,身份证号")


@pytest.mark.on_server_too
def test_every_column_can_be_written(export, actor, filed, tmp_path):
    order = replace(ORDER, columns=tuple((name, "") for name in export_columns()), full=True)
    export.write(actor, filed, order, tmp_path / "a.xlsx")
    row = dict(zip(cells(tmp_path / "a.xlsx", 3), cells(tmp_path / "a.xlsx"), strict=True))
    assert row["户口所在地行政区划"] == "浙江省杭州市钱塘区"
    assert (row["工作时间"], row["建筑面积（㎡）"], row["有劳动能力"]) == ("1998-09", "46.5", "否")
    assert (row["家庭人口"], row["次要致困原因"], row["年龄"]) == (3, "子女上学", "48")


def test_nothing_is_logged_when_the_file_could_not_be_put_in_place(export, database, actor, filed, tmp_path):
    (tmp_path / "a.xlsx").write_text("open elsewhere")
    (tmp_path / "~$a.xlsx").write_text("")
    with pytest.raises(StoreProblem, match="正在被 Excel 或 WPS 打开"):
        export.write(actor, filed, ORDER, tmp_path / "a.xlsx")
    with database.read() as session:
        assert accesses(session, table="hardship_file") == []


def test_a_cancelled_export_leaves_nothing(export, database, actor, filed, tmp_path):
    assert export.write(actor, filed, ORDER, tmp_path / "a.xlsx", cancelled=lambda: True) is None
    assert list(tmp_path.glob("*.xlsx")) == []
    with database.read() as session:
        assert accesses(session, table="hardship_file") == []


def test_what_is_stopped_at_the_last_moment_leaves_neither_file_nor_log(
    export, database, actor, filed, tmp_path
):
    asked = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 1

    assert export.write(actor, filed, ORDER, tmp_path / "a.xlsx", cancelled=stop) is None
    assert list(tmp_path.glob("*.xlsx")) == []
    with database.read() as session:
        assert accesses(session, table="hardship_file") == []


def test_delivered_sets_know_their_columns():
    for name, columns in DELIVERED:
        assert set(columns) <= set(export_columns()), name


def test_column_sets_are_kept_for_oneself_or_the_office(database, actor):
    sets = ColumnSets(database)
    mine = ColumnSet("补录（全国系统）", (("name", "户主"), ("id_no", "")))
    sets.keep(actor, "hardship_file", mine)
    sets.keep(actor, "hardship_file", ColumnSet("慰问", (("name", ""),), of_office=True))
    other = Actor("李强", "BY", "BY", frozenset({Role.HANDLE}))
    assert [each.name for each in sets.all(actor, "hardship_file")] == ["补录（全国系统）", "慰问"]
    assert [each.name for each in sets.all(other, "hardship_file")] == ["慰问"]
    sets.delete(actor, "hardship_file", mine)
    assert [each.name for each in sets.all(actor, "hardship_file")] == ["慰问"]
    with pytest.raises(RuleBroken, match="起个名称"):
        sets.keep(actor, "hardship_file", ColumnSet(" ", mine.columns))


def test_what_was_chosen_last_is_offered_again(database, actor):
    sets = ColumnSets(database)
    sets.remember(
        actor, "hardship_file", (("name", ""),), receiver="杭州市总工会", purpose="年度汇总", folder="/数据"
    )
    sets.remember(actor, "hardship_file", (), receiver="民政局", purpose="核对")
    last = sets.last(actor, "hardship_file")
    assert last.columns == (("name", ""),)
    assert last.receivers == ("民政局", "杭州市总工会")
    assert (last.purposes, last.folder) == (("核对", "年度汇总"), "/数据")


def test_a_superiors_table_is_filled_under_the_same_conditions(
    export, database, clock, actor, filed, tmp_path
):
    columns = {**COLUMNS, 6: Filling(FIELD, "given_times"), 7: Filling(FIELD, "given_amount")}
    template = ReportTemplate("市总年度汇总表", "附件1.xlsx", replace(LAYOUT, columns=columns))
    uid = ReportTemplates(database, clock).keep(actor, "hardship_file", template, BLANK)
    order = ExportOrder("市总年度汇总表", (), receiver="杭州市总工会", purpose="年度汇总", template=uid)
    done = export.write(actor, filed, order, tmp_path / "a.xlsx")
    assert (done.count, len(done.left_out)) == (1, 1)
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["附件1"]
    assert [cell.value for cell in page[6]][:3] == [1, "张𧒽芬", "330199********4521"]
    assert (page["A3"].value, page["I6"].value) == ("填报单位（盖章）：白杨街道总工会", "钱塘区")
    export.write(actor, filed, replace(order, full=True, password="白杨街道2026"), tmp_path / "b.xlsx")
    (tmp_path / "c.xlsx").write_bytes(unlocked((tmp_path / "b.xlsx").read_bytes(), "白杨街道2026"))
    assert openpyxl.load_workbook(tmp_path / "c.xlsx")["附件1"]["C6"].value == "330199197803124521"
    with database.read() as session:
        assert [each.text[:12] for each in accesses(session, uid=filed[0])] == [
            "导出《市总年度汇总表》给"
        ] * 2
