"""What an address asks: each name of its query once, and none that the contract doesn't have."""

from collections import Counter
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from fastapi import Request
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from service.errors import Fault, invalid

_REPEATED: Final = "this is asked more than once; say which one is meant"


def named_well(request: Request) -> None:
    """Refuse a query that says a name twice, or one that the operation doesn't know, or is not UTF-8.

    Else one of several answers would be picked, a name with a slip in it asked nothing, and a word in
    another encoding found nothing.

    Raises:
        Problem: it does; the answer names each such parameter and those that there are.
    """
    if not request.scope["query_string"]:
        return
    _refuse_another_encoding(unquote_to_bytes(request.scope["query_string"]))
    given = Counter(name for name, _ in request.query_params.multi_items())
    known = _known(request)
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
    """Return the names that the operation's query may have, by the contract."""
    reached: BaseRoute | None = request.scope.get("route")
    if reached is None:  # a bare route of Starlette's, for lines
        return []
    contexts = iter_route_contexts(request.app.routes)
    template = next(each.path for each in contexts if each.original_route is reached)
    operation = request.app.openapi()["paths"][template][request.method.lower()]
    parameters: list[dict[str, Any]] = operation.get("parameters", [])
    return [each["name"] for each in parameters if each["in"] == "query"]
