"""The `hasila` command: the library and the service from a terminal or a pipe."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from itertools import starmap
from typing import IO, TYPE_CHECKING, Annotated, Final, TypeVar

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from reconcile import UnknownLanguage, explain, extract, read_numbers, reconcile
from reconcile.estimation.conventions import UnknownConvention, convention_named
from reconcile.estimation.origins import ConflictingProfiles
from reconcile.estimation.policies import POLICIES, UnknownPolicy, policy_named
from reconcile.estimation.replay import Score, replay, score
from reconcile.model import Category, RecordedClaim, SourceProfile
from service import jsonlines, printing
from service.api.labels import Label
from service.bulk.commands import bulk
from service.replaying import PastEvents, UnusableTable
from service.settings import Settings, UnreadableSettings
from service.store.records import retractions_in
from service.store.scopes import Scope
from service.terminal import (
    SOME_FAILED,
    AsOf,
    ConventionName,
    KnownAt,
    PolicyName,
    ProfilesFile,
    complain,
    give_up,
    moment,
    tell,
    write_all,
    write_line,
)

if TYPE_CHECKING:
    from service.store.keys import Keys

app = typer.Typer(
    name="hasila",
    help="Counting casualties honestly: conflicting reports in, an attributed range out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

keys = typer.Typer(help="Keys to the API: who may call it, and what for.", no_args_is_help=True)
app.add_typer(keys, name="keys")
app.add_typer(bulk, name="bulk")

Read = TypeVar("Read")


class Format(StrEnum):
    """What comes out."""

    TABLE = "table"
    JSONL = "jsonl"


File = Annotated[str, typer.Argument(metavar="FILE", help="A file; - is standard input.")]
Language = Annotated[str, typer.Option(help="The text's language, ISO 639-1.")]
LanguageOrNone = Annotated[
    str | None,
    typer.Option("--language", help="ISO 639-1; without it, each sentence is read in its own."),
]
AsFormat = Annotated[
    Format,
    typer.Option("--format", help="table: text in, a table out. jsonl: JSON Lines both ways."),
]


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    """Open a file, with a progress bar on a terminal, or standard input."""
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    console = Console(stderr=True)
    progress = Progress(transient=True, console=console, disable=not console.is_terminal)
    try:
        with progress, progress.open(path, "rb", description=path) as file:
            yield file
    except BrokenPipeError:
        raise  # of the answer, not of the file
    except OSError as error:
        raise give_up(f"{path}: {error.strerror}") from None


def _text(path: str) -> str:
    with _opened(path) as file:
        data = file.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise give_up(
            f"{path} is not UTF-8: see byte {error.start}; `iconv -t UTF-8` converts it"
        ) from None


def _answer_rows(path: str, answer: Callable[[jsonlines.Row], jsonlines.Row]) -> None:
    failed = 0
    with _opened(path) as file:
        for number, result, error in jsonlines.answers(file, answer):
            write_line(jsonlines.line(result))
            if error:
                failed += 1
                complain(f"line {number}: {error}")
    write_all()
    if failed:
        raise typer.Exit(SOME_FAILED)


@app.command("extract")
def extract_command(
    file: File,
    format_: AsFormat = Format.TABLE,
    language: LanguageOrNone = None,
    why: Annotated[
        bool, typer.Option("--explain", help="Show what each stage saw, sentence by sentence.")
    ] = False,
) -> None:
    """Read the casualty claims of a text, or of every {"id","text"} line with --format jsonl."""
    try:
        if format_ is Format.JSONL:
            explain("", language)  # a language that isn't known is no row's fault
            answer = jsonlines.explained if why else jsonlines.extracted
            _answer_rows(file, partial(answer, language=language))
            return
        text = _text(file)
        if why:
            Console().print(printing.explanation(explain(text, language)))
        else:
            Console().print(printing.claims_table(extract(text, language=language)))
    except UnknownLanguage as error:
        raise give_up(str(error)) from None


@app.command("numbers")
def numbers_command(file: File, format_: AsFormat = Format.TABLE, language: Language = "ar") -> None:
    """Read the integer counts of a text, or of every {"id","text"} line with --format jsonl."""
    try:
        if format_ is Format.JSONL:
            read_numbers("", language)  # as above
            _answer_rows(file, partial(jsonlines.numbered, language=language))
            return
        numbers = read_numbers(_text(file), language)
    except UnknownLanguage as error:
        raise give_up(str(error)) from None
    Console().print(printing.numbers_table(numbers))


STANDARD_INPUT: Final = "-"
"""In place of a file's name."""


def _rows(
    path: str, read: Callable[[int, jsonlines.Row], Iterable[Read | jsonlines.LineRefused]]
) -> tuple[list[tuple[int, Read]], list[jsonlines.LineRefused]]:
    """Return what a file of JSON Lines holds, with its line, and what had to be left out."""
    found: list[tuple[int, Read]] = []
    refused: list[jsonlines.LineRefused] = []
    with _opened(path) as file:
        for number, row in jsonlines.rows(file):
            items: Iterable[Read | jsonlines.LineRefused] = (
                [jsonlines.LineRefused(number, str(row))]
                if isinstance(row, jsonlines.RowError)
                else read(number, row)
            )
            for item in items:
                if isinstance(item, jsonlines.LineRefused):
                    refused.append(item)
                    where = "standard input" if path == STANDARD_INPUT else path
                    complain(f"{where}: line {number} left out: {item.reason}")
                else:
                    found.append((number, item))
    return found, refused


def _profiles(path: str | None) -> tuple[list[SourceProfile], int]:
    """Return the profiles of a file, and how many of its lines had to be left out."""
    if path is None:
        return [], 0
    placed, refused = _rows(path, jsonlines.profile_of)
    return [profile for _, profile in placed], len(refused)


@app.command("reconcile")
def reconcile_command(
    file: File,
    policy: PolicyName = "agreement",
    convention: ConventionName = "literal",
    profiles: ProfilesFile = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="By default a table on a terminal, else JSON."),
    ] = None,
    why: Annotated[
        bool, typer.Option("--explain", help="Show in tables what became of every claim, and why.")
    ] = False,
) -> None:
    """Reconcile one incident's claims, a JSON line each; lines that `extract` wrote work too."""
    moments = (moment(as_of, "--as-of"), moment(known_at, "--known-at"))
    if file == profiles == STANDARD_INPUT:
        raise give_up("standard input can hold the claims or the profiles, not both")
    placed, unread = _rows(file, jsonlines.claims_of)
    claims = [claim for _, claim in placed]
    known_sources, failed = _profiles(profiles)
    try:
        history = reconcile(
            claims,
            retractions=retractions_in(claims),
            policy=policy,
            convention=convention,
            profiles=known_sources,
            as_of=moments[0],
            known_at=moments[1],
        )
    except (UnknownPolicy, UnknownConvention, ConflictingProfiles) as error:
        raise give_up(str(error)) from None
    for refusal in history.refused:
        where = f"line {placed[refusal.place - 1][0]}" if refusal.what == "claim" else "a retraction"
        complain(f"{where} left out: {refusal.reason}")
    failed += len(unread) + len(history.refused)
    console = Console()
    if format_ is Format.TABLE or (format_ is None and (why or console.is_terminal)):
        console.print(printing.estimates_table(history.estimates.values()))
        by_id: dict[str, RecordedClaim] = {}
        for claim in claims:  # of two under one id the second was refused
            by_id.setdefault(claim.id, claim)
        for estimate in history.estimates.values() if why else ():
            console.print(printing.standings_table(estimate, by_id))
        console.print(printing.revisions_table(history.revisions))
    else:
        write_line(jsonlines.line(jsonlines.reconciled(history, unread)))
        write_all()
    if failed:
        raise typer.Exit(SOME_FAILED)


@app.command("replay")
def replay_command(
    claims: Annotated[str, typer.Argument(metavar="CLAIMS", help="A CSV file of claims as published.")],
    finals: Annotated[str, typer.Argument(metavar="FINALS", help="A CSV file of the final tolls.")],
    category: Annotated[Category, typer.Option(help="What to measure.")] = Category.KILLED,
    policy: Annotated[
        list[str] | None, typer.Option(help="A policy to measure; may be given again. [default: all]")
    ] = None,
    convention: ConventionName = "literal",
    trace: Annotated[
        str | None,
        typer.Option(metavar="EVENT", help="Show each step of one event. [default policy: agreement]"),
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", help="table, or jsonl: a JSON line a policy, or a step.")
    ] = Format.TABLE,
) -> None:
    """Replay past events claim by claim, and measure each policy against the final tolls."""
    events = PastEvents()
    try:
        events.read_claims(claims, _text(claims))
        events.read_finals(finals, _text(finals))
        convention_named(convention)
        chosen = [policy_named(name).name for name in policy or (["agreement"] if trace else POLICIES)]
    except (UnusableTable, UnknownPolicy, UnknownConvention) as error:
        raise give_up(str(error)) from None
    for fault in events.faults:
        complain(fault)
    if trace is None:
        scores = {name: _score(events, category, name, convention) for name in chosen}
        _write(format_, printing.scores_table(scores), starmap(jsonlines.scored, scores.items()))
    elif trace not in events.claims:
        raise give_up(f"there is no event {trace!r}; there are: {', '.join(events.claims)}")
    else:
        final = events.finals.get((trace, category))
        for name in chosen:
            steps = replay(events.claims[trace], category, policy=name, convention=convention)
            table = printing.trace_table(f"{trace} under {name}", steps, final)
            _write(format_, table, (jsonlines.traced(name, trace, step, final) for step in steps))
    if events.faults:
        raise typer.Exit(SOME_FAILED)


def _score(events: PastEvents, category: Category, policy: str, convention: str) -> Score:
    return score(
        (replay(claims, category, policy=policy, convention=convention), final)
        for event, claims in events.claims.items()
        if (final := events.finals.get((event, category)))
    )


def _write(format_: Format, table: Table, rows: Iterable[jsonlines.Row]) -> None:
    if format_ is Format.TABLE:
        Console().print(table)
        return
    for row in rows:
        write_line(jsonlines.line(row))
    write_all()


def _settings(**given: object) -> Settings:
    """Return the settings of the environment and the file, those given on the command line first."""
    try:
        return Settings.model_validate(
            dict(Settings()) | {name: value for name, value in given.items() if value is not None}
        )
    except (ValidationError, UnreadableSettings) as error:
        raise give_up(f"settings: {jsonlines.reason(error)}") from None


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
    with_sample: Annotated[
        bool, typer.Option("--with-sample", help="Load a sample incident into an empty ledger.")
    ] = False,
    open_to_all: Annotated[
        bool,
        typer.Option("--open", help="Serve without any key on an address that others reach."),
    ] = False,
) -> None:
    """Serve the page and the API; the ledger is created or brought up to date first."""
    settings = _settings(host=host, port=port, open_to_all=open_to_all or None)
    # Loading the service takes longer than reading a report: commands that need none don't wait for it.
    from service import serving  # noqa: PLC0415

    try:
        serving.serve(settings, with_sample=with_sample)
    except serving.CannotServe as error:
        raise give_up(str(error)) from None


@contextmanager
def _keys() -> Iterator["Keys"]:
    """Open the keys of the ledger that the settings name; give up on what can't be."""
    from service import serving  # noqa: PLC0415 - slow to load, as above
    from service.store.keys import Keys, UnknownKey  # noqa: PLC0415

    try:
        with serving.opened(_settings()) as engine:
            yield Keys(engine, serving.now)
    except (serving.CannotServe, UnknownKey, ValidationError) as error:
        raise give_up(jsonlines.reason(error)) from None


@keys.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="Whose key it is, or what for.")],
    scope: Annotated[Scope, typer.Option(help="admin implies write implies read.")] = Scope.READ,
) -> None:
    """Make a key and print it, this once. From the first key on, every call needs one."""
    try:
        label = TypeAdapter[str](Label).validate_python(name)
    except ValidationError as error:
        raise give_up(f"the name of a key: {error.errors()[0]['msg']}") from None
    with _keys() as known:
        made, key = known.create(label, scope)
    tell(f"Key {made.id} for {made.scope}. Send it as Authorization: Bearer …; it is not shown again:")
    sys.stdout.write(key + "\n")


@keys.command("list")
def list_keys() -> None:
    """List all keys, revoked ones too, without what is secret in them."""
    with _keys() as known:
        Console().print(printing.keys_table(known.all()))


@keys.command("revoke")
def revoke_key(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The id that `hasila keys list` shows.")],
) -> None:
    """Make a key worthless, at once. It stays in the list."""
    with _keys() as known:
        known.revoke(key_id)
    tell(f"Key {key_id} is revoked.")
