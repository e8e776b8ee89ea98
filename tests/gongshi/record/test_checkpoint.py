"""Checkpoints: the text form, the signature, and every changed character refused."""

import base64

from gongshi.record.checkpoint import Note, code, origin, public_key, read, sign

SEED = bytes(range(32))
PUBLIC = public_key(SEED)
NOTE = Note(origin(PUBLIC), 12, bytes(range(32)), "2026-01-01T00:00:00.000000Z")


def test_the_text_is_a_signed_note() -> None:
    head, signature = sign(NOTE, SEED).split("\n\n")
    assert head.split("\n") == [
        NOTE.origin,
        "12",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "time 2026-01-01T00:00:00.000000Z",
    ]
    dash, name, encoded = signature.rstrip("\n").split(" ")
    assert (dash, name, len(base64.b64decode(encoded))) == ("—", NOTE.origin, 68)
    assert read(sign(NOTE, SEED), PUBLIC) == NOTE


def test_another_key_or_any_changed_character_is_refused() -> None:
    text = sign(NOTE, SEED)
    assert read(text, public_key(bytes(32))) is None
    for i, character in enumerate(text):
        for other in {chr(ord(character) ^ 1), ""}:
            assert read(text[:i] + other + text[i + 1 :], PUBLIC) is None, i
    assert read("", PUBLIC) is None


def test_the_short_code_is_the_first_eighty_bits() -> None:
    assert code(bytes(range(32))) == base64.b32encode(bytes(range(10))).decode()
    assert len(code(bytes(32))) == 16
