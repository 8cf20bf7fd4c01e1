"""Nonces, by which Discord knows a message that is sent again.

For some minutes, Discord returns the first message for a second one with the same nonce, which it
does not post: after a connection that failed, or a stop before Kutip noted that it was sent.
"""

import hashlib

LONGEST = 25
"""Characters. Discord's documentation, Create Message."""


def nonce_of(kind: str, *of: object) -> str:
    """Return the nonce of the only message of a kind about these values."""
    digest = hashlib.sha256(" ".join(map(str, of)).encode()).hexdigest()
    return f"{kind}-{digest}"[:LONGEST]
