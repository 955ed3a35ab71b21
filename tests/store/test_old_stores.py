"""Stores that released programs have filled: each opens with this one, whole, and can be worked on.

fixtures/schema-0001 was filled by version 0.1.0 (seven files of the demo; one work undone, one family member
taken out, one number revealed, one print). `store.db.xz` is its content, which is encrypted here again with
its own key; `cipher.db` is a small file that was encrypted by that version.

fixtures/schema-0005 holds the whole life of ten files (among them one in its yearly recheck, one lifted, one
transferred, one destroyed, two merged), grants, a second user, and of what an office sets one version each.

fixtures/schema-0015 holds disputes: advice, a collective one with its roster and minutes, agreements in
instalments, in default and performed, one before arbitration, letters and a report, and a worker who has a
hardship file as well.
"""

from __future__ import annotations

import lzma
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from union_desk.core.errors import StoreProblem
from union_desk.dispute.values import CaseFilter, Payment
from union_desk.hardship.values import FileFilter
from union_desk.services import open_services
from union_desk.store import migrate
from union_desk.store.backup import read_manifest
from union_desk.store.changes import works
from union_desk.store.database import Database
from union_desk.store.engine import connect
from union_desk.store.undo import undo
from union_desk.store.vault import Vault
from union_desk.store.verify import verify

RELEASED = Path(__file__).parent / "fixtures"
USER, PASSWORD = "演示用户", "钱塘 2026"
LIVED = {
    "张𧒽芬": "aided",
    "刘玉兰": "annual_review",
    "沈国良": "in_file",
    "高雅琴": "lifted",
    "屠建民": "transferred",
    "蒋大明": "published",
    "何伟": "refused",
    "钱丽": "draft",
}
NAMES = {"沈国良", "张𧒽芬", "王芳", "周建华", "陈永强", "刘玉兰", "吴小龙"}


@pytest.fixture
def old(tmp_path):
    """Give the folder of a store as version 0.1.0 left it."""
    return as_it_was("schema-0001", tmp_path)


@pytest.fixture
def lived(tmp_path):
    """Give the folder of a store of schema 0005."""
    return as_it_was("schema-0005", tmp_path)


@pytest.fixture
def disputed(tmp_path):
    """Give the folder of a store of schema 0015."""
    return as_it_was("schema-0015", tmp_path)


def file_of(services, name):
    (uid,) = services.hardship.ids(services.actor, FileFilter(text=name))
    return uid


def as_it_was(name, tmp_path):
    """Return the folder of a released store, encrypted with its own key."""
    source, folder = RELEASED / name, tmp_path / "数据"
    folder.mkdir()
    shutil.copy2(source / "keys.json", folder)
    plain = tmp_path / "plain.db"
    plain.write_bytes(lzma.decompress((source / "store.db.xz").read_bytes()))
    raw = sqlcipher.connect(str(plain))
    raw.execute(
        f"ATTACH ? AS sealed KEY \"x'{Vault.unlock(folder, USER, PASSWORD).hex()}'\"",
        (str(folder / "store.db"),),
    )
    raw.execute("SELECT sqlcipher_export('sealed')")
    raw.execute("DETACH sealed")
    raw.close()
    return folder


def test_a_file_that_was_encrypted_by_the_first_version_is_read(tmp_path):
    folder = shutil.copytree(RELEASED / "schema-0001", tmp_path / "alt")
    raw = connect(folder / "cipher.db", Vault.unlock(folder, USER, PASSWORD))
    assert raw.execute("SELECT text FROM page").fetchall() == [("白杨街道总工会",)]
    raw.close()


def test_a_store_of_the_first_schema_opens_whole_and_its_files_are_readable(old):
    services = open_services(old, USER, PASSWORD)
    report = verify(services.database)
    assert report.ok, [finding for finding in report.findings if finding.wrong]
    hardship, actor = services.hardship, services.actor
    views = [hardship.view(uid, actor) for uid in hardship.ids(actor, FileFilter(), "number")]
    assert {view.form.owner.name for view in views} == NAMES
    assert [view.number for view in views][:2] == ["BY-2018-00001", "BY-2026-00031"]
    assert all(view.decision and view.decision.steps for view in views if view.state == "in_file")
    first = views[0].uid
    assert hardship.timeline(actor, first)[-1].on < date(2026, 11, 20)
    assert hardship.history(actor, first)
    services.close()


def test_a_store_of_the_first_schema_is_backed_up_and_can_be_worked_on(old):
    services = open_services(old, USER, PASSWORD)
    if migrate.head_revision() > "0001":
        (saved,) = (old / "backups").iterdir()
        assert read_manifest(saved).revision == "0001"
    hardship, actor = services.hardship, services.actor
    (uid,) = hardship.ids(actor, FileFilter(text="张𧒽芬"))
    work = hardship.note(actor, uid, date(2026, 11, 20), "phone", "电话核对。")
    hardship.undo(actor, work)
    assert verify(services.database).ok
    services.close()


def test_what_the_first_version_did_can_be_taken_back_and_done_again(old):
    services = open_services(old, USER, PASSWORD)
    database, actor = services.database, services.actor
    with database.read() as session:
        last = {work.title: work.uid for work in reversed(works(session, limit=200))}
    for title in ("保存档案", "建档", "不予建档"):
        if title in last:
            undo(database, undo(database, last[title], actor), actor)
    assert "建档" in last
    assert verify(database).ok
    services.close()


def test_a_store_of_schema_0005_opens_whole_and_its_files_have_lived(lived):
    services = open_services(lived, USER, PASSWORD)
    report = verify(services.database)
    assert report.ok, [finding for finding in report.findings if finding.wrong]
    if migrate.head_revision() > "0005":
        (saved,) = (lived / "backups").iterdir()
        assert read_manifest(saved).revision == "0005"
    hardship, actor = services.hardship, services.actor
    lives = {name: file_of(services, name) for name in LIVED}
    assert {name: hardship.view(uid, actor).state for name, uid in lives.items()} == LIVED
    assert [line.stage for line in services.disposal.lists(actor)] == ["已销毁"]
    assert [joined.number_shown for joined in hardship.merging(actor, lives["蒋大明"]).joined]
    assert hardship.life(actor, lives["屠建民"]).transfers
    assert sum(grant.amount_fen or 0 for grant in hardship.grants(actor, lives["张𧒽芬"])) > 0
    services.close()


def test_what_an_office_had_set_in_schema_0005_still_holds(lived):
    services = open_services(lived, USER, PASSWORD)
    actor = services.actor
    line = services.thresholds.on(actor, "dibao_urban", date(2027, 2, 1))
    assert line is not None
    assert (line.value_fen, line.doc_no) == (140_000, "演示〔2026〕9号")
    assert not services.calendars.calendar(actor).is_working_day(date(2026, 12, 31))
    assert [view.name for view in services.views.all(actor, "hardship_file")] == ["超期的"]
    assert "卫民" in {account.user for account in services.accounts.all(actor)}
    assert [
        text.title
        for text in services.wording.all(actor)
        if services.wording.versions(actor, text.id)[0].number
    ]
    services.close()


def test_a_file_of_schema_0005_goes_on_and_is_parted_again(lived):
    services = open_services(lived, USER, PASSWORD)
    hardship, actor = services.hardship, services.actor
    kept = file_of(services, "蒋大明")
    (joined,) = hardship.merging(actor, kept).joined
    hardship.part_files(actor, joined.uid, "合并有误")
    assert hardship.view(joined.uid, actor).form.owner.name == "卫国强"
    hardship.undo(actor, hardship.note(actor, kept, date(2026, 11, 20), "phone", "电话核对。"))
    assert verify(services.database).ok
    services.close()


def test_a_store_of_schema_0015_opens_whole_and_its_disputes_go_on(disputed):
    services = open_services(disputed, USER, PASSWORD, clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert verify(services.database).ok
    disputes, actor = services.disputes, services.actor
    rows = disputes.rows(actor, disputes.ids(actor, CaseFilter()))
    assert {row.applicant: row.state for row in rows.values()} == {
        "汪小芸": "advice",
        "柴文静": "mediating",
        "向国富 等 12 人": "mediating",
        "晏伟": "performing",
        "仇海燕": "unperformed",
        "滕立新": "failed",
        "燕秋菊": "closed",
        "王芳": "performing",
    }
    uid = next(uid for uid, row in rows.items() if row.applicant == "晏伟")
    life = disputes.life(actor, uid)
    assert (life.agreement.amount_fen, life.paid_fen) == (90_000_00, 30_000_00)
    assert {clock.due_on for clock in life.clocks if clock.code == "M15" and clock.answered_on is None} == {
        date(2026, 11, 27),
        date(2026, 12, 27),
    }
    item = life.agreement.items[0]
    paid = Payment(item_uid=item.uid, party_uid=item.party_uid, on=date(2026, 11, 20), amount_fen=60_000_00)
    disputes.write_down(actor, uid, paid)
    disputes.take_step(actor, uid, "perform")
    assert disputes.view(uid, actor).state == "performed"
    services.close()


def test_a_store_of_the_first_schema_needs_its_own_key(old):
    with pytest.raises(StoreProblem, match="密码不对"):
        Database.open(old, bytes(32))
