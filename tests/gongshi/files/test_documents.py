"""Documents: known by their content, refused when they are more than paper."""

import contextlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.files import rules
from gongshi.files.documents import DOCX, EXTENSIONS, PDF, XLSX, media_type
from gongshi.verdict import RuleBroken

from . import samples

SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (samples.pdf(), PDF),
        (samples.pdf(rules.MAX_PAGES), PDF),
        (samples.office("xl/workbook.xml"), XLSX),
        (samples.office("word/document.xml"), DOCX),
    ],
)
def test_accepted(data: bytes, kind: str) -> None:
    assert media_type(data) == kind


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "FILE-1"),
        (b"x" * (rules.MAX_BYTES + 1), "FILE-2"),
        (b"MZ program", "FILE-6"),
        (b"<html></html>", "FILE-6"),
        (samples.picture(), "FILE-6"),
        (samples.office("ppt/presentation.xml"), "FILE-6"),
        (b"%PDF-1.7 and nothing more", "FILE-7"),
        (samples.pdf()[:120], "FILE-7"),
        (b"PK\x03\x04 broken", "FILE-7"),
        (samples.office("xl/workbook.xml", "../evil"), "FILE-7"),
        (samples.office("xl/workbook.xml", content=b"0" * 5_000_000), "FILE-7"),
        (samples.office("xl/workbook.xml", *map(str, range(1000))), "FILE-7"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "FILE-8"),
        (samples.locked_pdf(), "FILE-8"),
        (samples.pdf(rules.MAX_PAGES + 1), "FILE-10"),
        (samples.pdf(OpenAction=SCRIPT), "FILE-9"),
        (samples.pdf(AA=pikepdf.Dictionary(WC=SCRIPT)), "FILE-9"),
        (samples.pdf(Kept=pikepdf.Array([pikepdf.Array([SCRIPT])])), "FILE-9"),
        (samples.pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch)), "FILE-9"),
        (samples.attached_pdf(), "FILE-9"),
        (samples.office("xl/workbook.xml", "xl/vbaProject.bin"), "FILE-9"),
        (samples.office("word/document.xml", "word/embeddings/oleObject1.bin"), "FILE-9"),
    ],
)
def test_refused(data: bytes, rule: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        media_type(data)
    assert refused.value.verdict.rule == rule


@given(st.binary(max_size=300), st.sampled_from([samples.pdf(), samples.office("xl/workbook.xml")]))
def test_damage_is_a_sentence_never_a_crash(noise: bytes, good: bytes) -> None:
    middle = len(good) // 2
    with contextlib.suppress(RuleBroken):
        assert media_type(good[:middle] + noise + good[middle:]) in EXTENSIONS


@pytest.mark.parametrize(
    ("members", "unpacked", "packed", "escapes", "rule"),
    [
        (1000, 50_000_000, 500_000, False, ""),
        (1001, 50_000_000, 500_000, False, "FILE-7"),
        (1000, 50_000_001, 600_000, False, "FILE-7"),
        (1000, 50_000_000, 499_999, False, "FILE-7"),
        (1, 1, 1, True, "FILE-7"),
    ],
)
def test_file_7_unpacks_to_a_sane_size(
    members: int, unpacked: int, packed: int, escapes: bool, rule: str
) -> None:
    assert rules.may_unpack(members, unpacked, packed, escapes=escapes).rule == rule
