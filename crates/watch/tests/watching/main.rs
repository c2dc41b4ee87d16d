//! The watch, held to what was promised of it: scenarios, whatever order reports come in, and a slow second opinion.

mod convergence;
mod scenarios;
mod scene;
mod slowly;
