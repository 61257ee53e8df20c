"""What an operator can set: by environment variables that begin with HASILA_, or in a TOML file."""

import os
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

FILE_VARIABLE = "HASILA_SETTINGS"
"""Names the file of settings, if there is one."""


class UnreadableSettings(ValueError):
    """The file of settings can't be read; the message says why."""


class Settings(BaseSettings):
    """The service's settings, with their defaults.

    A variable of the environment goes before the file; a name in the file that is no setting is refused.
    """

    model_config = SettingsConfigDict(env_prefix="HASILA_", frozen=True)

    database_url: str = Field(
        default="sqlite:///hasila.sqlite",
        description="The ledger: a URL of SQLite or PostgreSQL. The default is one file in the "
        "working folder.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on.")
    open_to_all: bool = Field(
        default=False, description="Listen on an address that others reach though there is no key."
    )
    trusted_proxies: str = Field(
        default="", description="Addresses, with commas between, whose X-Forwarded-For is believed."
    )
    max_text_characters: int = Field(
        default=200_000, ge=1, description="The longest report text taken, in code points."
    )
    max_body_bytes: int = Field(
        default=4_000_000, ge=1, description="The largest request body taken, in bytes."
    )
    max_headers: int = Field(default=100, ge=1, description="The most headers a request may have.")
    max_header_bytes: int = Field(
        default=16_384, ge=1, description="The largest address and headers of a request, in bytes."
    )
    stream_poll_seconds: float = Field(
        default=1.0, gt=0, le=60, description="How often a stream of revisions looks for new ones."
    )
    stream_heartbeat_seconds: float = Field(
        default=10.0, gt=0, le=3600, description="How long a stream is silent before it shows it lives."
    )
    max_streams: int = Field(
        default=1_000, ge=1, description="How many streams of revisions may be open at once."
    )
    max_clock_skew_seconds: int = Field(
        default=300, ge=0, description="How far in the future a report may be dated."
    )
    rate_per_second: float = Field(
        default=200, ge=0, allow_inf_nan=False, description="Requests a caller may make; 0: no limit."
    )
    rate_burst: int = Field(
        default=2_000, ge=1, description="Requests a caller may make at once, after a pause."
    )
    idempotency_keep_seconds: int = Field(
        default=86_400, ge=1, description="How long an answer is kept for its Idempotency-Key."
    )
    idempotency_hold_seconds: int = Field(
        default=60, ge=1, description="How long a request without an answer counts as being served."
    )
    header_seconds: float = Field(
        default=20, gt=0, allow_inf_nan=False, description="The time for the headers to arrive in."
    )
    body_seconds: float = Field(
        default=60,
        gt=0,
        allow_inf_nan=False,
        description="The time for the body to arrive in, or its next piece.",
    )
    keep_alive_seconds: int = Field(
        default=5, ge=1, description="How long a connection is kept open between requests."
    )
    shutdown_seconds: int = Field(
        default=30, ge=1, description="How long requests may go on after SIGTERM."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="What is logged, from this level on."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto", description="auto: text on a terminal, else JSON lines."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings' signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given goes first, then the environment, then the file.

        Raises:
            UnreadableSettings: there is to be a file, and it can't be read.
        """
        path = os.environ.get(FILE_VARIABLE)
        if not path:
            return init_settings, env_settings
        return init_settings, env_settings, _file(settings_cls, Path(path))


def _file(settings_cls: type[BaseSettings], path: Path) -> PydanticBaseSettingsSource:
    try:
        path.read_bytes()  # the source takes a file that isn't there for an empty one
        return TomlConfigSettingsSource(settings_cls, toml_file=path)
    except OSError as error:
        raise UnreadableSettings(f"{path} ({FILE_VARIABLE}): {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableSettings(f"{path} ({FILE_VARIABLE}) is no TOML: {error}") from None
