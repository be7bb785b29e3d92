# make demo     the state of the example organisation on a date, from Rust, C and Python
# make test     everything that must hold before a change is accepted
# make meridian makes the record of the example organisation anew
# make header   writes include/isms.h anew
# make fuzz     feeds mutated bytes to the readers: TARGET=record SECONDS=60, or all of them in turn
# make bench-record  measures the record and the journal beside Python's json and orjson
# make install  installs the C library, header and pkg-config file under PREFIX, below DESTDIR
.PHONY: demo report chromium test meridian lint core-test doc c-test python python-test fuzz fuzz-smoke bench-record header install clean
.DEFAULT_GOAL := test

PREFIX ?= /usr/local
CC ?= gcc
TARGET := $(or $(CARGO_TARGET_DIR),target)
VENV := target/venv
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
C_WARNINGS := -std=c11 -Wall -Wextra -Wpedantic -Werror
# What the static library needs of the system.
C_LIBRARIES := -lm -lpthread -ldl -lgcc_s

DEMO := examples/data/meridian/isms.json 2026-09-01

demo: python
	@cargo run --quiet -p isms-core --example demo --locked -- $(DEMO)
	@cargo build --quiet -p isms-ffi --locked && mkdir -p $(TARGET)/c
	@$(CC) $(C_WARNINGS) -Iinclude examples/c/overdue.c $(TARGET)/debug/libisms.a $(C_LIBRARIES) -o $(TARGET)/c/overdue
	@$(MAKE) --no-print-directory report
	@echo; echo "The same from C, as JSON (its beginning):"
	@$(TARGET)/c/overdue $(DEMO) | cut -c 1-160
	@echo; echo "The same from Python:"
	@$(VENV)/bin/python examples/python/overdue.py $(DEMO)

report:
	@mkdir -p target/demo
	@cargo run --quiet -p isms-core --example report --locked -- $(DEMO) target/demo/report.html

meridian:
	cargo run -p isms-core --example meridian --locked

test: lint core-test doc c-test python-test fuzz-smoke

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

core-test:
	cargo test --workspace --locked

doc:
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

# The ABI under sanitizers, against the static library.
c-test:
	cargo build -p isms-ffi --locked
	mkdir -p $(TARGET)/c
	set -e; for test in abi journal; do \
		$(CC) $(C_WARNINGS) -g -fsanitize=address,undefined -fno-sanitize-recover=all -Iinclude \
			isms-ffi/tests/c/$$test.c $(TARGET)/debug/libisms.a $(C_LIBRARIES) -o $(TARGET)/c/$$test; \
		$(TARGET)/c/$$test; done

$(VENV)/installed: isms-py/requirements.txt
	python3 -m venv $(VENV) || { echo "Python's venv is missing: install python3-venv" >&2; exit 1; }
	$(VENV)/bin/pip install --quiet -r isms-py/requirements.txt
	touch $@

# The Python package, built into target/venv.
python: $(VENV)/installed
	VIRTUAL_ENV=$(abspath $(VENV)) $(VENV)/bin/maturin develop --quiet --locked -m isms-py/Cargo.toml

# Debian packages are installed only where they are missing and we may.
chromium:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
		{ echo "Chromium is missing: install Debian's package chromium" >&2; exit 1; }

python-test: python report chromium
	$(VENV)/bin/mypy --strict isms-py/python examples/python
	$(VENV)/bin/pytest -q isms-py/tests

# Coverage-guided, by libFuzzer, on the stable toolchain: without an address sanitizer, which the core, having no unsafe
# code, does not need. Inputs that fail are kept in fuzz/artifacts. TARGET is a directory above, a reader only here.
READERS := record change journal stix oscal
SECONDS ?= 60
FUZZ := $(abspath $(or $(CARGO_TARGET_DIR),target))
CARGO_FUZZ := $(FUZZ)/tools/bin/cargo-fuzz

$(CARGO_FUZZ):
	cargo install cargo-fuzz --version 0.13.2 --locked --quiet --root $(FUZZ)/tools

fuzz: $(CARGO_FUZZ)
	set -e; for reader in $(if $(filter command%,$(origin TARGET)),$(TARGET),$(READERS)); do \
		mkdir -p $(FUZZ)/fuzz/corpus/$$reader; \
		$(CARGO_FUZZ) run -s none --target-dir $(FUZZ)/fuzz $$reader $(FUZZ)/fuzz/corpus/$$reader \
			fuzz/corpus/$$reader -- -max_total_time=$(SECONDS) -timeout=10 -max_len=65536 -print_final_stats=1; \
	done

fuzz-smoke:
	@$(MAKE) --no-print-directory fuzz SECONDS=3 >$(FUZZ)/fuzz.log 2>&1 || { tail -n 40 $(FUZZ)/fuzz.log >&2; exit 1; }
	@grep -E "^Done" $(FUZZ)/fuzz.log

bench-record: $(VENV)/installed
	$(VENV)/bin/pip install --quiet orjson==3.13.0
	cargo bench -p isms-core --bench record --locked

header:
	UPDATE=1 cargo test -p isms-ffi --test header --locked

install:
	cargo build --release -p isms-ffi --locked
	install -d $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/lib/pkgconfig
	install -m 644 include/isms.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 $(TARGET)/release/libisms.a $(DESTDIR)$(PREFIX)/lib/
	install -m 755 $(TARGET)/release/libisms.so $(DESTDIR)$(PREFIX)/lib/
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' isms-ffi/isms.pc.in \
		> $(DESTDIR)$(PREFIX)/lib/pkgconfig/isms.pc

clean:
	cargo clean
