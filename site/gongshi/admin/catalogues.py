"""The translations of the house: finds the words in code and templates, merges and checks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.translation.template import templatize

#: Every function that marks words, with the places of its arguments; "c" is a context.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    "_": (1,),
    "gettext": (1,),
    "gettext_lazy": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LOCALE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
#: What a reader of the file needs; names and times would make every run a change.
HEADER = b"""msgid ""
msgstr ""
"Language: zh_Hans\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[\d.,]*[a-z]|%[sd]|\{\w*\}")

PACKAGES = {"gongshi", "council", "publicity"}

#: Other folders of templates; whatever is not named belongs to the desk.
TEMPLATE_HOMES = {
    "desk": "gongshi_desk",
    "print": "gongshi_printing",
    "wagtailadmin": "gongshi_admin",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A message that a Chinese reader would meet in English, or garbled."""

    file: Path
    message: str
    fault: str

    def __str__(self) -> str:
        return f"{self.file}: {self.fault}: {self.message!r}"


def own_apps() -> list[AppConfig]:
    """Give the apps of this repository that GONGSHI_PLUGINS loads."""
    return [app for app in apps.get_app_configs() if app.name.split(".")[0] in PACKAGES]


def catalogue_file(app: AppConfig) -> Path:
    """Give the path of the app's Chinese catalogue."""
    return Path(app.path) / LOCALE


def wanted(app: AppConfig) -> Catalog:
    """Collect what the app's code and templates mark for translation."""
    catalogue = Catalog(locale="zh_Hans", charset="utf-8", fuzzy=False)
    for path in _modules(app):
        _collect(catalogue, path, path.read_text(encoding="utf-8"))
    for path in _templates(app):
        source = path.read_text(encoding="utf-8")
        # Django turns the template into calls of gettext among blanks; Python must not see the
        # indentation that remains.
        calls = "\n".join(line.strip() for line in templatize(source).splitlines())
        _collect(catalogue, path, calls)
    return catalogue


def current(app: AppConfig) -> Catalog:
    """Read the app's catalogue as it stands; an app without one has an empty catalogue."""
    path = catalogue_file(app)
    if not path.exists():
        return Catalog(locale="zh_Hans", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", charset="utf-8", abort_invalid=True)


def update(app: AppConfig) -> None:
    """Write the app's catalogue with every word it needs and none it no longer needs."""
    fresh, old = wanted(app), current(app)
    if not len(fresh):
        return
    for message in fresh:
        known = old.get(message.id, context=message.context) if message.id else None
        if known and type(known.id) is type(message.id):
            message.string = known.string
            message.flags |= known.flags
    path = catalogue_file(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, fresh, sort_output=True, omit_header=True, width=0, no_location=True)
    path.write_bytes(HEADER + buffer.getvalue())


def compile_all() -> None:
    """Write the form that Django reads, for every catalogue of the repository that has changed."""
    for path in house_files():
        ready = path.with_suffix(".mo")
        if ready.exists() and ready.stat().st_mtime > path.stat().st_mtime:
            continue
        half = path.with_suffix(".half")  # a full disk or a kill leaves the old file whole
        with path.open("rb") as source, half.open("wb") as target:
            write_mo(target, read_po(source, abort_invalid=True))
        half.replace(ready)


def check(app: AppConfig) -> Iterator[Problem]:
    """Find what is untranslated, uncertain, or has lost a placeholder."""
    known = current(app)
    for message in wanted(app):
        if not message.id:
            continue
        found = known.get(message.id, context=message.context)
        ids, strings = _forms(message.id), _forms(found.string) if found else ("",)
        if found is None or not all(strings):
            yield Problem(catalogue_file(app), ids[0], "not translated")
        elif found.fuzzy:
            yield Problem(catalogue_file(app), ids[0], "marked fuzzy")
        elif any(_placeholders(each) != _placeholders(ids[-1]) for each in strings):
            yield Problem(catalogue_file(app), ids[0], "other placeholders than the English")


def disputes(files: Iterable[Path]) -> Iterator[Problem]:
    """Find what two catalogues translate differently: of one message and context, one of them
    would win everywhere. The same message in another sense needs a context.
    """
    said: dict[tuple[str | None, str], tuple[Path, tuple[str, ...]]] = {}
    for path in files:
        with path.open("rb") as file:
            catalogue = read_po(file, locale="zh_Hans", abort_invalid=True)
        for message in catalogue:
            if not message.id:
                continue
            key, words = _forms(message.id)[0], _forms(message.string)
            first, before = said.setdefault((message.context, key), (path, words))
            if before != words:
                yield Problem(path, key, f"“{words[0]}”, but “{before[0]}” in {first}")


def house_files() -> list[Path]:
    """Give every catalogue of the repository, loaded or not."""
    roots = (settings.BASE_DIR / folder for folder in ("site", *sorted(PACKAGES - {"gongshi"})))
    return sorted(path for root in roots for path in root.rglob(str(LOCALE)))


def _collect(catalogue: Catalog, path: Path, source: str) -> None:
    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
    for line, message, _comments, context in found:
        if message:
            where = str(path.relative_to(settings.BASE_DIR))
            catalogue.add(message, locations=[(where, line)], context=context)


def _modules(app: AppConfig) -> list[Path]:
    """Give the app's code; what stands beside the apps (money, verdict) belongs to the desk."""
    found = [path for path in Path(app.path).rglob("*.py") if "migrations" not in path.parts]
    if app.label == "gongshi_desk":
        found += Path(app.path).parent.glob("*.py")
    return sorted(found)


def _templates(app: AppConfig) -> list[Path]:
    inside = Path(app.path) / "templates"
    found = [*inside.rglob("*.html"), *inside.rglob("*.txt")]
    root = settings.BASE_DIR / "templates"
    shared = (*root.rglob("*.html"), *root.rglob("*.txt"))
    found += [path for path in shared if owner(path.relative_to(root)) == app.label]
    return sorted(found)


def owner(path: Path) -> str:
    """Tell to which app a file of templates/ belongs: council/funds/… to council.funds."""
    match path.parts[:-1]:
        case (package, feature, *_) if package in PACKAGES:
            return f"{package}_{feature}"
        case (folder, *_) if folder in TEMPLATE_HOMES:
            return TEMPLATE_HOMES[folder]
    return "gongshi_desk"


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))
