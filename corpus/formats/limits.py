"""Limits on what the process that reads files may do to the machine.

Windows has none of them: there, only the parent process bounds the time that a file takes.
"""

import math
import sys

MAX_OPEN_FILES = 32

if sys.platform == "win32":

    def limit_resources(_memory: int) -> None:
        """Do nothing."""

    def limit_time(_seconds: float) -> None:
        """Do nothing."""

else:
    import resource

    def limit_resources(memory: int) -> None:
        """Permanently limit this process to what reading a file needs, and to so many bytes."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_OPEN_FILES, MAX_OPEN_FILES))
        # macOS rejects a limit below the large address space that every process has at its start.
        if sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    def limit_time(seconds: float) -> None:
        """Limit the CPU time for the next file, in case the parent is gone and can't stop this."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        end = math.ceil(usage.ru_utime + usage.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
