from __future__ import annotations

import sqlite3

import pytest
import sqlalchemy as sa

import union_desk
from tests.conftest import TEST_KEY
from tests.store.samples import CardRecord, add_card
from union_desk.core.errors import StoreProblem
from union_desk.store import migrate
from union_desk.store.database import Database
from union_desk.store.engine import connect
from union_desk.store.files import is_network, write_whole

MOUNTS = """\
/dev/vda / ext4 rw 0 0
//server/share /mnt/shared\\040folder cifs rw 0 0
server:/home /home/remote nfs4 rw 0 0
/dev/sdb1 /home/remote/stick vfat rw 0 0
someone@host: /media/ssh fuse.sshfs rw 0 0
"""


def test_a_store_opens_again_with_what_was_kept(tmp_path, actor):
    with Database.create(tmp_path / "新", TEST_KEY, kind="demo") as made:
        site = made.site
        assert made.kind == "demo"
    with Database.open(tmp_path / "新", TEST_KEY) as again:
        assert (again.site, again.kind) == (site, "demo")
        assert len(site) == 16


def test_two_stores_are_two_sites(tmp_path):
    with Database.create(tmp_path / "a", TEST_KEY) as one, Database.create(tmp_path / "b", TEST_KEY) as other:
        assert one.site != other.site


def test_the_file_is_encrypted_and_safe_against_power_cuts(database):
    with database.reader.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "query_only")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "query_only": 1,
    }
    assert not (database.folder / "store.db").read_bytes()[:16].startswith(b"SQLite format")


def test_a_store_is_not_made_over_another(store_folder):
    with pytest.raises(StoreProblem, match="已经有一份数据"):
        Database.create(store_folder, TEST_KEY)


def test_a_folder_without_a_store_is_named(tmp_path):
    with pytest.raises(StoreProblem, match="没有数据"):
        Database.open(tmp_path, TEST_KEY)


def test_an_unfinished_restore_is_named(tmp_path):
    (tmp_path / "replaced-20261123-100000").mkdir()
    with pytest.raises(StoreProblem, match="恢复没有做完"):
        Database.open(tmp_path, TEST_KEY)


def test_a_wrong_key_is_told_plainly(store_folder):
    with pytest.raises(StoreProblem, match="密码不对，或者它不是本程序的数据"):
        Database.open(store_folder, bytes(32))


@pytest.mark.parametrize("content", [b"", b"not a store at all", b"\x00" * 8192, "档案".encode() * 5000])
def test_a_file_that_is_no_store_is_told_plainly(tmp_path, content):
    (tmp_path / "store.db").write_bytes(content)
    with pytest.raises(StoreProblem) as problem:
        Database.open(tmp_path, TEST_KEY)
    assert problem.value.advice
    assert (tmp_path / "store.db").read_bytes() == content


def test_a_plain_database_of_another_program_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / "store.db") as other:
        other.execute("CREATE TABLE person (name TEXT)")
    other.close()
    with pytest.raises(StoreProblem):
        Database.open(tmp_path, TEST_KEY)


def test_an_encrypted_database_of_another_program_is_refused(tmp_path):
    other = connect(tmp_path / "store.db", TEST_KEY)
    other.execute("CREATE TABLE person (name TEXT)")
    other.close()
    with pytest.raises(StoreProblem, match="不是本程序的数据"):
        Database.open(tmp_path, TEST_KEY)


def test_a_newer_store_says_which_version_it_needs(store_folder):
    raw = connect(store_folder / "store.db", TEST_KEY)
    raw.execute("UPDATE alembic_version SET version_num = '9001'")
    raw.execute("UPDATE store_meta SET value = '7.2.0' WHERE name = 'needs'")
    raw.close()
    with pytest.raises(StoreProblem, match=r"需要 7\.2\.0 或以上") as problem:
        Database.open(store_folder, TEST_KEY)
    assert "升级" in problem.value.advice


@pytest.mark.parametrize(
    ("folder", "network"),
    [
        ("/var/lib/union-desk", False),
        ("/mnt/shared folder/数据", True),
        ("/mnt/shared", False),
        ("/home/remote", True),
        ("/home/remote/数据", True),
        ("/home/remote/stick/数据", False),
        ("/media/ssh/a", True),
        ("//server/share/数据", True),
        ("\\\\server\\share\\数据", True),
    ],
)
def test_network_folders_are_known(tmp_path, folder, network):
    from pathlib import PurePosixPath

    class Fixed(PurePosixPath):
        def resolve(self):
            return self

    assert is_network(Fixed(folder), MOUNTS) is network


def test_a_store_on_a_network_drive_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("union_desk.store.files._MOUNTS", tmp_path / "mounts")
    (tmp_path / "mounts").write_text(f"server:/x {tmp_path} nfs rw 0 0\n")
    for attempt in (Database.create, Database.open):
        with pytest.raises(StoreProblem, match="网络文件夹") as problem:
            attempt(tmp_path / "数据", TEST_KEY)
        assert "数据包" in problem.value.advice


def test_half_a_store_is_not_left_behind(tmp_path, monkeypatch):
    def fail(connection: sa.Connection, _meta: dict[str, str]) -> None:
        connection.exec_driver_sql("CREATE TABLE half (a)")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrate, "build", fail)
    with pytest.raises((StoreProblem, OSError)):
        Database.create(tmp_path, TEST_KEY)
    assert not list(tmp_path.glob("store.db*"))


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "keys.json"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [item.name for item in tmp_path.iterdir()] == ["keys.json"]


def test_readers_see_the_store_as_it_was_when_they_began(database, actor):
    with database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(CardRecord)) == 0
        add_card(database, actor, name="王芳")
        assert session.scalar(sa.select(sa.func.count()).select_from(CardRecord)) == 0
    with database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(CardRecord)) == 1


def test_the_version_of_the_program_is_the_one_of_the_package():
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(union_desk.__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == union_desk.__version__
