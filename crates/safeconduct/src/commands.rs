//! One file a command.

pub mod backup;
pub mod clear;
pub mod demo;
pub mod matching;
pub mod record;
pub mod replay;
pub mod restore;
pub mod roads;
pub mod route;
pub mod rules;
pub mod serve;
pub mod tls;
pub mod user;
