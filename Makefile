VENV ?= .venv
BIN = $(VENV)/bin
export PYTHON

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile

cv: $(VENV)/ready  ## set up everything and build the CV and bio of the example into output/
	$(BIN)/cvgen build

test: $(VENV)/ready-dev  ## set up everything and run the tests
	$(BIN)/pytest -q -n auto --dist worksteal

quick: $(VENV)/ready-dev  ## run the tests that take seconds: no PDF, no process, no search for counterexamples
	$(BIN)/pytest -q -n auto --dist worksteal --quick

lint: $(VENV)/ready-dev  ## check the code with ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

accept: $(VENV)/ready-dev  ## rewrite the golden files; read the changes before you commit
	$(BIN)/pytest -q -m golden --accept || true
	git diff --stat -- tests

newest:  ## run the tests with the newest versions that pyproject.toml allows, in a separate environment
	@sh tools/setup.sh $(VENV)-newest newest
	$(VENV)-newest/bin/pytest -q -n auto

LOCK = .venv-lock/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --group build --custom-compile-command "make lock"
lock: .venv-lock/bin/uv  ## update requirements.lock and requirements-dev.lock to these newest versions
	$(LOCK) --extra fetch --extra typst --extra preview --extra docx --output-file requirements.lock
	$(LOCK) --all-extras --constraint requirements.lock --output-file requirements-dev.lock

bench: $(VENV)/ready-dev  ## measure how well versions are compared and how fast every command is
	$(BIN)/python -m bench.diff
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.pools
	$(BIN)/python -m bench.clusters

bench-peers: $(VENV)/ready-dev  ## set up RenderCV and Typst, with which make bench compares cvgen
	$(BIN)/python -m bench.peers

audit: .venv-audit/ready  ## look up known faults of the locked libraries; this goes online
	.venv-audit/bin/pip-audit --requirement requirements-dev.lock --disable-pip --strict

sbom: .venv-audit/ready  ## write a list of all parts to output/sbom.json (CycloneDX)
	.venv-audit/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --of JSON -o output/sbom.json

SECONDS ?= 60
fuzz: $(VENV)/ready-dev  ## feed damaged samples to every reader; SECONDS=600 for ten minutes for each part
	$(BIN)/python -m tools.fuzz $(SECONDS)

samples: $(VENV)/ready-dev  ## build every test case in every style and paper size, with an overview page
	$(BIN)/python tools/samples.py

validate: $(VENV)/ready-dev  ## check the same PDFs against PDF/UA-1 and PDF/A-3a; SOME=--some for half of them
	$(BIN)/python tools/samples.py --validate $(SOME)

generated: $(VENV)/ready-dev  ## update the JSON Schemas, the list of printable characters, the manual and the pictures in docs/
	$(BIN)/cvgen schema > profile.schema.json
	$(BIN)/cvgen schema --of form > form.schema.json
	$(BIN)/python tools/coverage.py
	$(BIN)/python -m tools.manual
	$(BIN)/python tools/pictures.py
	$(BIN)/python tools/preview_pictures.py

docs: $(VENV)/ready-dev  ## build the documentation site into output/site/; SOME=--some for a part of its gallery
	$(BIN)/python -m tools.docs $(SOME)

NEWEST ?=
vendored: $(VENV)/ready-dev  ## fetch the editor's JavaScript libraries again, with npm; NEWEST=--newest for new versions
	$(BIN)/python tools/vendored.py $(NEWEST)

clean:  ## delete the environments and everything in output/
	rm -rf $(VENV) $(VENV)-newest .venv-lock .venv-audit .venv-bench
	[ ! -d output ] || find output -mindepth 1 ! -path output/README.md -delete

.venv-audit/ready:
	$(or $(PYTHON),python3) -m venv .venv-audit
	.venv-audit/bin/pip install --quiet --disable-pip-version-check pip-audit cyclonedx-bom
	@touch $@

.venv-lock/bin/uv:
	$(or $(PYTHON),python3) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet --disable-pip-version-check uv

$(VENV)/ready: pyproject.toml requirements.lock tools/setup.sh
	@sh tools/setup.sh $(VENV)
	@touch $@

$(VENV)/ready-dev: pyproject.toml requirements-dev.lock tools/setup.sh
	@sh tools/setup.sh $(VENV) dev
	@touch $@ $(VENV)/ready

.PHONY: help cv test quick lint accept newest lock bench bench-peers audit sbom fuzz samples validate generated docs vendored clean
