from collections.abc import Mapping
from typing import IO, Any

class FeedParserDict(dict[str, Any]):
    feed: Any
    entries: list[Any]
    version: str

def parse(
    url_file_stream_or_string: IO[bytes],
    *,
    response_headers: Mapping[str, str] | None = None,
    sanitize_html: bool | None = None,
) -> FeedParserDict: ...
