"""Reads the links and files that moderators submit on Discord."""

import asyncio
from http import HTTPStatus

from aiohttp import ClientError, ClientResponseError, ClientSession, ClientTimeout, hdrs
from discord import Attachment

from bot.articles.intake import Intake, IntakeResult
from bot.errors import UserError
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.reading import LARGEST_FILE

SECONDS = 60
"""Timeout for downloading a file from Discord, with all tries."""
PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds before each further try, after a cut connection or a fault of Discord."""
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
    received, and UserError if Discord doesn't have it, or can't be reached after several tries.
    """
    if file.size > LARGEST_FILE:
        raise UnreadableError(Unreadable.TOO_MANY_BYTES)
    try:
        async with (
            asyncio.timeout(SECONDS),
            ClientSession(timeout=ClientTimeout(), raise_for_status=True) as session,
        ):
            for pause in PAUSES:
                try:
                    return await _get(session, file.url)
                except (ClientError, OSError) as error:
                    if _is_refusal(error):
                        raise
                await asyncio.sleep(pause)
            return await _get(session, file.url)
    except (ClientError, OSError) as error:
        if _is_refusal(error):
            raise UserError("intake.file_gone") from error
        raise UserError("intake.file_not_received") from error


async def _get(session: ClientSession, url: str) -> bytes:
    data = bytearray()
    # Not Attachment.read(), which reads a response of any size into memory.
    async with session.get(url, headers={hdrs.ACCEPT_ENCODING: "identity"}) as response:
        async for piece in response.content.iter_chunked(_PIECE):
            data += piece
            if len(data) > LARGEST_FILE:
                raise UnreadableError(Unreadable.TOO_MANY_BYTES)
    return bytes(data)


def _is_refusal(error: Exception) -> bool:
    """Return whether Discord answered, and doesn't have the file or doesn't return it."""
    return (
        isinstance(error, ClientResponseError) and error.status < HTTPStatus.INTERNAL_SERVER_ERROR
    )
