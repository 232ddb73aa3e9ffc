"""One document, typeset in a process of its own: run as a script, JSON in, PDF out.

Typst keeps what its last ten documents needed, some 50 MB each, and gives no way to drop it. Here
it goes with the process; and one that takes too long can be ended.
"""

import json
import os
import sys

import typst

NOWHERE = os.devnull
"""A root under which there is no file to be read."""


def main() -> None:
    asked = json.load(sys.stdin)
    try:
        made = typst.compile(
            asked["template"].encode(),
            root=NOWHERE,
            package_path=NOWHERE,
            package_cache_path=NOWHERE,
            font_paths=typst.Fonts(font_paths=asked["fonts"]),
            sys_inputs=asked["inputs"],
        )
    except typst.TypstError as error:
        sys.exit(error.diagnostic)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
