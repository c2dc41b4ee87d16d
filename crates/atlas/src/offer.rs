//! Ways offered for a movement: the planned one beside what could be driven now.

use roads::{
    chart::Drive,
    choose::{Choice, Chooser},
};

/// What a network offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// The planned way as it stands now, if it lies on this network.
    pub planned: Option<Way>,
    /// The ways there are, the fastest first; none if no way is open.
    pub ways: Vec<Way>,
}

/// What a way is among those offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// The one that is planned.
    Planned,
    /// No other takes less time.
    Fastest,
    /// No other is less exposed, of those that are the best for some weighting.
    LeastExposed,
    /// Between the two: slower than one, more exposed than the other.
    TradeOff,
    /// It shares at most 60 % of its length with the fastest and with each other of its sort.
    Apart,
}

/// One way, and what it comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    /// What it is among the others.
    pub sort: Sort,
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
    /// Whether a report closes it.
    pub is_closed: bool,
    /// How much of its length it shares with the first way offered, in percent.
    pub shared_percent: u64,
    /// The districts, each with after how many microseconds it is entered.
    pub districts: Vec<(String, u64)>,
    /// The line it draws, as latitude and longitude in 1e-7 degree.
    pub line: Vec<[i32; 2]>,
}

impl Sort {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Sort::Planned => "planned",
            Sort::Fastest => "fastest",
            Sort::LeastExposed => "least-exposed",
            Sort::TradeOff => "trade-off",
            Sort::Apart => "apart",
        }
    }
}

impl Way {
    pub(crate) fn of(chooser: &Chooser, sort: Sort, choice: &Choice, first: &Choice) -> Self {
        let chart = chooser.chart();
        let Drive { districts, .. } = chart.drive(&choice.arcs, chooser.vehicle());
        Way {
            sort,
            drives: choice.arcs.iter().filter_map(|&arc| chart.drives().get(arc as usize)).copied().collect(),
            takes_us: choice.duration_us,
            length_mm: choice.length_mm,
            exposure: choice.exposure,
            unknown_mm: choice.unknown_mm,
            is_closed: choice.arcs.iter().any(|&arc| chooser.danger().closes(arc)),
            shared_percent: chooser.shared_percent(choice, first),
            districts,
            line: chooser.line(choice),
        }
    }
}
