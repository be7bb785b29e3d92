//! The README shows the program that is compiled and run, not one like it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

#[test]
fn the_tour_of_the_readme_is_the_example() {
    let tour = include_str!("../examples/tour.rs").split_once("\n\n").unwrap().1;
    let shown = format!("```rust\n{tour}```\n");
    assert!(include_str!("../../README.md").contains(&shown), "README.md shows another tour than tour.rs");
}
