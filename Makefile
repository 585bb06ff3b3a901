# Two commands are enough: `make demo` shows what corpusclean does, `make test` checks it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check soak docs clean

demo: $(VENV)/.installed
	$(BIN)/corpusclean run seeds -o cleaned --overwrite
	@echo "The cleaned articles lie in cleaned/; cleaned/report.json says what was done."

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 -m "not soak"

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m quality.gate

docs: $(VENV)/.dev
	$(BIN)/python tools/rules_page.py

# Everything at full size: thirty kills of each command and of each update of an index, 100,000 records of noise, a record of 500 MB,
# memory at 2 GB.  17 to 20 minutes on two cores, and 8 GB of disk in TMPDIR.
soak: $(VENV)/.dev
	$(BIN)/python -m pytest -m soak -n 2 --dist loadgroup --durations 0

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	$(BIN)/python -m compileall -q src  # also where PYTHONDONTWRITEBYTECODE is set: half the time of an import
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) cleaned
