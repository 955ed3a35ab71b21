"""Scans in a hardship file: added several at once, put right, given out, proved years later."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
import sqlalchemy as sa
from PIL import Image

from union_desk.casework.attachments import AttachmentService, NewFile, Paper
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Actor, Role
from union_desk.hardship.records import FILE_ENTITY
from union_desk.hardship.service.attached import HardshipOwner
from union_desk.store.blobs import BlobMissing
from union_desk.store.changes import accesses
from union_desk.store.database import Database
from union_desk.store.verify import verify

both = pytest.mark.on_server_too


def scan(shade=0, kind="PNG", **options):
    kept = io.BytesIO()
    Image.new("L", (30, 40), shade).save(kept, kind, **options)
    return kept.getvalue()


def pdf(pages):
    kept = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(kept)
    return kept.getvalue()


def new(name, data):
    return NewFile(name, data=data, source="paste")


@pytest.fixture
def uid(service, actor, family):
    return service.save(actor, family).uid


@pytest.fixture
def attachments(service, database, clock):
    return AttachmentService(database, clock, {FILE_ENTITY: HardshipOwner(clock)})


@pytest.fixture
def add(attachments, actor, uid):
    def added(*files, **paper):
        return attachments.add(actor, FILE_ENTITY, uid, files, Paper(**paper))

    return added


@pytest.fixture
def all_of(attachments, actor, uid):
    return lambda **how: attachments.all(actor, FILE_ENTITY, uid, **how)


def line_of(service, actor, uid, kind):
    return next(line for line in service.papers(actor, uid) if line.kind == kind)


@both
def test_several_files_are_attached_in_one_work_that_can_be_undone(
    attachments, service, add, all_of, actor, uid, tmp_path
):
    path = tmp_path / "身份证.png"
    path.write_bytes(scan(9))
    added = add(NewFile("身份证.png", path), new("截图", scan(1)), kind="id_card")
    first, second = all_of()
    assert (first.paper.name, first.media, first.source) == ("身份证.png", "image/png", "file")
    assert (second.source, second.kind_label, second.is_here) == ("paste", "身份证", True)
    assert first.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    attachments.undo(actor, added.work_uid)
    assert all_of() == ()
    assert line_of(service, actor, uid, "id_card").is_missing


def test_files_that_cannot_be_attached_are_named_and_the_others_are_attached(add, all_of, tmp_path):
    added = add(
        new("空.pdf", b""),
        new("好.png", scan()),
        new("程序.jpg", b"MZ" + bytes(99)),
        NewFile("不在.pdf", tmp_path / "不在.pdf"),
        NewFile("文件夹", tmp_path),
    )
    assert [file.paper.name for file in all_of()] == ["好.png"]
    told = "".join(added.refused)
    assert len(added.refused) == 4
    for word in ("空.pdf", "是程序", "已经不在原处", "是文件夹"):
        assert word in told
    assert add(new("空.pdf", b"")).work_uid == ""


def test_the_same_bytes_are_attached_to_a_file_only_once_and_kept_once_for_all(
    attachments, service, add, actor, other_family, database
):
    assert add(new("a.png", scan())).uids
    again = add(new("b.png", scan()))
    assert not again.uids
    assert "已经在附件里了" in again.refused[0]
    other = service.save(actor, other_family).uid
    assert attachments.add(actor, FILE_ENTITY, other, [new("c.png", scan())]).uids
    assert len(database.blobs.all()) == 1


def test_what_is_attached_counts_as_there_in_the_list_of_papers_and_on_the_form(service, add, actor, uid):
    before = line_of(service, actor, uid, "diagnosis")
    assert (before.due, before.is_missing, before.why) == (True, True, "因病，二级以上医院")
    add(new("诊断书.pdf", pdf(3)), kind="diagnosis")
    line = line_of(service, actor, uid, "diagnosis")
    assert (line.is_missing, line.listed, len(line.files)) == (False, True, 1)
    (paper,) = service.form(actor, uid).attachments
    assert (paper.kind, paper.pages) == ("diagnosis", 3)
    add(new("诊断书2.pdf", pdf(2)), kind="diagnosis")
    assert len(service.form(actor, uid).attachments) == 1


def test_papers_are_asked_for_by_what_the_form_says_and_by_the_step(service, actor, uid, family):
    kinds = {line.kind: line for line in service.papers(actor, uid)}
    assert {"marriage", "school_papers", "medical_bills", "home_photo"} <= kinds.keys()
    assert "disaster_proof" not in kinds
    assert "unemployment_proof" not in kinds
    assert kinds["application"].due
    assert not kinds["notice_photo"].due
    owner = replace(service.form(actor, uid).owner, work_status="unemployed", marital="10")
    service.save(actor, replace(service.form(actor, uid), owner=owner, main_cause="8"), uid)
    kinds = {line.kind for line in service.papers(actor, uid)}
    assert {"disaster_proof", "unemployment_proof"} <= kinds
    assert "marriage" not in kinds


def test_a_scan_without_a_kind_is_shown_and_classified_later(attachments, service, add, actor, uid):
    (file_uid,) = add(new("扫描0001.png", scan())).uids
    assert line_of(service, actor, uid, "").label == "没有分类"
    attachments.describe(
        actor, FILE_ENTITY, uid, {file_uid: Paper("medical_bills", "六月账单", taken_on=date(2026, 6, 30))}
    )
    assert line_of(service, actor, uid, "medical_bills").files == (file_uid,)
    with pytest.raises(RuleBroken, match="材料类型"):
        attachments.describe(actor, FILE_ENTITY, uid, {file_uid: Paper("no_such")})
    with pytest.raises(RuleBroken, match="拍摄日期"):
        attachments.describe(actor, FILE_ENTITY, uid, {file_uid: Paper(taken_on=date(2027, 1, 1))})


def test_turning_leaves_the_original_as_it_is(attachments, add, all_of, actor, uid):
    (file_uid,) = add(new("a.png", scan())).uids
    attachments.turn(actor, FILE_ENTITY, uid, file_uid, 90)
    work = attachments.turn(actor, FILE_ENTITY, uid, file_uid, 180)
    assert all_of()[0].turned == 270
    attachments.undo(actor, work)
    assert all_of()[0].turned == 90
    assert attachments.open(actor, FILE_ENTITY, uid, file_uid).data == scan()


@both
def test_a_better_scan_takes_the_place_and_undo_brings_the_former_back(attachments, add, all_of, actor, uid):
    (file_uid,) = add(new("a.png", scan(1)), kind="id_card").uids
    replaced = attachments.replace(actor, FILE_ENTITY, uid, file_uid, new("b.pdf", pdf(2)))
    (file,) = all_of()
    assert (file.uid, file.pages, file.is_pdf, file.paper.kind) == (file_uid, 2, True, "id_card")
    with pytest.raises(RuleBroken, match="不用替换"):
        attachments.replace(actor, FILE_ENTITY, uid, file_uid, new("b.pdf", pdf(2)))
    assert attachments.replace(actor, FILE_ENTITY, uid, file_uid, new("b.pdf", b"")).refused
    attachments.undo(actor, replaced.work_uid)
    assert attachments.open(actor, FILE_ENTITY, uid, file_uid).data == scan(1)


def test_a_removed_file_needs_a_reason_stays_in_the_log_and_can_be_brought_back(
    attachments, add, all_of, actor, uid
):
    (file_uid,) = add(new("a.png", scan())).uids
    with pytest.raises(RuleBroken) as broken:
        attachments.remove(actor, FILE_ENTITY, uid, [file_uid], " ")
    assert broken.value.field == "why"
    attachments.remove(actor, FILE_ENTITY, uid, [file_uid], "重复")
    assert all_of() == ()
    (removed,) = all_of(removed=True)
    assert (removed.removed_why, removed.removed_by) == ("重复", actor.user)
    assert attachments.open(actor, FILE_ENTITY, uid, file_uid).data == scan()
    attachments.bring_back(actor, FILE_ENTITY, uid, [file_uid])
    assert [file.uid for file in all_of()] == [file_uid]


@both
def test_opening_is_logged_and_needs_the_right_to_see_what_is_sensitive(
    attachments, add, actor, uid, database
):
    (file_uid,) = add(new("a.png", scan())).uids
    clerk = Actor("录入员", "BY", "BY", frozenset({Role.ENTER}))
    with pytest.raises(RuleBroken, match="显示敏感信息"):
        attachments.open(clerk, FILE_ENTITY, uid, file_uid)
    assert attachments.thumbnail(clerk, FILE_ENTITY, uid, file_uid).startswith(b"\xff\xd8")
    attachments.open(actor, FILE_ENTITY, uid, file_uid)
    with database.read() as session:
        looks = list(accesses(session, table="attached_file", uid=file_uid))
    assert [(look.kind, look.actor) for look in looks] == [("open", actor.user)]


@both
def test_originals_are_written_into_a_folder_unchanged_and_for_whom_is_logged(
    attachments, add, actor, uid, database, tmp_path
):
    uids = add(new("身份证:正面.png", scan(1)), new("身份证:正面.png", scan(2)), kind="id_card").uids
    with pytest.raises(RuleBroken, match="给谁"):
        attachments.export(actor, FILE_ENTITY, uid, uids, tmp_path, "")
    written = attachments.export(actor, FILE_ENTITY, uid, uids, tmp_path, "送区民政局核对")
    assert [path.name for path in written] == ["01 身份证 身份证_正面.png", "02 身份证 身份证_正面.png"]
    assert [path.read_bytes() for path in written] == [scan(1), scan(2)]
    again = attachments.export(actor, FILE_ENTITY, uid, uids[:1], tmp_path, "再送一次")
    assert again[0].name == "01 身份证 身份证_正面 (2).png"
    with database.read() as session:
        (look, _) = accesses(session, table="attached_file", uid=uids[0])
    assert look.kind == "export"
    with pytest.raises(StoreProblem, match="找不到"):
        attachments.export(actor, FILE_ENTITY, uid, uids, tmp_path / "没有", "送区民政局")


def test_years_later_the_same_bytes_are_proved(attachments, add, actor, uid, clock):
    (file_uid,) = add(new("a.png", scan())).uids
    clock.go_on(days=3000)
    proof = attachments.prove(actor, FILE_ENTITY, uid, file_uid)
    assert proof.startswith("原件与 2026-11-23 存入时一字节不差")
    assert hashlib.sha256(scan()).hexdigest() in proof


def test_pdfs_are_split_merged_and_turned_into_new_attachments(attachments, add, all_of, actor, uid):
    (whole,) = add(new("全套.pdf", pdf(4)), kind="income_proof").uids
    attachments.split(actor, FILE_ENTITY, uid, whole, "1-3,4")
    parts = [file for file in all_of() if file.source == "made"]
    assert [(file.paper.name, file.pages) for file in parts] == [
        ("全套 第1-3页.pdf", 3),
        ("全套 第4页.pdf", 1),
    ]
    assert {file.paper.kind for file in parts} == {"income_proof"}
    (photo,) = add(new("照片.png", scan())).uids
    merged = attachments.merge(actor, FILE_ENTITY, uid, [parts[1].uid, photo], "合并.pdf")
    assert [file.pages for file in all_of() if file.uid in merged.uids] == [2]
    turned = attachments.turn_page(actor, FILE_ENTITY, uid, whole, {0: 90})
    assert [file.paper.name for file in all_of() if file.uid in turned.uids] == ["全套 已转正.pdf"]
    with pytest.raises(RuleBroken, match="两份以上"):
        attachments.merge(actor, FILE_ENTITY, uid, [whole], "x.pdf")
    with pytest.raises(RuleBroken, match="只有 PDF"):
        attachments.split(actor, FILE_ENTITY, uid, photo, "1")
    with pytest.raises(RuleBroken, match="已经在附件里"):
        attachments.split(actor, FILE_ENTITY, uid, whole, "4")


def test_another_office_may_neither_add_nor_take_away(attachments, add, uid, xs_actor):
    (file_uid,) = add(new("a.png", scan())).uids
    with pytest.raises(RuleBroken, match="别的单位"):
        attachments.add(xs_actor, FILE_ENTITY, uid, [new("b.png", scan(3))])
    with pytest.raises(RuleBroken, match="别的单位"):
        attachments.remove(xs_actor, FILE_ENTITY, uid, [file_uid], "试试")


def test_the_attachment_of_one_file_is_not_reached_through_another(
    attachments, service, add, actor, other_family
):
    (file_uid,) = add(new("a.png", scan())).uids
    other = service.save(actor, other_family).uid
    with pytest.raises(RuleBroken, match="已不在"):
        attachments.open(actor, FILE_ENTITY, other, file_uid)


def test_a_closed_file_takes_no_more_papers(attachments, service, actor, uid):
    service.take_step(actor, uid, "refuse", reason="不符合")
    with pytest.raises(RuleBroken, match="不能再加减附件"):
        attachments.add(actor, FILE_ENTITY, uid, [new("a.png", scan())])


def test_where_the_file_of_originals_is_gone_the_list_says_so_and_the_rest_goes_on(
    attachments, add, all_of, actor, uid, store_folder, database
):
    (file_uid,) = add(new("a.png", scan())).uids
    database.blobs.close()
    for path in store_folder.glob("blobs.db*"):
        path.unlink()
    database.blobs = type(database.blobs)(
        type(database.blobs._place)(store_folder / "blobs.db", database.key, database.reader), database.clock
    )
    assert [file.is_here for file in all_of()] == [False]
    assert attachments.thumbnail(actor, FILE_ENTITY, uid, file_uid) == b""
    with pytest.raises(BlobMissing):
        attachments.open(actor, FILE_ENTITY, uid, file_uid)
    with pytest.raises(BlobMissing):
        attachments.prove(actor, FILE_ENTITY, uid, file_uid)
    assert add(new("a 重扫.png", scan(7))).uids


@both
def test_destroying_a_file_takes_its_originals(attachments, service, add, actor, uid, database):
    from union_desk.hardship.queries.belongings import rows_of_files

    add(new("a.png", scan()))
    with database.write("销毁", actor) as work:
        work.destroy(rows_of_files(work.session, [uid]))
    assert database.blobs.all() == {}
    assert verify(database).ok


def test_attached_files_are_in_the_log_of_changes(service, attachments, add, actor, uid, clock):
    (file_uid,) = add(new("a.png", scan()), kind="id_card").uids
    attachments.remove(actor, FILE_ENTITY, uid, [file_uid], "扫错了人")
    told = "".join(
        f"{line.act}{line.subject}{line.field}{line.after}" for line in service.history(actor, uid)
    )
    assert "扫错了人" in told
    assert "a.png" in told
    clock.go_on(hours=1)
    attachments.open(actor, FILE_ENTITY, uid, file_uid)
    newest = service.history(actor, uid)[0]
    assert (newest.act, newest.by, newest.field) == ("查看附件", actor.user, "a.png")


def test_what_is_stored_is_read_the_same_by_the_next_program(
    service, add, actor, uid, store_folder, database
):
    add(new("a.png", scan()))
    with database.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM attached_file")) == 1
    database.close()
    with Database.open(store_folder, database.key) as again:
        assert again.blobs.read(hashlib.sha256(scan()).hexdigest()) == scan()
