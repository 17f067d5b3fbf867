"""The floors: what the same machine does for the least that such work can be. Served like the product itself.

hello        Flask returns five bytes.
/view        R-view: signed-cookie session, user row, module row, the user's completions, a list of 30 modules
             (four SELECTs through the ORM), and an 18.5 KB Jinja page.
/commit      HTTP and one durable one-row commit, on the raw driver.
/mark        R-mark: session cookie, user row, module row, the completion and a total in one durable commit, redirect:
             what is to be done when somebody completes a module, and nothing else.
/argon2      one verification with the product's parameters and one such commit: the floor of sign-in.
"""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from argon2 import PasswordHasher
from flask import Flask, redirect, request, session
from flask.typing import ResponseReturnValue
from jinja2 import Environment
from sqlalchemy import ForeignKey, bindparam, create_engine, event, make_url, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

FLOOR_SECRET = "the floors keep no secrets, this is only long enough"
MODULES, UNITS = 30, 628
SENTENCE = "An ordinary sentence of the sort that fills a page about a module, so that the page weighs what it should. "

PAGE = Environment(autoescape=True).from_string(
    """<!doctype html><html lang="en-GB"><title>{{ module.title }}</title><body>
<p>{{ user.name }}</p><h1>{{ module.title }}</h1>
<p>{{ module.summary }}</p><ul>{% for one in modules %}
<li class="{{ 'done' if one.id in done else 'to-do' }}">
<a href="/view?module={{ one.id }}">{{ one.title }}</a><span>{{ one.kind }}, {{ one.minutes }} minutes</span>
<p>{{ one.summary }}</p></li>{% endfor %}</ul></body></html>"""
)


class Base(DeclarativeBase):
    pass


class FloorUser(Base):
    __tablename__ = "floor_user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class FloorModule(Base):
    __tablename__ = "floor_module"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    kind: Mapped[str]
    minutes: Mapped[int]
    summary: Mapped[str]


class FloorCompletion(Base):
    __tablename__ = "floor_completion"
    user_id: Mapped[int] = mapped_column(ForeignKey("floor_user.id"), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("floor_module.id"), primary_key=True)


class FloorTotal(Base):
    __tablename__ = "floor_total"
    unit_id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("floor_module.id"), primary_key=True)
    done: Mapped[int]


class FloorCommit(Base):
    __tablename__ = "floor_commit"
    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]


def load_floors(url: str, *, officers: int, completions_each: int) -> None:
    """Tables of the floors, in a database of their own kind."""
    engine = create_engine(url)
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA synchronous=OFF")
        connection.execute(
            FloorUser.__table__.insert(), [{"id": n, "name": f"Officer {n}"} for n in range(1, officers + 1)]
        )
        connection.execute(
            FloorModule.__table__.insert(),
            [
                {"id": n, "title": f"Module {n}", "kind": "article", "minutes": 5, "summary": SENTENCE * 4}
                for n in range(1, MODULES + 1)
            ],
        )
        numbers = ", ".join(f"({n})" for n in range(completions_each))
        connection.execute(
            text(
                "INSERT INTO floor_completion (user_id, module_id) SELECT u.id, (u.id + n.column1) % 30 + 1 "
                f"FROM floor_user u, (VALUES {numbers}) AS n"
            )
        )
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    engine.dispose()


class Committer:
    """One durable row at a time on the raw driver; on SQLite in turns, so that no writer starves."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.mine = threading.local()
        self.threads = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not hasattr(self.mine, "lock"):
            path = Path(str(self.url.database)).with_suffix(".floor-lock")
            self.mine.lock = os.open(path, os.O_CREAT | os.O_RDWR)
        with self.threads:
            fcntl.flock(self.mine.lock, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self.mine.lock, fcntl.LOCK_UN)

    def connection(self) -> Any:
        if not hasattr(self.mine, "connection"):
            if self.is_sqlite:
                opened = sqlite3.connect(str(self.url.database), isolation_level=None)
                opened.execute("PRAGMA journal_mode=WAL")
                opened.execute("PRAGMA synchronous=FULL")
                self.mine.connection = opened
            else:
                self.mine.connection = psycopg.connect(self.url.render_as_string(hide_password=False))
        return self.mine.connection

    def commit_one(self) -> None:
        connection = self.connection()
        with self.turn():
            if self.is_sqlite:
                connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO floor_commit (what) VALUES ('done')")
            connection.commit()


def create_floors() -> Flask:
    url = os.environ["FLOORS_URL"]
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, record: Any) -> None:
            connection.execute("PRAGMA synchronous=FULL")

    app = Flask(__name__)
    app.secret_key = FLOOR_SECRET
    committer = Committer(url)
    hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
    known = hasher.hash("correct horse battery staple")

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.get("/view")
    def view() -> str:
        with Session(engine) as database:
            user = database.get_one(FloorUser, session["user"])
            module = database.get_one(FloorModule, request.args.get("module", 1, type=int))
            done = set(database.scalars(select(FloorCompletion.module_id).where(FloorCompletion.user_id == user.id)))
            modules = database.scalars(select(FloorModule).order_by(FloorModule.id)).all()
            return PAGE.render(user=user, module=module, done=done, modules=modules)

    @app.post("/commit")
    def commit() -> str:
        committer.commit_one()
        return "saved"

    insert = (sqlite if engine.dialect.name == "sqlite" else postgresql).insert
    more: Any = insert(FloorTotal).values(unit_id=bindparam("unit"), module_id=bindparam("module"), done=1)
    more = more.on_conflict_do_update(
        index_elements=[FloorTotal.unit_id, FloorTotal.module_id], set_={"done": FloorTotal.done + 1}
    )
    once = insert(FloorCompletion).values(user_id=bindparam("user"), module_id=bindparam("module"))

    @app.post("/mark")
    def mark() -> ResponseReturnValue:
        with committer.turn(), Session(engine) as database:
            user = database.get_one(FloorUser, session["user"])
            module = database.get_one(FloorModule, request.form.get("module", type=int))
            of = {"user": user.id, "unit": user.id % UNITS, "module": module.id}
            database.execute(once.on_conflict_do_nothing(), of)
            database.execute(more, of)
            database.commit()
        return redirect(f"/view?module={of['module']}", 303)

    @app.post("/argon2")
    def argon2() -> str:
        hasher.verify(known, "correct horse battery staple")
        committer.commit_one()
        return "saved"

    return app
