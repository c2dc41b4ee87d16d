//! The room, tried from outside.

mod access;
mod answers;
mod coming_in;
mod expiring;
mod hostile;
mod killed;
mod repeated;
mod way;
