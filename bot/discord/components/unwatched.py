"""Views that discord.py lets go once they are sent."""

from typing import TypeVar

from discord.ui import LayoutView, View

AnyView = TypeVar("AnyView", View, LayoutView)


def unwatched(view: AnyView) -> AnyView:
    """Return a view that discord.py doesn't keep to wait for presses.

    Buttons and menus are found by their custom ids (see `pressed`). discord.py would hold the views
    of messages that only one person sees for 15 minutes each.
    """
    view.stop()
    return view
