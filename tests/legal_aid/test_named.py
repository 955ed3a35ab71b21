"""What the tables of legal aid are called where packages of offices are compared."""

from __future__ import annotations

from union_desk.exchange.naming import Naming, kind_title
from union_desk.legal_aid import records
from union_desk.legal_aid.values import Consultation
from union_desk.store.records import LOGGED


def test_every_table_of_legal_aid_has_a_name():
    tables = {name for name, record in LOGGED.items() if record.__module__.startswith(records.__name__)}
    assert len(tables) >= 12
    assert [name for name in tables if kind_title(name) == "其他资料"] == []


def test_a_case_and_its_rows_are_told_by_number_and_applicant(service, advice, store, actor, aid_form):
    uid = service.save(actor, aid_form).uid
    item = service.form(actor, uid).items[0].uid
    line = advice.save(actor, Consultation(name="李强", topic="wages")).uid
    with store.read() as session:
        naming = Naming(session)
        assert naming.title("aid_item", item) == naming.title("aid_case", uid) == "BY-F-2026-00003 张𧒽芬"
        assert naming.root("aid_item", item) == ("aid_case", uid)
        assert naming.title("consultation", line) == "李强"
