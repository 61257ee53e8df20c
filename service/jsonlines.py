"""JSON Lines in, JSON Lines out: each row answers for itself, and a bad one loses no good one."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from math import isinf
from typing import Any, NamedTuple, NoReturn

from pydantic import (
    BaseModel,
    ConfigDict,
    JsonValue,
    ValidationError,
)

from reconcile import UnknownLanguage, explain, extract, read_numbers
from reconcile.estimation.replay import Final, Score, Step
from reconcile.fields import Characters, Moment
from reconcile.model import History, SourceProfile
from service.members import REPEATED, RepeatedMember, each_once, repeated_members
from service.store.records import ListedClaim

Row = dict[str, Any]


class LineRefused(NamedTuple):
    """A line of a file that was left out, or an item of it: counted from 1, why, and its id if any."""

    line: int
    reason: str
    id: str | None = None


class RowError(ValueError):
    """A row that can't be used; the message says why and names the field."""


class TextRow(BaseModel):
    """A text to read. Other keys of the row are ignored; `id` is given back as it is."""

    model_config = ConfigDict(extra="ignore")

    id: JsonValue
    text: Characters
    language: str | None = None
    publisher: str | None = None
    published_at: Moment | None = None


def extracted(row: Row, language: str | None = None) -> Row:
    """Answer a text row with its claims; `language` is that of rows without one."""
    asked = _asked(row, language)
    claims = extract(
        asked.text,
        language=asked.language,
        publisher=asked.publisher,
        published_at=asked.published_at,
    )
    return {"id": asked.id, "claims": [claim.model_dump(mode="json") for claim in claims]}


def explained(row: Row, language: str | None = None) -> Row:
    """Answer a text row with what each stage of extraction saw in each of its sentences.

    `language` is that of rows without one.
    """
    asked = _asked(row, language)
    seen = explain(asked.text, asked.language)
    return {"id": asked.id, "sentences": [sentence.model_dump(mode="json") for sentence in seen]}


def numbered(row: Row, language: str | None = None) -> Row:
    """Answer a text row with its integer counts; `language` is that of rows without one."""
    asked = _asked(row, language)
    numbers = [
        {"value": number.value, "start": number.start, "end": number.end, "exact": number.exact}
        for number in read_numbers(asked.text, asked.language or "ar")
    ]
    return {"id": asked.id, "numbers": numbers}


def _asked(row: Row, language: str | None) -> TextRow:
    # A key without a value is as good as no key.
    given = {key: value for key, value in row.items() if value is not None}
    return TextRow.model_validate({"language": language} | given)


def _items_of(row: Row) -> Mapping[str, object]:
    """Return the claims that a row holds, by where they stand in it: itself, or those of `extract`.

    Raises:
        RowError: it is what another step wrote, or reads.
    """
    if isinstance(row.get("error"), str):
        raise RowError(f"it holds the error of an earlier step: {row['error']}")
    if "text" in row and "claims" not in row:
        raise RowError("it holds a text; extract its claims first")
    if isinstance(row.get("claims"), list):
        return {f"claims.{place}": claim for place, claim in enumerate(row["claims"])}
    return {"": row}


def claims_of(number: int, row: Row) -> Iterator[ListedClaim | LineRefused]:
    """Yield each claim of a line, or why it can't be read: a bad one loses no good one beside it."""
    try:
        items = _items_of(row)
    except RowError as error:
        yield LineRefused(number, str(error))
        return
    for where, item in items.items():
        try:
            yield ListedClaim.model_validate(item)
        except ValidationError as error:
            yield LineRefused(number, reason(error, where), _id_of(item))


def profile_of(number: int, row: Row) -> Iterator[SourceProfile | LineRefused]:
    """Yield the source profile of a line, or why it can't be read."""
    try:
        yield SourceProfile.model_validate(row)
    except ValidationError as error:
        yield LineRefused(number, reason(error))


def _id_of(item: object) -> str | None:
    known = item.get("id") if isinstance(item, dict) else None
    return known if isinstance(known, str) else None


def reconciled(history: History, unread: Sequence[LineRefused]) -> Row:
    """Return a history as JSON; among what it refused, the lines that could not be read."""
    told = history.model_dump(mode="json")
    lines = [{"what": "line", "place": at, "claim_id": id_, "reason": why} for at, why, id_ in unread]
    return told | {"refused": told["refused"] + lines}


def scored(policy: str, score: Score) -> Row:
    """Return a policy's score as a row."""
    return {"policy": policy} | asdict(score)


def traced(policy: str, event: str, step: Step, final: Final | None) -> Row:
    """Return a step of an event's replay as a row."""
    return {
        "policy": policy,
        "event": event,
        "claim": step.claim.model_dump(mode="json"),
        "estimate": step.estimate.model_dump(mode="json", exclude={"standings"}),
        "error": final.error(step.estimate.best) if final and step.quantified else None,
        "reason": step.reason,
    }


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        raise ValueError(f"{digits[:30]} is too large a number")
    return number


_DECODER = json.JSONDecoder(
    object_pairs_hook=each_once, parse_constant=_refuse_constant, parse_float=_finite
)


def rows(lines: Iterable[bytes]) -> Iterator[tuple[int, Row | RowError]]:
    """Yield each line's number, from 1, with its object or what is wrong with it; skip blank ones."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = _DECODER.decode(line.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            yield number, RowError(f"not UTF-8 at byte {error.start}")
        except RepeatedMember as error:
            yield number, RowError(_repeated(line) or str(error))
        except (ValueError, RecursionError) as error:
            yield number, RowError(f"not JSON: {error}")
        else:
            yield number, row if isinstance(row, dict) else RowError("not a JSON object")


def _repeated(line: bytes) -> str:
    """Say which members a line names again, by their paths; nothing of one that is no JSON later on."""
    paths = [".".join(map(str, path)) for path in repeated_members(line)]
    return f"{', '.join(paths)}: {REPEATED}" if paths else ""


def answers(
    lines: Iterable[bytes], answer: Callable[[Row], Row]
) -> Iterator[tuple[int, Row, RowError | None]]:
    """Yield each line's number, its answer, and its error if it has none.

    A row that fails is answered with its `id`, if it has one, and `error`.
    """
    for number, row in rows(lines):
        error = row if isinstance(row, RowError) else None
        result: Row = {}
        if not isinstance(row, RowError):
            try:
                result = answer(row)
            except (ValidationError, UnknownLanguage) as refused:
                error = RowError(reason(refused))
        if error:
            known = row.get("id") if isinstance(row, dict) else None
            result = {"id": known, "line": number, "error": str(error)}
        yield number, result, error


def reason(error: Exception, where: str = "") -> str:
    """Return what is wrong in one line, with the field's path; `where` is the path of what was read."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    path = ".".join(str(step) for step in (where, *first["loc"]) if step != "")
    message = first["msg"].removeprefix("Value error, ")
    return f"{path}: {message}" if path else message


def line(row: object) -> str:
    """Return a row as one line of JSON; a lone surrogate stays escaped, the rest is readable."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(row, separators=(",", ":"))
    return text
