//! What can be wrong: with an expression as written, and with an expression as evaluated.

use model::Path;

/// Why a text is not an expression this house evaluates, and where in the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct Fault {
    /// What is wrong and what to write instead.
    pub message: String,
    /// Bytes before the place.
    pub offset: usize,
    /// Line within the expression, from 1.
    pub line: u32,
    /// Column within the line, in characters, from 1.
    pub column: u32,
}

impl Fault {
    pub(super) fn at(source: &str, offset: usize, message: impl Into<String>) -> Self {
        let offset =
            (0..=offset.min(source.len())).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0);
        let before = &source[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let counted = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Fault {
            message: message.into(),
            offset,
            line: counted(before.matches('\n').count() + 1),
            column: counted(before[line_start..].chars().count() + 1),
        }
    }
}

/// Why an expression that compiled has no outcome on these facts. It is no answer at all: neither a no nor a
/// yes follows, whatever stands beside the defective part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    /// A number beyond what the record can hold.
    #[error("`{expression}` goes beyond the largest number the record holds: check its units and facts")]
    TooLarge {
        /// The part of the expression.
        expression: String,
    },
    /// A moment or day outside the years kept.
    #[error("`{expression}` lies outside the years 1900 to 2200: check the facts it starts from")]
    OutOfYears {
        /// The part of the expression.
        expression: String,
    },
    /// A day moved by something else than whole days.
    #[error("`{expression}` moves a day by a part of a day: move it by whole days, or use moments")]
    PartOfADay {
        /// The part of the expression.
        expression: String,
    },
    /// Facts that were not entered through the schema.
    #[error("the facts at `{path}` are not {expected}, as the schema says: enter them again")]
    Misshapen {
        /// Where.
        path: Path,
        /// What the schema has there.
        expected: String,
    },
    /// More sub-expressions than one evaluation may take.
    #[error("more than {0} steps: the rule asks too much of these lists; nest fewer quantifiers")]
    TooManySteps(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_counts_lines_and_columns_from_one() {
        let at = |offset| {
            let fault = Fault::at("ab\nçd", offset, "");
            (fault.line, fault.column)
        };
        assert_eq!([at(0), at(1), at(3), at(5), at(99)], [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3)]);
        assert_eq!(at(4), (2, 1), "inside a character is at the character");
    }
}
