"""The log: a JSON line an event, or readable text on a terminal."""

import logging
import sys

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.types import Processor

from service.settings import Settings


def configure(settings: Settings) -> None:
    """Let every logger of the process write to standard error, with the request's id on every line.

    The service logs by the standard library, as the packages it uses do; structlog makes lines of it.
    """
    as_text = settings.log_format == "text" or (settings.log_format == "auto" and sys.stderr.isatty())
    renderers: list[Processor] = (
        [structlog.dev.ConsoleRenderer()]
        if as_text
        else [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    formatter = ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            add_log_level,
            add_logger_name,
            ExtraAdder(),
        ],
        processors=[ProcessorFormatter.remove_processors_meta, *renderers],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=settings.log_level.upper(), force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
