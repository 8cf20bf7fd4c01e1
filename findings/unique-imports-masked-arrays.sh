#!/usr/bin/env bash
# numpy 2.4.6: the first call of numpy.unique imports numpy.ma, although the array has no mask: some 15 to 50 ms, which
# count where little else happens, such as in a command that answers one question. numpy.sort and comparing neighbours
# give the same numbers and import nothing.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6
cat > "$folder/expected" <<'EXPECTED'
after import numpy: False
after numpy.sort: False
after numpy.unique: True
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import sys

import numpy


def imported() -> bool:
    return "numpy.ma" in sys.modules


numbers = numpy.array([3, 1, 3])
print("after import numpy:", imported())
ordered = numpy.sort(numbers)
assert ordered[numpy.append(True, ordered[1:] != ordered[:-1])].tolist() == [1, 3]
print("after numpy.sort:", imported())
assert numpy.unique(numbers).tolist() == [1, 3]
print("after numpy.unique:", imported())
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: numpy==2.4.6"
