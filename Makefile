# Mission Control
# SPDX-License-Identifier: Apache-2.0

.DEFAULT_GOAL := help
.PHONY: help run dev test test-cluster check format golden bench docs screenshots setup install uninstall

# The build knows which target may import which; its exit status counts, not its last words.
BUILD := swift build --explicit-target-dependency-import-check error
DEV := .build/dev

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build, read what is found, and serve the dashboard on http://127.0.0.1:8787 (ARGS="--port 9000")
	@scripts/setup build
	swift build -c release --product mctl
	.build/release/mctl serve $(ARGS)

install: ## Build and install mctl, its manual page and completions (PREFIX=/usr/local, DESTDIR=)
	@scripts/setup build python
	swift build -c release --product mctl
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" scripts/install install

uninstall: ## Take away what make install has put there (same PREFIX and DESTDIR)
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" scripts/install uninstall

dev: ## Serve a made-up home from a debug build on http://127.0.0.1:8788
	@scripts/setup build python
	swift build --product mctl
	@rm -rf $(DEV) && scripts/make-home $(DEV)/home
	.build/debug/mctl serve $(DEV)/home --data-dir $(DEV)/data --port 8788 $(ARGS)

test: ## Everything that can be tested, in a browser too
	@scripts/setup build python node browser api mail print mcp telemetry shells deploy
	@scripts/test

test-cluster: ## A ledger on a real ClickHouse cluster: the contract, copies, lost servers, killed nodes
	@scripts/setup build python telemetry cluster
	@scripts/test-cluster

check: ## What a change must pass before its tests: format, headers, imports, docs, prices
	@scripts/setup build python
	@scripts/check

format: ## Lay out the Swift sources
	swift format --in-place --recursive Sources Tests Package.swift

golden: ## Record the golden files anew; fails, so that nobody takes it for a test run
	@scripts/setup build
	@MISSION_RECORD=1 swift test; git --no-pager diff --stat -- Tests; \
	echo "Recorded. Read the difference, then run make test."; exit 1

bench: ## Speed and memory of reading, beside cat of the same files
	@scripts/setup build python
	swift build -c release --product mctl
	@python3 Benchmarks/run.py $(ARGS)

docs: ## Write docs/api.md, cli.md, reports.md, configuration.md, screens.md, mcp.md and scale.md
	@scripts/setup build python
	swift build --product mctl
	@scripts/generate-docs

screenshots: ## Take docs/images/dashboard.png of a made-up home, and each page at two widths into .build/screenshots
	@scripts/setup build python browser
	swift build --product mctl
	@.venv/bin/python scripts/screenshots

setup: ## Install everything that development needs
	@scripts/setup build python node browser api mail print mcp telemetry shells deploy
