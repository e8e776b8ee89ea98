"""The tokens of documents: a table of FTS5 on SQLite, a tsvector with GIN on PostgreSQL."""

from django.db import migrations

# No trigger and no foreign key: a rebuilt document table and a flushed one leave the index usable.
SQLITE = [
    "CREATE VIRTUAL TABLE gongshi_search_words USING fts5(title, body, tokenize='ascii')",
]
POSTGRESQL = [
    "ALTER TABLE gongshi_search_document ADD COLUMN words tsvector",
    "CREATE INDEX gongshi_search_words ON gongshi_search_document USING gin (words)",
]
UNDO_SQLITE = ["DROP TABLE gongshi_search_words"]
UNDO_POSTGRESQL = ["ALTER TABLE gongshi_search_document DROP COLUMN words"]


def run(sqlite, postgresql):
    def execute(apps, schema_editor):
        chosen = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
        for statement in chosen:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("gongshi_search", "0001_documents")]
    operations = [
        migrations.RunPython(run(SQLITE, POSTGRESQL), run(UNDO_SQLITE, UNDO_POSTGRESQL)),
    ]
