from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tests.store.samples import CardRecord, NoteRecord, add_card
from union_desk.store.codec import canonical, logged_table, plain
from union_desk.store.records import LoggedRecord, new_uid, reference

pytestmark = pytest.mark.on_server_too


def test_a_new_record_has_an_id_of_its_own():
    records = [CardRecord(audience="BY"), CardRecord(audience="BY"), NoteRecord(), NoteRecord()]
    assert len({record.uid for record in records}) == 4


@pytest.mark.parametrize(
    "column",
    [
        mapped_column(sa.Text, nullable=False),
        mapped_column(sa.Text, unique=True),
        mapped_column(sa.Text, default="x"),
        mapped_column(sa.Text, server_default="x"),
        mapped_column(sa.Text, onupdate="x"),
        mapped_column(sa.ForeignKey("test_card.uid")),
        mapped_column(
            sa.ForeignKey("test_card.uid", deferrable=True, initially="DEFERRED", ondelete="CASCADE")
        ),
    ],
    ids=["not null", "unique", "default", "server default", "onupdate", "plain reference", "cascade"],
)
def test_a_logged_column_that_could_fail_in_a_merge_or_escape_the_log_is_refused(column):
    name = f"test_refused_{new_uid()}"
    with pytest.raises(TypeError):
        type(
            f"Refused{name}",
            (LoggedRecord,),
            {"__tablename__": name, "__module__": __name__, "value": column},
        )
    LoggedRecord.metadata.remove(LoggedRecord.metadata.tables[name])


def test_a_check_over_several_fields_is_refused():
    name = f"test_refused_{new_uid()}"
    body = {
        "__tablename__": name,
        "__module__": __name__,
        "__annotations__": {"low": Mapped[int | None], "high": Mapped[int | None]},
        "low": mapped_column(sa.BigInteger),
        "high": mapped_column(sa.BigInteger),
        "__table_args__": (sa.CheckConstraint(sa.text("low < high"), name="order"),),
    }
    with pytest.raises(TypeError, match="check over several fields"):
        type("RefusedCheck", (LoggedRecord,), body)
    LoggedRecord.metadata.remove(LoggedRecord.metadata.tables[name])


def test_a_reference_waits_for_the_commit():
    key = reference("test_card.uid")
    assert (key.deferrable, key.initially) == (True, "DEFERRED")


def test_values_come_back_as_they_were_given(database, actor):
    seen = datetime(2026, 3, 1, 8, 30, 5, 123456, tzinfo=timezone(timedelta(hours=8)))
    values = {
        "name": "𬭊䶮·买买提",
        "born_on": date(1980, 2, 29),
        "income_fen": 2**40,
        "seen_at": seen,
        "facts": {"步骤": ["一", 2, None, True]},
    }
    uid = add_card(database, actor, **values)
    with database.read() as session:
        card = session.get_one(CardRecord, uid)
        assert {name: getattr(card, name) for name in values} == values
        assert card.seen_at.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused(database, actor):
    with pytest.raises(sa.exc.StatementError, match="aware"):
        add_card(database, actor, seen_at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_parts_that_belong_together_are_one_field_of_the_log():
    table = logged_table(CardRecord)
    assert table.fields["address"] == ("street", "house")
    assert "street" not in table.fields
    assert table.value("address", {"street": None, "house": None}) is None
    assert table.columns("address", {"house": "3"}) == {"street": None, "house": "3"}
    # Logged before the group had all its parts.
    assert table.whole("address", {"house": "3"}) == {"street": None, "house": "3"}
    assert table.whole("address", None) is None
    assert table.whole("facts", {"a": 1}) == {"a": 1}


def test_the_log_refuses_a_float():
    with pytest.raises(TypeError):
        plain({"sum": 0.1})


def test_the_same_value_has_the_same_text():
    assert canonical({"乙": 1, "a": [True, None]}) == '{"a":[true,null],"乙":1}'
