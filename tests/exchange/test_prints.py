"""The 数据交接单 names both sides, counts what is in the package and proves the file by its hash."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pypdfium2
import pytest

from union_desk.exchange.prints import handover_fields, render_handover, size_shown
from union_desk.exchange.values import Handover, PackageKind, Span, TableCount

AT = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)
HASH = sha256(b"a package").hexdigest()


def handover(*, outgoing: bool, kinds: int = 3) -> Handover:
    return Handover(
        "h1",
        AT,
        "周明",
        PackageKind.RETURN,
        outgoing,
        12,
        "白杨街道总工会",
        AT,
        "陈明",
        "baiyang-012.udp",
        HASH,
        342_117,
        1118,
        6400,
        3,
        (Span("白杨", 41, 57), Span("钱塘区", 103, 103)),
        tuple(TableCount(f"t{number}", f"内容{number}", 12, 40, 1, 3) for number in range(kinds)),
        None,
        "",
        "",
    )


def words(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_what_came_in_names_sender_and_receiver_and_both_moments():
    fields = handover_fields(handover(outgoing=False), "钱塘区总工会")
    assert (fields["sender"], fields["receiver"]) == ("白杨街道总工会", "钱塘区总工会")
    assert (fields["package_no"], fields["taken_at"], fields["taken_by"]) == (
        "上报第 12 号",
        "2026年11月23日 16:40",
        "周明",
    )
    assert fields["spans"] == [
        {"whose": "白杨", "numbers": "第 41–57 号"},
        {"whose": "钱塘区", "numbers": "第 103 号"},
    ]


def test_what_goes_out_leaves_the_receiving_to_the_receiver():
    fields = handover_fields(handover(outgoing=True), "钱塘区总工会")
    assert (fields["sender"], fields["receiver"]) == ("钱塘区总工会", "白杨街道总工会")
    assert (fields["taken_at"], fields["taken_by"]) == ("", "")


def test_the_whole_hash_and_every_count_stand_on_the_paper():
    made = render_handover(
        handover(outgoing=False, kinds=14), "钱塘区总工会", printed_by="周明", printed_at=AT
    )
    first, second = words(made.pdf)
    assert HASH in "".join((first + second).split())
    assert "1,118 次，共 6,400 行" in first
    for number in range(14):
        assert f"内容{number}" in first + second


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "1 KB"), (342_117, "342 KB"), (999_999, "1,000 KB"), (1_680_000, "1.7 MB")],
)
def test_a_size_is_written_as_one_reads_it(size, shown):
    assert size_shown(size) == shown
