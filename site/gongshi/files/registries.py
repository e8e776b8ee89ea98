"""What files are for, and who may see them: each purpose is a kind that a plugin adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from gongshi.plugins.registry import Kind, Registry

if TYPE_CHECKING:
    from gongshi.files.models import GongshiDocument, GongshiImage, StoredFile


class Purpose(Kind):
    """A purpose such as the photo of a board. Unless it says otherwise: whoever is signed in."""

    key: ClassVar[str] = ""

    @classmethod
    def may_see(cls, user: Any, file: StoredFile) -> bool:  # noqa: ARG003 -- for those who derive
        """Answer whether this account, or nobody's (anonymous), may see the file."""
        return bool(user.is_authenticated)


purposes: Registry[Purpose] = Registry(Purpose)


class Exhibit(Kind):
    """Something that shows pictures and documents of Wagtail's library, as a notice does.

    A picture or document nobody exhibits is for those alone who may choose it in the library.
    """

    key: ClassVar[str] = ""

    @classmethod
    def may_see(cls, user: Any, thing: GongshiImage | GongshiDocument) -> bool:  # noqa: ARG003 -- likewise
        """Answer whether this account, or nobody's (anonymous), may see the thing here."""
        return False


exhibits: Registry[Exhibit] = Registry(Exhibit)
