# The commands of this repository: `make help` lists them.
# Settings come from the environment or the command line: make run PORT=8080 PYTHON=/path/to/python3.13
.DEFAULT_GOAL := help
.PHONY: help run dev test check drills bench screenshots messages lock format clean bootstrap bootstrap-dev
PY := .venv/bin/python

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: bootstrap ## serve the site as in production, on 127.0.0.1:8000 (PORT=)
	@$(PY) -m scripts.serve

dev: bootstrap-dev ## the same with debug pages and autoreload
	@$(PY) -m scripts.serve --dev

test: bootstrap-dev ## everything: lint, checks, tests on SQLite, PostgreSQL and in a browser
	@$(PY) -m scripts.test

check: bootstrap-dev ## the quick gate, under a minute: lint, checks, tests that ask no database
	@$(PY) -m scripts.test --quick

drills: bootstrap-dev ## the long proofs: two editors, killed processes, random states, hostile requests and HTML (N= to shorten, DATABASE_URL=)
	@for drill in interleave kill states hostile html; do $(PY) -m scripts.drills $$drill || exit 1; done

bench: bootstrap-dev ## the benchmark, as ratios within one run
	@$(PY) -m bench.run

screenshots: bootstrap-dev ## pictures of every page type, into var/screenshots
	@$(PY) -m docs.tools.screenshots

messages: bootstrap-dev ## collect the strings to translate into locale/
	@$(PY) -m scripts.messages

format: bootstrap-dev ## put code and templates into their one layout
	@$(PY) -m scripts.lint --fix

lock: bootstrap-dev ## resolve the dependencies anew (UPGRADE=1 takes the newest)
	@sh scripts/lock.sh

clean: ## remove what can be built again; never the database, the media or the secret
	rm -rf .venv .uv var/static var/collected var/*.stamp var/tests .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.mo' -not -path './var/*' -delete

bootstrap:
	@sh scripts/bootstrap.sh

bootstrap-dev:
	@sh scripts/bootstrap.sh dev
