"""Lists a page at a time: opaque cursors, and Link headers (RFC 8288)."""

import base64
import binascii
import hashlib
from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

from fastapi import Query, Request, Response
from pydantic import BaseModel, Field
from starlette.datastructures import URL

from reconcile.fields import Frozen
from service.errors import Fault, invalid

Item = TypeVar("Item")


class PageQuestion(Frozen):
    """Which page of a list."""

    limit: Annotated[int, Field(ge=1, le=1000, description="How many items at most.")] = 100
    cursor: Annotated[
        str | None, Field(max_length=100, description="The `next` of the page before.")
    ] = None

    def after(self, request: Request) -> int:
        """Return the number of the last item of the page before, 0 for the first page.

        Raises:
            Problem: the cursor is none that the service gave out for this list.
        """
        return 0 if self.cursor is None else _number(self.cursor, _list_of(request))


WhichPage = Annotated[PageQuestion, Query()]


_OF_PAGES = frozenset({"cursor", "limit"})
LAST_NUMBER = 2**31 - 1
"""The largest number that every database keeps in an integer column."""


class Page(BaseModel, Generic[Item]):
    """A page of a list, in order; `next` is the cursor of the page after, null on the last."""

    items: list[Item]
    next: str | None


def _list_of(request: Request) -> bytes:
    """Return what tells a list from others: its address, and what is asked but for the page."""
    asked = sorted(pair for pair in request.query_params.multi_items() if pair[0] not in _OF_PAGES)
    named = repr((request.url.path, asked))
    return hashlib.blake2s(named.encode("utf-8", "replace"), digest_size=6).hexdigest().encode()


def _number(cursor: str, of: bytes) -> int:
    try:
        number = int(base64.urlsafe_b64decode(cursor.encode()).removeprefix(of + b":"))
    except (ValueError, binascii.Error):
        number = -1
    if not 0 <= number <= LAST_NUMBER or _cursor(number, of) != cursor:
        detail = "this is no cursor of this list; take the `next` of a page of it as it is"
        raise invalid(f"cursor: {detail}.", Fault(detail=detail, parameter="cursor"))
    return number


def _cursor(number: int, of: bytes) -> str:
    return base64.urlsafe_b64encode(b"%b:%d" % (of, number)).decode()


def page(
    found: list[Item],
    number: Callable[[Item], int],
    which: PageQuestion,
    request: Request,
    response: Response,
) -> Page[Item]:
    """Return the page asked for, from up to one item more than it holds.

    `number` tells an item's place in its list; the cursor of the page after is made of it.
    """
    items = found[: which.limit]
    links = [_link(request.url.remove_query_params("cursor"), "first")]
    following = None
    if len(found) > len(items):
        following = _cursor(number(items[-1]), _list_of(request))
        links.append(_link(request.url.include_query_params(cursor=following), "next"))
    response.headers["Link"] = ", ".join(links)
    return Page(items=items, next=following)


def _link(url: URL, relation: str) -> str:
    query = f"?{url.query}" if url.query else ""
    return f'<{url.path}{query}>; rel="{relation}"'
