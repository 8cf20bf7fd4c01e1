"""A prepared list as a page, with its filters and without its SQL."""

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

from bot.dashboard.filters import Filters, arguments
from bot.dashboard.lists import LISTS, MAX_ROWS, SURE
from bot.dashboard.reading import NAME


async def listing(datasette: Datasette, request: Request) -> Response:
    """Show the list that the address names."""
    name = request.url_vars["name"]
    shown, filters = LISTS[name], Filters.of(arguments(request))
    found = await datasette.get_database(NAME).execute(shown.sql, filters.blanks)
    context = {
        "name": name,
        "columns": shown.columns,
        "own": shown.own,
        "rows": [dict(row) for row in found.rows],
        "most": MAX_ROWS,
        "sure": SURE,
    }
    return Response.html(await datasette.render_template("list.html", context, request=request))
