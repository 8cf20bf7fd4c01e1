"""Tests of the dashboard; collects the connections that importing Datasette leaves open."""

import gc
import warnings

# Python 3.13 warns about them on collection, in whichever test happens to run then.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)
    import datasette.app  # type: ignore[import-untyped]  # noqa: F401

    gc.collect()
