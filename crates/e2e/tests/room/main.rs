//! The room, tried from outside.

mod answers;
mod coming_in;
mod expiring;
mod hostile;
mod repeated;
mod way;
