//! Who reports: each connection for a few dozen vehicles, as a gateway of trackers does that do not speak CoT themselves.

use super::{fleet::Fleet, march::March};
use crate::{cot::position, line::Enrolled};

/// How many connections the vehicles share.
pub(super) const GATEWAYS: usize = 64;

/// Who reports over one connection, and for which devices.
#[derive(Clone, Copy)]
pub(super) struct Gateway<'d> {
    pub nth: usize,
    /// The number of the first of their vehicles.
    pub first: usize,
    pub devices: &'d [Enrolled],
    pub march: &'d March,
}

impl Gateway<'_> {
    /// What it says as the nth thing: where the next of its vehicles is.
    pub fn position(&self, text: &mut String, nth: usize, times: &[String; 2]) {
        let turn = nth % self.devices.len();
        position(text, &self.devices[turn].token, self.march.place(self.first + turn, nth), times);
    }
}

/// All of them.
pub(super) fn gateways(fleet: &Fleet) -> Vec<Gateway<'_>> {
    let share = fleet.devices.len().div_ceil(GATEWAYS).max(1);
    let gateway = |(nth, devices)| Gateway { nth, first: nth * share, devices, march: &fleet.march };
    fleet.devices.chunks(share).enumerate().map(gateway).collect()
}
