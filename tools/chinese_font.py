"""A small TrueType font of the Chinese characters that the book shows.

Noto's Chinese fonts have PostScript outlines, which Chromium cuts into nameless
pieces when it prints. TrueType outlines stay a font with a name.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
FAMILY = "Noto Serif CJK SC"


def installed() -> TTFont | None:
    """The system's font, where fontconfig knows one of the family."""
    if shutil.which("fc-match") is None:
        return None
    line = ["fc-match", "-f", "%{file}|%{index}|%{family}", FAMILY]
    said = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    path, number, family = said.split("|")
    return TTFont(path, fontNumber=int(number)) if FAMILY in family else None


def write(text: str, target: Path) -> bool:
    """Write a font of the text's Chinese characters; False if there is none to take."""
    source = installed()
    if source is None:
        return False
    names = source.getBestCmap()
    codes = {ord(c) for c in CHINESE.findall(text)} & set(names)
    order = [".notdef", *(names[code] for code in sorted(codes))]
    order = list(dict.fromkeys(order))
    shapes, widths = source.getGlyphSet(), source["hmtx"]
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        shapes[name].draw(Cu2QuPen(pen, max_err=1, reverse_direction=True))
        glyphs[name] = pen.glyph()
    head = source["hhea"]
    font = FontBuilder(source["head"].unitsPerEm)
    font.setupGlyphOrder(order)
    font.setupCharacterMap({code: names[code] for code in codes})
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics({n: (widths[n][0], glyphs[n].xMin) for n in order})
    font.setupHorizontalHeader(ascent=head.ascent, descent=head.descent)
    postscript = FAMILY.replace(" ", "")
    font.setupNameTable({"familyName": FAMILY, "psName": f"{postscript}-Regular"})
    font.setupOS2(sTypoAscender=head.ascent, sTypoDescender=head.descent)
    font.setupPost()
    font.font.recalcTimestamp = False
    font.font["head"].created = font.font["head"].modified = 0
    font.save(target)
    return True
