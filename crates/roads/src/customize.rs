//! From a graph and an order, once, to a hierarchy; from a hierarchy and weights, by the minute, to a metric.
//!
//! *Customizable contraction hierarchies* (Dibbelt, Strasser and Wagner 2016). Contracting all nodes in order,
//! and joining at each step whoever is left around the node, makes a graph that holds for every weighting: the
//! [`Hierarchy`]. A [`Metric`] gives its arcs the lengths of shortest ways through lower nodes. When a few weights
//! change, [`Metric::changed`] makes the next metric from the last by what really changes, and shares the rest.
//!
//! | module | its subject |
//! |---|---|
//! | [`tree`] | who is above whom, and numbers by which whole subtrees are ranges |
//! | [`contract`] | the arcs of the hierarchy |
//! | [`entries`] | what belongs to each of its nodes |
//! | [`behind`] | what an arc stands for whatever the weights |
//! | [`runs`] | what it stands for down to the graph's arcs, where the weights have no say |
//! | [`hierarchy`] | the hierarchy as flat arrays |
//! | [`across`] | the arc between the heads of two others |
//! | [`branches`] | what threads can do side by side |
//! | [`weights`] | what a weight is, and several side by side |
//! | [`node`] | the weights of one node's arcs: what everything else repeats |
//! | [`full`] | all of them |
//! | [`around`] | the weight of a single arc |
//! | [`change`] | those that a change bears upon |
//! | [`pages`] | arcs that are copied together when one of them changes |
//! | [`metric`] | the result, and how it shares what did not change |

mod across;
mod around;
pub(crate) mod behind;
mod branches;
mod change;
mod contract;
mod entries;
mod full;
pub(crate) mod hierarchy;
mod metric;
mod node;
mod pages;
pub(crate) mod runs;
mod tree;
mod weights;

pub use change::NotAChange;
pub use full::NotWeights;
pub use hierarchy::{Hierarchy, NoHierarchy};
pub use metric::Metric;
pub use weights::INFINITY;

pub(crate) use weights::{Both, DOWN, UP, relax};
