//! What sections are made of: words, states, cards, tables, pictures.

mod boxes;
mod chart;
mod loss;
mod picture;
mod table;
mod treatment;
mod words;

pub(super) use boxes::{Boxed, boxes};
pub(super) use chart::{ControlChart, control_chart};
pub(super) use loss::{Curve, convergence, exceedance, exceedance_picture, tornado};
pub(super) use picture::{Interval, bar, interval, line};
pub(super) use table::{Table, list, number, rest, text};
pub(super) use treatment::{FrontierMark, HoursRow, RoadmapRow, frontier, roadmap};
pub(super) use words::{
    Tone, card, cards, day, days_late, empty, few, ids, instant, links, named, or_dash, percent, person,
    plural, round, shown, state, who, word,
};
