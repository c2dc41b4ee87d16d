//! The shortest way over a customized metric: climb from both ends, meet, and say what lies below.
//!
//! Every shortest way goes up the hierarchy and down again, so a query looks at nothing but what stands above its
//! two ends in the tree: a few hundred nodes, whatever lies between. It needs no queue, and what it gathers has a
//! place for each depth of the tree.
//!
//! | module | its subject |
//! |---|---|
//! | [`search`] | the climb and the lengths |
//! | [`path`] | the arcs of the graph under the arcs of the climb |
//! | [`dijkstra`] | the same without a hierarchy, slowly: what everything here must agree with |

pub mod dijkstra;
mod path;
mod search;

pub use search::{Found, Search};
