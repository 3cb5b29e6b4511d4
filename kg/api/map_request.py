"""What `kg.Graph.map` is asked for: checked, and refused in the words of Python where `kg map` names its options."""

from __future__ import annotations

import re

from kg.api.stored_graph import GraphState, check_word
from kg.export.shown_pictures import draw_shown
from kg.model.errors import NoSuchName, UsageError
from kg.model.types import FILTERS
from kg.pictures.drawing import Drawing, PictureRequest

_MOST_DEPTH = 3  # of a picture around a name, as for `kg map --depth`
_OPTION = re.compile(r"--([a-z]+)")  # of the command line, in a message


def draw_map(state: GraphState, request: PictureRequest) -> Drawing:
    """The picture that was asked for.

    Raises:
        NoSuchName: nothing has one of the names; the message suggests the nearest.
        UsageError: what is asked for does not go together, or there is no such type.
    """
    if isinstance(request.types, str):
        raise UsageError(f"`types` is a list: types=[{request.types!r}].")
    for word in request.types:
        check_word(word, FILTERS, "type")
    if request.compare is not None and (isinstance(request.compare, str) or len(request.compare) != 2):
        raise UsageError("`compare` takes two names: compare=('GRPO', 'PPO').")
    if not 1 <= request.depth <= _MOST_DEPTH:
        raise UsageError(f"`depth` is from 1 to {_MOST_DEPTH}; {request.depth} is not.")
    try:
        with state.open_shown() as shown:
            return draw_shown(shown, request, state.apart)
    except (NoSuchName, UsageError) as error:
        raise type(error)(_OPTION.sub(_to_parameter, str(error))) from error


def _to_parameter(option: re.Match[str]) -> str:
    """What an option of `kg map` is called in `Graph.map`."""
    return {"type": "`types`", "help": "help(kg.Graph.map)"}.get(option[1], f"`{option[1]}`")
