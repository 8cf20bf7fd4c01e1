"""What moderators hand in through Discord, a link or a file, on its way to a draft."""

from aiohttp import ClientError, ClientSession, ClientTimeout, hdrs
from discord import Attachment

from bot.articles.intake import Intake, IntakeResult
from bot.errors import UserError
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.reading import LARGEST_FILE

SECONDS = 60
"""How long a file may take to come from Discord."""
_PIECE = 2**16


async def take(intake: Intake, link: str | None, file: Attachment | None) -> IntakeResult:
    """Read a link or a file; raise UserError unless it is one, UnreadableError or LinkError."""
    if link is not None and file is not None:
        raise UserError("intake.give_only_one")
    if link is not None:
        return await intake.link(link.strip())
    if file is not None:
        return await take_file(intake, file)
    raise UserError("intake.give_one")


async def take_file(intake: Intake, file: Attachment, origin: str | None = None) -> IntakeResult:
    """Read a file; raise UnreadableError, or UserError when Discord doesn't give it."""
    data = await download(file)
    return await intake.file(data, file.filename, file.content_type, origin)


async def download(file: Attachment) -> bytes:
    """Return the bytes of a file, LARGEST_FILE at most.

    Raise UnreadableError for one that is larger, by what Discord says of it before anything is
    read, or else by what comes; UserError when Discord doesn't give it.
    """
    if file.size > LARGEST_FILE:
        raise UnreadableError(Unreadable.TOO_MANY_BYTES)
    data = bytearray()
    # Not Attachment.read(), which takes whatever comes into memory.
    try:
        async with (
            ClientSession(timeout=ClientTimeout(SECONDS), raise_for_status=True) as session,
            session.get(file.url, headers={hdrs.ACCEPT_ENCODING: "identity"}) as response,
        ):
            async for piece in response.content.iter_chunked(_PIECE):
                data += piece
                if len(data) > LARGEST_FILE:
                    raise UnreadableError(Unreadable.TOO_MANY_BYTES)
    except (ClientError, TimeoutError) as error:
        raise UserError("intake.file_gone") from error
    return bytes(data)
