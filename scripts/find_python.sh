#!/bin/sh
# Prints a Python >= 3.12, or says in one sentence what is missing.
# Each candidate is run: version managers leave names on the PATH that only answer 127.
set -u
try() {
    found=$(command -v "$1" 2>/dev/null) || return 1
    "$found" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 || return 1
    "$found" -c 'import sys; print(sys.executable)'
}
[ -n "${PYTHON:-}" ] && { try "$PYTHON" && exit 0 || echo "PYTHON=$PYTHON is not a Python 3.12 or newer: looking for another." >&2; }
for candidate in python3.13 python3.12 python3.14 python3 \
    "$HOME"/.pyenv/versions/3.1[2-9]*/bin/python3; do
    try "$candidate" && exit 0
done
echo "No Python 3.12 or newer was found: install one (for example the package python3.13), or name it: make run PYTHON=/path/to/python3.13" >&2
exit 1
