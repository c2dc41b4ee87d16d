//! A second opinion, slow and obvious.
