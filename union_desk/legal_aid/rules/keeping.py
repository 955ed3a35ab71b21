"""How long the volume of a case of legal aid is kept (E5)."""

from __future__ import annotations

from typing import Final

YEARS: Final = 10
WHY_KEPT: Final = "结案之日起保管 10 年"
