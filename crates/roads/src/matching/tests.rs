//! Matching on small made maps: drives that are made up and recovered, a plain Viterbi as oracle, and one thing at a time.

mod made;
mod oracle;
mod recovered;
mod special;
