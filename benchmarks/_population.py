"""A city of invented workers in an encrypted store, for the benchmarks of store and search."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from union_desk.core.rights import Actor, Role
from union_desk.people.records import PersonRecord
from union_desk.store.database import Database
from union_desk.store.work import Work

KEY = bytes(range(32))
ACTOR = Actor("王芳", "BY", "BY", frozenset({Role.HANDLE}))
_PART = 65_000
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤"
    "尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红玲华建国文辉宁龙林海波斌宇浩凯健俊帆雪鹏"
    "旭志梅鑫欣琴荣新利民福来根发生春晨佳琪翔朝重长贤东南西北山水云雨天地正义忠孝仁和"
)


def people(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Invent persons; their division code was never assigned, so nobody real is among them."""
    dice = random.Random(seed)
    for _ in range(count):
        # Some surnames are far more frequent than others.
        surname = SURNAMES[min(int(dice.expovariate(0.05)), len(SURNAMES) - 1)]
        given = "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2))))
        day = f"{dice.randint(1950, 2005)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
        yield {
            "audience": dice.choice(("BY", "XS")),
            "name": surname + given,
            "id_no": f"330199{day}{dice.randrange(10000):04}",
            "mobile": f"1{dice.choice('3589')}{dice.randrange(10**9):09}",
            "address": f"{dice.choice('一二三四五六')}号大街{dice.randint(1, 400)}号{dice.randint(1, 40)}幢",
            "sex": dice.choice("12"),
        }


@contextmanager
def filled_store(count: int) -> Iterator[Database]:
    """Make a store with that many persons in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with Database.create(Path(folder) / "store", KEY) as database:
            fill(database, people(count))
            seconds = time.perf_counter() - began
            size = (database.folder / "store.db").stat().st_size
            kept = "with log, heads and search keys"
            print(f"{count:,} persons {kept}: {seconds:.1f} s, {size / 1e6:.0f} MB encrypted")
            yield database


def fill(database: Database, persons: Iterator[dict[str, Any]]) -> None:
    """Import persons in works of some size, so that neither memory nor the log grows with their number."""
    while part := list(islice(persons, _PART)):
        with database.write("导入人员", ACTOR) as work, cache_while_filling(work):
            work.insert_many(PersonRecord, part)


@contextmanager
def cache_while_filling(work: Work) -> Iterator[None]:
    """Give a work the memory in which the search keys of a city are written all over their index."""
    connection = work.session.connection()
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    connection.exec_driver_sql(f"PRAGMA cache_size=-{1 << 20}")
    yield
    connection.exec_driver_sql(f"PRAGMA cache_size={usual}")


def measured(act: Callable[[Any], object], over: list[Any]) -> list[float]:
    """Return the milliseconds of each call, sorted."""
    found = []
    for item in over:
        began = time.perf_counter()
        act(item)
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)


def row(name: str, times: list[float], base: list[float] | None = None) -> str:
    """Write one line of a table: median, 99th percentile, and the ratio of the medians."""
    p50, p99 = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))]
    ratio = f"{base[len(base) // 2] / p50:8.1f}×" if base else " " * 9
    return f"{name:<46}{len(times):>7}{p50:>10.2f}{p99:>10.2f}{ratio}"


HEAD = f"{'':<46}{'calls':>7}{'p50 ms':>10}{'p99 ms':>10}{'faster':>9}"
