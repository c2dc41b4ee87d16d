//! The ways of movements, from the first request to the closed file.
