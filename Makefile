# make demo   the example organisation on a date, from Rust, C and Python, and a report
# make test   everything that must hold before a change is accepted
.PHONY: all demo test lint core-test doc clean
.DEFAULT_GOAL := test

test: lint core-test doc

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

core-test:
	cargo test --workspace --locked

doc:
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

clean:
	cargo clean
