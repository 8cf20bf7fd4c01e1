"""Locks of files between processes, which the system releases when a process ends, however."""

import sys

if sys.platform == "win32":
    import errno
    import msvcrt

    def try_to_lock(descriptor: int) -> bool:
        """Lock an open file; return False if another process has locked it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in {errno.EACCES, errno.EDEADLK}:
                raise
            return False
        return True

else:
    import fcntl

    def try_to_lock(descriptor: int) -> bool:
        """Lock an open file; return False if another process has locked it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
