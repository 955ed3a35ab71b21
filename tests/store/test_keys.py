from __future__ import annotations

import shutil

import pytest
import sqlalchemy as sa

from tests.conftest import TEST_KEY
from tests.store.samples import OTHER, CardRecord, UnionRecord, add_card, change_card
from union_desk.store import keys
from union_desk.store.database import Database
from union_desk.store.keys import Kind, search
from union_desk.store.tables import search_ref, skey
from union_desk.store.verify import verify

pytestmark = pytest.mark.on_server_too

PEOPLE = {
    "王芳": ("330199198001020021", "13900001111"),
    "王小芳": ("330199199105054432", "13900002222"),
    "单田芳": ("33019919670808123X", "13800003333"),
    "曾乐": ("330199200002290039", ""),
    "吕绿": ("", "057188881111"),
    "阿卜杜拉·买买提": ("", ""),
    "张𬭊": ("", ""),
    "万俟雪": ("", ""),
    "JOHN SMITH": ("", ""),
}
UNIONS = {"杭州长江电子有限公司工会": "BY-2026-00031", "浙江兴业银行工会": "XS-2025-00007"}


def opened_in_file(request):
    folder = request.getfixturevalue("tmp_path_factory").mktemp("city")
    shutil.copy2(request.getfixturevalue("template_store"), folder / "store.db")
    return Database.open(folder, TEST_KEY)


def opened_on_server(request):
    server = request.getfixturevalue("server")
    return Database.connect(server.address(server.make(request.getfixturevalue("template_database"))))


@pytest.fixture(scope="module", params=[opened_in_file, opened_on_server], ids=["file", "server"])
def city(request):
    """Open a store with all the names above."""
    with request.param(request) as database:
        with database.write("导入", OTHER) as work:
            rows = [
                {"audience": "XS", "name": name, "id_no": id_no, "phone": phone}
                for name, (id_no, phone) in PEOPLE.items()
            ]
            work.insert_many(CardRecord, rows)
            work.session.add_all(
                UnionRecord(audience="shared", title=title, number=number) for title, number in UNIONS.items()
            )
        yield database


@pytest.fixture
def names(city):
    def find(text: str, limit: int = 20) -> list[str]:
        with city.read() as session:
            hits = search(session, text, ("test_card", "test_union"), limit)
            records = {"test_card": CardRecord, "test_union": UnionRecord}
            found = [session.get_one(records[hit.entity], hit.uid) for hit in hits]
            return [item.name if isinstance(item, CardRecord) else item.title for item in found]

    return find


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王", ["王小芳", "王芳"]),
        ("芳", ["单田芳", "王小芳", "王芳"]),
        ("小芳", ["王小芳"]),
        ("王 芳", ["王芳"]),
        ("stf", ["单田芳"]),
        ("shantian", ["单田芳"]),
        ("dantian", []),
        ("tianfang", ["单田芳"]),
        ("zengle", ["曾乐"]),
        ("zengyue", ["曾乐"]),
        ("zl", ["曾乐"]),
        ("lvlv", ["吕绿"]),
        ("lülü", ["吕绿"]),
        ("lulu", ["吕绿"]),
        ("阿卜杜拉买买提", ["阿卜杜拉·买买提"]),
        ("阿卜杜拉・买", ["阿卜杜拉·买买提"]),
        ("𬭊", ["张𬭊"]),
        ("moqixue", ["万俟雪"]),
        ("smith", ["JOHN SMITH"]),
        ("0021", ["王芳"]),
        ("4432", ["王小芳"]),
        ("123x", ["单田芳"]),
        ("１２３Ｘ", ["单田芳"]),
        ("33019919800102", ["王芳"]),
        ("2222", ["王小芳"]),
        ("13800003333", ["单田芳"]),
        ("138 0000 3333", []),
        ("王 4432", ["王小芳"]),
        ("4432 王", ["王小芳"]),
        ("wang 1111", ["王芳"]),
        ("王 9999", []),
        ("长江电子", ["杭州长江电子有限公司工会"]),
        ("cjdz", ["杭州长江电子有限公司工会"]),
        ("xyyh", ["浙江兴业银行工会"]),
        ("BY-2026-00031", ["杭州长江电子有限公司工会"]),
        ("by-2026", ["杭州长江电子有限公司工会"]),
        ("00031", ["杭州长江电子有限公司工会"]),
        ("31", ["杭州长江电子有限公司工会"]),
        ("2025-00007", ["浙江兴业银行工会"]),
        ("", []),
        ("  ", []),
        ("'; DROP TABLE skey; --", []),
        ("%", []),
        ("_", []),
    ],
)
def test_what_is_typed_is_found(names, typed, found):
    assert sorted(names(typed)) == sorted(found)


def test_a_name_that_begins_so_comes_before_one_that_only_contains_it(names):
    assert names("芳")[-1] != names("王")[0]
    assert names("w")[:2] == ["王芳", "王小芳"]


def test_no_more_is_found_than_was_asked_for(names):
    assert len(names("芳", limit=2)) == 2


def test_a_hit_says_why_it_was_found(database, actor):
    add_card(database, actor, name="王芳", phone="13900001111")
    with database.read() as session:
        (hit,) = search(session, "1111", ["test_card"])
    assert hit.kind is Kind.PHONE_END


def test_a_row_is_found_by_its_new_name_only(database, actor):
    uid = add_card(database, actor, name="王芳", phone="13900001111")
    change_card(database, actor, uid, name="汪方")
    with database.read() as session:
        assert search(session, "王芳", ["test_card"]) == []
        assert [hit.uid for hit in search(session, "汪方", ["test_card"])] == [uid]
        assert [hit.uid for hit in search(session, "1111", ["test_card"])] == [uid]


def test_a_removed_row_leaves_no_key(database, actor):
    uid = add_card(database, actor, name="王芳", phone="13900001111")
    with database.write("删除", actor) as work:
        work.session.delete(work.session.get_one(CardRecord, uid))
    with database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(skey)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(search_ref)) == 0


def test_a_row_without_keys_may_get_some_later(database, actor):
    uid = add_card(database, actor)
    change_card(database, actor, uid, name="王芳")
    with database.read() as session:
        assert len(search(session, "wf", ["test_card"])) == 1


def test_all_keys_can_be_made_anew(city, names):
    with city.read() as session:
        before = sorted(map(tuple, session.execute(sa.select(skey.c.entity, skey.c.kind, skey.c.key))))
    with city.write("重建搜索", OTHER) as work:
        assert work.rebuild_search() == len(PEOPLE) + len(UNIONS)
    with city.read() as session:
        after = sorted(map(tuple, session.execute(sa.select(skey.c.entity, skey.c.kind, skey.c.key))))
    assert after == before
    assert names("stf") == ["单田芳"]
    assert verify(city).ok


def test_surnames_are_read_as_surnames():
    surnames = {"仇英": "qy", "解珍": "xz", "查良": "zl", "区志": "oz", "朴槿": "pj", "尉迟恭": "ycg"}
    for name, initials in surnames.items():
        assert (Kind.INITIALS, initials) in set(keys.pinyin_keys(name)), name


def test_nothing_given_makes_no_keys():
    texts = (keys.name_keys, keys.pinyin_keys, keys.title_keys)
    for maker in (*texts, keys.id_keys, keys.phone_keys, keys.number_keys):
        for nothing in (None, "", "  "):
            assert [key for _, key in maker(nothing) if key] == []


def test_a_very_long_title_makes_short_keys():
    made = list(keys.title_keys("杭州" * 40))
    assert max(len(key) for _, key in made) == keys.LONGEST
