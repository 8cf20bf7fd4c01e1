"""Mail: its text, with the texts that are attached and the messages that are forwarded."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from corpus.article import Kind
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.mime_parts import PAGES, PLAIN, header, is_attached, is_text, read_part
from corpus.formats.reading import Extract, TextBlock

DEEPEST = 10
"""Messages within messages that are read."""
_FORWARDED = "message/rfc822"


def read_mail(message: Message, depth: int = 0) -> Extract:
    """Return the text of a mail with its subject, sender and date, then what else it has.

    Attached texts and forwarded messages follow below their names. The names of other files are
    left out, so that the preview lists them.

    Raises UnreadableError: BINARY, DAMAGED, NO_TEXT or TOO_MANY_CHARACTERS.
    """
    leaves = list(_leaves(message))
    main = _main(leaves)
    found = read_part(main) if main is not None else Extract(())
    others = [_other(part, depth) for part in leaves if part is not main]
    blocks = [*found.blocks, *(block for other in others for block in other.blocks)]
    if all(block.left_out for block in blocks):
        raise UnreadableError(Unreadable.NO_TEXT)
    return replace(
        found,
        blocks=tuple(blocks),
        warnings=tuple(dict.fromkeys(w for each in (found, *others) for w in each.warnings)),
        title=header(message, "Subject") or found.title,
        author=_sender(message),
        published=_day(message),
    )


def _leaves(part: Message) -> Iterator[Message]:
    """Yield the parts that are to be read or named: of alternatives one, and what is attached."""
    waiting = [part]
    while waiting:
        part = waiting.pop()
        content = part.get_payload()
        if not isinstance(content, list) or part.get_content_maintype() == "message":
            if _is_empty(part):
                continue
            yield part
            continue
        inner = [each for each in content if isinstance(each, Message)]
        if part.get_content_subtype() == "alternative":
            inner = list(_without_alternatives(inner))
        elif part.get_content_subtype() == "related":
            # The pictures of a page are part of it.
            inner = [each for each in inner if each is inner[0] or is_attached(each)]
        waiting += reversed(inner)


def _without_alternatives(parts: list[Message]) -> Iterator[Message]:
    """Yield the fullest of some forms of the same text, and what is attached to them."""
    forms = [part for part in parts if not is_attached(part)]
    pages = [part for part in forms if any(p.get_content_type() in PAGES for p in part.walk())]
    texts = [part for part in forms if part.get_content_type() == PLAIN and not _is_empty(part)]
    yield from [*pages, *texts, *forms][:1]
    yield from (part for part in parts if is_attached(part))


def _is_empty(part: Message) -> bool:
    content = part.get_payload()
    return part.get_content_type() == PLAIN and isinstance(content, str) and not content.strip()


def _main(leaves: list[Message]) -> Message | None:
    """Return the part that is the text of the mail itself."""
    texts = [part for part in leaves if is_text(part) and not is_attached(part)]
    pages = (part for part in texts if part.get_content_type() in PAGES)
    return next(pages, None) or next(iter(texts), None)


def _other(part: Message, depth: int) -> Extract:
    """Return what a part adds to the text below its name, or the name alone, left out."""
    name = part.get_filename()
    try:
        if part.get_content_type() == _FORWARDED and depth < DEEPEST:
            return _forwarded(part, depth)
        if is_text(part):
            found = read_part(part)
            title = (TextBlock(name, Kind.HEADING),) if name else ()
            return replace(found, blocks=(*title, *found.blocks))
    except UnreadableError:
        pass
    return Extract((TextBlock(name or part.get_content_type(), left_out=True),))


def _forwarded(part: Message, depth: int) -> Extract:
    content = part.get_payload()
    inner = content[0] if isinstance(content, list) and content else None
    if not isinstance(inner, Message):
        raise UnreadableError(Unreadable.DAMAGED)
    found = read_mail(inner, depth + 1)
    title = (TextBlock(found.title, Kind.HEADING),) if found.title else ()
    sent = ", ".join(filter(None, (found.author, found.published)))
    sender = (TextBlock(sent),) if sent else ()
    return replace(found, blocks=(*title, *sender, *found.blocks))


def _sender(message: Message) -> str | None:
    name, address = parseaddr(header(message, "From") or "")
    return name or address or None


def _day(message: Message) -> str | None:
    with suppress(ValueError, TypeError):
        return parsedate_to_datetime(header(message, "Date") or "").date().isoformat()
    return None
