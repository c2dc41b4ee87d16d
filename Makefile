# What people and CI type. Everything else is cargo.

.PHONY: build demo pages test lint rules bench soak fuzz fuzz-tools deny clean help

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

build: pages ## the binary: target/release/safeconduct
	cargo build --release --locked -p safeconduct

demo: build ## the main job at first sight, then a room to look at
	target/release/safeconduct demo

pages: ## the pages, which the binary carries
	cd web && npm ci --no-audit --no-fund && npm run check && npm run build

test: pages lint fuzz-tools ## everything that must hold
	cargo test --locked --workspace

lint:
	cargo fmt --check
	cargo clippy --locked --workspace --all-targets -- -D warnings

rules: build ## check and test the shipped rulebooks
	target/release/safeconduct rules check
	target/release/safeconduct rules test

bench: build ## measured figures, printed
	cargo bench --locked -p bench --features peers

soak: fuzz-tools ## the long forms of the tests: more kills, more made-up requests
	cargo test --locked --release --workspace -- --ignored

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

deny: ## licences, sources and doubles of what we depend on; needs cargo-deny
	@cargo deny --version >/dev/null 2>&1 || { echo "make deny: cargo-deny is missing. Get it: cargo install --locked cargo-deny" >&2; exit 1; }
	cargo deny --locked check bans licenses sources

clean:
	cargo clean
