#!/bin/sh
# Writes requirements.txt and requirements-dev.txt from pyproject.toml: hashed, for every platform, without addresses.
# Without UPGRADE=1 what is pinned stays pinned.
set -eu
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
uv=$(command -v uv) || uv=.uv/bin/uv
"$uv" --version >/dev/null || { echo "Locks are written with uv, which could not be installed here: pip install uv" >&2; exit 1; }
compile() {
    "$uv" pip compile --quiet --universal --python "${PYTHON:-.venv/bin/python}" --python-version 3.12 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links ${UPGRADE:+--upgrade} "$@"
}
compile pyproject.toml -o requirements.txt
compile --group dev -c requirements.txt -o requirements-dev.txt
echo "requirements.txt: $(grep -c '==' requirements.txt) packages, requirements-dev.txt: $(grep -c '==' requirements-dev.txt)"
