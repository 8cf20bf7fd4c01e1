"""`make audit`: ask OSV (osv.dev) for known vulnerabilities in what `kutip` needs to run.

Exits with 0 if there are none, 1 if there are, and 69 if no source answers: then nothing is known.
"""

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException

from tests.lock import RUNTIME, Locked, locked

SOURCE = "https://api.osv.dev/v1/querybatch"
"""Takes up to 1,000 packages: https://google.github.io/osv.dev/post-v1-querybatch/"""
SECONDS = 30
FOUND, NO_SOURCE = 1, 69


def audit(packages: Sequence[Locked], source: str = SOURCE) -> dict[str, list[str]]:
    """Return the ids of known vulnerabilities by package; raise OSError if the source fails."""
    queries = [
        {"package": {"name": each.name, "ecosystem": "PyPI"}, "version": each.version}
        for each in packages
    ]
    request = urllib.request.Request(
        source,
        json.dumps({"queries": queries}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as response:
        results = json.load(response)["results"]
    return {
        f"{each.name} {each.version}": [one["id"] for one in result["vulns"]]
        for each, result in zip(packages, results, strict=True)
        if result.get("vulns")
    }


def main(source: str = SOURCE) -> int:
    """Print what is known, and return the exit status."""
    packages = list(locked(RUNTIME))
    try:
        known = audit(packages, source)
    except (OSError, HTTPException, ValueError, KeyError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        sys.stdout.write(f"Not audited: {source} does not answer ({reason}).\n")
        return NO_SOURCE
    for package, ids in known.items():
        sys.stdout.write(f"{package}: {', '.join(ids)}\n")
    vulnerable = f"{len(known)} with known vulnerabilities"
    sys.stdout.write(f"{len(packages)} packages audited, {vulnerable}.\n")
    return FOUND if known else 0


if __name__ == "__main__":
    sys.exit(main())
