"""Text of others, shown as what it is: nothing in it is markup, and nothing in it works unseen."""

import re
import unicodedata
from typing import Final

from markupsafe import Markup, escape

# Controls that set a direction for what follows, and characters that no text needs. The marks U+200E,
# U+200F and U+061C and the joiners belong to good Arabic and Persian; inside <bdi> they do no harm.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def visible(text: str) -> Markup:
    """Return text as HTML, each control character as a small box that names it."""
    parts, end = [], 0
    for found in _UNSEEN.finditer(text):
        parts.append(escape(text[end : found.start()]))
        parts.append(_box(found[0]))
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def _box(character: str) -> Markup:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "CONTROL CHARACTER")
    return Markup('<span class="unseen" dir="ltr" title="{}">{}</span>').format(name, code)


def without_controls(text: str) -> str:
    """Return text for a place that takes no markup, such as a title: controls are left out."""
    return _UNSEEN.sub("", text)
