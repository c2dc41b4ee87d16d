//! A file with the rules it will be held against.
//!
//! Everything that can be wrong with either is found here, for all files, before anything is recorded: a fault
//! in the last file leaves nothing of the first behind.

use std::{path::PathBuf, sync::Arc};

use conduct::Pinned;
use model::Word;
use ops::submission::RulebookFile;
use rulebook::{RuleSet, Rulebook};

use crate::{
    arguments::With,
    case::{Case, Named, read_bounded},
    exit::Misuse,
    shipped,
};

/// A case, ready to be judged.
pub struct Prepared {
    pub case: Case,
    /// The rulebooks it is held against, as files.
    pub rulebooks: Vec<RulebookFile>,
    /// What names them in decisions.
    pub pinned: Pinned,
    /// Why some of their rules are switched off, if they are.
    pub because: Option<String>,
}

/// Finds the rules of every case, and what does not fit between the two.
pub fn prepare(cases: Vec<Case>, with: &With) -> anyhow::Result<Vec<Prepared>> {
    let named = given(&with.rules)?;
    cases.into_iter().map(|case| prepare_one(case, &named, with)).collect()
}

fn prepare_one(case: Case, given: &[RulebookFile], with: &With) -> anyhow::Result<Prepared> {
    let switch_off = &with.switch_off;
    let rulebooks = if given.is_empty() { named_in(&case)? } else { given.to_vec() };
    let rules = compose(&rulebooks, &case, given.is_empty())?;
    let unknown = switch_off.iter().find(|rule| !rules.rules().any(|known| known.id == **rule));
    if let Some(rule) = unknown {
        let problem = format!("--switch-off {rule}: no rulebook that {} is held against has it", case.file);
        return Err(Misuse(format!("{problem}{}", meant(rule, &rules))).into());
    }
    check_waivers(&case, &rules)?;
    let digests = rulebooks.iter().map(RulebookFile::digest).collect();
    let pinned = Pinned { rulebooks: digests, switched_off: switch_off.clone() };
    Ok(Prepared { case, rulebooks, pinned, because: with.because.clone() })
}

/// The rulebook files named on the command line.
fn given(paths: &[PathBuf]) -> anyhow::Result<Vec<RulebookFile>> {
    let read = |path: &PathBuf| {
        let name = path.display().to_string();
        let bytes = read_bounded(path)?;
        // Its reader says where it is faulty, which a conversion to text could not.
        Rulebook::read(&name, &bytes)?;
        Ok(RulebookFile { text: String::from_utf8_lossy(&bytes).into_owned(), name })
    };
    paths.iter().map(read).collect()
}

/// The shipped rulebooks the file names.
fn named_in(case: &Case) -> anyhow::Result<Vec<RulebookFile>> {
    let unknown = |Named { word, line }: &Named| {
        let there_is = shipped::names();
        Misuse(format!(
            "{}:{line}: no rulebook `{word}` is shipped; there is {there_is}. Name a file of your own with --rules",
            case.file
        ))
    };
    let find = |named: &Named| shipped::rulebook(&named.word).ok_or_else(|| unknown(named).into());
    case.rulebooks.iter().map(find).collect()
}

fn compose(files: &[RulebookFile], case: &Case, named_by_it: bool) -> anyhow::Result<RuleSet> {
    let books = files.iter().map(|file| Ok(Arc::new(Rulebook::read(&file.name, file.text.as_bytes())?)));
    let books = books.collect::<anyhow::Result<Vec<_>>>()?;
    RuleSet::compose(books).map_err(|clash| {
        let line = case.rulebooks.first().map_or(1, |named| named.line);
        let place = if named_by_it { format!("{}:{line}", case.file) } else { "--rules".to_owned() };
        Misuse(format!("{place}: {clash}")).into()
    })
}

/// A waiver by a role that may not give it is recorded as refused: it is a fact about the unit. One for a rule
/// that is not there, or that has expired, is a slip of the pen.
fn check_waivers(case: &Case, rules: &RuleSet) -> Result<(), Misuse> {
    for waiver in &case.waivers {
        let place = format!("{}:{}", case.file, waiver.line);
        let rule = &waiver.rule;
        if !rules.rules().any(|known| known.id == *rule) {
            let meant = meant(rule, rules);
            return Err(Misuse(format!("{place}: there is no rule `{rule}` to waive{meant}")));
        }
        if waiver.expires <= case.at.now {
            let [until, now] = [waiver.expires, case.at.now].map(|at| at.display_local(case.at.offset));
            return Err(Misuse(format!(
                "{place}: the waiver of `{rule}` expired on {until}, and the movement is held against the rules on \
                 {now}: ask for a new waiver, or leave this one out"
            )));
        }
    }
    Ok(())
}

/// What may have been meant by a rule that is not there, or else what there is.
fn meant(rule: &Word, rules: &RuleSet) -> String {
    let distance = |id: &str| strsim::damerau_levenshtein(rule.as_str(), id);
    let known: Vec<&str> = rules.rules().map(|known| known.id.as_str()).collect();
    match known.iter().min_by_key(|id| distance(id)) {
        Some(id) if distance(id) <= 1 + id.len() / 5 => format!(": did you mean `{id}`?"),
        _ => format!("; there is {}", known.join(", ")),
    }
}
