# The commands of the house. `make demo` and `make test` need nothing but git, make and Python.
PYTHON = .venv/bin/python -X utf8
# Several test processes at once; eight at most, one Redis database for each. They take few tests
# at a time: a browser's test weighs hundreds of others, and nobody should wait for one who has many.
PYTEST = $(PYTHON) -m pytest -n auto --maxprocesses 8 --maxschedchunk 4

# No setting of the caller's shell reaches the suite, except where a target names one.
CLEAN = env -u DATABASE_URL -u CACHE_URL -u GONGSHI_PLUGINS -u GONGSHI_RULES_FILE -u DJANGO_SETTINGS_MODULE

.PHONY: help setup demo test test-services test-alone test-faults test-nightly journeys wheel
.PHONY: check format lint types imports migrations deploy

help:
	@echo "make demo           a village with a story, on http://127.0.0.1:8000"
	@echo "make test           the whole suite on SQLite"
	@echo "make test-services  the whole suite on PostgreSQL and Redis"
	@echo "make test-faults    at least 100 kills an act on SQLite, then on PostgreSQL"
	@echo "make test-nightly   the long runs of the separations, on SQLite; the races on PostgreSQL, too"
	@echo "make journeys       the browser journeys, with their screenshots in var/screenshots"
	@echo "make test-alone     council without publicity, publicity without council"
	@echo "make check          format, lint, types, imports, migrations, production settings"

demo:
	@scripts/setup.sh
	$(PYTHON) manage.py demo

setup:
	@scripts/setup.sh test

test: setup
	$(CLEAN) $(PYTEST)

test-services: setup
	scripts/services.sh $(PYTEST)

test-alone: setup
	$(CLEAN) GONGSHI_PLUGINS=council $(PYTEST) -m "not browser" tests/council tests/plugins tests/test_start.py
	$(CLEAN) GONGSHI_PLUGINS=publicity $(PYTEST) -m "not browser" tests/publicity tests/plugins tests/test_start.py

test-faults: setup
	$(CLEAN) GONGSHI_SAMPLE=full $(PYTHON) -m pytest tests/faults
	GONGSHI_SAMPLE=full scripts/services.sh $(PYTHON) -m pytest tests/faults

test-nightly: setup
	$(CLEAN) $(PYTEST) -m nightly tests/separation
	scripts/services.sh $(PYTHON) -m pytest -m nightly tests/separation/test_races.py

journeys: setup
	$(CLEAN) GONGSHI_SCREENSHOTS=var/screenshots $(PYTHON) -m pytest tests/journeys

wheel: setup
	test ! -d tests/sample_plugin || $(PYTHON) -m build --wheel --no-isolation --outdir var/wheels tests/sample_plugin

check: setup format lint types imports migrations deploy

format:
	$(PYTHON) -m ruff format --check .
lint:
	$(PYTHON) -m ruff check .
types:
	env MYPYPATH=site $(PYTHON) -m mypy
imports:
	env PYTHONPATH=site $(PYTHON) -c "from importlinter.cli import lint_imports_command as run; run()"
migrations:
	$(CLEAN) DJANGO_SETTINGS_MODULE=gongshi.settings.test $(PYTHON) manage.py makemigrations --check --dry-run
deploy:
	scripts/check_deploy.sh
