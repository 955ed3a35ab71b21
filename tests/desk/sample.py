"""A tiny area over a dictionary, to try the desk without a store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from PySide6.QtWidgets import QFormLayout, QWidget

from union_desk.casework.print_log import PrintLine
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.rights import Actor, Role
from union_desk.desk.binder import Binder
from union_desk.desk.case_list import CaseList, Filter, ListPlan, ListQuery
from union_desk.desk.case_page import CasePage, Header, Missing, NextStep
from union_desk.desk.desk import Desk
from union_desk.desk.history import ChangeLine
from union_desk.desk.navigation import Area, Command, Found, WorkbenchRow, WorkbenchSection
from union_desk.desk.printing import PrintChoice, PrintForm
from union_desk.desk.table_model import Column
from union_desk.desk.timeline import Note, TimelineEntry
from union_desk.desk.widgets import (
    DayEdit,
    GridColumn,
    GridEdit,
    IdentityEdit,
    MoneyEdit,
    NoteEdit,
    NumberEdit,
    TermBox,
    TermsBox,
    TextEdit,
    YesNo,
)

NOW = datetime(2018, 11, 24, 6, 2, tzinfo=UTC)
ACTOR = Actor("陈明", "BY", "BY", frozenset({Role.HANDLE}))
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)


@dataclass(frozen=True, slots=True)
class Person:
    name: str = ""
    id_no: str = ""
    sex: str = ""
    birth: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    uid: str = ""
    person: Person = Person()
    relation: str = ""
    month_income_fen: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    uid: str = ""
    number: str = ""
    owner: Person = Person()
    employer: str = ""
    house_area: int | None = None
    own_month_income_fen: int | None = None
    built_on: date | None = None
    single_parent: bool | None = None
    causes: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    remark: str = ""
    state: str = "draft"


STATES = {"draft": "草稿", "in_file": "在档", "public": "公示中（剩 2 天）", "late": "已超期 3 天"}
NAMES = (
    "王芳",
    "李䶮",
    "赵国强",
    "欧阳丽华",
    "阿卜杜拉·买买提",
    "钱桂香",
    "陈建国",
    "周敏",
    "吴秀英",
    "郑伟",
)


@dataclass
class Files:
    """A service over a dictionary; it is the list's source too."""

    files: dict[str, File] = field(default_factory=dict)
    notes: dict[str, list[TimelineEntry]] = field(default_factory=dict)
    printed: list[PrintChoice] = field(default_factory=list)
    listeners: list[Callable[[object], None]] = field(default_factory=list)
    asked: list[ListQuery] = field(default_factory=list)

    def ids(self, query: ListQuery) -> list[str]:
        self.asked.append(query)
        state = query.filters.get("state", "")
        found = [
            each
            for each in self.files.values()
            if query.text in each.owner.name + each.number and state in ("", each.state)
        ]
        if query.sort == "name":
            found.sort(key=lambda each: each.owner.name, reverse=query.descending)
        return [each.uid for each in found]

    def rows(self, ids: Sequence[str]) -> dict[str, File]:
        return {uid: self.files[uid] for uid in ids if uid in self.files}

    def sums(self, ids: Sequence[str]) -> str:
        return f"收入合计 {format_fen(sum(self.files[uid].own_month_income_fen or 0 for uid in ids))} 元"

    def save(self, form: File) -> File:
        if not form.owner.name:
            raise RuleBroken("请填写姓名。", field="owner.name")
        for number, member in enumerate(form.members):
            if member.person.id_no and len(member.person.id_no) != 18:
                raise RuleBroken("身份证号应为 18 位。", field=f"members.{number}.person.id_no")
        uid = form.uid or f"u{len(self.files)}"
        saved = replace(form, uid=uid, number=form.number or f"白杨-2018-{len(self.files) + 1:05d}")
        self.files[uid] = saved
        for tell in self.listeners:
            touched = frozenset({("hardship_file", uid)})
            tell(SimpleNamespace(work_uid="w", title="保存", touched=touched))
        return saved

    def search(self, text: str, limit: int) -> list[Found]:
        return [
            Found("困难职工档案", "sample", each.uid, each.owner.name, each.number, STATES[each.state])
            for each in self.files.values()
            if text in each.owner.name or text in each.number
        ][:limit]


def many_files(count: int = 60) -> Files:
    files = Files()
    for number in range(count):
        state = ("in_file", "public", "late", "draft")[number % 4]
        person = Person(NAMES[number % len(NAMES)], "330199197803120023", "2", date(1978, 3, 12))
        files.files[f"u{number}"] = File(
            f"u{number}",
            f"白杨-2018-{number + 1:05d}",
            person,
            "杭州某某电子有限公司",
            6850,
            128000 + number,
            date(2018, 3, 12),
            single_parent=False,
            causes=("6", "9"),
            members=(
                Member("m1", Person("李强", "330199197606050018", "1", date(1976, 6, 5)), "10", 0),
                Member("m2", Person("李小雨", "330199200109010020", "2", date(2001, 9, 1)), "30"),
            ),
            remark="本人患慢性肾病，配偶下岗，女儿就读高三。",
            state=state,
        )
    return files


class FileJob:
    def __init__(self, files: Files, uids: Sequence[str]) -> None:
        self._files, self.uids = files, uids
        self.title = f"困难职工档案表 · {len(uids)} 份"

    def forms(self) -> tuple[PrintForm, ...]:
        return (
            PrintForm("other", "入户核查表"),
            PrintForm("hardship_file", "困难职工档案表", ticked=True, warnings=("还差：承诺书签名",)),
        )

    def render(self, choice: PrintChoice, progress, cancelled) -> SimpleNamespace:
        for number in range(len(self.uids)):
            progress(number + 1, len(self.uids))
        concerned = tuple(range(len(self.uids)))
        first = (2,) * len(self.uids)
        return SimpleNamespace(
            pdf=PDF,
            pages=2,
            missing=("𧒽",),
            shrunk=(),
            concerned=concerned,
            first_copies=first,
            local_fonts=(),
        )

    def whose(self, choice: PrintChoice, number: int) -> str:
        return self._files.files[self.uids[number]].owner.name

    def printed(self, choice: PrintChoice, made: object, *, into_file: bool) -> None:
        self._files.printed.append(choice)

    def log(self) -> tuple[PrintLine, ...]:
        return (PrintLine("hardship_file", "KN-01 第1版", "filled", 2, 1, "陈明", NOW),)


class FilePage(CasePage):
    area = "sample"
    entity = "sample"

    def __init__(self, desk: Desk, files: Files) -> None:
        super().__init__(desk)
        self._files = files
        self._add_basics()
        self._add_family()
        self._add_cause()
        self.use_binder(Binder(self, File))
        self.timeline.set_kinds((("note", "记录"), ("phone", "电话")))

    def fill(self, uid: str) -> None:
        file = self._files.files[uid] if uid else File()
        self.binder.fill(file)
        tone = {"late": "urgent", "in_file": "good"}.get(file.state, "plain")
        self.set_header(
            Header(
                file.owner.name or "新建档案",
                "女 40 岁" if uid else "",
                file.number,
                STATES[file.state],
                tone,
            )
        )
        why = "公示 5 个工作日，11 月 20 日开始"
        step = NextStep("公示期满审核", "11-27 前（剩 3 天）", "经办人 陈明", why, "送审", lambda: None)
        self.set_step(step if uid else None)
        missing = [Missing("remark", "备注"), Missing("members.0.relation", "李强的关系")]
        self.set_missing(missing if uid else [])

    def store(self) -> str:
        saved = self._files.save(self.binder.read())
        self.desk.status(f"已保存 {saved.number}", undo=lambda: self._files.files.pop(saved.uid))
        return saved.uid

    def events(self) -> list[TimelineEntry]:
        return self._files.notes.get(self.uid, EVENTS)

    def put_note(self, note: Note) -> None:
        if "😀" in note.text:
            raise RuleBroken("请不要用表情符号。")
        notes = self._files.notes.setdefault(self.uid, list(EVENTS))
        notes[:] = [replace(old, corrected=True) if old.uid == note.corrects else old for old in notes]
        uid = f"n{len(notes)}"
        notes.append(
            TimelineEntry(uid, note.on, note.kind, note.text, "陈明", kind=note.kind, correctable=True)
        )

    def changes(self) -> list[ChangeLine]:
        return [ChangeLine(NOW, "陈明", "修改家庭情况", "家庭人口", "2", "3", "女儿户口迁回")]

    def print_job(self) -> FileJob:
        return FileJob(self._files, [self.uid])

    def _add_basics(self) -> None:
        form = QWidget()
        lines = QFormLayout(form)
        for name, label, widget in (
            ("owner__name", "姓名(&N)", TextEdit()),
            ("owner__id_no", "身份证号(&I)", IdentityEdit()),
            ("owner__sex", "性别", TermBox(terms="sex")),
            ("owner__birth", "出生日期", DayEdit()),
            ("employer", "工作单位(&U)", TextEdit()),
            ("house_area", "建筑面积", NumberEdit(unit="㎡", places=2)),
            ("own_month_income_fen", "本人月平均收入", MoneyEdit()),
            ("built_on", "建档日期", DayEdit()),
            ("single_parent", "是否单亲", YesNo()),
        ):
            widget.setObjectName(name)
            lines.addRow(label, widget)
        self.add_section("基本情况", form)

    def _add_family(self) -> None:
        grid = GridEdit()
        grid.setObjectName("members")
        grid.set_up(
            Member,
            Member,
            (
                GridColumn("person.name", "姓名", TextEdit, 4),
                GridColumn("relation", "关系", lambda parent: TermBox(parent, "relation"), 4),
                GridColumn("person.id_no", "身份证号", IdentityEdit, 9),
                GridColumn("month_income_fen", "月收入", MoneyEdit, 7),
            ),
        )
        self.add_section("家庭主要成员", grid)

    def _add_cause(self) -> None:
        form = QWidget()
        lines = QFormLayout(form)
        causes, remark = TermsBox(terms="cause"), NoteEdit()
        causes.setObjectName("causes")
        causes.setAccessibleName("致困原因")
        remark.setObjectName("remark")
        lines.addRow("致困原因", causes)
        lines.addRow("备注", remark)
        self.add_section("致困原因", form)


EVENTS = [
    TimelineEntry("e1", date(2018, 11, 15), "收到申请", "本人到窗口提交申请书和诊断书。", "陈明"),
    TimelineEntry("e2", date(2018, 11, 18), "入户核查", "两人入户，情况属实，住房 68.5 平方米。", "陈明"),
    TimelineEntry("e3", date(2018, 11, 20), "公示开始", "单位公告栏，5 个工作日。", "周敏"),
]

COLUMNS = (
    Column("number", "档案号", lambda row: row.number, 15, sort="number"),
    Column("name", "姓名", lambda row: row.owner.name, 10, sort="name"),
    Column("employer", "单位", lambda row: row.employer, 20),
    Column("state", "状态", lambda row: STATES[row.state], 14, urgent=lambda row: row.state == "late"),
    Column("income", "月收入", lambda row: format_fen(row.own_month_income_fen or 0), 10, right=True),
)
FILTERS = (Filter("state", "状态", (("", "全部状态"), *STATES.items())),)


def make_desk() -> Desk:
    clock = iter(NOW + timedelta(seconds=number) for number in range(100_000))
    return Desk(ACTOR, clock=lambda: next(clock))


def make_area(desk: Desk, files: Files) -> Area:
    new = Command("sample.new", "新建档案", lambda: desk.open("sample", ""), "Ctrl+N", "办理", words="xjda")
    plan = ListPlan("sample", "困难职工档案", COLUMNS, "份", FILTERS, new, "还没有档案。按 Ctrl+N 新建一份。")
    files.listeners.append(desk.take_change)
    late = WorkbenchRow("入户核查已超期", lambda: desk.open("sample", "u2"), "3 件", urgent=True)
    soon = WorkbenchRow("公示期满审核", lambda: desk.open("sample", "u1"), "12 件")
    return Area(
        name="sample",
        title="困难职工档案",
        icon="folder-heart",
        entities=("sample",),
        make_list=lambda: CaseList(desk, files, plan),
        make_page=lambda _entity, _uid: FilePage(desk, files),
        commands=(new,),
        search=(files,),
        print_selected=lambda uids: FileJob(files, uids),
        workbench=lambda: [
            WorkbenchSection("七天内", (late, soon)),
            WorkbenchSection("本月", (), "还没有数字。"),
        ],
    )
