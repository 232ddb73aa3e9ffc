"""One document, typeset in a process of its own: run as a script, asked on stdin, PDF on stdout.

Typst keeps what its last ten documents needed, some 50 MB each, and gives no way to drop it. Here
it goes with the process; and one that takes too long can be ended.
"""

import os
import sys

import typst

NOWHERE = os.devnull
"""A root under which there is no file to be read."""


def main() -> None:
    asked = sys.stdin.buffer.read().decode()
    template, system_fonts, fonts, data, *pictures = asked.split("\0")
    inputs = {f"picture-{n}": picture for n, picture in enumerate(pictures)}
    compiler = typst.Compiler(
        template.encode(),
        root=NOWHERE,
        package_path=NOWHERE,
        package_cache_path=NOWHERE,
        font_paths=typst.Fonts(bool(system_fonts), font_paths=fonts.split(os.pathsep)),
        sys_inputs={"data": data, **inputs},
    )
    try:
        made = compiler.compile(format="pdf")
    except typst.TypstError as error:
        sys.exit(error.diagnostic)
    assert isinstance(made, bytes)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
