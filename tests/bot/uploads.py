"""Files that are uploaded to the simulated Discord, for the bot to download."""

from typing import Any

import pytest
from simcord.backend import cdn
from yarl import URL

from tests.corpus.web.server import PUBLIC, Internet


def serve_uploads(internet: Internet, patch: pytest.MonkeyPatch) -> None:
    """Serve the files that are uploaded to Discord."""
    patch.setattr(cdn, "CDN_BASE", f"http://{PUBLIC}")
    store = cdn.CdnStore.store_attachment

    def store_and_serve(
        self: cdn.CdnStore, number: int, channel: int, name: str, data: bytes, about: str | None
    ) -> dict[str, Any]:
        stored = store(self, number, channel, name, data, about)
        internet.page(f"{PUBLIC}{URL(stored['url']).raw_path}", data)
        return stored

    patch.setattr(cdn.CdnStore, "store_attachment", store_and_serve)
