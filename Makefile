# Two commands do everything on a machine that has only python3 and make:  make run   make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE_DIR := var
PORT ?= 8501

.PHONY: run test bench lock demo format clean browser-deps

run: $(VENV)/.installed
	@$(BIN)/python -m dashboard demo --if-missing
	@$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

test: $(VENV)/.installed-dev browser-deps
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser" --cov --cov-report=term:skip-covered
	$(BIN)/python -m pytest -m browser

demo: $(VENV)/.installed
	$(BIN)/python -m dashboard demo

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/uv:
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv || echo "uv is not to be had: pip will do"
	@touch $@

$(VENV)/.installed: requirements.lock $(VENV)/uv
	@if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements.lock; \
	else $(BIN)/python -m pip install -q --require-hashes -r requirements.lock; fi
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.lock; \
	else $(BIN)/python -m pip install -q --require-hashes -r requirements-dev.lock; fi
	@touch $@

# Browser tests drive Debian's Chromium; it is installed when there is none and the machine lets us.
browser-deps:
	@command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || { \
	  command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; } || \
	  { echo "No Chromium, and it cannot be installed here: install Debian's package 'chromium' and run again." >&2; exit 1; }
	@command -v fc-list >/dev/null 2>&1 && [ -n "$$(fc-list :lang=zh family)" ] || { \
	  command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig fonts-noto-cjk >/dev/null; } || true

lock: $(VENV)/uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.txt -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.txt -o requirements-dev.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
