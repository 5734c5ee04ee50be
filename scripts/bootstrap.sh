#!/bin/sh
# Builds .venv from the hashed locks, which name all that is needed (so no package asks for more: --no-deps). "bootstrap.sh" is enough to serve the site, "bootstrap.sh dev" adds the tools for
# tests. A stamp tells whether anything is to be done, so that a second start costs nothing.
set -eu
cd "$(dirname "$0")/.."

# The path is part of it: an environment does not survive a move to another folder.
stamp_of() { pwd; cat scripts/bootstrap.sh .python-version "$@" | cksum; }
is_there() { [ "$(cat "$1" 2>/dev/null)" = "$2" ] && .venv/bin/python -c '' 2>/dev/null; }

site=$(stamp_of requirements.txt)
tools=$(stamp_of requirements.txt requirements-dev.txt)
requirements="-r requirements.txt"
case "${1:-}" in
dev)
    is_there .venv/.tools "$tools" && exit 0
    requirements="$requirements -r requirements-dev.txt"
    ;;
*) is_there .venv/.site "$site" && exit 0 ;;
esac

python=$(sh scripts/find_python.sh)

with_uv() {
    export UV_PYTHON_DOWNLOADS=never
    uv=$(command -v uv) || uv=.uv/bin/uv
    if ! "$uv" --version >/dev/null 2>&1; then
        rm -rf .uv
        "$python" -m venv .uv && .uv/bin/python -m pip install -qq --disable-pip-version-check uv || return 1
        uv=.uv/bin/uv
    fi
    # The tools join a sound environment, which a site may be running from; anything else is built anew.
    is_there .venv/.site "$site" || "$uv" venv --quiet --no-project --clear --python "$python" .venv || return 1
    # Compiled here and now, as pip does it: a start where nothing may be written (or is) takes half as long.
    "$uv" pip install --quiet --compile-bytecode --python .venv/bin/python --no-deps --require-hashes $requirements
}

with_pip() {
    "$python" -m venv --clear .venv &&
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes $requirements
}

echo "Installing packages into .venv ($("$python" --version)): $requirements …"
if ! with_uv; then
    echo "uv could not do it; trying with pip, which takes longer …" >&2
    with_pip || {
        echo "The packages could not be installed: see above (Debian keeps 'venv' in the package python3-venv)." >&2
        exit 1
    }
fi
printf '%s\n' "$site" >.venv/.site
[ "${1:-}" != dev ] || printf '%s\n' "$tools" >.venv/.tools
