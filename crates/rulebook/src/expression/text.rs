//! The source text before and beside the parser: what is refused unparsed, and where brackets pair.
//!
//! The parser recurses and its errors carry no position, so size, alphabet, nesting and pairing are checked
//! here first, with the exact place. Bracket pairs then give every sub-expression its own text: the parser
//! tells only where an operator stands.

use std::ops::Range;

use super::fault::Fault;

/// The longest expression, in bytes.
pub const LONGEST: usize = 4096;
/// The deepest nesting, of brackets and of operators.
pub const DEEPEST: usize = 64;

/// A source text fit to be parsed.
pub(super) struct Text<'s> {
    pub source: &'s str,
    /// Byte offsets of each opening bracket and its closing one.
    pairs: Vec<(usize, usize)>,
}

impl<'s> Text<'s> {
    pub fn read(source: &'s str) -> Result<Self, Fault> {
        let fault = |offset, message: String| Err(Fault::at(source, offset, message));
        if source.len() > LONGEST {
            let size = source.len();
            return fault(0, format!("{size} bytes are too long: split it into rules of at most {LONGEST}"));
        }
        if let Some((offset, strange)) = source.char_indices().find(|(_, c)| !c.is_ascii()) {
            let shown = strange.escape_debug();
            return fault(offset, format!("`{shown}` has no meaning here: expressions are plain ASCII"));
        }
        if source.trim().is_empty() {
            return fault(0, "there is no expression: write what must hold".to_owned());
        }
        Ok(Text { source, pairs: pairs(source)? })
    }

    /// Where the bracket opened at `open` closes.
    pub fn closing(&self, open: usize) -> usize {
        self.pairs.iter().find(|(start, _)| *start == open).map_or(open, |(_, close)| *close)
    }

    /// `span`, widened until it cuts no bracket pair in two.
    pub fn widen(&self, mut span: Range<usize>) -> Range<usize> {
        loop {
            let before = span.clone();
            for &(open, close) in &self.pairs {
                if span.contains(&open) && close >= span.end {
                    span.end = close + 1;
                } else if span.contains(&close) && open < span.start {
                    span.start = open;
                }
            }
            if span == before {
                return span;
            }
        }
    }
}

fn pairs(source: &str) -> Result<Vec<(usize, usize)>, Fault> {
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut pairs = Vec::new();
    let mut at = 0;
    while let Some(&byte) = source.as_bytes().get(at) {
        match byte {
            b'(' | b'[' | b'{' => {
                open.push((at, byte));
                if open.len() > DEEPEST {
                    let message = format!("brackets nest deeper than {DEEPEST}: split it into several rules");
                    return Err(Fault::at(source, at, message));
                }
            }
            b')' | b']' | b'}' => match open.pop() {
                Some((start, opened)) if closes(opened) == byte => pairs.push((start, at)),
                Some((start, opened)) => {
                    let (wanted, opened) = (char::from(closes(opened)), char::from(opened));
                    let line = Fault::at(source, start, "").line;
                    let message = format!("write `{wanted}` here: it closes the `{opened}` of line {line}");
                    return Err(Fault::at(source, at, message));
                }
                None => return Err(Fault::at(source, at, "this bracket closes nothing: remove it")),
            },
            b'\'' | b'"' => at = end_of_string(source, at)?,
            b'/' if source[at..].starts_with("//") => {
                at += source[at..].find('\n').unwrap_or(source.len() - at);
            }
            _ => {}
        }
        at += 1;
    }
    match open.last() {
        Some((start, _)) => Err(Fault::at(source, *start, "this bracket is never closed: close it")),
        None => Ok(pairs),
    }
}

fn closes(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

/// The offset of the last quote of the string literal whose first quote is at `start`.
fn end_of_string(source: &str, start: usize) -> Result<usize, Fault> {
    let bytes = source.as_bytes();
    let quote = &source[start..=start];
    let tripled = quote.repeat(3);
    let fence = if source[start..].starts_with(&tripled) { tripled.as_str() } else { quote };
    let is_name = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let raw = source[..start].ends_with(['r', 'R']) && !(start >= 2 && is_name(start - 2));
    let mut at = start + fence.len();
    while let Some(&byte) = bytes.get(at) {
        if source[at..].starts_with(fence) {
            return Ok(at + fence.len() - 1);
        }
        if byte == b'\n' && fence.len() == 1 {
            break;
        }
        at += if byte == b'\\' && !raw { 2 } else { 1 };
    }
    Err(Fault::at(source, start, format!("this text never ends: close it with {fence}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(source: &str) -> (usize, String) {
        Text::read(source).err().map(|fault| (fault.offset, fault.message)).unwrap()
    }

    #[test]
    fn a_megabyte_of_parentheses_is_a_clear_error() {
        let (_, message) = refused(&"(".repeat(1 << 20));
        assert!(message.contains("at most 4096"), "{message}");
        assert!(refused(&"(".repeat(4096)).1.contains("deeper than 64"));
    }

    #[test]
    fn brackets_that_do_not_pair_are_named_where_they_stand() {
        assert_eq!(refused("(a").0, 0);
        assert_eq!(refused("a)").0, 1);
        assert_eq!(refused("(a]").0, 2);
        assert_eq!(refused("a == 'x").0, 5);
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        for fine in ["a == ')'", "a == '\\')'", "a // )\n", "a == '''x')'''", "a == r'\\'", "a == \"(\""] {
            assert!(Text::read(fine).is_ok(), "{fine}");
        }
    }

    #[test]
    fn a_span_is_widened_to_whole_brackets() {
        let text = Text::read("(a || b) && (c)").unwrap();
        assert_eq!(text.widen(1..14), 0..15);
        assert_eq!(text.widen(1..7), 1..7);
    }
}
