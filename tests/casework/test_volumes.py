"""The volume of a case: proposed, put in order, checked and bound; the same bytes until something changes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import select

from tests.casework.binding import BY, CASE, DISPUTE, FILE, XS, attach, bind, pdf, picture
from tests.paper.conftest import page_text
from union_desk.casework.history import accesses
from union_desk.casework.records import AttachedFileRecord, VolumeRecord
from union_desk.casework.volume_plan import load_plan
from union_desk.casework.volume_values import Keeping, Retention
from union_desk.core.errors import RuleBroken
from union_desk.core.resources import resource
from union_desk.core.rights import Actor, Role
from union_desk.core.terms import find_term
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.dispute.values import Evidence
from union_desk.hardship.queries.belongings import rows_of_files
from union_desk.hardship.values import FileForm
from union_desk.paper.volume import BindingStopped
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES, form_titles, furnish, services_on


@pytest.fixture
def services(database, clock):
    furnish(database, (BY, XS), BY, {"王芳": (BY, SOLE_ROLES)})
    return services_on(database, "王芳", clock)


@pytest.fixture
def case(services):
    return DISPUTE, services.disputes.save(services.actor, CASE).uid


def titles(services, case, *, included=True):
    items = services.volumes.view(services.actor, *case).items
    return [item.title for item in items if item.included is included]


@pytest.mark.parametrize("kind", sorted(path.stem for path in resource("volumes").glob("*.toml")))
def test_a_plan_names_only_forms_and_scans_that_there_are(kind):
    plan = load_plan(kind)
    assert plan.kind == kind
    assert find_term("volume_kind", kind)
    of_each = {"mediation_notice"}
    for section in plan.sections:
        assert set(section.papers) <= set(form_titles()) | of_each, section.name
        assert all(find_term("attachment_kind", scan) for scan in section.scans), section.name
        assert section.signed <= set(section.papers)
        assert set(section.stands_for) <= section.signed
    assert len({section.name for section in plan.sections}) == len(plan.sections)
    assert sum(section.rest for section in plan.sections) == 1


def test_papers_and_scans_are_proposed_in_the_order_of_the_plan(services, case):
    attach(services, case, "录音说明.jpg", data=picture("red"))
    attach(services, case, "工资条.jpg", "wage_slips", picture("green"))
    attach(services, case, "身份证.jpg", "id_card")
    assert titles(services, case) == ["调解申请书", "身份证", "授权委托书", "工资条", "录音说明"]


def test_a_signed_scan_is_bound_in_the_place_of_the_paper_that_the_program_prints(services, case):
    view = services.volumes.view(services.actor, *case)
    assert any("《授权委托书》没有签字的扫描件" in lack for lack in view.lacks)
    attach(services, case, "委托书.jpg", "mandate")
    attach(services, case, "调解申请书（签名）.jpg", data=picture("gray"))
    assert titles(services, case) == ["调解申请书（签名）", "委托书"]
    assert titles(services, case, included=False) == ["调解申请书", "授权委托书"]
    lacks = services.volumes.view(services.actor, *case).lacks
    assert not any("签字" in lack for lack in lacks)
    assert "缺：身份和主体资格材料。" in lacks


def test_the_order_that_somebody_made_is_kept_and_what_is_new_goes_to_its_part(services, case):
    attach(services, case, "身份证.jpg", "id_card")
    attach(services, case, "工资条.jpg", "wage_slips", picture("green"))
    volumes, actor = services.volumes, services.actor
    view = volumes.view(actor, *case)
    turned = [replace(view.items[-1], remark="原件")] + [
        replace(item, included=item.title != "授权委托书") for item in view.items[:-1]
    ]
    keeping = replace(view.keeping, number="2026-调-012", shelf="3 柜 2 层")
    volumes.save(actor, *case, keeping, turned)
    assert titles(services, case) == ["工资条", "调解申请书", "身份证"]
    attach(services, case, "考勤.jpg", "attendance", picture("blue"))
    assert titles(services, case) == ["工资条", "调解申请书", "身份证", "考勤"]
    kept = volumes.view(actor, *case)
    assert (kept.saved, kept.keeping.number, kept.items[0].remark) == (True, "2026-调-012", "原件")
    volumes.propose_anew(actor, *case)
    assert titles(services, case)[0] == "调解申请书"
    assert volumes.view(actor, *case).keeping.shelf == "3 柜 2 层", "only the order is given up"


def test_a_signed_scan_that_comes_later_takes_the_place_of_its_paper_in_the_order_that_was_kept(
    services, case
):
    attach(services, case, "身份证.jpg", "id_card")
    view = services.volumes.view(services.actor, *case)
    services.volumes.save(services.actor, *case, view.keeping, list(reversed(view.items)))
    attach(services, case, "委托书.jpg", "mandate", picture("red"))
    assert titles(services, case) == ["委托书", "身份证", "调解申请书"]
    assert titles(services, case, included=False) == ["授权委托书"]


def test_a_bound_volume_has_cover_index_documents_and_closing_sheet(services, case, tmp_path):
    attach(services, case, "身份证.jpg", "id_card")
    attach(services, case, "流水.pdf", "wage_slips", pdf(3))
    path = tmp_path / "卷.pdf"
    bound = bind(services, case, path)
    data = path.read_bytes()
    assert bound.sha256 == hashlib.sha256(data).hexdigest()
    with pikepdf.open(BytesIO(data)) as opened, opened.open_outline() as outline:
        marks = [item.title for item in outline.root]
        assert marks[:2] == ["卷宗封面", "卷内目录"]
        assert marks[-2:] == ["备考表", "脊背标签"]
        assert marks[2:-2] == titles(services, case)
        assert opened.Root.Metadata is not None, "it is a PDF/A"
    index = page_text(data, 1)
    assert "流水" in index
    assert f"{bound.pages - 2}-{bound.pages}" in index
    note = page_text(data, bound.sheets - 2)
    assert "缺" in note, "the closing sheet says what is not there"
    view = services.volumes.view(services.actor, *case)
    assert (view.pages, view.sha256, view.bound_by) == (bound.pages, bound.sha256, "王芳")
    told = services.disputes.timeline(services.actor, case[1])
    assert any(f"装订卷宗：{bound.pages} 页" in event.text for event in told)
    with services.database.read() as session:
        assert any(look.kind == "export" for look in accesses(session, table="volume"))


def test_bound_again_it_is_the_same_to_the_byte_until_something_changes(
    services, case, tmp_path, database, clock
):
    attach(services, case, "身份证.jpg", "id_card")
    first, second = tmp_path / "一.pdf", tmp_path / "二.pdf"
    bind(services, case, first)
    later = services_on(database, "王芳", lambda: clock() + timedelta(days=40))
    again = bind(later, case, second)
    assert again.same
    assert not again.changes
    assert first.read_bytes() == second.read_bytes()
    attach(later, case, "工资条.jpg", "wage_slips", picture("green"))
    changed = bind(later, case, second)
    assert not changed.same
    assert changed.changes == ("新编入“工资条”",)
    items = later.volumes.view(later.actor, *case).items
    keeping = later.volumes.view(later.actor, *case).keeping
    later.volumes.save(later.actor, *case, keeping, [items[1], items[0], *items[2:]])
    assert bind(later, case, second).changes == ("次序有改动",)
    later.volumes.save(later.actor, *case, replace(keeping, number="7"), [items[1], items[0], *items[2:]])
    assert bind(later, case, second).changes == ("封面、目录、备考表或者脊背标签上的内容有改动",)


def test_the_secret_part_is_bound_apart(services, case, tmp_path):
    attach(services, case, "身份证.jpg", "id_card")
    attach(services, case, "合议意见.jpg", "other", picture("red"))
    view = services.volumes.view(services.actor, *case)
    items = [replace(item, secret=item.title == "合议意见") for item in view.items]
    services.volumes.save(services.actor, *case, view.keeping, items)
    bound = bind(services, case, tmp_path / "卷.pdf")
    assert bound.secret_pages == 1
    main, secret = (tmp_path / name for name in ("卷.pdf", "卷（副卷）.pdf"))
    assert "合议意见" not in page_text(main.read_bytes(), 1)
    assert "合议意见" in page_text(secret.read_bytes(), 1)


def test_every_scan_that_cannot_be_bound_is_named_and_nothing_is_written(services, case, tmp_path, database):
    hostile = {
        "有密码": pdf(password="123"),
        "损坏": pdf()[:60],
        "空的": b"",
        "不在这里": None,
    }
    for name, data in hostile.items():
        uid = attach(services, case, f"{name}.pdf", data=pdf(len(name) + 1))
        lost = hashlib.sha256(name.encode()).hexdigest()
        held = lost if data is None else database.blobs.put_bytes(data).sha256
        with database.write("换原件", services.actor) as work:
            work.session.get_one(AttachedFileRecord, uid).sha256 = held
    counted = services.volumes.count(services.actor, *case, lambda *_: None, lambda: False)
    assert len(counted.faults) == len(hostile)
    with pytest.raises(RuleBroken) as refused:
        bind(services, case, tmp_path / "卷.pdf")
    assert all(f"“{name}”" in refused.value.message for name in hostile)
    assert not list(tmp_path.glob("*卷*"))
    view = services.volumes.view(services.actor, *case)
    items = [replace(item, included=item.title not in hostile) for item in view.items]
    services.volumes.save(services.actor, *case, view.keeping, items)
    assert bind(services, case, tmp_path / "卷.pdf").pages > 0


def test_three_hundred_pages_in_one_scan_are_bound(services, case, tmp_path):
    attach(services, case, "流水.pdf", "wage_slips", pdf(300))
    assert bind(services, case, tmp_path / "卷.pdf").pages >= 300


def test_binding_can_be_stopped_and_leaves_nothing(services, case, tmp_path):
    with pytest.raises(BindingStopped):
        services.volumes.bind(services.actor, *case, tmp_path / "卷.pdf", lambda *_: None, lambda: True)
    assert not list(tmp_path.glob("*卷*"))
    assert services.volumes.view(services.actor, *case).bound_at is None


def test_the_volume_of_a_hardship_file_is_bound_by_the_same_means(services, tmp_path):
    form = FileForm(owner=PersonCard(name="李𬭊梅"), applied_on=date(2026, 11, 20))
    case = FILE, services.hardship.save(services.actor, form).uid
    attach(services, case, "户口本.jpg", "household_register")
    path = tmp_path / "卷.pdf"
    bound = bind(services, case, path)
    assert bound.pages == 5
    assert "困难职工档案卷宗" in page_text(path.read_bytes(), 0)
    assert "李𬭊梅" in page_text(path.read_bytes(), 1)
    assert bind(services, case, path).same


def test_nobody_of_another_office_puts_a_volume_in_order_or_binds_it(services, case, tmp_path):
    stranger = Actor("沈佳", "XS", "XS", SOLE_ROLES)
    for act in (
        lambda: services.volumes.save(stranger, *case, Keeping(), ()),
        lambda: services.volumes.propose_anew(stranger, *case),
        lambda: services.volumes.bind(stranger, *case, tmp_path / "卷.pdf", print, bool),
    ):
        with pytest.raises(RuleBroken, match="别的单位"):
            act()


def test_who_only_enters_sees_the_list_and_does_not_bind(services, case, tmp_path):
    clerk = Actor("小李", "BY", "BY", frozenset({Role.ENTER}))
    assert services.volumes.view(clerk, *case).items
    with pytest.raises(RuleBroken, match="权限"):
        services.volumes.bind(clerk, *case, tmp_path / "卷.pdf", print, bool)


def test_what_the_case_lists_and_nobody_scanned_is_missing(services):
    form = replace(CASE, evidence=(Evidence(name="工资条"), Evidence(name="考勤表")))
    case = DISPUTE, services.disputes.save(services.actor, form).uid
    attach(services, case, "工资条 九月.jpg", "wage_slips")
    lacks = services.volumes.view(services.actor, *case).lacks
    assert "“考勤表”没有扫描件。" in lacks
    assert not any("工资条" in lack for lack in lacks)


def test_two_volumes_under_one_number_are_told_of(services, case):
    other = DISPUTE, services.disputes.save(services.actor, CASE).uid
    for each in (case, other):
        view = services.volumes.view(services.actor, *each)
        keeping = replace(view.keeping, number="2026-调-012")
        services.volumes.save(services.actor, *each, keeping, view.items)
    lacks = services.volumes.view(services.actor, *case).lacks
    assert "卷宗号“2026-调-012”另有 1 卷在用，请核对。" in lacks


def test_a_volume_is_not_made_in_the_future(services, case):
    with pytest.raises(RuleBroken, match="不能晚于今天"):
        services.volumes.save(services.actor, *case, Keeping(compiled_on=date(2099, 1, 1)), ())


@pytest.mark.parametrize(
    ("retention", "until"),
    [
        (Retention(10, date(2026, 6, 11), ""), date(2036, 6, 11)),
        (Retention(10, date(2024, 2, 29), ""), date(2034, 2, 28)),
        (Retention(30, None, ""), None),
    ],
)
def test_a_volume_is_kept_until_the_same_day_so_many_years_later(retention, until):
    assert retention.until_on == until


def test_a_dispute_is_archived_once_the_scans_that_came_later_stand_in_its_volume(
    services, case, tmp_path, database
):
    actor = services.actor
    attach(services, case, "身份证.jpg", "id_card")
    with database.write("结案", actor) as work:
        record = work.session.get_one(DisputeCaseRecord, case[1])
        record.state, record.closed_on = "closed", date(2026, 11, 22)

    def lacks():
        return [lack.sentence for lack in services.disputes.view(case[1], actor).lacks]

    assert not lacks(), "without a volume nothing is asked for"
    bind(services, case, tmp_path / "卷.pdf")
    assert not lacks()
    attach(services, case, "回单.jpg", "payment_proof", picture("red"))
    assert lacks() == ["还有 1 份材料没有编入卷内目录。"]
    bind(services, case, tmp_path / "卷.pdf")
    assert not lacks()


def test_a_volume_goes_with_the_file_that_is_destroyed(services):
    form = FileForm(owner=PersonCard(name="李𬭊梅"), applied_on=date(2026, 11, 20))
    case = FILE, services.hardship.save(services.actor, form).uid
    view = services.volumes.view(services.actor, *case)
    services.volumes.save(services.actor, *case, view.keeping, view.items)
    with services.database.read() as session:
        tables = [table for table, _uid in rows_of_files(session, [case[1]])]
    assert (tables.count("volume"), tables.count("volume_item")) == (1, len(view.items))


def test_the_closing_sheet_says_what_was_damaged_and_what_is_alike_in_one_sentence(services, case, tmp_path):
    view = services.volumes.view(services.actor, *case)
    services.volumes.save(services.actor, *case, replace(view.keeping, damage="第 3 页有污损"), view.items)
    bind(services, case, tmp_path / "卷.pdf")
    with pikepdf.open(tmp_path / "卷.pdf") as opened:
        note = page_text((tmp_path / "卷.pdf").read_bytes(), len(opened.pages) - 2)
    plain = "".join(note.split())
    assert "第3页有污损。" in plain
    assert "《调解申请书》《授权委托书》没有签字的扫描件，装订进去的是程序打印的一份。" in plain


def test_what_a_later_program_draws_otherwise_is_not_called_the_same(services, case, tmp_path, database):
    bind(services, case, tmp_path / "卷.pdf")
    with database.write("旧版本装订的", services.actor) as work:
        (record,) = work.session.scalars(select(VolumeRecord))
        record.sha256 = "0" * 64
    again = bind(services, case, tmp_path / "卷.pdf")
    assert not again.same
    assert again.changes == ("内容没有改动，新版本的程序排版不同",)
    assert bind(services, case, tmp_path / "卷.pdf").same
