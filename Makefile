# What everybody types. `make` alone lists it.
# The virtual environment lies in .venv; in CI in the user's cache, keyed by the lock file,
# so that an unchanged lock file installs nothing twice.

PYTHON ?= python3
LOCK_KEY := $(shell cat requirements/pip.txt requirements/dev.txt requirements/run.txt 2>/dev/null | sha256sum | cut -c1-16)
ifeq ($(CI),true)
VENV ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/retally/venv-$(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')-$(LOCK_KEY)
else
VENV ?= .venv
endif
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types imports docs examples stress bench lock warm clean

help:  ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.run-$(LOCK_KEY) project  ## install, and run the demo on a made-up war
	@$(BIN)/retally demo --out retally-demo

test: $(VENV)/.dev-$(LOCK_KEY) project  ## install, and run all the tests
	@$(BIN)/python -m pytest -n auto -m "not stress"

check: $(VENV)/.dev-$(LOCK_KEY) project lint types imports test docs examples  ## all that CI runs
	@echo "make check: all green"

lint: $(VENV)/.dev-$(LOCK_KEY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev-$(LOCK_KEY)
	@$(BIN)/mypy

imports: $(VENV)/.dev-$(LOCK_KEY) project
	@PYTHONPATH=src $(BIN)/lint-imports

docs: $(VENV)/.dev-$(LOCK_KEY) project
	@$(BIN)/python tools/generated_docs.py --check

examples: $(VENV)/.dev-$(LOCK_KEY) project
	@for script in examples/*.py; do echo "$$script"; $(BIN)/python $$script > /dev/null || exit 1; done

stress: $(VENV)/.dev-$(LOCK_KEY) project  ## what takes long: 200 kills, long fuzzing
	@$(BIN)/python -m pytest -n auto -m stress

bench: $(VENV)/.dev-$(LOCK_KEY) project  ## measure speed against the peers; writes benchmarks/RESULTS.md
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	@$(BIN)/python benchmarks/run.py

lock:  ## resolve the dependencies anew (needs uv)
	echo pip | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate - -o requirements/pip.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra desk --group build pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra geopandas --extra desk --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra geopandas --extra desk --group dev --group bench -c requirements/dev.txt pyproject.toml -o requirements/bench.txt

clean:  ## remove the virtual environment and what was built
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis retally-demo

# Stock Debian refuses pip outside a virtual environment, and its python3 comes without ensurepip.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is not there; run: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: Retally needs Python 3.11 or later; name one with: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: this python3 cannot make a virtual environment; run: apt-get install python3-venv"; exit 1; }
	@echo "making the virtual environment in $(VENV)"
	@mkdir -p $(dir $(VENV)) && $(PYTHON) -m venv $(VENV)
	@# The pip that Debian ships trips over extras in a lock file with hashes.
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/pip.txt

$(VENV)/.run-$(LOCK_KEY): $(BIN)/python
	@echo "installing what Retally needs (once)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/.dev-$(LOCK_KEY): $(BIN)/python
	@echo "installing what Retally and its tests need (once)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.run-$(LOCK_KEY)

# The project itself, as an editable install of this checkout; again when it moved.
.PHONY: project
project:
	@if [ "$$(cat $(VENV)/.project 2>/dev/null)" != "$(CURDIR) $$(sha256sum pyproject.toml | cut -c1-16)" ]; then \
	  $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e . && \
	  echo "$(CURDIR) $$(sha256sum pyproject.toml | cut -c1-16)" > $(VENV)/.project && \
	  $(BIN)/python -m retally.cli.warm; \
	fi
