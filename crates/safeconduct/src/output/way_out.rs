//! The shortest way to clearance: who does what, in order.

use model::{Span, Word};
use rulebook::{
    Evaluation, Step,
    fix::{Fix, Fixes},
    in_words::{acts, is_same_act},
};
use serde_json::{Value, json};

use crate::page::Page;

pub fn print(fixes: &Fixes, evaluation: &Evaluation, offset: Span, page: &Page) {
    let refusing = evaluation.refusing().count();
    println!();
    let Some(first) = fixes.options.first() else {
        return no_way_out(fixes, refusing, page);
    };
    let steps = together(first);
    // "Shortest" claims no more than the search did.
    let id = if fixes.exhaustive { "way-out" } else { "way-out-found" };
    let about = [("rules", refusing.into()), ("steps", steps.len().into())];
    page.say(&page.words.say_with(id, about));
    print_steps(&steps, offset, page);
    if !fixes.exhaustive {
        page.say(&page.words.say_with("way-out-bounded", [("tried", fixes.tried.into())]));
    }
}

fn no_way_out(fixes: &Fixes, refusing: usize, page: &Page) {
    page.say(&page.words.say_with("way-out-none", [("rules", refusing.into())]));
    let say_of = |id: &str, rules: &[Word]| {
        if !rules.is_empty() {
            let named: Vec<String> = rules.iter().map(Word::to_string).collect();
            page.say(&page.words.say_with(id, [("rules", page.words.list(&named).into())]));
        }
    };
    say_of("way-out-stuck", &fixes.stuck);
    say_of("way-out-unknown", &fixes.unknown);
    if !fixes.exhaustive {
        page.say(&page.words.say_with("way-out-none-bounded", [("tried", fixes.tried.into())]));
    }
}

/// Steps in a row that are one act by one person for several things, told as one.
fn together(fix: &Fix) -> Vec<Vec<&Step>> {
    let mut told: Vec<Vec<&Step>> = Vec::new();
    for step in &fix.steps {
        match told.last_mut() {
            Some(same) if same.iter().all(|earlier| is_same_act(earlier, step)) => same.push(step),
            _ => told.push(vec![step]),
        }
    }
    told
}

fn print_steps(steps: &[Vec<&Step>], offset: Span, page: &Page) {
    let words = page.words;
    for (i, same) in steps.iter().enumerate() {
        let Some(first) = same.first() else { continue };
        let about =
            [("owner", words.role(first.owner).into()), ("act", acts(same, words, Some(offset)).into())];
        let text = words.say_with("act-by", about);
        let number = format!("{:>4}", i + 1);
        let step = words.say_with("step", [("number", number.into()), ("step", text.into())]);
        page.paragraph(&step, "      ");
    }
}

/// The steps of the shortest way, each by itself; empty if there is none.
pub fn as_json(fixes: &Fixes) -> Value {
    fixes.options.first().map(|fix| json!(fix)).unwrap_or_else(|| json!([]))
}
