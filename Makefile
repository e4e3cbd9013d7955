# Every target sets up what it needs first; what is already set up is not done again.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.ONESHELL:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
CHILDREN ?= 70000
FEEDS ?= social_care,education,education_welfare
WORKERS ?= 2
TESTS ?=

ENVIRONMENT := .venv/.environment
PROGRAM := .venv/.program
VENDOR := web/static/vendor/kith.css
STYLES := $(wildcard web/styles/*.scss)

.PHONY: help setup check test test-tools demo bench lock clean

help:
	@echo "make setup    the environment in .venv and the front-end packages"
	@echo "make demo     a borough of CHILDREN=$(CHILDREN) children, generated, delivered, indexed and served; FEEDS=all for every agency"
	@echo "make test     everything the tests need, then all of them; TESTS=tests/graph for some"
	@echo "make check    ruff, mypy, import-linter and the rules of the house"
	@echo "make bench    the benchmarks"
	@echo "make lock     compile the locked versions again, newer where there is newer"
	@echo "make clean    take away what setup and the tools built; data in var/ stays"

setup: $(PROGRAM) $(VENDOR)

# uv installs what is locked in seconds; where it cannot, pip does the same slowly. Both compile it, once: where the
# environment forbids Python to keep what it compiled, every command would do it again.
$(ENVIRONMENT): constraints.txt
	@echo "Setting up the Python environment in .venv"
	test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kith needs Python 3.11 or newer; name one with make PYTHON=...")'
	sed -n '/^uv==/,/[^\\]$$/p' constraints.txt > .venv/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r constraints.txt \
	  || $(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r constraints.txt
	touch $@

$(PROGRAM): $(ENVIRONMENT) pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-build-isolation --no-deps -e .
	$(BIN)/python -m compileall -q model graph absence ingest queries api web kith
	touch $@

$(VENDOR): $(ENVIRONMENT) package-lock.json tools/frontend.py $(STYLES)
	@echo "Building the front end"
	$(BIN)/python tools/frontend.py

check: setup
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --cache-dir .cache/import-linter
	$(BIN)/python -m tools.house

test-tools: setup
	@tools/install_test_tools.sh

test: test-tools
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(TESTS)

demo: setup
	@exec $(BIN)/kith demo --children $(CHILDREN) --feeds $(FEEDS)

bench: setup
	@$(BIN)/python -m bench

# Names, versions and hashes only: which registry serves them is the business of the machine.
lock: $(ENVIRONMENT)
	@compile() { $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$$@"; }
	compile pyproject.toml --extra dev --extra places --extra postgres --extra setup -o constraints.txt
	compile --group node -o constraints-node.txt
	$(BIN)/python tools/frontend.py --lock

clean:
	rm -rf .venv node_modules web/static/vendor .cache build *.egg-info
