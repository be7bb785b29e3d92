# make demo     the state of the example organisation on a date, from Rust, C and Python
# make test     everything that must hold before a change is accepted
# make meridian makes the record and the journal of the example organisation anew
# make header   writes include/isms.h anew
# make schema   writes the JSON Schemas in include/ anew
# make views    writes the generated modules of the Python package anew: views, entities, record
# make fuzz     feeds mutated bytes to the readers: TARGET=record SECONDS=60, or all of them in turn
# make bench-record  measures the record and the journal beside Python's json and orjson
# make bench-views   measures every view on a large record, and two beside pandas and polars
# make bench-loss    measures the simulation of losses beside numpy, pyfair and pycrq
# make bench-graph   measures the compiled graph beside rustworkx and scipy
# make bench-instructions  counts the instructions of kernels, beside those of the run before
# make bench-optimise  measures the choice of treatments beside HiGHS
# make install  installs the C libraries, header, pkg-config file and CMake package under PREFIX, below DESTDIR
.PHONY: demo report test meridian lint core-test doc c-test python python-test fuzz bench-record bench-views bench-graph bench-loss bench-instructions bench-optimise header schema views install install-test clean
.DEFAULT_GOAL := test

PREFIX ?= /usr/local
# How the installed libraries are built; what installs is tested by a build that is quick to make.
PROFILE ?= release
SELECTED ?= -p isms-ffi --locked
CC ?= gcc
TARGET := $(or $(CARGO_TARGET_DIR),target)
VENV := target/venv
ABI := $(shell sed -n 's/^\#define ISMS_ABI_VERSION //p' include/isms.h)
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
C_WARNINGS := -std=c11 -Wall -Wextra -Wpedantic -Werror
# What the static library needs of the system.
C_LIBRARIES := -lm -lpthread -ldl -lgcc_s

# Libraries, module and examples as `cargo test` builds them too: a package by itself has dependencies of fewer features,
# and all would be compiled once more for it.
WHOLE := --workspace --lib --examples --locked

DEMO := examples/data/meridian/isms.json 2026-09-01

demo: python need-gcc
	@cargo build --quiet $(WHOLE) && mkdir -p $(TARGET)/c
	@$(TARGET)/debug/examples/demo $(DEMO)
	@$(CC) $(C_WARNINGS) -Iinclude examples/c/overdue.c $(TARGET)/debug/libisms.a $(C_LIBRARIES) -o $(TARGET)/c/overdue
	@$(MAKE) --no-print-directory report
	@echo; echo "The same from C, as JSON (its beginning):"
	@$(TARGET)/c/overdue $(DEMO) | cut -c 1-160
	@echo; echo "The same from Python:"
	@$(VENV)/bin/python examples/python/overdue.py $(DEMO)

report:
	@cargo build --quiet $(WHOLE) && mkdir -p target/demo
	@$(TARGET)/debug/examples/report $(DEMO) target/demo/report.html

meridian:
	cargo run -p isms-core --example meridian --locked

# Two at a time, as compilers and tests take one core for most of their time. What only reads the code has a directory of
# its own: in one, cargo compiles a thing at a time. What is missing of the system is installed before, by one at a time.
test:
	$(MAKE) --no-print-directory need-gcc need-cmake need-pkg-config need-python3-venv need-chromium
	$(MAKE) --no-print-directory --jobs 2 core-test lint doc python-test c-test install-test

READ := CARGO_TARGET_DIR=$(abspath $(TARGET))/read

lint:
	cargo fmt --all --check
	$(READ) cargo clippy --workspace --all-targets --locked -- -D warnings

core-test:
	cargo test --workspace --locked

# What users read: C and Python have the header and the package for that. The others would need the core checked once more.
doc:
	$(READ) RUSTDOCFLAGS="-D warnings" cargo doc -p isms-core --no-deps --locked

# The ABI and the conformance cases under sanitizers, against the shared library: the static one takes ten seconds to link
# each time, and is linked by `install-test`.
SANITIZED := $(CC) $(C_WARNINGS) -g -fsanitize=address,undefined -fno-sanitize-recover=all -Iinclude

c-test: need-gcc
	cargo build $(WHOLE)
	mkdir -p $(TARGET)/c
	ln -sf ../debug/libisms.so $(TARGET)/c/libisms.so.$(ABI)
	set -e; for test in abi journal graph loss choice conformance; do \
		$(SANITIZED) isms-ffi/tests/c/$$test.c -o $(TARGET)/c/$$test \
			-L$(TARGET)/debug -lisms -Wl,-rpath,'$$ORIGIN'; done
	$(TARGET)/c/abi
	$(TARGET)/c/journal
	$(TARGET)/c/graph
	$(TARGET)/c/loss
	$(TARGET)/c/choice
	$(TARGET)/c/conformance conformance

# Debian packages are installed only where what they bring is missing and we may: need-PACKAGE, shown by PROOF_PACKAGE.
PROOF_gcc := command -v $(CC)
PROOF_cmake := command -v cmake
PROOF_pkg-config := command -v pkg-config
PROOF_chromium := command -v chromium
PROOF_valgrind := command -v valgrind
PROOF_python3-venv := python3 -c "import ensurepip"
need-gcc: PACKAGES := gcc libc6-dev

need-%: PACKAGES ?= $*
need-%:
	@{ $(PROOF_$*); } >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGES) >/dev/null; } || \
		{ echo "$* is missing: install Debian's $(PACKAGES)" >&2; exit 1; }

$(VENV)/installed: isms-py/requirements.txt | need-python3-venv
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet -r isms-py/requirements.txt
	touch $@

# The Python package, built into target/venv.
python: $(VENV)/installed
	VIRTUAL_ENV=$(abspath $(VENV)) $(VENV)/bin/maturin develop --quiet --locked --features as-tested -m isms-py/Cargo.toml

python-test: python report need-chromium
	$(VENV)/bin/mypy --strict isms-py/python isms-py/generate isms-py/tests/typed_use.py examples/python
	$(VENV)/bin/stubtest isms._native
	$(VENV)/bin/pytest -q -n 2 --dist worksteal isms-py/tests

# Coverage-guided, by libFuzzer, on the stable toolchain: without an address sanitizer, which the core, having no unsafe
# code, does not need. Inputs that fail are kept in fuzz/artifacts. TARGET is a directory above, a reader only here.
READERS := $(notdir $(wildcard fuzz/corpus/*))
SECONDS ?= 60
FUZZ := $(abspath $(or $(CARGO_TARGET_DIR),target))
CARGO_FUZZ := $(FUZZ)/tools/bin/cargo-fuzz

$(CARGO_FUZZ):
	cargo install cargo-fuzz --version 0.13.2 --locked --quiet --debug --root $(FUZZ)/tools

# Quick to build: what counts is to be running soon.
FUZZ_PROFILE := CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=line-tables-only

fuzz: $(CARGO_FUZZ)
	set -e; for reader in $(if $(filter command%,$(origin TARGET)),$(TARGET),$(READERS)); do \
		mkdir -p $(FUZZ)/fuzz/corpus/$$reader; \
		$(FUZZ_PROFILE) $(CARGO_FUZZ) run -s none --codegen-units 16 --target-dir $(FUZZ)/fuzz $$reader $(FUZZ)/fuzz/corpus/$$reader \
			fuzz/corpus/$$reader -- -max_total_time=$(SECONDS) -timeout=10 -max_len=65536 -print_final_stats=1; \
	done

views: python
	UPDATE=1 $(VENV)/bin/pytest -q isms-py/tests/test_generated.py

bench-record: $(VENV)/installed
	$(VENV)/bin/pip install --quiet orjson==3.13.0
	cargo bench -p isms-core --bench record --locked

bench-views: $(VENV)/installed
	cargo bench -p isms-core --bench views --locked

bench-graph: $(VENV)/installed
	$(VENV)/bin/pip install --quiet rustworkx==0.18.1
	cargo bench -p isms-core --bench graph --locked

bench-optimise: $(VENV)/installed
	$(VENV)/bin/pip install --quiet highspy==1.16.0
	cargo bench -p isms-core --bench optimise --locked

bench-loss: $(VENV)/installed
	$(VENV)/bin/pip install --quiet pyfair==0.1a13 pycrq==1.1.0
	cargo bench -p isms-core --bench loss --locked

# Valgrind knows no AVX-512, so that kernels run by AVX2 at most. The first counts are what later ones are compared with.
GUNGRAUN_VERSION := 0.20.0
GUNGRAUN := $(FUZZ)/tools/bin/gungraun-runner

$(GUNGRAUN):
	cargo install gungraun-runner --version $(GUNGRAUN_VERSION) --locked --quiet --root $(FUZZ)/tools

bench-instructions: need-valgrind $(GUNGRAUN)
	GUNGRAUN_RUNNER=$(GUNGRAUN) CARGO_TARGET_DIR=$(FUZZ)/instructions \
		cargo bench --manifest-path instructions/Cargo.toml --locked

header:
	UPDATE=1 cargo test -p isms-ffi --test header --locked

schema:
	UPDATE=1 cargo test -p isms-core --test schema --locked

INSTALLED := $(DESTDIR)$(PREFIX)
LIBRARIES := $(TARGET)/$(PROFILE:dev=debug)
FILLED := sed -e 's|@VERSION@|$(VERSION)|' -e 's|@ABI@|$(ABI)|'

install:
	cargo build --profile $(PROFILE) $(SELECTED)
	install -d $(INSTALLED)/include $(INSTALLED)/lib/pkgconfig $(INSTALLED)/lib/cmake/isms
	install -m 644 include/isms.h $(INSTALLED)/include/
	install -m 644 $(LIBRARIES)/libisms.a $(INSTALLED)/lib/
	install -m 755 $(LIBRARIES)/libisms.so $(INSTALLED)/lib/libisms.so.$(ABI)
	ln -sf libisms.so.$(ABI) $(INSTALLED)/lib/libisms.so
	$(FILLED) isms-ffi/isms.pc.in > $(INSTALLED)/lib/pkgconfig/isms.pc
	$(FILLED) isms-ffi/isms-config.cmake.in > $(INSTALLED)/lib/cmake/isms/isms-config.cmake
	$(FILLED) isms-ffi/isms-config-version.cmake.in > $(INSTALLED)/lib/cmake/isms/isms-config-version.cmake

# The installed library as other projects find it, away from where it was installed to.
ROOT := $(abspath target/prefix)/usr/local
BUILT := target/install-test
install-test: need-gcc need-cmake need-pkg-config
	rm -rf target/prefix $(BUILT) && mkdir -p $(BUILT)
	$(MAKE) --no-print-directory install DESTDIR=$(abspath target/prefix) PREFIX=/usr/local PROFILE=dev SELECTED="$(WHOLE)"
	$(CC) $(C_WARNINGS) examples/c/overdue.c -o $(BUILT)/by-pkg-config \
		$$(PKG_CONFIG_PATH=$(ROOT)/lib/pkgconfig pkg-config --cflags --libs isms)
	cmake -S isms-ffi/tests/cmake -B $(BUILT)/cmake -DCMAKE_PREFIX_PATH=$(ROOT) -DCMAKE_C_COMPILER=$(CC) >/dev/null
	cmake --build $(BUILT)/cmake >/dev/null
	LD_LIBRARY_PATH=$(ROOT)/lib $(BUILT)/by-pkg-config $(DEMO) > $(BUILT)/wanted.json
	grep -q '"as_of":"$(lastword $(DEMO))"' $(BUILT)/wanted.json
	for program in shared static; do \
		$(BUILT)/cmake/$$program $(DEMO) | cmp - $(BUILT)/wanted.json || exit 1; done
	@echo "installed: found by pkg-config and CMake, shared and static"

clean:
	cargo clean
