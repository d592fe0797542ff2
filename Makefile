# Everyday commands; CI runs the same. `make site` and `make test` need only Python 3.11+ and make.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: site serve test quick slow audit bench pictures check format lock schema icons clean

site: .venv/site.ready
	$(BIN)/deskboard build
	@echo "网站在 site 文件夹里。要打开看，运行 make serve。"

serve: .venv/site.ready
	$(BIN)/deskboard serve

# Everything but the slow set, in under fifteen minutes.
test: check
	$(BIN)/pytest -n 2 -m "not slow"

# The tests of daily work, in under a minute.
quick: .venv/test.ready
	$(BIN)/pytest -n 2 -m "not slow and not wide" -q

# Slow by nature: many kills, many browser pages. CI adds these. What has long to be prepared stays in one process.
slow: .venv/test.ready
	$(BIN)/pytest -n 2 --dist loadgroup -m slow

# What tools that nobody here wrote say of the site: docs/audit.md. Wants Chromium, nginx, Java and Node.
audit: .venv/test.ready tests/audit/node_modules/.ready
	$(BIN)/python tests/auditing.py

# Beside other engines, on the same records: the README's tables. Wants Chromium; half an hour on a quiet machine.
# BENCH has options, as in make bench BENCH="--large 100000".
bench: .venv/bench.ready
	$(BIN)/python -m benchmarks.engines --keep $(BENCH)

# The README's pictures. Wants Chromium and a Chinese font.
pictures: .venv/test.ready
	$(BIN)/python tests/picturing.py

check: .venv/test.ready
	$(BIN)/ruff format --check generator tests benchmarks
	$(BIN)/ruff check generator tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/test.ready
	$(BIN)/ruff format generator tests benchmarks
	$(BIN)/ruff check --fix generator tests benchmarks

schema: .venv/site.ready
	$(BIN)/deskboard schema content/.schema
	$(BIN)/python -m generator.manual > docs/fields.md

# Only when a drawing has changed: what it makes is committed.
icons: .venv/test.ready
	$(BIN)/python tests/icons.py

# Needs uv, and npm for the tools of the audit. The files name no index, so that any mirror can serve them.
LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-annotate -q
lock:
	$(LOCK) pyproject.toml requirements/build.in -o requirements/site.txt
	$(LOCK) pyproject.toml --extra test --extra zensical requirements/build.in \
		-c requirements/site.txt -o requirements/test.txt
	$(LOCK) pyproject.toml --extra bench requirements/build.in \
		-c requirements/test.txt -o requirements/bench.txt
	npm run lock --prefix tests/audit

clean:
	rm -rf .venv .deskboard site

.venv/site.ready: requirements/site.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --require-hashes -r requirements/site.txt
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	touch $@

.venv/test.ready: requirements/test.txt .venv/site.ready
	$(BIN)/python -m pip install -q --require-hashes -r requirements/test.txt
	touch $@

.venv/bench.ready: requirements/bench.txt .venv/site.ready
	$(BIN)/python -m pip install -q --require-hashes -r requirements/bench.txt
	touch $@

tests/audit/node_modules/.ready: tests/audit/package-lock.json
	npm ci --prefix tests/audit
	touch $@
