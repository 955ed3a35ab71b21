"""Stores that released programs have filled: each opens with this one, whole, and can be worked on.

fixtures/schema-0001 was filled by version 0.1.0 (seven files of the demo; one work undone, one family member
taken out, one number revealed, one print). `store.db.xz` is its content, which is encrypted here again with
its own key; `cipher.db` is a small file that was encrypted by that version.
"""

from __future__ import annotations

import lzma
import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from union_desk.core.errors import StoreProblem
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
NAMES = {"沈国良", "张𧒽芬", "王芳", "周建华", "陈永强", "刘玉兰", "吴小龙"}


@pytest.fixture
def old(tmp_path):
    """Give the folder of a store as version 0.1.0 left it."""
    source, folder = RELEASED / "schema-0001", tmp_path / "数据"
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
    assert hardship.events(actor, first)[-1].on < date(2026, 11, 20)
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


def test_a_store_of_the_first_schema_needs_its_own_key(old):
    with pytest.raises(StoreProblem, match="密码不对"):
        Database.open(old, bytes(32))
