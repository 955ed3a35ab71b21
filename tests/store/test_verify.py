from __future__ import annotations

import shutil

import pytest

from tests.conftest import TEST_KEY
from tests.store.samples import OTHER, CardRecord, VisitRecord, add_card, change_card
from union_desk.core.errors import StoreProblem
from union_desk.core.rights import Actor, Role
from union_desk.store.database import Database
from union_desk.store.engine import connect
from union_desk.store.verify import verify


@pytest.fixture(scope="module")
def sealed(template_store, tmp_path_factory):
    """Fill a store with works of two audiences, and close it."""
    folder = tmp_path_factory.mktemp("sealed")
    shutil.copy2(template_store, folder / "store.db")
    actor = Actor("王芳", "BY", "BY", frozenset({Role.HANDLE}))
    with Database.open(folder, TEST_KEY) as database:
        for number in range(5):
            uid = add_card(database, actor, name=f"王{number}", phone="13900000000")
            change_card(database, actor, uid, phone=str(number))
        add_card(database, OTHER, name="李强")
        with database.write("走访", actor) as work:
            work.session.add(VisitRecord(audience="BY", card_uid=uid, text="入户"))
            work.note_access("read", "test_card", uid, "身份证号")
        gone = add_card(database, actor, name="赵")
        with database.write("删除", actor) as work:
            work.session.delete(work.session.get_one(CardRecord, gone))
    return folder


@pytest.fixture
def filled(sealed, tmp_path):
    return shutil.copytree(sealed, tmp_path / "数据")


def wrong(folder):
    with Database.open(folder, TEST_KEY) as database:
        return {finding.name for finding in verify(database).findings if not finding.ok}


def test_a_store_as_it_was_sealed_is_found_right(filled):
    with Database.open(filled, TEST_KEY) as database:
        report = verify(database)
    assert report.ok
    looked_at = {finding.name: finding.looked_at for finding in report.findings}
    assert looked_at["修改记录的链"] == 14
    assert looked_at["资料与修改记录"] == 7
    assert looked_at["搜索键"] > 40


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE change_line SET text = replace(text, '13900000000', '1') WHERE number = 1", "修改记录的链"),
        ("UPDATE change_set SET user = '别人' WHERE arrival = 3", "修改记录的链"),
        ("UPDATE change_set SET at = '2020-01-01 00:00:00.000000' WHERE arrival = 3", "修改记录的链"),
        ("DELETE FROM change_line WHERE arrival = 4", "修改记录的链"),
        ("DELETE FROM change_set WHERE arrival = 4", "修改记录的链"),
        ("DELETE FROM change_set WHERE arrival = (SELECT max(arrival) FROM change_set)", "修改记录的链"),
        ("UPDATE change_line SET text = NULL WHERE number = 1", "修改记录的链"),
        ("UPDATE stream SET seq = seq + 1", "修改记录的链"),
        ("UPDATE test_card SET phone = '99' WHERE phone = '3'", "资料与修改记录"),
        ("UPDATE test_card SET income_fen = 1 WHERE phone = '3'", "资料与修改记录"),
        ("DELETE FROM test_card WHERE phone = '3'", "资料与修改记录"),
        ("INSERT INTO test_card (uid, audience, row_version) VALUES ('x', 'BY', 1)", "资料与修改记录"),
        ("DELETE FROM head WHERE field = 'phone'", "修改记录的首部"),
        ("UPDATE head SET arrival = arrival + 1 WHERE field = ''", "修改记录的首部"),
        ("DELETE FROM skey WHERE kind = 'N'", "搜索键"),
        ("UPDATE skey SET key = '99' WHERE key = '李强'", "搜索键"),
        ("DELETE FROM search_ref WHERE ref = 1", "搜索键"),
        ("DELETE FROM test_card WHERE phone = '4'", "资料之间的引用"),
    ],
)
def test_a_change_from_outside_is_found(filled, statement, found):
    raw = connect(filled / "store.db", TEST_KEY, "foreign_keys=OFF")
    raw.execute(statement)
    raw.close()
    assert found in wrong(filled)


def test_a_damage_of_any_page_is_found(filled):
    path = filled / "store.db"
    whole = path.read_bytes()
    for page in range(0, len(whole) // 4096, 4):
        at = page * 4096 + 1000
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert is_found(filled), page


def is_found(folder):
    try:
        return bool(wrong(folder))
    except StoreProblem as problem:
        return "损坏" in str(problem) or "打不开" in str(problem)
