"""Forms that a browser posts, and the one that signs in."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from service.edge.browsers import is_from_elsewhere

_MOST_FIELDS = 10


async def posted(request: Request) -> dict[str, str] | None:
    """Return the fields of a form, None if another site sent it or it can't be read.

    Lines end as in the text that was pasted: browsers send them with CRLF.
    """
    if is_from_elsewhere(request.headers):
        return None
    body = await request.body()
    try:
        fields = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="replace"
        )
    except ValueError:
        return None
    return {name: value.replace("\r\n", "\n") for name, value in fields}
