# Two commands are enough: `make run` and `make test`. The rest is for people who change Pathway.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
CHECKS := check-content check-types check-style check-borders check-installation
export PYTHONDONTWRITEBYTECODE =

.PHONY: run test check $(CHECKS) bench torture docs messages lock format clean

$(VENV)/.base: requirements/base.txt requirements/bootstrap.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip --quiet install --require-hashes -r requirements/bootstrap.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/base.txt \
	  || $(BIN)/python -m pip --quiet install --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt \
	  || $(BIN)/python -m pip --quiet install --require-hashes -r requirements/dev.txt
	@touch $@

run: $(VENV)/.base  ## the whole product on 127.0.0.1:$(PORT), with a demonstration
	@PORT=$(PORT) exec $(BIN)/python manage.py run_pathway

test: $(VENV)/.dev  ## the suite on SQLite, then what is marked for PostgreSQL and Redis
	@$(BIN)/python tests/run.py

check: $(VENV)/.dev  ## lint, types, borders, migrations, templates, deployment, the starter curriculum; two at a time
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target $(CHECKS)

check-content:
	DJANGO_SETTINGS_MODULE=lms.settings.test $(BIN)/python manage.py check_curriculum

check-types:
	$(BIN)/mypy lms curriculum assessments accreditation benchmarks

check-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml lms curriculum assessments accreditation manage.py

check-borders:
	$(BIN)/lint-imports --no-cache

check-installation:
	DJANGO_SETTINGS_MODULE=lms.settings.test $(BIN)/python -W error::DeprecationWarning manage.py makemigrations --check --dry-run
	$(BIN)/python tests/check_deploy.py

bench: $(VENV)/.dev  ## every row of the goals table, as ratios to floors
	@$(BIN)/python -m benchmarks.run

torture: $(VENV)/.dev  ## races and kills at their full figures, on PostgreSQL (docs/reliability.md)
	@TORTURE=1 $(BIN)/python tests/run.py tests/torture

docs: $(VENV)/.dev  ## checks that every document names only what exists
	@$(BIN)/pytest tests/project/test_documents.py -q

messages: $(VENV)/.dev  ## brings the catalogs of translations up to the marked texts, and compiles them
	@DJANGO_SETTINGS_MODULE=lms.settings.test $(BIN)/python manage.py update_catalog

lock:  ## makes the hashed locks again
	@for name in bootstrap base storage dev; do \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  requirements/$$name.in -o requirements/$$name.txt; done

format: $(VENV)/.dev
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

clean:
	rm -rf $(VENV) var
