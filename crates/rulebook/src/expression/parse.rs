//! CEL's grammar, by the `cel` crate, on a thread of its own.
//!
//! Its parser, and the drop of its tree, recurse once per operator of a left-recursive chain (`1+1+…`), and a
//! stack overflow aborts the process. So both happen on a thread whose stack holds the worst text
//! [`Text`] admits with a margin: measured, 4 KiB of chains inside 60 brackets takes between 1 and 2 MiB of
//! stack as this workspace builds its dependencies, and between 8 and 16 MiB unoptimised.
//! Macros stay off, so that `has`, `all` and `exists` arrive as the plain calls they are written as.

use cel::{Env, ParseErrors, common::ast::SourceInfo, parser::Expression};

use super::{fault::Fault, text::Text};

/// Reserved, not used: the system lends pages only as they are touched.
const STACK: usize = 64 << 20;

/// Parses `text`, hands the tree to `then`, and drops it, all on a deep stack.
pub(super) fn parsed<T: Send>(
    text: &Text<'_>,
    then: impl FnOnce(&Expression, &SourceInfo) -> Result<T, Fault> + Send,
) -> Result<T, Fault> {
    let source = text.source;
    let work = move || match Env::default().with_optional_support(false).compile(source) {
        Ok(program) => then(program.expression(), program.source_info()),
        Err(errors) => Err(syntax_fault(source, &errors)),
    };
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().name("expression".to_owned()).stack_size(STACK);
        match builder.spawn_scoped(scope, work) {
            Ok(parser) => parser
                .join()
                .unwrap_or_else(|_| Err(Fault::at(source, 0, "the parser gave up on it: write it simpler"))),
            Err(why) => Err(Fault::at(source, 0, format!("no thread to parse it on ({why}): try again"))),
        }
    })
}

fn syntax_fault(source: &str, errors: &ParseErrors) -> Fault {
    let Some(first) = errors.errors.first() else { return Fault::at(source, 0, "it cannot be read") };
    let offset = offset_of(source, first.pos);
    if first.msg.contains("Recursion limit") {
        return Fault::at(source, offset, "it nests too deeply: split it into several rules");
    }
    Fault::at(source, offset, explained(&source[offset..], &first.msg))
}

/// Line and column from 1, as the parser counts, to bytes; the text is ASCII.
fn offset_of(source: &str, (line, column): (isize, isize)) -> usize {
    let before = |n: isize| usize::try_from(n - 1).unwrap_or(0);
    let start: usize = source.split_inclusive('\n').take(before(line)).map(str::len).sum();
    (start + before(column)).min(source.len())
}

/// The parser names every token that would have fitted; people are told what they probably meant.
fn explained(rest: &str, message: &str) -> String {
    const MEANT: [(&str, &str); 7] = [
        ("=", "to compare, write `==`"),
        ("and", "write `&&`"),
        ("or", "write `||`"),
        ("not", "write `!`"),
        ("AND", "write `&&`"),
        ("OR", "write `||`"),
        ("&", "write `&&`"),
    ];
    let word = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
    let meant =
        MEANT.iter().find(|(wrong, _)| *wrong == word || (word.is_empty() && rest.starts_with(wrong)));
    if let Some((wrong, instead)) = meant {
        return format!("`{wrong}` means nothing here: {instead}");
    }
    if rest.trim().is_empty() {
        return "it ends too early: say what should follow".to_owned();
    }
    let message = message.strip_prefix("Syntax error: ").unwrap_or(message);
    let message = message.split(" expecting ").next().unwrap_or(message);
    format!("it cannot be read from here on ({message}): check the operator or bracket before it")
}

#[cfg(test)]
mod tests {
    use super::{
        super::text::{DEEPEST, LONGEST},
        *,
    };

    fn fault(source: &str) -> Fault {
        parsed(&Text::read(source).unwrap(), |_, _| Ok(())).unwrap_err()
    }

    #[test]
    fn a_syntax_error_has_its_place_and_says_what_was_meant() {
        let single = fault("a == 1 &&\n  b = 2");
        assert_eq!((single.line, single.column), (2, 5));
        assert!(single.message.contains("`==`"), "{single}");
        assert!(fault("a and b").message.contains("`&&`"));
        assert!(fault("a ==").message.contains("ends too early"));
        assert!(fault("a b").message.contains("cannot be read"));
    }

    #[test]
    fn the_worst_chains_of_four_kibibytes_neither_abort_nor_hang() {
        let chains = [
            ("1", "+1"),
            ("1", "-1"),
            ("1", "*1"),
            ("1", "<1"),
            ("a", " in a"),
            ("a", ".a"),
            ("a", "[0]"),
            ("a", ".a()"),
            ("a", "?a:a"),
            ("a", "&&a"),
            ("a", "||a"),
        ];
        for (first, again) in chains {
            let mut chain = first.to_owned();
            while chain.len() + again.len() <= LONGEST {
                chain.push_str(again);
            }
            let _ = parsed(&Text::read(&chain).unwrap(), |_, _| Ok(()));
        }
        let nested = "(1+".repeat(DEEPEST) + &"a?a:".repeat(30);
        let chain = "1<".repeat((LONGEST - nested.len() - DEEPEST) / 2 - 1) + "1";
        let worst = nested + &chain + &")".repeat(DEEPEST);
        assert!(worst.len() <= LONGEST && parsed(&Text::read(&worst).unwrap(), |_, _| Ok(())).is_ok());
        for sign in ["!", "-"] {
            let signs = sign.repeat(LONGEST - 1) + "a";
            assert!(parsed(&Text::read(&signs).unwrap(), |_, _| Ok(())).is_ok());
        }
    }
}
