"""A covered name, number or text shows what it should and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.people.masking import mask_in, mask_name

NAMES = st.lists(st.text("葛示例卞样本司马", min_size=2, max_size=4), max_size=5)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("葛示例", "葛*例"),
        ("葛例", "葛*"),
        ("葛", "*"),
        ("葛 示 例", "葛*例"),
        ("葛示示例", "葛**例"),
        ("欧阳例", "欧阳*"),
        ("欧阳示例", "欧阳*例"),
        ("欧阳", "欧*"),
        ("买买提·吐尔逊", "买**·**逊"),
        ("阿·布", "阿·*"),
        ("John Smith", "J*** ****h"),
        ("", ""),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked
    assert mask_name(masked) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("浆砌阻脚(三期)合作社桔园—葛示例屋出头", "浆砌阻脚(三期)合作社桔园—葛*例屋出头"),
        ("三新垸村部—卞样本屋边", "三新垸村部—卞*本屋边"),
        ("葛 示　例家", "葛*例家"),
        ("葛示例、卞样本", "葛*例、卞*本"),
        ("圆梦果蔬基地", "圆梦果蔬基地"),
    ],
)
def test_known_names_inside_places(text: str, masked: str) -> None:
    assert mask_in(text, ["葛示例", "卞样本"]) == masked


def test_the_longer_name_wins_and_overlaps_are_covered_too() -> None:
    assert mask_in("葛示例", ["葛示", "葛示例"]) == "葛*例"
    assert mask_in("葛示例样", ["葛示例", "例样"]) == "葛*例*"
    assert mask_in("买买提•吐尔逊家", ["买买提·吐尔逊"]) == "买**·**逊家"
    assert mask_in("葛家", ["葛", ""]) == "葛家"


@given(st.text("葛示例卞样本司马 ，", max_size=40), NAMES)
def test_no_known_name_remains(text: str, names: list[str]) -> None:
    masked = mask_in(text, names)
    assert not any(name in "".join(masked.split()) for name in names)
