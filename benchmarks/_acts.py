"""What an office does to its store, each act with a look afterwards at what became of it.

A look returns whether the last unfinished act left all as it was or all done; it raises Lost for what was
acknowledged and is gone, Damaged for anything that is half, wrong or does not open.
"""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from benchmarks._population import people
from benchmarks._watched import Acknowledge, Run
from union_desk.casework.values import Draft
from union_desk.core.errors import StoreProblem
from union_desk.core.identity import check_digit
from union_desk.hardship.values import FileFilter, FileForm, IncomeEntry, MemberEntry, OutlayEntry
from union_desk.people.records import PersonRecord
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.services import FirstStart, Services, create_store, open_services
from union_desk.store import migrate
from union_desk.store.archives import archives
from union_desk.store.backup import backup, restore
from union_desk.store.engine import single_engine
from union_desk.store.vault import Cost, Vault
from union_desk.store.verify import verify

USER, PASSWORD, NEW_PASSWORD = "王芳", "白杨街道2026", "下沙街道2027"
CHEAP = Cost(passes=1, memory=8, lanes=1)
DATA, STICK, ARCHIVE, STORE = "data", "stick", "archive", "store.db"
MARK = "!"
_SAVES = 4


class Lost(Exception):
    """What was acknowledged is gone."""


class Damaged(Exception):
    """Something is half, wrong, or cannot be opened."""


class State(StrEnum):
    OLD = "whole old"
    NEW = "whole new"
    LOST = "lost"
    DAMAGED = "damaged"
    UNTOLD = "not told"


@dataclass(frozen=True, slots=True)
class Outcome:
    state: State
    text: str = ""


class Act(Protocol):
    """One thing that is done to a store."""

    name: str

    def run(self, root: Path, tell: Acknowledge) -> None:
        """Do it, and tell each part that the user is told of."""

    def look(self, root: Path, told: list[str]) -> State:
        """See what became of it."""


class World:
    """A store of two families with a backup of the time when there was one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        start = FirstStart("钱塘区总工会", "QJ", True, USER, PASSWORD, "钱塘")
        self.printed = create_store(folder / DATA, start, cost=CHEAP)
        self.key = Vault.unlock(folder / DATA, USER, PASSWORD)
        with opened(folder / DATA) as services:
            services.hardship.save(services.actor, marked(family("王芳菲", "101"), 0))
            made = backup(services.database, folder / "made")
            services.hardship.save(services.actor, marked(family("李强", "102"), 0))
            services.drafts.keep(half_form(0))
        made.rename(folder / ARCHIVE)

    def crowd(self) -> None:
        """Add so many persons that there are pages of every kind."""
        with (
            opened(self.folder / DATA) as services,
            services.database.write("导入人员", services.actor) as work,
        ):
            work.insert_many(PersonRecord, people(400))

    def lay(self, root: Path) -> None:
        """Put a copy of all of it under a folder, in the place of what is there."""
        clear(root)
        for name in (DATA, ARCHIVE):
            shutil.copytree(self.folder / name, root / name)
        (root / STICK).mkdir(exist_ok=True)


def clear(root: Path) -> None:
    root.mkdir(exist_ok=True)
    for left in root.iterdir():
        if left.is_dir() and not left.is_mount():
            shutil.rmtree(left)
        elif left.is_file():
            left.unlink()


def judged(act: Act, root: Path, told: list[str], *, again: bool = True) -> Outcome:
    """Look at what an act left, and say it in one word; what was not done must be possible now."""
    try:
        state = act.look(root, told)
        if again and state is State.OLD:
            done: list[str] = []
            act.run(root, done.append)
            act.look(root, done)
        return Outcome(state)
    except Lost as lost:
        return Outcome(State.LOST, str(lost))
    except StoreProblem as problem:
        return Outcome(State.DAMAGED, problem.message)
    except Exception as error:  # noqa: BLE001 - whatever else it is, the store could not be used
        return Outcome(State.DAMAGED, f"{type(error).__name__}: {error}"[:200])


def judged_run(act: Act, root: Path, run: Run) -> Outcome:
    if run.failed:
        return Outcome(State.UNTOLD, "the act itself failed")
    return judged(act, root, run.acknowledged)


def told_plainly(act: Act, root: Path) -> Callable[[Acknowledge], None]:
    """Return the act as one that tells the sentence of a problem after a mark of its own."""

    def run(tell: Acknowledge) -> None:
        try:
            act.run(root, tell)
        except StoreProblem as problem:
            tell(f"{MARK}{problem.message}{problem.advice}" if problem.advice else MARK)

    return run


def sentence_of(run: Run) -> str:
    """Take the sentence of a problem away from what was acknowledged."""
    if run.acknowledged and run.acknowledged[-1].startswith(MARK):
        return run.acknowledged.pop()[1:] or "(no advice)"
    return ""


@contextmanager
def opened(folder: Path, password: str = PASSWORD) -> Iterator[Services]:
    services = open_services(folder, USER, password)
    try:
        yield services
    finally:
        services.close()


# --- a family whose every part says which version of the form it comes from


def number(birth: str, order: str) -> str:
    """Return a valid identity number of a division that was never given."""
    first = f"330199{birth}{order}"
    return first + check_digit(first)


def family(name: str, order: str) -> FileForm:
    owner = PersonCard(name=name, id_no=number("19780312", order), address="白杨街道某某社区")
    husband = MemberEntry(
        person=PersonCard(name="李建国", id_no=number("19750608", order)),
        relation="10",
        count_reason="spouse",
    )
    child = MemberEntry(
        person=PersonCard(name="李䶮", id_no=number("20091105", order)),
        relation="20",
        count_reason="minor_child",
    )
    return FileForm(
        owner=owner,
        employer=EmployerCard(name="杭州某某电子科技有限公司"),
        members=(husband, child),
        incomes=(IncomeEntry(whose=husband.uid, kind="wage", amount_fen=0),),
        outlays=(OutlayEntry(kind="illness", amount_fen=0),),
        applied_on=date(2026, 11, 20),
    )


def marked(form: FileForm, version: int) -> FileForm:
    """Write a version into each part of a form."""
    members = tuple(replace(entry, workplace=f"第{version}车间") for entry in form.members)
    return replace(
        form,
        owner=replace(form.owner, mobile=f"1380000{version:04}"),
        members=members,
        incomes=tuple(replace(row, amount_fen=1000 + version) for row in form.incomes),
        outlays=tuple(replace(row, amount_fen=5000 + version) for row in form.outlays),
        cause_text="因病致困，" * 400,
        remark=f"第 {version} 版",
    )


def version_of(form: FileForm) -> int:
    """Return the version that all parts of a form agree on."""
    version = int(form.owner.mobile[-4:])
    found = (form.remark, [e.workplace for e in form.members], [r.amount_fen for r in form.incomes])
    due = (f"第 {version} 版", [f"第{version}车间"] * 2, [1000 + version])
    if found != due or [row.amount_fen for row in form.outlays] != [5000 + version]:
        raise Damaged(f"half a form: {found}, not {due}")
    return version


def half_form(version: int) -> Draft:
    return Draft("hardship", "new-1", "戴玉梅（未存）", {"sheet": {"owner.name": "戴" * 500}}, f"{version}")


def versions(services: Services) -> dict[str, int]:
    """Return the version of each file by its owner's name."""
    found = {}
    for uid in services.hardship.ids(services.actor, FileFilter()):
        form = services.hardship.form(services.actor, uid)
        found[form.owner.name] = version_of(form)
    return found


BEFORE = {"王芳菲": 0, "李强": 0}
EARLIER = {"王芳菲": 0}


def check_whole(services: Services) -> None:
    report = verify(services.database)
    if not report.ok:
        wrong = [f"{finding.name}：{finding.wrong[0]}" for finding in report.findings if not finding.ok]
        raise Damaged("；".join(wrong))


def contents(folder: Path, password: str = PASSWORD) -> dict[str, int]:
    """Open a store as its user does, verify all of it, and return its files with their versions."""
    with opened(folder, password) as services:
        check_whole(services)
        return versions(services)


def old_or_new(found: int, told: list[str]) -> State:
    """Compare the last version that was acknowledged with the one that is there."""
    last = int(told[-1]) if told else 0
    if found < last:
        raise Lost(f"version {last} was acknowledged, {found} is there")
    if found > last + 1:
        raise Damaged(f"version {found} is there, only {last + 1} was tried")
    return State.NEW if found > last else State.OLD


# --- the acts


class Save:
    name = "save"

    def run(self, root: Path, tell: Acknowledge) -> None:
        with opened(root / DATA) as services:
            hits = services.hardship.search(services.actor, "赵敏", 1)
            uid = hits[0].uid if hits else None
            last = versions(services).get("赵敏", 0)
            for version in range(last + 1, last + 1 + _SAVES):
                form = services.hardship.form(services.actor, uid) if uid else family("赵敏", "103")
                uid = services.hardship.save(services.actor, marked(form, version), uid).uid
                tell(str(version))

    def look(self, root: Path, told: list[str]) -> State:
        found = contents(root / DATA)
        version = found.pop("赵敏", 0)
        if found != BEFORE:
            raise Lost(f"{found} is there, not {BEFORE}")
        return old_or_new(version, told)


class KeepDraft:
    name = "draft"

    def run(self, root: Path, tell: Acknowledge) -> None:
        with opened(root / DATA) as services:
            last = int(services.drafts.all()[0].focus)
            for version in range(last + 1, last + 1 + _SAVES):
                services.drafts.keep(half_form(version))
                tell(str(version))

    def look(self, root: Path, told: list[str]) -> State:
        check_before(root)
        with opened(root / DATA) as services:
            (draft,) = services.drafts.all()
        if draft.values != half_form(0).values:
            raise Damaged("half a draft")
        return old_or_new(int(draft.focus), told)


def check_before(root: Path) -> None:
    found = contents(root / DATA)
    if found != BEFORE:
        raise Lost(f"{found} is there, not {BEFORE}")


class Backup:
    """A backup beside the store, or in a second place on another disk."""

    def __init__(self, name: str, place: str) -> None:
        self.name = name
        self._place = place

    def run(self, root: Path, tell: Acknowledge) -> None:
        with opened(root / DATA) as services:
            backup(services.database, root / self._place)
        tell("made")

    def look(self, root: Path, told: list[str]) -> State:
        check_before(root)
        home = root / self._place
        made = check_archives(home, root)
        if told and not made:
            raise Lost("the backup that was acknowledged is gone")
        return State.NEW if made else State.OLD


def check_archives(home: Path, root: Path) -> int:
    """Bring back each backup that is offered in a folder; return how many there are."""
    made = archives(home) if home.exists() else []
    for archive in made:
        if archive.wrong or restored(archive.path, root / "restored") != BEFORE:
            raise Damaged(f"a backup is offered that holds something else: {archive.wrong}")
    return len(made)


def restored(archive: Path, folder: Path) -> dict[str, int]:
    """Bring a backup back as on a new computer."""
    shutil.rmtree(folder, ignore_errors=True)
    restore(archive, folder, Vault.unlock(archive, USER, PASSWORD))
    return contents(folder)


class Restore:
    name = "restore"

    def run(self, root: Path, tell: Acknowledge) -> None:
        restore(root / ARCHIVE, root / DATA, Vault.unlock(root / ARCHIVE, USER, PASSWORD))
        tell("restored")

    def look(self, root: Path, told: list[str]) -> State:
        data = root / DATA
        found = contents(data)
        if found == BEFORE and told:
            raise Lost("the restored store is not there")
        if found == BEFORE:
            return State.OLD
        if found != EARLIER:
            raise Damaged(f"neither the old store nor the backup: {found}")
        self._check_aside(data)
        return State.NEW

    def _check_aside(self, data: Path) -> None:
        """Find the store that was there before, in a folder of its own and with its key."""
        for aside in data.glob("replaced-*"):
            if (aside / STORE).exists() and contents(aside) == BEFORE:
                return
        raise Lost("the store that was replaced is gone")


class ChangePassword:
    name = "password"

    def __init__(self, world: World) -> None:
        self._world = world

    def run(self, root: Path, tell: Acknowledge) -> None:
        Vault.change_password(root / DATA, USER, PASSWORD, NEW_PASSWORD, cost=CHEAP)
        tell("changed")

    def look(self, root: Path, told: list[str]) -> State:
        state = State.NEW if opens(root / DATA, NEW_PASSWORD) else State.OLD
        if told and state is State.OLD:
            raise Lost("the new password does not open the store")
        if contents(root / DATA, NEW_PASSWORD if state is State.NEW else PASSWORD) != BEFORE:
            raise Lost("the files are gone")
        if Vault.unlock_with_recovery(root / DATA, self._world.printed) != self._world.key:
            raise Damaged("the recovery key does not open the store")
        return state


def opens(folder: Path, password: str) -> bool:
    try:
        return bool(Vault.unlock(folder, USER, password))
    except StoreProblem as problem:
        if "密码不对" not in problem.message:
            raise
        return False


class FirstDay:
    """The set-up of a new store beside the other one."""

    name = "first start"

    def run(self, root: Path, tell: Acknowledge) -> None:
        start = FirstStart("下沙街道总工会", "XS", False, USER, PASSWORD, "下沙")
        tell(create_store(root / "new", start, cost=CHEAP))

    def look(self, root: Path, told: list[str]) -> State:
        folder = root / "new"
        if told:
            if Vault.unlock_with_recovery(folder, told[-1]) != Vault.unlock(folder, USER, PASSWORD):
                raise Lost("the printed recovery key opens nothing")
            return State.NEW
        if not (folder / STORE).exists():
            return State.OLD
        with opened(folder) as services:
            check_whole(services)
        return State.NEW


class Migration:
    """The first start of a newer program on this store."""

    name = "migration"

    def __init__(self, world: World) -> None:
        self._key = world.key
        self._last = migrate.head_revision()
        package = Path(migrate.__file__).parent / "migrations"
        target = world.folder / "newer" / _NEWER
        shutil.copytree(package, target, ignore=shutil.ignore_patterns("__pycache__"))
        text = _NEXT.format(last=self._last)
        (target / "versions" / "9002_next.py").write_text(text, encoding="utf-8")
        sys.path.insert(0, str(world.folder / "newer"))
        importlib.invalidate_caches()

    def run(self, root: Path, tell: Acknowledge) -> None:
        with newer_program(), opened(root / DATA):
            tell("opened")

    def look(self, root: Path, told: list[str]) -> State:
        before = self._revision(root)
        with newer_program():
            check_before(root)
            with opened(root / DATA) as services, services.database.reader.connect() as connection:
                remarks = set(connection.exec_driver_sql("SELECT next_note FROM hardship_file").scalars())
        if remarks != {"旧"}:
            raise Damaged(f"half a migration: {remarks}")
        check_archives(root / DATA / "backups", root)
        if told and before == self._last:
            raise Lost("the migration is undone")
        return State.OLD if before == self._last else State.NEW

    def _revision(self, root: Path) -> str:
        engine = single_engine(root / DATA / STORE, self._key)
        try:
            with engine.connect() as connection:
                return migrate.revision_of(connection)
        finally:
            engine.dispose()


_NEWER = "newer_migrations"
_NEXT = """
from alembic import op
import sqlalchemy as sa

revision = "9002"
down_revision = "{last}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hardship_file", sa.Column("next_note", sa.Text()))
    op.create_index("ix_next_note", "hardship_file", ["next_note"])
    op.execute("UPDATE hardship_file SET next_note = '旧'")
    op.execute("UPDATE change_line SET text = text || ' '")
    op.execute("UPDATE change_line SET text = trim(text)")
"""


@contextmanager
def newer_program() -> Iterator[None]:
    """Let the program know one more migration than the store has had."""
    known = migrate._MIGRATIONS  # noqa: SLF001 - a newer program is one that finds more of them
    migrate._MIGRATIONS = _NEWER  # noqa: SLF001
    migrate.head_revision.cache_clear()
    try:
        yield
    finally:
        migrate._MIGRATIONS = known  # noqa: SLF001
        migrate.head_revision.cache_clear()


def acts_of(world: World) -> list[Act]:
    return [
        Save(),
        KeepDraft(),
        Backup("backup", f"{DATA}/backups"),
        Backup("second place", f"{STICK}/备份"),
        Restore(),
        Migration(world),
        ChangePassword(world),
        FirstDay(),
    ]
