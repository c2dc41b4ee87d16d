//! What can be proved.
