.PHONY: install install-dev run test lint bench soak lock
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Each folder keeps a note of what it was made from, so that nothing is installed twice.
$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "hamkke needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q config bot handlers scheduler
	touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	touch $@

install: $(VENV)/installed

install-dev: $(VENV)/installed-dev

run: install
	$(BIN)/hamkke run

test: install-dev
	$(BIN)/pytest -m "not slow"

soak: install-dev
	$(BIN)/pytest -m slow
	$(BIN)/pytest --postgres -m "not slow" tests/handlers tests/people

lint: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: install-dev
	$(BIN)/python -m tests.bench

# After a change of dependencies in pyproject.toml; the locks hold for every platform and Python 3.11 or newer.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml
lock: install-dev
	$(BIN)/$(LOCK) --extra build --output-file requirements.lock
	$(BIN)/$(LOCK) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
