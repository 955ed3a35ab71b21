"""The rules without a window: JSON requests in, JSON answers with their steps and their basis out."""

from __future__ import annotations

import json
import sys
from io import TextIOWrapper
from typing import Any, Final, TextIO

from union_desk.calc import clocks, disputes, hardship, plain
from union_desk.calc.asking import KINDS, Answer, Request
from union_desk.core.asked import object_schema, read_object
from union_desk.core.errors import RuleBroken

__all__ = ["answer", "clocks", "disputes", "hardship", "main", "plain", "schema"]

_ECHO: Final = 40  # letters of what somebody typed that an answer repeats


def answer(request: object) -> Answer | list[Answer]:
    """Answer one request, or a list of them element by element with the errors in their places."""
    if isinstance(request, list):
        return [_answer_one(item) for item in request]
    return _answer_one(request)


def schema() -> dict[str, Any]:
    """Return the JSON schema of every request."""
    requests = {name: object_schema(kind, calc=name) for name, kind in KINDS.items()}
    one = {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in requests]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "union-desk calc",
        "anyOf": [one, {"type": "array", "items": one}],
        "$defs": requests,
    }


def main(stdin: TextIO | None, stdout: TextIO, argv: list[str]) -> int:
    """Read a request from stdin and write its answer to stdout; 1 if any failed, 2 for a wrong call."""
    try:
        return _answered(stdin, stdout, argv)
    except OSError:
        # A full disk behind `>`, or a reader that has gone away.
        sys.stderr.write("结果写不出去，请检查磁盘空间。\n")
        return 1


def _answered(stdin: TextIO | None, stdout: TextIO, argv: list[str]) -> int:
    if isinstance(stdout, TextIOWrapper):
        # A lone surrogate in a name becomes \udxxx, which is how JSON writes it.
        stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if argv == ["--schema"]:
        _write(stdout, schema())
        return 0
    if argv:
        sys.stderr.write("用法：calc 从标准输入读 JSON；calc --schema 打印格式说明。\n")
        return 0 if argv in (["-h"], ["--help"]) else 2
    try:
        request = _parsed(stdin)
    except RuleBroken as broken:
        _write(stdout, _refusal(broken))
        return 1
    answered = answer(request)
    _write(stdout, answered)
    ones = answered if isinstance(answered, list) else [answered]
    return int(any("error" in one for one in ones))


def _answer_one(request: object) -> Answer:
    try:
        return _read_request(request).answer()
    except RuleBroken as broken:
        return _refusal(broken)


def _read_request(request: object) -> Request:
    if not isinstance(request, dict):
        raise RuleBroken("请求应为 JSON 对象。")
    name = request.get("calc")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        wrong = f"没有“{str(name)[:_ECHO]}”这种计算" if "calc" in request else "请写明要算什么"
        raise RuleBroken(f"{wrong}，可用：{'、'.join(sorted(KINDS))}。", field="calc")
    fields = {key: value for key, value in request.items() if key != "calc"}
    read: Request = read_object(kind, fields)
    return read


def _refusal(broken: RuleBroken) -> Answer:
    return {"error": broken.message, "field": broken.field or ""}


def _parsed(stdin: TextIO | None) -> object:
    if stdin is None:
        raise RuleBroken("标准输入没有打开，请从标准输入给出 JSON。")
    if isinstance(stdin, TextIOWrapper):
        stdin.reconfigure(encoding="utf-8-sig", errors="strict")
    try:
        return json.loads(stdin.read(), parse_constant=_refuse_constant, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise RuleBroken("标准输入不是正确的 JSON，请检查引号、逗号和编码（UTF-8）。") from None


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) < len(pairs):
        twice = next(name for index, (name, _) in enumerate(pairs) if name in dict(pairs[:index]))
        raise RuleBroken(f"“{twice}”写了两次，请只留一个。", field=twice)
    return read


def _write(stdout: TextIO, value: object) -> None:
    stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    stdout.flush()
