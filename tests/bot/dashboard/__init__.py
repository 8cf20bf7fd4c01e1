"""The dashboard, without the connections that Datasette leaves open when it is imported."""

import gc
import warnings

# Python 3.13 warns of them when they are collected, in whichever test that happens to be.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)
    import datasette.app  # type: ignore[import-untyped]  # noqa: F401

    gc.collect()
