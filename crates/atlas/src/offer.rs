//! Ways offered for a movement: the planned one beside what could be driven now.

use model::Instant;
use roads::{
    Without,
    chart::Drive,
    choose::{Choice, Chooser, Sort},
};

use crate::announced::Announced;

/// What a network offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// The planned way as it stands now, if it lies on this network.
    pub planned: Option<Way>,
    /// The ways there are, each with what it is among them, the fastest first; none if no way is open.
    pub ways: Vec<(Sort, Way)>,
}

/// One way, and what it comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    /// The stretches driven, each as twice its number and 1 more if backward.
    pub drives: Vec<u32>,
    /// How long the vehicle drives, in microseconds.
    pub takes_us: u64,
    /// How far, in millimetres.
    pub length_mm: u64,
    /// How exposed, in 1e-15 expected events (`threat::unit`).
    pub exposure: u64,
    /// How much of the length nobody reports from, in millimetres.
    pub unknown_mm: u64,
    /// The longest parts of it without coverage and without a safe haven.
    pub without: Without,
    /// Whether a report closes it. Of what is announced that is what may hold while this way passes it.
    pub is_closed: bool,
    /// From when on something closes it that is announced, and is over or has not begun when it passes.
    pub closes_from: Option<Instant>,
    /// How much of its length it shares with the first way offered, in percent.
    pub shared_percent: u64,
    /// The districts, each with after how many microseconds it is entered.
    pub districts: Vec<(String, u64)>,
    /// The line it draws, as latitude and longitude in 1e-7 degree.
    pub line: Vec<[i32; 2]>,
}

impl Way {
    pub(crate) fn of(chooser: &Chooser, announced: &Announced, choice: &Choice, first: &Choice) -> Self {
        let chart = chooser.chart();
        let (holds, closes_from) = announced.on(chart, &choice.arcs, chooser.vehicle());
        let is_closed = |&arc: &u32| chooser.danger().closes(arc) && !announced.is_only_announced(chart, arc);
        let line = chooser.line(choice);
        let Drive { districts, .. } = chart.drive(&choice.arcs, chooser.vehicle());
        Way {
            drives: choice.arcs.iter().filter_map(|&arc| chart.drives().get(arc as usize)).copied().collect(),
            takes_us: choice.duration_us,
            length_mm: choice.length_mm,
            exposure: choice.exposure,
            unknown_mm: choice.unknown_mm,
            without: chart.support().along(&line),
            is_closed: holds || choice.arcs.iter().any(is_closed),
            closes_from,
            shared_percent: chooser.shared_percent(choice, first),
            districts,
            line,
        }
    }
}
