# presstally: everything a fresh machine needs is python3.11 and make.

PYTHON ?= python3.11
BIN := .venv/bin
READY := .venv/.ready
DEMO_HOME ?= demo

.DEFAULT_GOAL := help
.PHONY: help install demo test test-system lint format gold bench bench-samples bench-figures bench-copies bench-claims docs lock clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: $(READY)  ## set up .venv from the hashed lock file

$(READY): requirements.lock pyproject.toml
	@echo "setting up .venv (about a minute with a warm package cache)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY)  ## run three nightly batches of the sample articles and show what came of it
	@PRESSTALLY_BIN=$(BIN) samples/demo.sh $(DEMO_HOME)

test: $(READY)  ## run the tests (under 10 minutes)
	@$(BIN)/python -m pytest -m "not system"

test-system: $(READY)  ## run what needs a server, a browser or random kills
	@$(BIN)/python -m pytest -m system

lint: $(READY)  ## check format, style and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(READY)  ## put the code into its format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --quiet .

bench: bench-samples bench-figures bench-copies bench-claims  ## print all quality and speed tables

bench-figures: $(READY)  ## print quality and speed of figure extraction
	@$(BIN)/python benchmarks/figures.py

bench-copies: $(READY)  ## print quality and speed of copy detection
	@$(BIN)/python benchmarks/copies.py
	@$(BIN)/python benchmarks/copies_scale.py $(SIZES)

bench-samples: $(READY)  ## print the quality of every stage on the sample world
	@$(BIN)/python benchmarks/samples.py $(ARGS)

bench-claims: $(READY)  ## print the verdicts on which figures belong together
	@$(BIN)/python benchmarks/claims.py

gold: $(READY)  ## resolve the gold of the samples to places in them
	@$(BIN)/python benchmarks/sample_gold.py

docs: $(READY)  ## write the generated pages of docs/ anew
	@$(BIN)/python -m warehouse.metadata --write docs
	@$(BIN)/python -m expectations.overview --write docs
	@$(BIN)/typer flows.cli utils docs --name presstally --output docs/commands.md

lock:  ## resolve the dependencies anew into requirements.lock
	@test -x .venv-lock/bin/python || $(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install --quiet pip-tools
	@.venv-lock/bin/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-options --extra dev -o requirements.lock pyproject.toml

clean:  ## remove the environment, caches and the demo
	rm -rf .venv .venv-lock .pytest_cache .ruff_cache .mypy_cache .hypothesis $(DEMO_HOME)
