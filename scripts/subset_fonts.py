"""Make the fonts that ship with us out of Debian's packages. Run again only to change the set.

    apt-get download fonts-noto-cjk unicode-data texlive-lang-chinese
    for package in *.deb; do dpkg-deb -x $package unpacked; done
    python scripts/subset_fonts.py unpacked

Characters: GB 2312, the State Council's table of 8,105 standard characters (Unicode's kTGH: it
holds the rare characters allowed in names), ASCII, punctuation and the signs of tables and money.
The families get names of our own, so that a page never depends on which Noto a machine has.
"""

from __future__ import annotations

import argparse
import bz2
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[1] / "site" / "gongshi" / "printing" / "fonts"
NOTO = Path("usr/share/fonts/opentype/noto")
UNIHAN = Path("usr/share/unicode/Unihan_OtherMappings.txt.bz2")
FANDOL = Path("usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf")
SIMPLIFIED_CHINESE = 2  # number of the face in Noto's collections
SIGNS = "·•–—―‘’“”…‰′″※℃№①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳←↑→↓√≈≠≤≥□■○●◎☎☐☑✓〇〔〕〖〗￥¥×÷±²³㎡"
RARE_NAMES = "堃喆镕淼垚犇昇珺翀玥赟燚鑫晗䶮㛃𬭚𫖮甯祎旸昳烜璟琨瑀嬿"
HEIGHTS = {
    "hhea": {"ascent": 1151, "descent": -286, "lineGap": 0},
    "OS/2": {"sTypoAscender": 880, "sTypoDescender": -120, "sTypoLineGap": 0}
    | {"usWinAscent": 1151, "usWinDescent": 286},
}
FACES = [
    (NOTO / "NotoSerifCJK-Regular.ttc", "song-regular.otf", "Gongshi Song", "Regular"),
    (NOTO / "NotoSerifCJK-Bold.ttc", "song-bold.otf", "Gongshi Song", "Bold"),
    (NOTO / "NotoSansCJK-Regular.ttc", "hei-regular.otf", "Gongshi Hei", "Regular"),
    (NOTO / "NotoSansCJK-Bold.ttc", "hei-bold.otf", "Gongshi Hei", "Bold"),
    (FANDOL, "fang-regular.otf", "Gongshi Fang", "Regular"),
]


def gb2312() -> set[str]:
    """Give everything GB 2312 encodes."""
    characters = set()
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            characters.update(bytes((lead, trail)).decode("gb2312", "ignore"))
    return characters


def standard_characters(unpacked: Path) -> set[str]:
    """Give the table of 2013 (8,105 characters) from Unicode's own data."""
    with bz2.open(unpacked / UNIHAN, "rt", encoding="utf-8") as lines:
        rows = [line.split("\t") for line in lines if "\tkTGH\t" in line]
    return {chr(int(row[0].replace("U+", "0x"), 0)) for row in rows}


def subset(font: TTFont, characters: set[str]) -> None:
    """Reduce the font to the characters."""
    options = Options()
    options.layout_features = ["kern", "liga", "locl", "vert", "ccmp", "mark", "palt", "tnum"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.desubroutinize = False
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the font a family name of ours; copyright and licence entries stay as they are."""
    names = font["name"]
    postscript = f"{family.replace(' ', '')}-{style}"
    values = {1: family, 2: style, 3: postscript, 4: f"{family} {style}", 6: postscript}
    names.names = [entry for entry in names.names if entry.nameID in {0, 5, 7, 8, 9, 11, 13, 14}]
    for number, value in values.items():
        names.setName(value, number, 3, 1, 0x409)
    table = font["CFF "].cff
    table.fontNames = [postscript]
    table.topDictIndex[0].FullName = f"{family} {style}"
    table.topDictIndex[0].FamilyName = family


def even_out(font: TTFont) -> None:
    """Give every face the same height, so that a line with a borrowed character is no taller."""
    for table, fields in HEIGHTS.items():
        for field, value in fields.items():
            setattr(font[table], field, value)


def make(source: Path, target: str, family: str, style: str, characters: set[str]) -> None:
    """Read one face, reduce it, name it, write it."""
    number = SIMPLIFIED_CHINESE if source.suffix == ".ttc" else -1
    font = TTFont(source, fontNumber=number, recalcTimestamp=False)
    subset(font, characters)
    rename(font, family, style)
    even_out(font)
    font.save(TARGET / target)
    size = (TARGET / target).stat().st_size
    print(f"{target}: {len(font.getBestCmap())} characters, {size / 1e6:.1f} MB")


def main() -> None:
    """Make all faces out of the unpacked packages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("unpacked", type=Path)
    unpacked = parser.parse_args().unpacked
    latin = {chr(code) for code in range(0x20, 0x7F)} | set("\u00a0\u2002\u2003\u3000")
    characters = latin | set(SIGNS) | gb2312() | standard_characters(unpacked) | set(RARE_NAMES)
    for source, target, family, style in FACES:
        make(unpacked / source, target, family, style, characters)


if __name__ == "__main__":
    main()
