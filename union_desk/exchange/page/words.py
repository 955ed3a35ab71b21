"""What the screens of 街道数据 say in the same words: counts, moments, who gave a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QPushButton

from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk import style
from union_desk.exchange.values import Choice, PackageInfo, PackageKind, Preview, RowChange, Span

KINDS: Final = {PackageKind.ISSUE: "发放", PackageKind.RETURN: "上报", PackageKind.RECEIPT: "回执"}
SIDES: Final = {Choice.OURS: "我方", Choice.THEIRS: "对方", Choice.ORIGINAL: "原值", Choice.OTHER: "另一方"}
CHANGES: Final = {
    RowChange.NEW: "＋ 新增",
    RowChange.CHANGED: "△ 变更",
    RowChange.REMOVED: "－ 删除",
    RowChange.RESTORED: "＋ 恢复",
}
EMPTIED: Final = "（空）"


def moment(at: datetime | None) -> str:
    return f"{local_time(at):%Y-%m-%d %H:%M}" if at is not None else ""


def size_words(size: int) -> str:
    return f"{max(1, round(size / 1000)):,} KB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


def spans_words(spans: Sequence[Span]) -> str:
    return "、".join(span.shown for span in spans)


def package_title(info: PackageInfo) -> str:
    return f"{info.sender} → {info.receiver}　{KINDS[info.kind]}第 {info.number} 号"


def package_words(info: PackageInfo) -> str:
    """Say who made a package and when, and how much is in it."""
    parts = [f"{info.made_by} 于 {moment(info.made_at)} 做成", f"{info.sets:,} 次修改"]
    parts += [f"{info.files:,} 份材料"] if info.files else []
    parts += [size_words(info.size)]
    parts += [spans_words(info.spans)] if info.spans else []
    return " · ".join(parts)


def counts_words(preview: Preview) -> str:
    """Say first how much would come: 新增 12 · 变更 40 · 冲突 3 · 疑似同一人 1."""
    counted = [
        ("新增", sum(count.new for count in preview.counts)),
        ("变更", sum(count.changed for count in preview.counts)),
        ("删除", sum(count.removed for count in preview.counts)),
        ("依法销毁", preview.destroyed),
        ("冲突", len(preview.conflicts)),
        ("疑似同一人", len(preview.perhaps_same)),
    ]
    always = {"新增", "变更", "冲突", "疑似同一人"}
    return " · ".join(f"{word} {number:,}" for word, number in counted if number or word in always)


def obstacle(preview: Preview) -> str:
    """Say why a package cannot be taken in; "" when it can."""
    if preview.missing:
        return (
            f"缺少 {spans_words(preview.missing)}，不能收入。请先收入前面的数据包；"
            "找不到了，请对方用“全部重发”再做一个。"
        )
    return preview.refused


def problem_words(error: Exception) -> str:
    """Return the sentence of an error that a caseworker can do something about; others are raised."""
    if isinstance(error, RuleBroken):
        return error.message
    if isinstance(error, StoreProblem):
        return f"{error.message}{error.advice}"
    raise error


def label(name: str, text: str = "", *, muted: bool = False) -> QLabel:
    """Make words that go on in the next line."""
    made = QLabel(text)
    made.setWordWrap(True)
    made.setAccessibleName(name)
    if muted:
        made.setProperty("muted", True)
    return made


def say(told: QLabel, text: str, *, problem: bool = False) -> None:
    told.setText(f"▲ {text}" if problem and text else text)
    told.setVisible(bool(text))
    style.set_property(told, "problem", problem)


def button(text: str, act: Callable[[], Any]) -> QPushButton:
    """Make a button that Enter presses only where the cursor is on it."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _on=False: act())
    return made
