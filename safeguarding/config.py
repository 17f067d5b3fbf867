"""Settings, read once from the environment and typed. A wrong one is refused with a sentence."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32


class WrongSettings(Exception):
    """The environment does not say enough, or says something that cannot be right."""


@dataclass(frozen=True)
class Settings:
    """What differs from one installation to the next.

    is_demonstration: invented force, SQLite under `instance/demo`, this machine only.
    has_https: whether people reach the app by HTTPS (cookies are then sent by HTTPS only).
    instance: the folder of the embedded database and of a demonstration's sign-ins (INSTANCE_FOLDER).
    proxies: how many servers of the force's own stand before the app; each is believed about who asked, and how.
    survey_key_file: where the survey's secret keys are (SURVEY_KEY_FILE), outside the data folder and its backups.
    """

    database_url: str
    secret_key: str
    is_demonstration: bool
    has_https: bool
    instance: Path
    proxies: int = 0
    survey_key_file: Path | None = None


def settings_from(environment: Mapping[str, str], *, root: Path = ROOT) -> Settings:
    """Settings for this start; demonstration mode only when neither DATABASE_URL nor SECRET_KEY is set.

    Raises WrongSettings, with a sentence for the person who starts the app.
    """
    url, secret = _database_url(environment), environment.get("SECRET_KEY", "")
    instance = Path(environment.get("INSTANCE_FOLDER") or root / "instance")
    if not url and not secret:
        demo = instance / "demo"
        return Settings(
            database_url=f"sqlite:///{demo / 'spot-it.sqlite'}",
            secret_key=_kept_secret(demo / "secret-key"),
            is_demonstration=True,
            has_https=False,
            instance=demo,
            survey_key_file=_file(environment, "SURVEY_KEY_FILE") or instance / "survey-key",
        )
    if len(secret.encode()) < SHORTEST_SECRET:
        raise WrongSettings(
            f"SECRET_KEY must be at least {SHORTEST_SECRET} bytes of random text. Make one with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return Settings(
        database_url=url or f"sqlite:///{instance / 'spot-it.sqlite'}",
        secret_key=secret,
        is_demonstration=False,
        has_https=_yes_or_no(environment, "HTTPS", default=True),
        instance=instance,
        proxies=_number(environment, "PROXIES"),
        survey_key_file=_file(environment, "SURVEY_KEY_FILE"),
    )


def _database_url(environment: Mapping[str, str]) -> str:
    """The address as SQLAlchemy writes it; `postgres://`, which many hosts hand out, means the same."""
    url = environment.get("DATABASE_URL", "").strip()
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    if url and not url.startswith(("postgresql://", "sqlite:///")):
        raise WrongSettings(
            "DATABASE_URL must look like postgresql://user:password@host/name (or sqlite:////folder/file)."
        )
    return url


def settings() -> Settings:
    """Settings from this process's environment."""
    return settings_from(os.environ)


def _yes_or_no(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environment.get(name, "").strip().lower()
    if value in {"", "yes", "no"}:
        return default if not value else value == "yes"
    raise WrongSettings(f"{name} is '{value}'; it must be 'yes' or 'no'.")


def _number(environment: Mapping[str, str], name: str) -> int:
    value = environment.get(name, "").strip()
    if value and not (value.isascii() and value.isdecimal()):
        raise WrongSettings(f"{name} is '{value}'; it must be a whole number.")
    return int(value or 0)


def _file(environment: Mapping[str, str], name: str) -> Path | None:
    value = environment.get(name, "").strip()
    if value and not Path(value).is_absolute():
        raise WrongSettings(f"{name} is '{value}'; write the whole path, from / on.")
    return Path(value) if value else None


def _kept_secret(path: Path) -> str:
    """The demonstration's own secret: made once, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    secret = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
    return secret
