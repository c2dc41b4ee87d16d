//! Kleene's logic is monotone: knowing less never answers what was open, and never turns an answer round.

use model::{Claim, Dossier, Fact, Node, Path, Record, Value, claim::resolve};
use proptest::prelude::*;

use super::{Truth, claim, compiled, random};

#[derive(Clone, Copy, Debug)]
enum Loss {
    Removed,
    Contradicted,
    Expired,
}

/// The dossier with one fact less.
fn lessened(facts: &Dossier, which: prop::sample::Index, loss: Loss) -> Dossier {
    let all: Vec<Path> = facts.facts().into_iter().map(|(path, _)| path).collect();
    let mut lessened = facts.clone();
    if all.is_empty() {
        return lessened;
    }
    let path = which.get(&all).clone();
    change(&mut lessened.root, &path, &|claims| lose(claims, loss));
    lessened
}

fn lose(claims: &mut Vec<Claim>, loss: Loss) {
    let now = random::eve().now;
    match (loss, resolve(claims, now).fact) {
        (Loss::Removed, _) => claims.clear(),
        (Loss::Expired, _) => claims.iter_mut().for_each(|claim| claim.valid_until = Some(now)),
        (Loss::Contradicted, Fact::Known(known)) => {
            let other = match &known.value {
                Value::Bool(yes) => Value::Bool(!yes),
                Value::Word(word) if word == "single" => super::word("urgent"),
                Value::Word(_) => super::word("single"),
                Value::Day(day) => Value::Day(day.checked_add(1).unwrap()),
                Value::Time(moment) => Value::Time(moment.saturating_add(model::Span(1))),
                other => other.clone(),
            };
            claims.push(claim("another", other));
        }
        (Loss::Contradicted, _) => {}
    }
}

/// Applies `how` to the claims at `path`.
fn change(record: &mut Record, path: &Path, how: &dyn Fn(&mut Vec<Claim>)) {
    let names: Vec<String> = path
        .segments()
        .iter()
        .map(|segment| match segment {
            model::Segment::Attribute(word) | model::Segment::Item(word) => word.to_string(),
        })
        .collect();
    change_at(record, &names, how);
}

fn change_at(record: &mut Record, names: &[String], how: &dyn Fn(&mut Vec<Claim>)) {
    let [name, rest @ ..] = names else { return };
    match (record.0.get_mut(name.as_str()), rest) {
        (Some(Node::Claims(claims)), []) => how(claims),
        (Some(Node::Record(inner)), rest) => change_at(inner, rest, how),
        (Some(Node::List(list)), [last]) if last == "complete" => how(&mut list.complete),
        (Some(Node::List(list)), [label, rest @ ..]) => {
            let item = list.items.iter_mut().find(|(key, _)| key.as_str() == label);
            item.into_iter().for_each(|(_, item)| change_at(item, rest, how));
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn knowing_less_never_answers_anything(
        source in random::condition(),
        facts in random::dossier(),
        losses in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(&[Loss::Removed, Loss::Contradicted, Loss::Expired][..])),
            1..4,
        ),
    ) {
        let rule = compiled(&source);
        let mut known = facts;
        for (which, loss) in losses {
            let less = lessened(&known, which, loss);
            let before = rule.evaluate(&known, random::eve()).unwrap().truth();
            let after = rule.evaluate(&less, random::eve()).unwrap().truth();
            prop_assert!(after == before || after == Truth::Unknown, "{source}: {before:?} became {after:?}");
            known = less;
        }
    }

    #[test]
    fn an_outcome_rests_on_its_decisive_facts_alone(source in random::condition(), facts in random::dossier()) {
        let rule = compiled(&source);
        let evaluated = rule.evaluate(&facts, random::eve()).unwrap();
        let mut rest = facts.clone();
        for used in evaluated.uses().iter().filter(|used| !used.decisive) {
            change(&mut rest.root, &used.path, &Vec::clear);
        }
        let alone = rule.evaluate(&rest, random::eve()).unwrap();
        prop_assert_eq!(evaluated.truth(), alone.truth(), "{}: {}", &source, evaluated.why());
    }
}
