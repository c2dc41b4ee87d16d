//! The room, tried from outside.

mod coming_in;
mod expiring;
mod repeated;
mod way;
