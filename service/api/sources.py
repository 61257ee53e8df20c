"""The source registry: aliases and profiles of sources, in versions that are only added."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Request, Response
from pydantic import Field

from reconcile.fields import Frozen
from reconcile.model import SourceProfile
from service.api import examples
from service.api.dependencies import Serving
from service.api.incidents import IfMatch
from service.api.labels import Label
from service.api.pages import LAST_NUMBER, Page, PageQuestion, WhichPage, page
from service.edge.conditional import entity_tag, require_match
from service.errors import Fault, Problem
from service.store.ledger import NotInLedger
from service.store.records import RecordedSource
from service.store.registry import NameTaken

router = APIRouter(prefix="/sources", tags=["sources"])

Key = Annotated[
    str,
    Path(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=100,
        description="A short stable name, such as ministry-of-health.",
        examples=["ministry-of-health"],
    ),
]
Version = Annotated[
    int | None,
    Field(ge=0, le=LAST_NUMBER, description="A version of the registry; without it, the newest."),
]


class SourceToRecord(SourceProfile):
    """What a recorder knows of a source: its names, its kind, and how far it is to be relied on.

    `reliability` runs from 0, never, to 1, always; null: nobody has judged it.
    """

    name: Label
    aliases: tuple[Label, ...] = ()

    def profile(self) -> SourceProfile:
        """Return the same, as the registry compares it."""
        return SourceProfile(**dict(self))


class SourcesQuestion(PageQuestion, Frozen):
    """Which page of which version."""

    version: Version = None


class SourceQuestion(Frozen):
    """Of which version of the registry."""

    version: Version = None


class Sources(Page[RecordedSource]):
    """A page of the sources of a version of the registry."""

    registry_version: int


@router.get("", summary="List the sources")
def list_sources(
    service: Serving,
    request: Request,
    response: Response,
    which: Annotated[SourcesQuestion, Query()],
) -> Sources:
    """By when each was last changed. A version stays as it is: ask for it by its number."""
    version = service.registry_version(which.version, "version")
    found = service.registry.sources(version, which.after(request), which.limit + 1)
    sources = page(found, lambda source: source.version, which, request, response)
    return Sources(items=sources.items, next=sources.next, registry_version=version)


@router.get("/{key}", summary="Read a source")
def read_source(
    key: Key, service: Serving, response: Response, question: Annotated[SourceQuestion, Query()]
) -> RecordedSource:
    """Its names, its kind and how far it is to be relied on."""
    version = service.registry_version(question.version, "version")
    source = service.registry.source(key, version)
    if source is None:
        raise NotInLedger("source", key)
    response.headers["ETag"] = entity_tag(source)
    return source


@router.get("/{key}/versions", summary="List the profiles of a source")
def list_versions(
    key: Key, service: Serving, request: Request, response: Response, which: WhichPage
) -> Page[RecordedSource]:
    """All it has had, in order."""
    found = service.registry.versions_of(key, which.after(request), which.limit + 1)
    if not found and not service.registry.versions_of(key, 0, 1):
        raise NotInLedger("source", key)
    return page(found, lambda source: source.version, which, request, response)


@router.put(
    "/{key}",
    summary="Record what is known of a source",
    responses={201: {"model": RecordedSource, "description": "The source is new"}},
)
def put_source(
    key: Key,
    body: Annotated[SourceToRecord, Body(openapi_examples=examples.SOURCE)],
    service: Serving,
    response: Response,
    if_match: IfMatch = None,
) -> RecordedSource:
    """Makes a new version of the registry. Incidents opened from now on keep to it."""
    new = False

    def precondition(known: RecordedSource | None) -> None:
        nonlocal new
        new = known is None
        require_match(if_match, known)

    try:
        source, _ = service.registry.put(key, body.profile(), precondition)
    except NameTaken as error:
        pointer = "#/name" if error.alias is None else f"#/aliases/{error.alias}"
        fault = Fault(detail=f"{error}; take the name from one of them first", pointer=pointer)
        raise Problem(409, "conflicting-sources", f"{error}.", [fault]) from None
    response.status_code = 201 if new else 200
    response.headers["ETag"] = entity_tag(source)
    return source
