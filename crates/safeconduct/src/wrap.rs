//! Lines no wider than a column: broken between words, and between Chinese characters where that is allowed, but
//! never within a word that fits.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// What begins and what ends a part whose direction is its own (Unicode's first-strong isolate).
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` in lines of at most `most` columns, none ending in a space; lines after the first begin with `indent`.
pub fn wrap(text: &str, most: usize, indent: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = if lines.is_empty() { String::new() } else { indent.to_owned() };
        let mut is_empty = true;
        for piece in pieces(paragraph) {
            if !is_empty && width(&line) + width(piece.trim_end()) > most {
                lines.push(std::mem::replace(&mut line, indent.to_owned()));
                is_empty = true;
            }
            for part in cut(piece, most.saturating_sub(width(indent))) {
                if !is_empty && width(&line) + width(part.trim_end()) > most {
                    lines.push(std::mem::replace(&mut line, indent.to_owned()));
                }
                line.push_str(part);
                is_empty = false;
            }
        }
        lines.push(line);
    }
    keep_isolates(&mut lines);
    lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    lines
}

/// The parts of a line that may stand on different lines, each with the space after it.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, opportunity) in linebreaks(line) {
        if opportunity == BreakOpportunity::Mandatory || is_between_words(line, at) {
            pieces.push(&line[from..at]);
            from = at;
        }
    }
    pieces
}

/// Unicode also breaks after a hyphen or a slash; but an identifier is copied whole.
fn is_between_words(line: &str, at: usize) -> bool {
    let is_wide = |c: char| c.width() == Some(2);
    let before = line[..at].chars().next_back();
    let after = line[at..].chars().find(|c| *c != ISOLATE);
    before.is_some_and(|c| c.is_whitespace() || is_wide(c)) || after.is_some_and(is_wide)
}

/// What is wider than a whole line, cut where it must be.
fn cut(piece: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut taken) = (0, 0);
    for (at, c) in piece.trim_end().char_indices() {
        let wide = c.width().unwrap_or(0);
        if taken + wide > most.max(2) {
            parts.push(&piece[from..at]);
            (from, taken) = (at, 0);
        }
        taken += wide;
    }
    parts.push(&piece[from..]);
    parts
}

/// A terminal orders each line by itself, so a part that was set apart is set apart again on its next line.
fn keep_isolates(lines: &mut [String]) {
    let mut open = 0_usize;
    for line in lines {
        let before = open;
        for c in line.chars() {
            match c {
                ISOLATE => open += 1,
                END => open = open.saturating_sub(1),
                _ => {}
            }
        }
        if before + open > 0 {
            let begins = ISOLATE.to_string().repeat(before);
            let ends = END.to_string().repeat(open);
            *line = format!("{begins}{}{ends}", line.trim_end());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_never_broken_while_it_fits() {
        let text = "see notice-seven-days and pk/kp/upper-kohistan now";
        for most in 24..60 {
            let lines = wrap(text, most, "  ");
            assert!(lines.iter().all(|line| width(line) <= most && !line.ends_with(' ')), "{lines:?}");
            let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
            assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_wider_than_a_line_is_cut_and_nothing_is_lost() {
        for most in 3..20 {
            let lines = wrap("sha256:0123456789abcdef then", most, "");
            assert!(lines.iter().all(|line| width(line) <= most), "{most}: {lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), "sha256:0123456789abcdefthen");
        }
    }

    #[test]
    fn chinese_breaks_between_characters_and_not_before_a_full_stop() {
        let lines = wrap("没有生效的规则集：什么都无法证实。", 10, "");
        assert!(lines.len() > 2 && lines.iter().all(|line| width(line) <= 10), "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with(['：', '。'])), "{lines:?}");
    }

    #[test]
    fn what_is_set_apart_stays_set_apart_on_every_line() {
        let lines = wrap("ضلع \u{2068}upper kohistan and lower kohistan\u{2069} میں", 12, "");
        assert!(lines.len() > 2);
        for line in lines {
            let count = |c| line.chars().filter(|found| *found == c).count();
            assert_eq!(count(ISOLATE), count(END), "{line:?}");
        }
    }
}
