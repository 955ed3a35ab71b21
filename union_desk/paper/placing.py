"""What a ruler finds on the calibration page, and how data must then be moved to meet pre-printed lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.paper.job import Placing
from union_desk.paper.sheet import A4

CROSS: Final = 20.0  # cross A from the left and upper edge, cross B from the right and lower edge
AIMS: Final = (("A", CROSS, CROSS), ("B", A4[0] - CROSS, A4[1] - CROSS))
_FURTHEST: Final = 45.0
_SCALES: Final = (0.95, 1.05)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a ruler says on the printed page, in millimetres; without B the size is taken as right."""

    a_left: float
    a_top: float
    b_right: float | None = None
    b_bottom: float | None = None


def corrected(placing: Placing, measured: Measured) -> Placing:
    """Return the placing with which the same page would come out right; it was printed with `placing`.

    The printer puts what stands at x to shift + scale · x. Two crosses give both, one gives the shift.
    """
    across = _axis(
        (placing.right, placing.across), measured.a_left, measured.b_right, A4[0], ("a_left", "b_right")
    )
    along = _axis(
        (placing.down, placing.along), measured.a_top, measured.b_bottom, A4[1], ("a_top", "b_bottom")
    )
    return Placing(across[0], along[0], across[1], along[1])


def _axis(
    own: tuple[float, float], near: float, far: float | None, length: float, fields: tuple[str, str]
) -> tuple[float, float]:
    for value, field in zip((near, far), fields, strict=True):
        if value is not None and not 0 <= value <= _FURTHEST:
            raise RuleBroken("这个数应在 0 到 45 毫米之间，请量十字中心到纸边的距离。", field=field)
    shift, scale = own
    if far is None:
        return round(shift + CROSS - near, 3), scale
    seen = (length - far - near) / (length - 2 * CROSS)
    found = scale / seen
    if not _SCALES[0] <= found <= _SCALES[1]:
        raise RuleBroken("大小差得太多。请在打印机里关掉“适合页面”，再打印一张校准页。", field=fields[1])
    begins = near - seen * CROSS
    return round(shift - begins * found, 3), round(found, 5)


def placing_words(placing: Placing) -> str:
    """Say a placing: 往右 1.5 毫米，往上 0.8 毫米，宽 100.20%"""
    parts = [
        f"往{ahead if value > 0 else back} {abs(value):.1f} 毫米"
        for value, ahead, back in ((placing.right, "右", "左"), (placing.down, "下", "上"))
        if abs(value) >= 0.05
    ]
    parts += [
        f"{side} {scale:.2%}"
        for side, scale in (("宽", placing.across), ("高", placing.along))
        if abs(scale - 1) >= 0.00005
    ]
    return "，".join(parts) or "没有移动"
