# make serve, make test: the two commands of the README. Both set up everything they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
WHOLE := $(VENV)/whole

.PHONY: setup serve test check bench openapi screenshots lock clean

setup: $(WHOLE)

# The lock pins every package by hash; the project itself is installed in place.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Hasila needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

# Spark is large, and only what concerns the code itself needs it: whoever serves does without.
$(WHOLE): $(READY) requirements-spark.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $(WHOLE)

serve: $(READY)
	$(BIN)/hasila serve --with-sample

test: $(WHOLE)
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: $(WHOLE)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m scripts.openapi --check

bench: $(WHOLE)
	$(BIN)/python -m bench

# Write the contract again after a change of the API.
openapi: $(READY)
	$(BIN)/python -m scripts.openapi

# Take the pictures of the README and docs/page.md again; needs Chromium and Arabic fonts.
screenshots: $(READY)
	$(BIN)/python -m scripts.screenshots

# Choose versions again; the locks name packages, versions and hashes, and no download host.
LOCKED := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links --no-annotate --upgrade
lock: $(READY)
	$(LOCKED) --extra bulk --group pyproject.toml:development pyproject.toml --output-file requirements.lock
	$(LOCKED) --extra spark --constraint requirements.lock pyproject.toml --output-file requirements-spark.lock

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
