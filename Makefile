# `make run` and `make test` are all a fresh Debian 12 with Swift 6.3 needs; both install what is missing first.

# One configuration everywhere, so that nothing is built twice: optimised, with tests able to look inside.
SWIFT_FLAGS := -c release -Xswiftc -enable-testing
PORT ?= 8080
# Tests with real sockets, processes and time-outs run one by one, so that the others do not starve them.
LIVE := ^(NTRIPTests|CorsMonitorTests)\.

.PHONY: run test build bench fuzz lint format docs clean smoke dist

run: ## The simulated network, its monitor and its page
	@scripts/install-deps run
	@echo "Building (5 to 15 minutes the first time) …"
	@swift build $(SWIFT_FLAGS) --product cors-monitor
	@.build/release/cors-monitor simulate --port $(PORT)

test: ## Builds and runs every test
	@scripts/install-deps run test
	swift build $(SWIFT_FLAGS) --build-tests
	swift test $(SWIFT_FLAGS) --skip-build --skip '$(LIVE)'
	swift test $(SWIFT_FLAGS) --skip-build --no-parallel --filter '$(LIVE)'

build: ## Every program, in .build/release
	@scripts/install-deps run
	swift build $(SWIFT_FLAGS)

bench: ## Every figure beside a peer's, from one run
	@scripts/install-deps run test
	scripts/bench

fuzz: ## Each fuzz target for SECONDS (default 60)
	@scripts/install-deps run fuzz
	Fuzz/run all $(or $(SECONDS_EACH),60)

lint: ## Format, spelling of the house rules, generated files up to date
	scripts/lint

format:
	swift format -i -r Package.swift Sources Tests Benchmarks Fuzz

smoke: ## The service and the commands, end to end
	scripts/smoke

docs: ## API documentation of the libraries, in docs/.out
	scripts/docs

dist: ## An offline source bundle with every Swift dependency, in dist/
	scripts/dist

clean:
	rm -rf .build .build-* Fuzz/.build docs/.out dist out
