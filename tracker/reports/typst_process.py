"""Script that typesets one document: reads the request from stdin, writes the PDF to stdout.

Typst caches about 50 MB for each of its last ten documents and has no way to free them. In a
process of its own that memory is freed, and a document that takes too long can be ended.
"""

import os
import sys

import typst

NOWHERE = os.devnull
"""A root without files, so that the template can read none."""


def main() -> None:
    request = sys.stdin.buffer.read().decode()
    template, system_fonts, fonts, data, *pictures = request.split("\0")
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
        pdf = compiler.compile(format="pdf")
    except typst.TypstError as error:
        sys.exit(error.diagnostic)
    assert isinstance(pdf, bytes)
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
