# Everything that one does with this project. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help setup run playground test check fix bench bench-turns bench-capacity bench-durability openapi notices screens clean web-test chromium

SHELL := /bin/bash
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
BIN := .venv/bin
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
ROOM := src/vivavoce/web/room/index.html

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: .venv/.run $(ROOM) ## Install everything that running needs

run: setup ## Set up and serve on http://127.0.0.1:8080 (PORT, HOST, VIVAVOCE_DATA change that)
	@exec $(BIN)/vivavoce serve --demo

playground: setup ## Beside `make run`: a page of somebody else's with the demo interview in it (PLAYGROUND_PORT)
	@$(BIN)/vivavoce demo --json | $(BIN)/python web/apps/playground/host.py

test: .venv/.dev $(ROOM) chromium check web-test ## Set up, check and run all tests
	$(BIN)/vivavoce models pull
	$(BIN)/vivavoce models pull whisper
	$(BIN)/pytest $(PYTEST)

check: .venv/.dev web/node_modules/.installed ## Style, types, import direction; seconds
	$(BIN)/ruff format --check -q src tests
	$(BIN)/ruff check -q src tests
	$(BIN)/mypy
	cd web && npm run --silent check

web-test: web/node_modules/.installed
	cd web && npm run --silent test

fix: .venv/.dev ## Format, and mend what can be mended by itself
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

bench: .venv/.dev $(ROOM) chromium ## Measure: time to ready, create against a bare insert, response gap
	$(BIN)/python -m tests.bench

bench-turns: .venv/.dev $(ROOM) ## Measure turn-taking in real time, 25 minutes (QUICK=1: a tenth)
	$(BIN)/vivavoce models pull --languages de,fr,es,it
	$(BIN)/python -m tests.bench.turns $(if $(QUICK),--quick)

bench-capacity: .venv/.dev ## Measure how many interviews one core holds, beside Pipecat (15 minutes)
	$(UV) pip install -q --target data/bench/pipecat "pipecat-ai==1.14.0" # its pins would change ours
	PYTHONPATH=data/bench/pipecat $(BIN)/python -m tests.bench.capacity

bench-durability: .venv/.dev ## Cut lines and kill the server under 50 interviews
	$(BIN)/python -m tests.bench.durability

openapi: .venv/.dev ## Write docs/openapi.json from the code
	$(BIN)/python -m vivavoce.entry.openapi docs/openapi.json

notices: .venv/.dev ## Write THIRD_PARTY_NOTICES.md from what is installed
	$(BIN)/python tools/notices.py

screens: .venv/.dev ## Put the journeys' pictures into docs/screens (run the browser journeys first)
	$(BIN)/python tools/screens.py

clean: ## Remove what was built or installed; data/ stays
	rm -rf .venv .uv dist web/node_modules web/packages/embed/dist src/vivavoce/web/room src/vivavoce/web/embed .mypy_cache .ruff_cache .pytest_cache

.uv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: PYTHON=python3.12 make run"; exit 1; }
	@$(PYTHON) -m venv .uv || { echo "Python's venv is missing: sudo apt-get install python3-venv"; exit 1; }
	@.uv/bin/pip install -q --disable-pip-version-check uv

.venv/.run: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	$(UV) sync -q --frozen --no-dev --inexact --python $(PYTHON)
	@touch $@

.venv/.dev: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	$(UV) sync -q --frozen --python $(PYTHON)
	@touch .venv/.run $@

web/node_modules/.installed: web/package-lock.json
	@node -e 'if (parseInt(process.versions.node) < 20) process.exit(1)' 2>/dev/null || { echo "Node 20 or newer is needed: https://nodejs.org"; exit 1; }
	cd web && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(ROOM): web/node_modules/.installed $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	  { echo "The browser tests need Chromium: sudo apt-get install chromium"; exit 1; }
