# Everything runs in .venv, made on first use from the locked versions.
# uv is used where it is installed; otherwise python3 and pip do the same.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo lab docs test check format lock sample clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): requirements.lock pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python '>=3.11' .venv && \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e . ; \
	else \
	  $(PYTHON) -c 'import sys; sys.exit("netgraph needs Python 3.11 or newer; try: make PYTHON=python3.12 demo") if sys.version_info < (3, 11) else None' && \
	  $(PYTHON) -m venv .venv && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e . ; \
	fi
	@touch $(STAMP)

setup: $(STAMP)  ## install everything into .venv

demo: $(STAMP)  ## the whole job on the invented sample: who can introduce me, and a map
	@$(BIN)/netgraph demo

lab: $(STAMP)  ## open the notebooks in JupyterLab
	@$(BIN)/netgraph lab

docs: $(STAMP)  ## write the reference of all public names into build/docs
	$(BIN)/python docs/reference.py build/docs
	@echo "Open build/docs/netgraph.html in a browser."

test: $(STAMP) check  ## lint, types, layers and all tests
	$(BIN)/python -m pytest

check: $(STAMP)  ## lint, format and strict types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP)  ## put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

sample: $(STAMP)  ## write data/sample anew (the same bytes each time)
	$(BIN)/python -m tests.world data/sample

lock: $(STAMP)  ## choose the newest allowed versions (needs uv)
	uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header \
	  --no-annotate --python-version 3.11 --extra notebook --group dev pyproject.toml -o requirements.lock

clean:  ## remove what make made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
