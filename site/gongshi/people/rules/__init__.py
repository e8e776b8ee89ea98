"""Names, ID numbers, telephones and near relatives as values (pure)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop

#: First two digits of an ID number: GB/T 2260 provinces; 81–83 are permits for Hong Kong, Macao
#: and Taiwan residents.
_REGIONS = "11-15 21-23 31-37 41-46 50-54 61-65 71-71 81-83"
REGIONS = frozenset(
    str(region)
    for first, last in (span.split("-") for span in _REGIONS.split())
    for region in range(int(first), int(last) + 1)
)
_ID_18 = re.compile(r"[0-9]{17}[0-9X]")
_ID_15 = re.compile(r"[0-9]{15}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0[1-9][0-9]{8,10}|[2-8][0-9]{6,7}")
_DOTS = re.compile(r"[·•・‧∙⋅.]")
_NAME = re.compile(r"[^\W\d_]+(?:[· '’-][^\W\d_]+)*")


def check_character(first_17: str) -> str:
    """Give the last character that GB 11643 asks for."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_17, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def normalise_id(text: str) -> str:
    """Give the number in half-width capitals without blanks; the old 15 digits become 18."""
    if len(text) == 18 and text.isascii() and text.isalnum():
        return text.upper()  # nearly every one, and asked for several times a row
    number = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    if _ID_15.fullmatch(number):
        number = f"{number[:6]}19{number[6:]}"
        number += check_character(number)
    return number


def birth_date(number: str) -> date | None:
    """Give the date of birth in a normalised ID number, if there is such a day."""
    try:
        born = date.fromisoformat(number[6:14])
    except ValueError:
        return None
    return born if born.year >= 1850 else None


def id_faults(number: str) -> frozenset[str]:
    """Name what is wrong in 18 characters of the right shape: region, birth, check."""
    faults = set()
    if number[:2] not in REGIONS:
        faults.add("region")
    if birth_date(number) is None:
        faults.add("birth")
    if check_character(number[:17]) != number[17]:
        faults.add("check")
    return frozenset(faults)


def may_be_id(text: str) -> Verdict:
    """ID-1 to ID-4: the number is one that GB 11643 allows. The refusal never repeats it."""
    number = normalise_id(text)
    if not _ID_18.fullmatch(number):
        return denied(
            "ID-1", gettext_noop("An ID number has 17 digits, then a digit or X. Check the length.")
        )
    faults = id_faults(number)
    if "birth" in faults:
        return denied("ID-2", gettext_noop("The date of birth in the ID number does not exist."))
    if "region" in faults:
        return denied(
            "ID-3", gettext_noop("The ID number begins with a region that is not in use.")
        )
    if "check" in faults:
        return denied(
            "ID-4",
            gettext_noop("The last character of the ID number does not fit. Look for a slip."),
        )
    return ALLOWED


def normalise_phone(text: str) -> str:
    """Give the digits alone, without the country code."""
    digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(?:00)?86(?=1[3-9][0-9]{9}$)", "", digits)


def may_be_phone(text: str) -> Verdict:
    """PHONE-1: a mobile number, or a fixed line with or without its area code."""
    digits = normalise_phone(text)
    if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return ALLOWED
    return denied(
        "PHONE-1",
        gettext_noop("A telephone number has 11 digits (mobile) or 7 to 12 (fixed)."),
    )


def normalise_name(text: str) -> str:
    """Give one spelling of a name: no blanks between Chinese characters, one kind of dot."""
    if text.isalpha() and unicodedata.is_normalized("NFKC", text):
        return text  # nothing to take out, neither blanks nor dots
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    if name.isascii():
        return name
    return _DOTS.sub("·", name.replace(" ", ""))


def may_be_name(text: str) -> Verdict:
    """NAME-1: a name is written in letters or characters, at most 40 of them."""
    name = normalise_name(text)
    if len(name) <= 40 and _NAME.fullmatch(name):
        return ALLOWED
    return denied("NAME-1", gettext_noop("A name has characters or letters, and no digits."))


#: The near relatives of the Civil Code, article 1045, by the words that lists of households use.
#: Whoever is not here (in-laws, uncles, cousins) is no near relative by law.
_NEAR = {
    "spouse": "配偶 夫 妻 丈夫 妻子 爱人",
    "parent": "父 母 父亲 母亲 爸爸 妈妈 养父 养母 继父 继母",
    "child": "子 女 儿子 女儿 独生子 独生女 长子 次子 三子 四子 五子 长女 次女 三女 四女 五女"
    " 养子 养女 继子 继女 非婚生子 非婚生女",
    "sibling": "兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹",
    "grandparent": "祖父 祖母 外祖父 外祖母 爷爷 奶奶 外公 外婆 姥爷 姥姥",
    "grandchild": "孙子 孙女 外孙 外孙子 外孙女 孙",
}
NEAR_RELATIVES = {word: relation for relation, words in _NEAR.items() for word in words.split()}
#: What the first is to the second when the second is this to the first.
INVERSE = {
    "spouse": "spouse",
    "parent": "child",
    "child": "parent",
    "sibling": "sibling",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
}


def near_relation(word: str) -> str | None:
    """Give the relation a clerk's word means, or None for anyone who is no near relative."""
    return NEAR_RELATIVES.get(normalise_name(word))


def is_woman(number: str) -> bool | None:
    """Tell from a normalised ID number; None where there is none."""
    return int(number[16]) % 2 == 0 if _ID_18.fullmatch(number) else None


def inverse(relation: str) -> str:
    """Give what the first is to the second, when the second is ``relation`` to the first."""
    return INVERSE[relation]


def age_on(born: date, day: date) -> int:
    """Give the age in full years; a birthday counts from its day on."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
