//! What random numbers are for. A stream is named by a risk (or a control, or a cause), a block and one of these.

/// Of each event its trial, which is but a part where trials have rates of their own, and its first magnitude.
pub(super) const EVENT: u32 = 0;
/// Of each event which of the trials of its part it belongs to.
pub(super) const TRIAL: u32 = 1 << 24;
/// Of each event whether the preventive controls let it through.
pub(super) const ACCEPTANCE: u32 = 2 << 24;
/// Of each event a primary magnitude after the first; with its place.
pub(super) const PRIMARY: u32 = 3 << 24;
/// Of each event whether it has a secondary loss.
pub(super) const SECONDARY_HAPPENS: u32 = 4 << 24;
/// Of each event a secondary magnitude; with its place.
pub(super) const SECONDARY: u32 = 5 << 24;
/// Of an event the outage loss of an asset; with its place.
pub(super) const OUTAGE: u32 = 6 << 24;
/// Of an event whether four dependencies pass it on; with a quarter of their place.
pub(super) const DEPENDENCY: u32 = 7 << 24;
/// Of each trial the rate of threat events.
pub(super) const RATE: u32 = 8 << 24;
/// Of each trial the susceptibility.
pub(super) const SUSCEPTIBILITY: u32 = 9 << 24;
/// Of each trial what makes the count vary more than Poisson.
pub(super) const DISPERSION: u32 = 10 << 24;
/// How many events a block has.
pub(super) const COUNT: u32 = 11 << 24;
/// Of each trial whether a control is up, but for common causes.
pub(super) const CONTROL: u32 = 12 << 24;
/// Of each trial whether a common cause strikes.
pub(super) const CAUSE: u32 = 13 << 24;
