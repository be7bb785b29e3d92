//! Each question to a compiled graph against a naive answer, on random graphs and on shapes that break much.

mod change;
mod columns;
mod naming;
mod probability;
mod reach;
mod shapes;
mod structure;
