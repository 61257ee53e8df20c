"""What an operator can set, by environment variables that begin with HASILA_."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The service's settings, with their defaults."""

    model_config = SettingsConfigDict(env_prefix="HASILA_", frozen=True)

    database_url: str = Field(
        default="sqlite:///hasila.sqlite",
        description="The ledger: an SQLAlchemy URL. The default is one file in the working folder.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on.")
    max_text_characters: int = Field(
        default=200_000, ge=1, description="The longest report text taken, in code points."
    )
    max_body_bytes: int = Field(
        default=4_000_000, ge=1, description="The largest request body taken, in bytes."
    )
    stream_poll_seconds: float = Field(
        default=1.0, gt=0, le=60, description="How often a stream of revisions looks for new ones."
    )
    max_clock_skew_seconds: int = Field(
        default=300, ge=0, description="How far in the future a report may be dated."
    )
