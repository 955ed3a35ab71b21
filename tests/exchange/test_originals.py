"""Scans travel with the rows that name them; what is there already is known by its hash."""

from __future__ import annotations

import hashlib

from tests.exchange.test_service import assert_whole, confirm, hand_in
from tests.store.test_blobs import attach, file_uids
from union_desk.casework.records import AttachedFileRecord

FIRST, SECOND = b"blurred scan" * 1000, b"sharp scan" * 1000


def test_the_district_gets_the_scans_of_a_street_and_proves_the_same_bytes(district, street, stick):
    name = street.database.blobs.put_bytes(FIRST).sha256
    attach(street.database, street.actor, name)
    hand_in(street, district, stick)
    assert district.database.blobs.read(name) == FIRST
    assert name == hashlib.sha256(FIRST).hexdigest()
    confirm(district, street, stick)
    better = street.database.blobs.put_bytes(SECOND).sha256
    (uid,) = file_uids(street.database)
    with street.database.write("替换附件", street.actor) as work:
        work.session.get_one(AttachedFileRecord, uid).sha256 = better
    hand_in(street, district, stick)
    assert district.database.blobs.read(better) == SECOND
    assert_whole(district, street)


def test_a_row_whose_scan_has_not_come_is_taken_in_and_named_by_the_check(district, street, stick):
    from union_desk.store.verify import verify

    attach(street.database, street.actor, hashlib.sha256(FIRST).hexdigest())
    hand_in(street, district, stick)
    assert file_uids(district.database)
    (wrong,) = [finding for finding in verify(district.database).findings if not finding.ok]
    assert wrong.wrong == ("诊断书：没有原件",)
