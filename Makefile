# What people and CI type. Everything else is cargo.

.PHONY: build demo pages test lint rules bench peers soak fuzz fuzz-tools tak-clients chromium deny clean help

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

build: pages ## the binary: target/release/safeconduct
	cargo build --release --locked -p safeconduct

demo: build ## the main job at first sight, then a room to look at
	target/release/safeconduct demo

# Made anew only when something they are made of is newer: whoever embeds them is then built anew as well, which takes minutes. A build
# without them leaves an index.html that says so; the scripts and styles beside it are there only once they are made.
PAGES = web/dist/assets
pages: $(PAGES) ## the pages, which the binary carries
# Folders are among them: where a file is gone, only its folder is newer.
$(PAGES): $(shell find web crates/words/catalogue docs/schema.md \( -path web/node_modules -o -path web/dist \) -prune -o -not -path web/src/api/schema.d.ts -print)
	cd web && npm ci --no-audit --no-fund && npm run check && npm run build

test: pages lint fuzz-tools tak-clients chromium ## everything that must hold
	cargo test --locked --workspace

lint:
	cargo fmt --check
	cargo clippy --locked --workspace --all-targets -- -D warnings

rules: build ## check and test the shipped rulebooks
	target/release/safeconduct rules check
	target/release/safeconduct rules test

# OSRM and Valhalla come as wheels for CPython 3.12 and later, pgRouting, PostGIS and Redis as Debian's packages. Whoever cannot be installed is
# named in the table with the reason, so nothing here fails.
PEERS = target/peers
PYTHON312 ?= $(shell command -v python3.13 python3.12 2>/dev/null | while read p; do $$p -c 'import venv' 2>/dev/null && echo $$p && break; done; ls $(HOME)/.pyenv/versions/3.1[2-9]*/bin/python3 2>/dev/null | head -1)
peers: ## the engines that `bench` measures beside ours
	@test -x $(PEERS)/bin/python || { test -n "$(PYTHON312)" && $(firstword $(PYTHON312)) -m venv $(PEERS); } || echo "make peers: no CPython 3.12 with venv: OSRM and Valhalla are not measured" >&2
	@test ! -x $(PEERS)/bin/python || $(PEERS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r bench/peers/requirements.txt || echo "make peers: the wheels cannot be installed: OSRM and Valhalla are not measured" >&2
	@command -v redis-server >/dev/null 2>&1 || apt-get install -y -qq redis-server >/dev/null 2>&1 || echo "make peers: redis-server cannot be installed here (as root: apt-get update && apt-get install redis-server): Redis GEO is not measured" >&2
	@ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || apt-get install -y -qq postgresql-15-postgis-3 >/dev/null 2>&1 || echo "make peers: postgresql-15-postgis-3 cannot be installed here (as root: apt-get update && apt-get install postgresql-15-postgis-3): PostGIS is not measured" >&2
	@ls /usr/share/postgresql/*/extension/pgrouting.control >/dev/null 2>&1 || apt-get install -y -qq postgresql-15-pgrouting >/dev/null 2>&1 || echo "make peers: postgresql-15-pgrouting cannot be installed here (as root: apt-get update && apt-get install postgresql-15-pgrouting): pgRouting is not measured" >&2

bench: build peers tak-clients ## measured figures, printed; ONLY=watch measures that part alone
	cargo bench --locked -p bench --features peers -- $(ONLY:%=--only %)

# By name: what else is ignored measures, or writes files. Built as `test` builds them, so that what ran short is what runs long.
SOAKED = cli room described past crowded calls_under_load under_load
soak: pages fuzz-tools ## the long forms of the tests: more kills, more made-up requests, ten thousand devices
	cargo test --locked --workspace --no-fail-fast $(SOAKED:%=--test %) -- --ignored --nocapture

fuzz: ## the parsers against hostile bytes; needs a nightly toolchain
	fuzz/run

# What sends the room requests made up from its description (crates/e2e/tests/described.rs), beside the build.
SCHEMATHESIS = target/schemathesis
fuzz-tools: $(SCHEMATHESIS)/installed

$(SCHEMATHESIS)/installed: crates/e2e/fuzz-api/requirements.txt
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { echo "make: python3 with venv is missing. Get it: apt install python3-venv" >&2; exit 1; }
	python3 -m venv $(SCHEMATHESIS)
	$(SCHEMATHESIS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

# TAK clients that others wrote, which the room is tried with (crates/e2e/tests/tak_clients.rs), beside the build. node-tak needs a newer
# Node than most have, which comes with it. Nothing of theirs is run while they are installed.
TAK_CLIENTS = target/tak-clients
NODE_TAK = crates/e2e/tak-clients/node
tak-clients: $(TAK_CLIENTS)/installed $(TAK_CLIENTS)/node/installed

$(TAK_CLIENTS)/installed: crates/e2e/tak-clients/requirements.txt
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { echo "make: python3 with venv is missing. Get it: apt install python3-venv" >&2; exit 1; }
	python3 -m venv $(TAK_CLIENTS)
	$(TAK_CLIENTS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

$(TAK_CLIENTS)/node/installed: $(NODE_TAK)/package-lock.json $(NODE_TAK)/client.mjs
	mkdir -p $(TAK_CLIENTS)/node
	cp -r $(NODE_TAK)/package.json $(NODE_TAK)/package-lock.json $(NODE_TAK)/left-out $(NODE_TAK)/client.mjs $(TAK_CLIENTS)/node/
	cd $(TAK_CLIENTS)/node && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
	touch $@

# The browser that looks at the room's map (crates/e2e/tests/room/drawn.rs), Debian's. Without it that test says that it is skipped.
chromium:
	@command -v "$${CHROMIUM:-chromium}" >/dev/null 2>&1 || command -v chromium-browser google-chrome-stable google-chrome >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || echo "make: chromium cannot be installed here (as root: apt install chromium): nobody looks at the map" >&2

deny: ## licences, sources and doubles of what we depend on; needs cargo-deny
	@cargo deny --version >/dev/null 2>&1 || { echo "make deny: cargo-deny is missing. Get it: cargo install --locked cargo-deny" >&2; exit 1; }
	cargo deny --locked check bans licenses sources

clean:
	cargo clean
