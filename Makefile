.PHONY: help setup run test lint mutants bench docs translations pictures lock clean
help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

# Debian's own Python, where it will do: it is built to be fast, which others on the path often are not.
DEBIANS := import sys, ensurepip; assert sys.version_info >= (3, 11); print(sys.executable)
PYTHON ?= $(shell /usr/bin/python3 -c '$(DEBIANS)' 2>/dev/null || echo python3)
BIN := .venv/bin
# Whoever is done takes over half of what the other has left: none idles while a long file ends.
# Each of the two has a core: threads of linear algebra would only wait for one another.
PYTEST := env OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist worksteal
# What was compiled is kept: else each command that a test starts compiles all of Lumbago anew.
export PYTHONDONTWRITEBYTECODE :=

# A stamp a lock: nothing is installed twice, and a changed lock installs itself.
.venv/run.stamp: requirements/run.lock pyproject.toml
	@echo "Installing what Lumbago needs into .venv; this takes a minute or two ..."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements/test.lock
	@echo "Installing what the tests need; this takes a few minutes ..."
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.lock
	@touch $@

setup: .venv/run.stamp ## Make .venv with everything needed to run

run: setup ## Prepare the database, start the web app and print its address
	$(BIN)/lumbago serve

test: .venv/test.stamp ## Run every check and every test, in a browser and on PostgreSQL too
	sh tests/chromium.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST)
	PYTHONPATH=tests sh tests/postgresql.sh $(PYTEST) -p once_each \
		-m "(django_db or postgresql) and not browser" tests/web tests/acceptance

lint: .venv/test.stamp ## Style, types and import law only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

mutants: .venv/test.stamp ## Put known faults in, one at a time: a test must notice each
	$(BIN)/python tests/mutants/run.py

bench: .venv/test.stamp ## Race the array kernels against their peers
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bench.lock
	$(BIN)/python benchmarks/reports_per_second.py
	$(BIN)/python benchmarks/kernel_race.py
	$(BIN)/python benchmarks/kernel_limits.py
	$(BIN)/python benchmarks/forecast_latency.py
	$(BIN)/python benchmarks/synthesis_race.py
	$(BIN)/python benchmarks/programme_latency.py

docs: .venv/test.stamp ## Write the reference and validation pages anew from knowledge
	$(BIN)/python docs/generate.py

translations: .venv/test.stamp ## Take new texts into the catalogues of every language, and compile them
	$(BIN)/python docs/translating.py

pictures: .venv/test.stamp ## Take the picture of the README anew
	$(BIN)/python docs/pictures.py

lock: ## Pin dependencies with hashes and without addresses
	sh requirements/lock.sh

clean: ## Remove .venv and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
