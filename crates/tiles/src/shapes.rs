//! Everything there is to draw, as flat arrays: a network has millions of stretches, and few sorts of them.

use std::{collections::HashMap, ops::Range};

use rayon::prelude::*;

use crate::{globe::Point, thin};

/// The layers of a tile, in the order they are drawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Layer {
    Water,
    Roads,
    Districts,
    Places,
}

impl Layer {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Layer::Water => "water",
            Layer::Roads => "roads",
            Layer::Districts => "districts",
            Layer::Places => "places",
        }
    }
}

/// What sort of figure something is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    Point,
    Line,
    /// A ring, and then its holes.
    Area,
}

/// An attribute's value.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Value {
    Text(String),
    Number(i64),
    Yes,
}

/// What is said of something.
pub(crate) type Tags = Vec<(&'static str, Value)>;

/// Something to draw.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub layer: Layer,
    pub form: Form,
    /// From which zoom on, and until which.
    pub zooms: [u8; 2],
    /// In `Shapes::tags`.
    pub tags: u32,
    /// In `Shapes::parts`.
    parts: Range<usize>,
    /// Its north-western and its south-eastern corner.
    pub corners: [Point; 2],
}

impl Shape {
    pub(crate) fn is_drawn(&self, zoom: u8) -> bool {
        (self.zooms[0]..=self.zooms[1]).contains(&zoom)
    }
}

/// All of it.
#[derive(Default)]
pub(crate) struct Shapes {
    pub all: Vec<Shape>,
    pub tags: Vec<Tags>,
    numbers: HashMap<Tags, u32>,
    parts: Vec<Range<usize>>,
    points: Vec<Point>,
    /// By point: from which zoom on it is drawn.
    levels: Vec<u8>,
}

impl Shapes {
    /// The number of what is said of something.
    pub(crate) fn number(&mut self, tags: Tags) -> u32 {
        if let Some(&number) = self.numbers.get(&tags) {
            return number;
        }
        let number = u32::try_from(self.tags.len()).unwrap_or(u32::MAX);
        self.tags.push(tags.clone());
        self.numbers.insert(tags, number);
        number
    }

    /// Adds something: lines, a ring with its holes, or a point.
    pub(crate) fn add<P: IntoIterator<Item = Point>>(
        &mut self,
        (layer, form): (Layer, Form),
        zooms: [u8; 2],
        tags: u32,
        parts: impl IntoIterator<Item = P>,
    ) {
        let (first_part, first_point) = (self.parts.len(), self.points.len());
        for part in parts {
            let start = self.points.len();
            self.points.extend(part);
            self.parts.push(start..self.points.len());
        }
        let points = &self.points[first_point..];
        let of = |axis: usize| points.iter().map(move |point| point[axis]);
        let bounds = |axis: usize| Some([of(axis).min()?, of(axis).max()?]);
        let (Some(across), Some(down)) = (bounds(0), bounds(1)) else { return };
        let corners = [[across[0], down[0]], [across[1], down[1]]];
        let parts = first_part..self.parts.len();
        self.all.push(Shape { layer, form, zooms, tags, parts, corners });
    }

    /// The same, when all has been added: it is known which points matter at which zoom.
    pub(crate) fn thinned(mut self) -> Self {
        let levels: Vec<Vec<u8>> =
            self.parts.par_iter().map(|part| thin::levels(&self.points[part.clone()])).collect();
        self.levels = levels.concat();
        self.numbers = HashMap::new();
        self
    }

    /// Where everything lies.
    pub(crate) fn corners(&self) -> Option<[Point; 2]> {
        let both = |one: [Point; 2], other: [Point; 2]| {
            let axis = |i: usize| [one[0][i].min(other[0][i]), one[1][i].max(other[1][i])];
            let (across, down) = (axis(0), axis(1));
            [[across[0], down[0]], [across[1], down[1]]]
        };
        self.all.iter().map(|shape| shape.corners).reduce(both)
    }

    /// How many points something has.
    pub(crate) fn count(&self, shape: &Shape) -> usize {
        self.parts[shape.parts.clone()].iter().map(ExactSizeIterator::len).sum()
    }

    /// The parts of something as they are drawn at a zoom.
    pub(crate) fn drawn(&self, shape: &Shape, zoom: u8) -> Vec<Vec<Point>> {
        let part = |part: &Range<usize>| -> Vec<Point> {
            let points = self.points[part.clone()].iter().zip(&self.levels[part.clone()]);
            points.filter(|&(_, &level)| level <= zoom).map(|(&point, _)| point).collect()
        };
        self.parts[shape.parts.clone()].iter().map(part).collect()
    }
}
