"""The page as a plugin of Datasette: its routes, and what its templates use."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl  # type: ignore[import-untyped]
from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

from bot.dashboard.article import article, near_article
from bot.dashboard.asking import Asking
from bot.dashboard.filters import Filters, arguments, servers
from bot.dashboard.following import Following
from bot.dashboard.language import local_path, texts_of
from bot.dashboard.listing import listing
from bot.dashboard.lists import LISTS
from bot.dashboard.overview import overview
from bot.dashboard.question import question
from bot.dashboard.reading import NAME
from bot.dashboard.values import Values, moment
from bot.locales import LANGUAGES, texts_in

ARTICLE, QUESTION = "/-/article", "/-/question"
"""The paths of an article's and a question's page, which take an `id`."""

SEES_ALL = "kutip.sees_all"
"""The key in a request's scope for whether its sender needn't log in any more."""

View = Callable[..., Awaitable[Response]]


class Pages:
    """The pages that are Kutip's own."""

    __name__ = "kutip"  # Datasette expects modules.

    def __init__(self, asking: Asking, following: Following | None) -> None:
        self._asking = asking
        self._following = following

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(self) -> list[tuple[str, View]]:
        """Return the pages by their paths; CSV and JSON of the lists are Datasette's."""

        async def one_question(datasette: Datasette, request: Request) -> Response:
            return await question(datasette, request, self._asking)

        async def near(datasette: Datasette, request: Request) -> Response:
            return await near_article(datasette, request, self._asking)

        return [
            (r"^/$", overview),
            (rf"^/{NAME}/(?P<name>{'|'.join(LISTS)})$", listing),
            (rf"^{ARTICLE}$", article),
            (rf"^{ARTICLE}/near$", near),
            (rf"^{QUESTION}$", one_question),
        ]

    @hookimpl  # type: ignore[untyped-decorator]
    def extra_template_vars(
        self, datasette: Datasette, request: Request | None
    ) -> Callable[[], Awaitable[dict[str, Any]]]:
        """Return what every template may use."""
        texts = texts_of(request)

        async def variables() -> dict[str, Any]:
            return {
                "texts": texts,
                "values": Values(texts),
                "moment": moment,
                "languages": {each: texts_in(each)("catalogue.language") for each in LANGUAGES},
                "following": self._following,
                "chosen": Filters.of({} if request is None else arguments(request)),
                "servers": lambda: servers(datasette, texts),
                "lists": LISTS,
                "database_name": NAME,
                "article_path": ARTICLE,
                "question_path": QUESTION,
                "here": "/" if request is None else local_path(request.full_path),
                "path": "/" if request is None else request.path,
                "sees_all": request is not None and request.scope.get(SEES_ALL, False),
                "logged_in": request is not None and bool(request.actor),
            }

        return variables
