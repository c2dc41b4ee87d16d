//! Nobody beside us: what stands in for the peers where they are not compiled in.

use super::{
    All,
    contest::Contender,
    questions::{Change, Questions},
};
use crate::{Size, Table, maps::Map};

pub(super) struct Peers;

pub(super) struct Rivals;

impl Peers {
    pub(super) fn of(_: &All<'_>) -> Self {
        Peers
    }

    pub(super) fn rivals(&self, _: &All<'_>) -> Rivals {
        Rivals
    }
}

impl Rivals {
    pub(super) fn customizing(&mut self, _: usize) -> Vec<Contender<'_>> {
        Vec::new()
    }

    pub(super) fn asking<'s>(&'s self, _: &'s Questions, _: bool) -> Vec<Contender<'s>> {
        Vec::new()
    }

    pub(super) fn changing<'s>(&'s mut self, _: &'s [Change]) -> Vec<Contender<'s>> {
        Vec::new()
    }

    pub(super) fn lengths(&self, _: &Questions) -> Option<Vec<Option<u32>>> {
        None
    }
}

pub(super) fn on_one_copy(_: &mut Table, _: &Map, _: Size) -> anyhow::Result<()> {
    Ok(())
}
