"""Import code when it is first used."""

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def load(target: str) -> Any:  # noqa: ANN401 - as `getattr`
    """Return an attribute of a module, `"module:attribute"`, and import the module if needed.

    Garbage is not collected meanwhile: nothing that is imported is garbage, and looking for it
    takes a tenth of the time. What is imported is then frozen, so that no later collection looks
    through it: not those of a running bot, nor the one at the end, which takes a third of the CPU
    time of `kutip ask`.
    """
    module, _, name = target.partition(":")
    if module not in sys.modules:
        gc.disable()
        try:
            import_module(module)
        finally:
            gc.freeze()
            gc.enable()
    return getattr(sys.modules[module], name)


def loaded_when_called(target: str) -> Callable[..., Any]:
    """Return a function that calls the one at `"module:attribute"`, imported by then."""

    def call(*arguments: object, **named: object) -> Any:  # noqa: ANN401
        return load(target)(*arguments, **named)

    return call
