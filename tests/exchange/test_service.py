"""A street is given its store, works without a network, hands in, and gets its receipt."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from tests.exchange.conftest import BY, CHEAP, PASSWORD, XS, opened
from tests.store.offices import contents
from union_desk.casework.accounts import users_in
from union_desk.casework.numbers import blocks_of
from union_desk.casework.offices import own_office_in
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.exchange.keys import new_opening_code, own_keys
from union_desk.exchange.opening import issued_users, open_issued
from union_desk.exchange.values import Choice, IssuedUser, PackageKind, RowChange, Settlement, SiteState
from union_desk.store.verify import verify


def assert_whole(*desks):
    for desk in desks:
        report = verify(desk.database)
        assert report.ok, [finding for finding in report.findings if not finding.ok]


def hand_in(street, district, stick, **options):
    made = street.exchange.return_package(street.actor, stick, **options)
    return district.exchange.apply(district.actor, made.info.path)


def site_of(desk, office):
    return next(site for site in desk.exchange.sites(desk.actor) if site.office == office.code)


def confirm(district, street, stick):
    made = district.exchange.receipt(district.actor, site_of(district, BY).uid, stick)
    return street.exchange.apply(street.actor, made.info.path)


def test_a_street_opens_the_store_that_the_district_has_issued(district, street):
    with street.database.read() as session:
        assert own_office_in(session) == "BY"
        assert users_in(session) == ("王芳", "赵敏")
        blocks = blocks_of(session, "hardship", "BY", 2026)
        assert [block.site for block in blocks] == [street.database.site]
    site = site_of(district, BY)
    assert (site.word, site.state, site.waiting) == ("白杨", SiteState.ACTIVE, 0)
    (line,) = street.exchange.log(street.actor)
    assert (line.kind, line.outgoing, line.other) == (PackageKind.ISSUE, False, "钱江")
    assert_whole(district, street)


def test_an_opening_code_with_a_wrong_group_is_named(district, stick, tmp_path, clock):
    users = (IssuedUser("王芳", frozenset({"handle"})),)
    made = district.exchange.issue_store(district.actor, "XS", stick, users)
    path, code = made.info.path, made.opening_code
    assert issued_users(path, code) == users
    wrong = ("A" if code[0] != "A" else "B") + code[1:]
    with pytest.raises(RuleBroken, match="开通码第 1 组"):
        open_issued(tmp_path / "新", path, wrong, "王芳", PASSWORD, cost=CHEAP)
    with pytest.raises(RuleBroken, match="开通码与这个数据包不符"):
        open_issued(tmp_path / "新", path, new_opening_code(), "王芳", PASSWORD, cost=CHEAP)
    with pytest.raises(RuleBroken, match="发放给 王芳 的"):
        open_issued(tmp_path / "新", path, code, "赵敏", PASSWORD, cost=CHEAP)
    assert not (tmp_path / "新" / "store.db").exists()


def test_what_a_street_has_entered_is_shown_before_it_is_taken_in(district, street, stick):
    uid = street.add_person(name="王小明", mobile="13800000000")
    made = street.exchange.return_package(street.actor, stick)
    before = contents(district.database)
    preview = district.exchange.preview(district.actor, made.info.path)
    assert contents(district.database) == before
    assert preview.may_apply
    assert [(count.table, count.new) for count in preview.counts] == [("person", 1)]
    (row,) = preview.rows
    assert (row.kind_title, row.title, row.change) == ("人员", "王小明", RowChange.NEW)
    taken = district.exchange.apply(district.actor, made.info.path)
    assert taken.sets == 1
    assert taken.backup is not None
    assert taken.backup.exists()
    assert district.person(uid).name == "王小明"
    assert preview.info.spans[0].shown.startswith("白杨 第 ")
    assert_whole(district, street)


def test_a_month_of_a_street_ends_equal(district, street, stick):
    uid = street.add_person(name="王小明", mobile="1", marital="10")
    hand_in(street, district, stick)
    confirm(district, street, stick)
    street.change_person(uid, mobile="2")
    district.change_person(uid, marital="20")
    taken = hand_in(street, district, stick)
    assert taken.conflicts == 0
    confirm(district, street, stick)
    for desk in (district, street):
        assert (desk.person(uid).mobile, desk.person(uid).marital) == ("2", "20")
    assert_whole(district, street)


def test_a_conflict_is_settled_by_its_key_and_undone(district, street, stick, clock):
    uid = street.add_person(name="王小明", mobile="13800000001")
    hand_in(street, district, stick)
    clock.go_on(minutes=5)
    street.change_person(uid, mobile="13800000002")
    clock.go_on(minutes=5)
    district.change_person(uid, mobile="13800000003")
    made = street.exchange.return_package(street.actor, stick)
    preview = district.exchange.preview(district.actor, made.info.path)
    assert len(preview.conflicts) == 1
    assert district.exchange.apply(district.actor, made.info.path).conflicts == 1
    (conflict,) = district.exchange.conflicts(district.actor)
    assert (conflict.title, conflict.label, conflict.shown) == ("王小明", "手机号码", Choice.OURS)
    shown = [(one.choice, one.office, one.by) for one in conflict.alternatives]
    assert shown == [
        (Choice.OURS, "钱江", "李强"),
        (Choice.THEIRS, "白杨", "王芳"),
        (Choice.ORIGINAL, "白杨", "王芳"),
    ]
    settlement = Settlement(*conflict.key, Choice.THEIRS)
    district.exchange.settle(district.actor, [settlement])
    assert district.exchange.conflict_count(district.actor) == 0
    assert district.person(uid).mobile == "13800000002"
    confirm(district, street, stick)
    assert street.exchange.conflicts(street.actor) == ()
    assert_whole(district, street)


def test_a_package_is_taken_back_and_taken_in_again(district, street, stick):
    before = contents(district.database)
    uid = street.add_person(name="王小明")
    taken = hand_in(street, district, stick)
    district.exchange.take_back(district.actor, taken.handover_uid)
    assert district.person(uid) is None
    assert contents(district.database) == before
    line = district.exchange.handover(district.actor, taken.handover_uid)
    assert line.taken_back_by == "李强"
    assert line.why_not_back == "已经退回。"
    assert district.exchange.apply(district.actor, taken.info.path).sets == 1
    assert district.person(uid) is not None
    assert_whole(district)


def test_after_a_receipt_nothing_is_taken_back(district, street, stick, clock):
    street.add_person(name="王小明")
    taken = hand_in(street, district, stick)
    clock.go_on(minutes=1)
    confirm(district, street, stick)
    with pytest.raises(RuleBroken, match="回执"):
        district.exchange.take_back(district.actor, taken.handover_uid)


def test_the_same_package_again_is_harmless_and_says_so(district, street, stick):
    street.add_person(name="王小明")
    taken = hand_in(street, district, stick)
    preview = district.exchange.preview(district.actor, taken.info.path)
    assert preview.known_already
    assert "已经收入，再收一次没有影响" in preview.notice
    assert district.exchange.apply(district.actor, taken.info.path).known_already
    assert_whole(district)


def test_a_gap_is_refused_by_the_name_of_the_office(district, street, stick):
    street.add_person(name="一")
    lost = street.exchange.return_package(street.actor, stick)
    district.exchange.apply(district.actor, lost.info.path)
    confirm(district, street, stick)
    # The district has lost what it had confirmed.
    last = next(line for line in district.exchange.log(district.actor) if not line.outgoing)
    with district.database.write("退回", district.actor) as work:
        record = work.session.get_one(_handovers(), last.uid)
        work.part(record.first, record.last)
    street.add_person(name="二")
    made = street.exchange.return_package(street.actor, stick)
    preview = district.exchange.preview(district.actor, made.info.path)
    assert not preview.may_apply
    (missing,) = preview.missing
    assert missing.word == "白杨"
    with pytest.raises(StoreProblem, match=r"缺少 白杨 第 1(–\d+)? 号"):
        district.exchange.apply(district.actor, made.info.path)
    hand_in(street, district, stick, whole=True)
    assert_whole(district)


def _handovers():
    from union_desk.exchange.records import HandoverRecord

    return HandoverRecord


def test_a_package_for_another_office_is_refused(district, street, stick, tmp_path, clock):
    other = opened(district, stick, tmp_path / "下沙", XS, clock)
    try:
        made = street.exchange.return_package(street.actor, stick)
        with pytest.raises(StoreProblem, match="是给 钱江 的"):
            other.exchange.preview(other.actor, made.info.path)
        with pytest.raises(StoreProblem, match="是给 钱江 的"):
            street.exchange.preview(street.actor, made.info.path)
    finally:
        other.database.close()


def test_a_revoked_store_is_refused_and_the_street_gets_a_new_one(district, street, stick, tmp_path, clock):
    uid = street.add_person(name="王小明")
    hand_in(street, district, stick)
    with pytest.raises(RuleBroken, match="已有一份在用的数据"):
        opened(district, stick, tmp_path / "新", BY, clock)
    district.exchange.revoke(district.actor, site_of(district, BY).uid, "电脑丢失")
    late = street.exchange.return_package(street.actor, stick)
    with pytest.raises(StoreProblem, match="已停用（2026-11-23）"):
        district.exchange.preview(district.actor, late.info.path)
    fresh = opened(district, stick, tmp_path / "新", BY, clock)
    try:
        assert fresh.person(uid).name == "王小明"
        assert fresh.database.site != street.database.site
        fresh.change_person(uid, mobile="13800000009")
        hand_in(fresh, district, stick)
        assert district.person(uid).mobile == "13800000009"
        assert_whole(district, fresh)
    finally:
        fresh.database.close()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda data: data[: len(data) // 2], "不完整，应有"),
        (lambda data: data[:10], "不完整"),
        (lambda data: data[:-200] + bytes([data[-200] ^ 1]) + data[-199:], "已损坏"),
        (lambda data: data + b"x", "已损坏"),
        (lambda data: b"PK\x03\x04" + data, "不是本程序的数据包"),
        (lambda _: b"", "不是本程序的数据包"),
    ],
    ids=["half", "stub", "flipped", "longer", "foreign", "empty"],
)
def test_a_damaged_package_is_refused_with_its_own_sentence(district, street, stick, damage, sentence):
    street.add_person(name="王小明")
    path = street.exchange.return_package(street.actor, stick).info.path
    path.write_bytes(damage(path.read_bytes()))
    before = contents(district.database)
    with pytest.raises(StoreProblem, match=sentence):
        district.exchange.apply(district.actor, path)
    assert contents(district.database) == before


def test_a_package_with_a_forged_signature_is_refused(district, street, stick, tmp_path, clock):
    from union_desk.exchange.package import Content, read_package, write_package

    made = street.exchange.return_package(street.actor, stick)
    file = read_package(made.info.path)
    other = opened(district, stick, tmp_path / "下沙", XS, clock)
    try:
        with other.database.read() as session:
            thief = own_keys(session)
        with district.database.read() as session:
            seal = own_keys(session).public.seal
        content = Content(sets=[], knows={}, stretches=[], words={}, site="x")
        write_package(stick / "假.udpack", file.header, content, seal, thief.sign)
        with pytest.raises(StoreProblem, match="签名不对，不是 白杨 做的"):
            district.exchange.preview(district.actor, stick / "假.udpack")
    finally:
        other.database.close()


def test_a_street_cannot_send_rows_of_another_one(district, street, stick):
    with street.database.write("写别人的", street.actor) as work:
        from union_desk.people.records import PersonRecord

        work.session.add(PersonRecord(audience="XS", name="下沙的人"))
    made = street.exchange.return_package(street.actor, stick)
    assert made.info.sets == 0
    # Nor by a program that was tampered with.
    from union_desk.exchange import outgoing

    kept = outgoing.sets_after
    try:
        outgoing.sets_after = lambda connection, audiences, seen: kept(connection, {"XS", *audiences}, seen)
        forged = street.exchange.return_package(street.actor, stick)
    finally:
        outgoing.sets_after = kept
    preview = district.exchange.preview(district.actor, forged.info.path)
    assert "不属于白杨的资料" in preview.refused
    with pytest.raises(StoreProblem, match="不属于白杨的资料"):
        district.exchange.apply(district.actor, forged.info.path)
    assert_whole(district)


def test_a_package_of_a_newer_program_is_refused(district, street, stick, monkeypatch):
    street.add_person(name="王小明")
    from union_desk.exchange import package

    monkeypatch.setattr(package, "_FORMAT", 2)
    made = street.exchange.return_package(street.actor, stick)
    file = package.read_package(made.info.path)
    monkeypatch.undo()
    import msgspec

    assert file.header.format in (1, 2)
    newer = msgspec.structs.replace(file.header, format=2)
    with street.database.read() as session:
        sign = own_keys(session).sign
    with district.database.read() as session:
        seal = own_keys(session).public.seal
    content = package.Content(sets=[], knows={}, stretches=[], words={}, site="x")
    with pytest.raises(StoreProblem, match="由更新的版本"):
        package.write_package(stick / "新版.udpack", newer, content, seal, sign)
    with pytest.raises(StoreProblem, match="由更新的版本"):
        district.exchange.preview(district.actor, stick / "新版.udpack")


def test_two_packages_with_one_number_are_told_apart(district, street, stick):
    street.add_person(name="一")
    first = hand_in(street, district, stick)
    from union_desk.exchange.members import Known, district_of, keep_known, known_of, members_in

    # As after a restore of an older backup: the counter of the packages has gone back.
    with street.database.write("回到从前", street.actor) as work:
        target = district_of(members_in(work.session)).uid
        known = known_of(work.session, target)
        keep_known(work.session, target, Known(known.knows, known.site, 0))
    street.add_person(name="二")
    second = street.exchange.return_package(street.actor, stick)
    assert second.info.number == first.info.number
    preview = district.exchange.preview(district.actor, second.info.path)
    assert "内容不同" in preview.notice
    assert preview.may_apply


def test_a_stick_that_is_pulled_leaves_no_half_package(district, street, stick, monkeypatch):
    from pathlib import Path

    street.add_person(name="一")
    log = street.exchange.log(street.actor)

    def pulled(self, target):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", pulled)
    with pytest.raises(StoreProblem, match="数据包没有写成"):
        street.exchange.return_package(street.actor, stick)
    monkeypatch.undo()
    assert [path.name for path in stick.iterdir() if "return" in path.name] == []
    assert street.exchange.log(street.actor) == log
    assert street.exchange.return_package(street.actor, stick).info.number == 1


def test_private_keys_are_nowhere_but_in_the_encrypted_store(district, street):
    with street.database.read() as session:
        keys = own_keys(session)
        texts = session.execute(sa.text("SELECT group_concat(text) FROM change_line")).scalar()
    assert keys.sign not in texts
    assert keys.seal not in texts
    for path in street.folder.rglob("*"):
        if path.is_file():
            assert keys.seal.encode() not in path.read_bytes()
