"""Pictures of what a built graph shows. One around a name needs only what the build kept for it."""

from __future__ import annotations

from collections.abc import Callable

from kg.bounds.doubt import SetApart
from kg.export.shown_graph import ShownGraph
from kg.pictures.drawing import Drawing, PictureRequest, check_request, draw, draw_around, is_neighbourhood


def draw_shown(shown: ShownGraph, request: PictureRequest, divide: Callable[[], SetApart]) -> Drawing:
    """The picture that is asked for.

    Args:
        divide: gives all that the build knows, divided at the bounds of `shown`; it is called if the picture needs it.

    Raises:
        NoSuchName: nothing has one of the names.
        UsageError: what is asked for does not go together, or `since` is no date.
    """
    check_request(request)
    if request.around is not None and is_neighbourhood(request):
        analysis = shown.open_analysis()
        if analysis is not None:
            return draw_around(analysis, request, shown.find_entity(request.around).id)
    apart = divide()
    return draw(apart.sure, request, doubtful=apart.doubtful)
