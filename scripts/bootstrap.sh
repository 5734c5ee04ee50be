#!/bin/sh
# Builds .venv from the hashed locks. "bootstrap.sh" is enough to serve the site, "bootstrap.sh dev" adds the tools for tests.
# A stamp tells whether anything is to be done, so that a second start costs nothing.
set -eu
cd "$(dirname "$0")/.."

locks=requirements.txt
[ "${1:-}" = dev ] && locks="requirements.txt requirements-dev.txt"
stamp=.venv/.installed${1:+-$1}
# The path is part of it: an environment does not survive a move to another folder.
wanted=$(pwd; cat scripts/bootstrap.sh .python-version $locks | cksum)

if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

python=$(sh scripts/find_python.sh)
requirements=
for lock in $locks; do requirements="$requirements -r $lock"; done

with_uv() {
    export UV_PYTHON_DOWNLOADS=never
    uv=$(command -v uv) || uv=.uv/bin/uv
    if ! "$uv" --version >/dev/null 2>&1; then
        rm -rf .uv
        "$python" -m venv .uv && .uv/bin/python -m pip install --quiet --disable-pip-version-check uv || return 1
        uv=.uv/bin/uv
    fi
    "$uv" venv --quiet --no-project --allow-existing --python "$python" .venv &&
        "$uv" pip install --quiet --python .venv/bin/python --require-hashes $requirements
}

with_pip() {
    "$python" -m venv --clear .venv &&
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes $requirements
}

echo "Installing the packages of $locks into .venv ($("$python" --version)), once …"
if ! with_uv; then
    echo "uv could not do it; trying with pip, which takes longer …" >&2
    with_pip || {
        echo "The packages could not be installed: see the message above (Debian and Ubuntu keep 'venv' in the package python3-venv)." >&2
        exit 1
    }
fi
printf '%s\n' "$wanted" >"$stamp"
# An environment with the tools for tests also serves the site.
[ "${1:-}" = dev ] && (pwd; cat scripts/bootstrap.sh .python-version requirements.txt | cksum) >.venv/.installed
exit 0
