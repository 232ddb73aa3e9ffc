"""Script that finds letters without a font: reads fonts and letters from stdin, writes the latter.

Typst prints them as boxes, but refuses them where the standard for accessible PDFs is asked for.
"""

import os
import sys

import typst

DOCUMENT = b'#set document(title: "-")\n#text(sys.inputs.letter)'


def main() -> None:
    folders, letters = sys.stdin.buffer.read().decode().split("\0")
    fonts = typst.Fonts(True, font_paths=folders.split(os.pathsep))
    missing = "".join(letter for letter in letters if not _has_font(letter, fonts))
    sys.stdout.buffer.write(missing.encode())


def _has_font(letter: str, fonts: typst.Fonts) -> bool:
    compiler = typst.Compiler(
        DOCUMENT, root=os.devnull, font_paths=fonts, sys_inputs={"letter": letter}
    )
    try:
        compiler.compile(format="pdf", pdf_standards="ua-1")
    except typst.TypstError:
        return False
    return True


if __name__ == "__main__":
    main()
