from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from tests.conftest import TEST_KEY
from tests.store.samples import OTHER, CardRecord, UnionRecord, VisitRecord, add_card, change_card
from union_desk.core.errors import RuleBroken
from union_desk.store.changes import ChangeKind, history_of
from union_desk.store.database import Database
from union_desk.store.engine import connect
from union_desk.store.keys import search
from union_desk.store.records import Record
from union_desk.store.undo import undo
from union_desk.store.verify import verify

pytestmark = pytest.mark.on_server_too

NAME, NUMBER, PHONE, STREET = "欧阳守静", "330106198503120035", "13958120017", "文海北路 88 号"
PRIVATE = (NAME, NUMBER, PHONE, STREET, "肺癌", "ouyang")
KILLED = """
import os, signal, sys
from pathlib import Path
from tests.store.samples import CardRecord
from union_desk.core.rights import Actor, Role
from union_desk.store.database import Database
from union_desk.store.sealing import Sealing
def die(self):
    os.kill(os.getpid(), signal.SIGKILL)
Sealing.close = die
actor = Actor("王芳", "BY", "BY", frozenset({Role.HANDLE}))
with Database.open(Path(sys.argv[1]), bytes(range(32))) as database:
    with database.write("销毁", actor) as work:
        work.destroy({("test_card", sys.argv[2]): None})
"""


def everything(database):
    """Return all that a store says, as one text."""
    with database.read() as session:
        tables = [session.execute(sa.select(table)).all() for table in Record.metadata.sorted_tables]
    return str(tables)


def kept_life(database, actor):
    """Keep a card that is changed for a reason, visited and seen; return its uid and that of the visit."""
    uid = add_card(database, actor, name=NAME, id_no=NUMBER, phone="0571-1", street=STREET)
    add_card(database, actor, name="王芳")
    with database.write("修改卡片", actor, reason=f"{NAME}换了电话") as work:
        work.session.get_one(CardRecord, uid).phone = PHONE
        work.session.add(CardRecord(audience="BY", name="李强"))
    with database.write("走访", actor) as work:
        visit = VisitRecord(audience="BY", card_uid=uid, text=f"{NAME}患肺癌")
        work.session.add(visit)
        work.note_access("reveal", "test_card", uid, "phone")
    return uid, visit.uid


def destroyed(database, actor, uid, visit_uid):
    with database.write("销毁", actor) as work:
        work.destroy({("test_card", uid): {"income_fen": 300_00}, ("test_visit", visit_uid): None})
    return work.uid


def test_nothing_is_left_of_what_was_destroyed_and_the_chain_still_holds(database, actor):
    rows = kept_life(database, actor)
    before = everything(database)
    assert all(text in before for text in PRIVATE)
    destroyed(database, actor, *rows)
    after = everything(database)
    assert [text for text in PRIVATE if text in after] == []
    assert "王芳" in after
    assert "李强" in after
    assert verify(database).ok


def test_a_husk_keeps_what_was_asked_for_and_nothing_else(database, actor):
    uid, visit_uid = kept_life(database, actor)
    destroyed(database, actor, uid, visit_uid)
    with database.read() as session:
        husk = session.get_one(CardRecord, uid)
        assert (husk.income_fen, husk.name, husk.phone, husk.street) == (300_00, None, None, None)
        assert session.get(VisitRecord, visit_uid) is None
        history = history_of(session, "test_card", uid)
    assert [change.kind for change in history] == [ChangeKind.DESTROYED]


def test_a_destruction_and_what_was_before_it_are_never_taken_back(database, actor):
    uid, visit_uid = kept_life(database, actor)
    changed = change_card(database, actor, uid, phone=PHONE + "1")
    work_uid = destroyed(database, actor, uid, visit_uid)
    with pytest.raises(RuleBroken, match="已经不在，不能撤销"):
        undo(database, work_uid, actor)
    with pytest.raises(RuleBroken, match="已经不在，不能撤销"):
        undo(database, changed, actor)
    assert verify(database).ok


def test_what_is_gone_is_not_destroyed_again(database, actor):
    uid, visit_uid = kept_life(database, actor)
    destroyed(database, actor, uid, visit_uid)
    with pytest.raises(RuleBroken, match="可能已经销毁"):
        destroyed(database, actor, uid, visit_uid)
    assert verify(database).ok


def test_a_row_that_was_deleted_before_leaves_nothing_in_the_log_either(database, actor):
    uid = add_card(database, actor, name=NAME)
    with database.write("删除", actor) as work:
        work.session.delete(work.session.get_one(CardRecord, uid))
    with database.write("销毁", actor) as work:
        work.destroy({("test_card", uid): None})
    assert NAME not in everything(database)
    assert verify(database).ok


def test_a_husk_is_found_by_what_it_keeps(database, actor):
    with database.write("登记", actor) as work:
        union = UnionRecord(audience="BY", title=NAME, number="BY-2026-00031")
        work.session.add(union)
    with database.write("销毁", actor) as work:
        work.destroy({("test_union", union.uid): {"number": "BY-2026-00031"}})
    with database.read() as session:
        assert [hit.uid for hit in search(session, "00031", ("test_union",), 5)] == [union.uid]
    assert verify(database).ok


def test_rows_of_one_set_and_of_two_offices_are_destroyed_one_after_the_other(database, actor):
    with database.write("导入", actor, reason=f"{NAME}等三人") as work:
        work.insert_many(CardRecord, [{"audience": "BY", "name": f"{NAME}{n}"} for n in range(3)])
        work.session.add(CardRecord(audience="XS", name=NAME))
        work.session.add(UnionRecord(audience="BY", title="杭州制氧"))
    with database.read() as session:
        uids = [card.uid for card in session.scalars(sa.select(CardRecord).order_by(CardRecord.name))]
    for uid in uids:
        with database.write("销毁", actor) as work:
            work.destroy({("test_card", uid): None})
        assert verify(database).ok
    after = everything(database)
    assert NAME not in after
    assert "杭州制氧" in after


def test_a_work_that_fails_after_the_destruction_has_destroyed_nothing(database, actor):
    uid, visit_uid = kept_life(database, actor)
    rows = {("test_visit", visit_uid): None, ("test_card", uid): None}
    with pytest.raises(RuleBroken, match="停"), database.write("销毁", actor) as work:  # noqa: PT012
        work.destroy(rows)
        raise RuleBroken("停")
    with database.read() as session:
        assert session.get_one(CardRecord, uid).name == NAME
    assert verify(database).ok


def test_a_row_is_not_changed_and_destroyed_in_one_work(database, actor):
    uid, _ = kept_life(database, actor)
    with database.write("销毁", actor) as work:
        work.session.get_one(CardRecord, uid).name = "别人"
        with pytest.raises(RuntimeError, match="changed and destroyed"):
            work.destroy({("test_card", uid): None})


def test_a_row_that_others_still_point_to_does_not_go(database, actor):
    uid, _ = kept_life(database, actor)
    with pytest.raises(Exception, match=r"(?i)foreign key"), database.write("销毁", actor) as work:
        work.destroy({("test_card", uid): None})
    assert verify(database).ok


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot kill itself that way: NOT tested here")
def test_a_process_that_dies_in_the_middle_has_destroyed_nothing(store_folder, actor):
    with Database.open(store_folder, TEST_KEY) as database:
        uid = add_card(database, actor, name=NAME, phone=PHONE)
    died = subprocess.run([sys.executable, "-c", KILLED, str(store_folder), uid], env=os.environ, check=False)
    assert died.returncode == -signal.SIGKILL
    with Database.open(store_folder, TEST_KEY) as database:
        with database.read() as session:
            assert session.get_one(CardRecord, uid).name == NAME
        assert verify(database).ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change_line SET text = NULL WHERE arrival = 2",
        "UPDATE change_line SET uid = 'x' WHERE number = 1",
        """UPDATE change_line SET text = '["test_card", "x", {}, ""]' WHERE number = 1""",
        "UPDATE change_set SET reason = '' WHERE arrival = 6",
        "UPDATE change_set SET reason = '另一个' WHERE arrival = 3",
        "UPDATE change_set SET user = '别人' WHERE arrival = 3",
        "UPDATE change_set SET hash = previous WHERE arrival = 3",
        "DELETE FROM change_line WHERE number = 1",
    ],
)
def test_only_what_a_destruction_names_may_be_missing(store_folder, actor, statement):
    with Database.open(store_folder, TEST_KEY) as database:
        destroyed(database, actor, *kept_life(database, actor))
        with database.write("修改卡片", OTHER, reason="写错了") as work:
            work.session.add(CardRecord(audience="XS", name="赵"))
    raw = connect(store_folder / "store.db", TEST_KEY, "foreign_keys=OFF")
    raw.execute(statement)
    raw.close()
    with Database.open(store_folder, TEST_KEY) as database:
        wrong = {finding.name for finding in verify(database).findings if not finding.ok}
    assert "修改记录的链" in wrong


def test_nothing_of_it_is_left_in_the_free_places_of_the_file(store_folder, actor):
    with Database.open(store_folder, TEST_KEY) as database:
        rows = kept_life(database, actor)
    assert NAME.encode() in decrypted(store_folder)
    with Database.open(store_folder, TEST_KEY) as database:
        destroyed(database, actor, *rows)
        log = store_folder / "store.db-wal"
        assert not log.exists() or log.stat().st_size == 0
    assert NAME.encode() not in decrypted(store_folder)


def decrypted(folder):
    """Return the pages of a store without their encryption, free ones too."""
    data = (folder / "store.db").read_bytes()
    pages = [data[at : at + 4096] for at in range(0, len(data), 4096)]
    # The first page begins with 16 bytes of salt, each ends with its vector and a seal.
    return b"".join(
        plain_page(page[0 if number else 16 : 4016], page[4016:4032]) for number, page in enumerate(pages)
    )


def plain_page(page, vector):
    decryptor = Cipher(AES(TEST_KEY), CBC(vector)).decryptor()
    return decryptor.update(page) + decryptor.finalize()
