"""Join the public style sheets into one file.

    pip install rcssmin
    python scripts/build_css.py static/css/site.css

Takes the files that static/css/ORDER names, in that order, and leaves out
comments and white space. The layers are declared in the first file, so the
order matters only inside a layer.
"""

import gzip
import re
import sys
from pathlib import Path

import rcssmin

SOURCE = Path(__file__).resolve().parent.parent / "static" / "css"


def names(order: str) -> list[str]:
    lines = (line.split("#")[0].strip() for line in order.splitlines())
    return [line for line in lines if line]


# The minifier takes the blank out of “.a :is(b)”, and “.a:is(b)” is another selector.
EATEN_BLANK = re.compile(r"[\w)\]] :(?:is|where|not|has)\(")


def build(source: Path = SOURCE) -> str:
    files = names((source / "ORDER").read_text(encoding="utf-8"))
    for file in files:
        if found := EATEN_BLANK.search((source / file).read_text(encoding="utf-8")):
            sys.exit(f"{file}: write “{found[0]}…” as a list of selectors.")
    return "".join(rcssmin.cssmin((source / file).read_text(encoding="utf-8")) for file in files)


def main(target: Path) -> None:
    css = build().encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(css)
    print(f"{target}: {len(css):,} bytes, {len(gzip.compress(css, mtime=0)):,} gzipped")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
