"""Reads the links and files that moderators submit on Discord."""

from aiohttp import ClientError, ClientSession, ClientTimeout, hdrs
from discord import Attachment

from bot.articles.intake import Intake, IntakeResult
from bot.errors import UserError
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.reading import LARGEST_FILE

SECONDS = 60
"""Timeout for downloading a file from Discord."""
_PIECE = 2**16


async def take(intake: Intake, link: str | None, file: Attachment | None) -> IntakeResult:
    """Read a link or a file.

    Raise UserError unless exactly one is given, UnreadableError or LinkError if it can't be read.
    """
    if link is not None and file is not None:
        raise UserError("intake.give_only_one")
    if link is not None:
        return await intake.link(link.strip())
    if file is not None:
        return await take_file(intake, file)
    raise UserError("intake.give_one")


async def take_file(intake: Intake, file: Attachment, origin: str | None = None) -> IntakeResult:
    """Read a file; raise UnreadableError, or UserError if the download fails."""
    data = await download(file)
    return await intake.file(data, file.filename, file.content_type, origin)


async def download(file: Attachment) -> bytes:
    """Return the bytes of a file, at most LARGEST_FILE.

    Raise UnreadableError if it is larger, by the size that Discord reports or by the bytes
    received, and UserError if the download fails.
    """
    if file.size > LARGEST_FILE:
        raise UnreadableError(Unreadable.TOO_MANY_BYTES)
    data = bytearray()
    # Not Attachment.read(), which reads a response of any size into memory.
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
