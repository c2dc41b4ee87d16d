//! What has to be found, and what must not be.

mod areas;
mod beside;
mod contact;
mod late;
mod places;
mod spacing;
mod standing;
