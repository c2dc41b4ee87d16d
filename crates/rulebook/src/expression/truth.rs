//! Kleene's strong three-valued logic: what is unknown stays unknown unless the rest settles the matter.

use std::ops::Not;

use serde::{Deserialize, Serialize};

/// Yes, no, or nobody can tell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// Proved.
    True,
    /// Disproved.
    False,
    /// Neither.
    Unknown,
}

impl Truth {
    /// False if either is, however unknown the other.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        }
    }

    /// True if either is, however unknown the other.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        !(!self).and(!other)
    }
}

impl Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(yes: bool) -> Truth {
        if yes { Truth::True } else { Truth::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False as F, True as T, Unknown as U};

    const ALL: [Truth; 3] = [T, F, U];

    #[test]
    fn the_tables_are_kleenes() {
        let table = |op: fn(Truth, Truth) -> Truth| ALL.map(|a| ALL.map(|b| op(a, b)));
        assert_eq!(table(Truth::and), [[T, F, U], [F, F, F], [U, F, U]]);
        assert_eq!(table(Truth::or), [[T, T, T], [T, F, U], [T, U, U]]);
        assert_eq!(ALL.map(|a| !a), [F, T, U]);
    }
}
