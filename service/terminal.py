"""What the commands have in common: complaints, exit statuses, options, and times as they are typed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, BinaryIO, Final

import typer
from rich.console import Console
from rich.markup import escape

from reconcile.estimation.conventions import CONVENTIONS
from reconcile.estimation.policies import POLICIES

SOME_FAILED: Final = 1
UNUSABLE: Final = 2

PolicyName = Annotated[str, typer.Option(help=f"How positions make figures: {', '.join(POLICIES)}.")]
ConventionName = Annotated[
    str, typer.Option(help=f"How vague words are read: {', '.join(CONVENTIONS)}.")
]
ProfilesFile = Annotated[
    str | None,
    typer.Option(help="A file of JSON Lines: name, kind, reliability and aliases of sources."),
]
AsOf = Annotated[str | None, typer.Option(help="The toll at this time, as now thought (RFC 3339).")]
KnownAt = Annotated[str | None, typer.Option(help="As it would have been answered then (RFC 3339).")]


def tell(message: str) -> None:
    """Say something beside the output."""
    Console(stderr=True, highlight=False, markup=False).print(message, soft_wrap=True)


def complain(message: str) -> None:
    """Say what is wrong, in one line."""
    said = f"[red]hasila:[/red] {escape(message)}"
    Console(stderr=True, highlight=False).print(said, soft_wrap=True)


def give_up(message: str) -> typer.Exit:
    """Say why nothing can be done; return what to raise."""
    complain(message)
    return typer.Exit(UNUSABLE)


@contextmanager
def _writing() -> Iterator[BinaryIO]:
    try:
        yield sys.stdout.buffer
    except BrokenPipeError:
        raise  # whoever reads has what was wanted; click ends the command
    except OSError as error:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - what is left to write is lost
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        raise give_up(f"the answer can't be written: {error.strerror}") from None


def write_line(line: str) -> None:
    """Write a line of the answer, in UTF-8 whatever the terminal's encoding is."""
    with _writing() as file:
        file.write(f"{line}\n".encode())


def write_all() -> None:
    """Bring out what was written, while a failure can still be told."""
    with _writing() as file:
        file.flush()


def moment(written: str | None, option: str) -> datetime | None:
    """Return a time as it was given to an option, None if it was not.

    Raises:
        typer.Exit: it is no time with an offset, which is told.
    """
    if written is None:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise give_up(f"{option}: {written!r} is no time with an offset, such as 2026-03-01T09:30:00Z")
    return at
