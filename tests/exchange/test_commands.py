"""The commands do what the window does, and tell it as text or as JSON."""

from __future__ import annotations

import json

from tests.exchange.conftest import CHEAP, PASSWORD
from tests.store.offices import contents
from union_desk import cli
from union_desk.casework.offices import Office
from union_desk.exchange.opening import open_issued
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import FirstStart, create_store, open_services


def test_a_street_is_served_from_the_command_line(tmp_path, monkeypatch, capsys):
    district, street, stick = tmp_path / "区", tmp_path / "街道", tmp_path / "U盘"
    stick.mkdir()
    monkeypatch.setenv("UNION_DESK_PASSWORD", PASSWORD)
    create_store(
        district,
        FirstStart("钱江区总工会", "QU", is_district=True, user="李强", password=PASSWORD),
        cost=CHEAP,
    )
    services = open_services(district, "李强", PASSWORD)
    services.offices.save(services.actor, Office("BY", "白杨街道总工会", "白杨", parent_code="QU"))
    services.close()

    def run(folder, *words):
        code = cli.main(["--store", str(folder), *map(str, words)])
        told = capsys.readouterr()
        return code, told.out, told.err

    code, out, _ = run(district, "package", "issue", "by", stick, "--for", "王芳:enter,handle", "--json")
    assert code == 0
    issued = json.loads(out)
    open_issued(street, stick / "BY-issue-0001.udpack", issued["opening_code"], "王芳", PASSWORD, cost=CHEAP)
    services = open_services(street, "王芳", PASSWORD)
    services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王小明")))
    services.close()

    code, out, _ = run(street, "package", "return", stick)
    assert code == 0
    package = stick / "BY-return-0001.udpack"
    assert f"{package}\n白杨 第 1" in out
    assert "上报第 1 号：白杨 → 钱江区" in run(street, "package", "show", package)[1]

    out = run(district, "merge", "--dry-run", package)[1]
    assert "困难职工档案：新增 1，改动 0，删除 0，相同 0" in out
    code, out, _ = run(district, "merge", "--apply", package, "--json")
    assert code == 0
    taken = json.loads(out)
    assert taken["sets"] > 0
    assert {count["table"] for count in taken["counts"]} >= {"hardship_file", "person"}
    assert "已经收入" in run(district, "merge", "--dry-run", package)[1]

    assert run(district, "package", "receipt", "BY", stick)[0] == 0
    code, out, _ = run(street, "merge", "--apply", stick / "BY-receipt-0002.udpack")
    assert (code, out.startswith("已收入")) == (0, True)
    assert "是给 钱江区 的" in run(street, "merge", "--apply", package)[2]
    services = open_services(district, "李强", PASSWORD)
    assert "王小明" in contents(services.database)["person"][0]
    services.close()
