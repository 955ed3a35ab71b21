"""A package with something of everything in it, for the walk over all screens."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from union_desk.exchange.service import ExchangeService
from union_desk.exchange.values import (
    Alternative,
    Choice,
    Conflict,
    PackageInfo,
    PackageKind,
    PerhapsSame,
    Preview,
    PreviewRow,
    RowChange,
    Site,
    SiteState,
    Span,
    TableCount,
)

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
INFO = PackageInfo(
    Path("/U盘/BY-return-0012.udpack"),
    PackageKind.RETURN,
    12,
    "白杨",
    "钱塘区",
    AT,
    "陈明",
    "0.6.0",
    118,
    640,
    14,
    1_342_117,
    "3f9a0c5e" * 8,
    (Span("白杨", 41, 57), Span("钱塘区", 103, 103)),
)
FIELDS = ("手机号码", "婚姻状况", "家庭住址、邮政编码", "致困原因和家庭基本情况说明")
CONFLICTS = tuple(
    Conflict(
        "person",
        f"p{place}",
        f"f{place}",
        "困难职工档案",
        f"白杨-2026-{place:05} 王芳",
        field,
        Choice.OURS,
        (
            Alternative(Choice.OURS, "13800000001", "虞一", "钱塘区", AT),
            Alternative(Choice.THEIRS, "13800000002 下沙街道六号大街100弄25幢2单元301室", "陈明", "白杨", AT),
            Alternative(Choice.OTHER, "13800000004", "周敏", "下沙", AT),
            Alternative(Choice.ORIGINAL, "", "陈明", "白杨", AT),
        ),
        is_text=True,
    )
    for place, field in enumerate(FIELDS)
)
PREVIEW = Preview(
    INFO,
    (TableCount("person", "人员", 12, 40, 1, 1118), TableCount("hardship_file", "困难职工档案", 9, 31, 0, 0)),
    (
        PreviewRow("person", "p1", "人员", "王芳", RowChange.CHANGED, FIELDS),
        PreviewRow("person", "p2", "人员", "王小明", RowChange.NEW, ()),
    ),
    52,
    CONFLICTS,
    (PerhapsSame("p2", "王小明", "p9", "王晓明", "下沙街道总工会", 92, ("证件号码相同", "姓名读音相同")),),
    (),
    1,
    known_already=False,
    notice="第 12 号以前收过另一个数据包（2026-11-20 10:00），内容不同：请核对后再收入。",
)
SITE = Site(
    "s1",
    "BY",
    "白杨街道总工会",
    "白杨",
    "street_office",
    SiteState.ACTIVE,
    is_own=False,
    issued_at=AT,
    issued_by="虞一",
    revoked_at=None,
    revoked_why="",
    received_at=AT,
    received_number=12,
    sent_at=AT,
    waiting=3,
)


class ExchangeToSee(ExchangeService):
    """Answers what is seen without a second office."""

    def preview(self, _actor, _path):
        return PREVIEW

    def conflicts(self, _actor):
        return CONFLICTS
