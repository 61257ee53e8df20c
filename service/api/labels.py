"""Labels: names and titles as they are sent to be recorded, in which nothing works unseen.

A title that a control turns around reads as another one, wherever it is shown. What is evidence, the
text of a report and whatever is quoted from it, stays as it is; the page shows the controls in it.
"""

import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from reconcile.fields import Name

_UNSEEN: Final = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
"""Controls, separators of lines, and what sets a direction for all that follows.

The marks U+200E, U+200F and U+061C and the joiners belong to good Arabic and Persian.
"""
_FOUND: Final = re.compile(f"[{_UNSEEN}]")


def _all_seen(text: str) -> str:
    if found := _FOUND.search(text):
        name = unicodedata.name(found[0], "a control character")
        raise ValueError(
            f"character {found.start() + 1} is U+{ord(found[0]):04X} ({name}), which works unseen; "
            "leave it out"
        )
    return text


Label = Annotated[
    Name,
    AfterValidator(_all_seen),
    Field(json_schema_extra={"pattern": rf"^[^{_UNSEEN}]*[^{_UNSEEN}\s][^{_UNSEEN}]*$"}),
]
"""A name, a title or a place without controls, 1 to 500 characters, not blank."""

Scheme = Annotated[str, Field(min_length=1, max_length=100, pattern=rf"^[^{_UNSEEN}\s:]+$")]
"""Who gives out an id, such as GLIDE."""

Address = Annotated[
    str,
    Field(
        min_length=1,
        max_length=2000,
        pattern=rf"^[Hh][Tt][Tt][Pp][Ss]?://[^{_UNSEEN}\s/?#][^{_UNSEEN}\s]*$",
    ),
]
"""Where a report was published on the web: http or https, which no reader's browser runs as a script."""
