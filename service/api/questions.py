"""What an address asks: each name of its query once, and none that the contract doesn't have."""

from collections import Counter
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote_to_bytes

from fastapi import Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import Cookie, Header, Path
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from service.errors import Fault, invalid

_ELSEWHERE: Final = (Cookie, Header, Path)
_REPEATED: Final = "this is asked more than once; say which one is meant"


def named_well(request: Request) -> None:
    """Refuse a query that says a name twice, or one that the operation doesn't know, or is not UTF-8.

    Else one of several answers would be picked, a name with a slip in it asked nothing, and a word in
    another encoding found nothing.

    Raises:
        Problem: it does; the answer names each such parameter and those that there are.
    """
    if request.scope["query_string"]:
        asks_only(request, _known(request))


def asks_only(request: Request, known: Sequence[str]) -> None:
    """Refuse a query that says a name twice, or one that is not among those known, or is not UTF-8.

    Raises:
        Problem: it does; the answer names each such parameter and those that there are.
    """
    _refuse_another_encoding(unquote_to_bytes(request.scope["query_string"]))
    given = Counter(name for name, _ in request.query_params.multi_items())
    unknown = f"there is no such parameter; this takes {', '.join(known) or 'none'}"
    faults = [
        Fault(detail=_REPEATED if name in known else unknown, parameter=name)
        for name, times in given.items()
        if times > 1 or name not in known
    ]
    if faults:
        raise invalid(f"{faults[0].parameter}: {faults[0].detail}.", *faults)


def _refuse_another_encoding(query: bytes) -> None:
    try:
        query.decode()
    except UnicodeDecodeError as error:
        held = query[error.start : error.start + 1].hex().upper()
        raise invalid(f"The query is not UTF-8: it holds %{held}. Encode it anew.") from None


def _known(request: Request) -> list[str]:
    """Return the names that the operation's query may have."""
    reached: BaseRoute | None = request.scope.get("route")
    if not isinstance(reached, APIRoute):  # a bare route of Starlette's, for lines
        return []
    parameters = get_flat_params(reached.dependant)
    return [each.alias for each in parameters if not isinstance(each.field_info, _ELSEWHERE)]
