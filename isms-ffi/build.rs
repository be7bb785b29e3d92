//! Names the shared library `libisms.so.N`, N being the ABI version, so that programs find one that fits.

// The same constant that the header shows.
#[path = "src/version.rs"]
#[expect(dead_code, unreachable_pub, reason = "only the constant is of use here")]
mod version;

fn main() {
    println!("cargo:rerun-if-changed=src/version.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libisms.so.{}", version::ISMS_ABI_VERSION);
    }
}
