"""A desk of invented files to look at and to try on."""

from __future__ import annotations

from union_desk.demo.world import SEED, DemoSummary, make_demo

__all__ = ["SEED", "DemoSummary", "make_demo"]
