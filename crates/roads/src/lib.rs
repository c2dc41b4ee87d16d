//! Where can one drive?
