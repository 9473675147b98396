# The front door. `make run` and `make test` install what is missing, build, and do the rest themselves.
.DEFAULT_GOAL := help
.PHONY: help setup build run talk call load test bench soak evaluate lint format docs minimal clean

help:      ## Show these targets
	@sed -n 's/^\([a-z]*\): *[^#]*## /  make \1\t/p' $(MAKEFILE_LIST)

setup:
	@scripts/setup

build: setup  ## Build the library and the hosts into build/release
	@cmake --preset release >build-configure.log 2>&1 || { cat build-configure.log; exit 1; }; rm -f build-configure.log
	@cmake --build --preset release

run: build  ## Start the reference server with the demo practices and the simulator
	@build/release/bin/callwell-server --practices examples/practices

talk: build  ## Talk to a demo practice in the terminal
	@build/release/bin/callwell talk --practice examples/practices/lakeside_dental.yaml

call: build  ## Let a synthetic patient call the SIP agent on this machine and book a visit by voice
	@scripts/call

load: build  ## Let SIPp make 50 calls at once to the SIP agent on this machine and measure (scripts/load --help)
	@scripts/setup test
	@scripts/load

test:      ## Install what is missing, build everything, run all tests
	@scripts/setup test
	@scripts/test

bench:     ## Build and run the benchmarks
	@scripts/setup test
	@cmake --preset bench && cmake --build --preset bench && scripts/bench

soak:      ## Calls that come and go for an hour (SECONDS=3600); fails when memory grows
	@scripts/setup test
	@cmake --preset bench && cmake --build --preset bench --target call_soak
	@build/bench/bin/call_soak examples/practices/lakeside_dental.yaml seconds $(or $(SECONDS),3600)

evaluate: build  ## Train on the public sets beside fastText and compare (minutes; needs the sets)
	@python3 tests/evaluation/intents.py

lint:      ## clang-tidy over the sources
	@scripts/setup test
	@scripts/lint

format:    ## clang-format over our own sources
	@scripts/setup test
	@git ls-files 'src/*.[ch]pp' 'include/*.h' 'include/*.hpp' 'tests/*.[ch]*' 'examples/*.[ch]pp' 'bindings/*.cpp' | xargs clang-format-16 -i

docs: build  ## Write docs/operations.md from the registry
	@build/release/bin/callwell operations --markdown > docs/operations.md

minimal: setup  ## Build the library alone, for embedders
	@cmake --preset minimal && cmake --build --preset minimal

clean:
	@rm -rf build
