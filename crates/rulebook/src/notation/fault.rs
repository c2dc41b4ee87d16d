//! What is wrong with a file, and where.

use std::fmt;

/// One fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The file, as the person named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// Everything found wrong, in the file's order; never empty as an error.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct Faults {
    /// The first of them.
    pub faults: Vec<Fault>,
    /// How many more there were.
    pub more: usize,
}

/// The most faults listed: whoever has more mends these first.
pub const MOST_FAULTS: usize = 50;

impl Faults {
    pub(crate) fn one(fault: Fault) -> Self {
        Faults { faults: vec![fault], more: 0 }
    }

    pub(crate) fn none() -> Self {
        Faults { faults: Vec::new(), more: 0 }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// One fault a line.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.faults.iter().enumerate() {
            let end = if i == 0 { "" } else { "\n" };
            write!(f, "{end}{fault}")?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}
