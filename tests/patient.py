"""Run Kutip with patience: `python -m tests.patient [ARGUMENT …]`."""

import sys
from contextlib import suppress

from bot.__main__ import main
from tests.patience import LONG, be_patient

if __name__ == "__main__":
    be_patient()
    if "review" in sys.argv:
        with suppress(ModuleNotFoundError):  # The command itself reports it.
            from bot.dashboard import server

            for limit in ("sql_time_limit_ms", "facet_time_limit_ms"):
                server._SETTINGS[limit] = 1000 * LONG
    sys.argv[0] = "kutip"
    main()
