//! What a duty officer reads.

use model::Dossier;

use super::{Truth, claim, compiled, day, instant, morning, said, say, why, word};
use crate::expression::State;

fn besham() -> Dossier {
    let mut facts = said([
        ("movement.kind", word("single")),
        ("movement.departs_on", day("2024-03-26")),
        ("movement.approved", false.into()),
        ("districts.complete", true.into()),
        ("districts[shangla].notice.given", false.into()),
        ("districts[upper-kohistan].notice.given", true.into()),
        ("districts[upper-kohistan].notice.given_on", day("2024-03-24")),
    ]);
    say(&mut facts, "vehicles[bus].bullet_proof", claim("laboratory-1", true));
    say(&mut facts, "vehicles[bus].bullet_proof", claim("agency-2", false));
    let mut certificate = claim("laboratory-1", true);
    certificate.valid_until = Some(instant("2024-02-29T19:00:00Z"));
    say(&mut facts, "vehicles[bus].bomb_proof", certificate);
    facts
}

#[test]
fn a_no_names_what_must_change() {
    assert_eq!(why("movement.approved", &besham()), "movement approved beforehand: no");
    assert_eq!(
        why("movement.approved && movement.kind == 'urgent'", &besham()),
        "movement approved beforehand: no; kind of movement: single, needs urgent"
    );
    assert_eq!(
        why("districts.all(d, d.notice.given)", &besham()),
        "district shangla: early notice given: no"
    );
    assert_eq!(
        why("districts.all(d, movement.departs_on - d.notice.given_on >= days(7))", &besham()),
        "from early notice day (district upper-kohistan) to day of departure: 2 days, needs at least 7 days"
    );
    assert_eq!(
        why("today < movement.departs_on", &besham()),
        "today: 2024-03-26, needs before day of departure (2024-03-26)"
    );
    assert_eq!(
        why("date('2024-03-30') <= movement.departs_on", &besham()),
        "day of departure: 2024-03-26, needs no earlier than 2024-03-30"
    );
    assert_eq!(
        why("movement.kind in ['standing', 'urgent']", &besham()),
        "kind of movement: single, needs one of standing, urgent"
    );
    assert_eq!(
        why("!(movement.kind == 'single')", &besham()),
        "kind of movement: single, needs anything but single"
    );
    assert_eq!(why("districts.size() > 2", &besham()), "number of districts: 2, needs more than 2");
    assert_eq!(why("false", &besham()), "the rule itself rules it out");
}

#[test]
fn an_unknown_names_every_cause() {
    assert_eq!(
        why("vehicles.all(v, v.bullet_proof && v.seats >= 2)", &besham()),
        "nobody vouches that the list is complete: vehicles; \
         vehicle bus: withstands bullets: sources disagree (laboratory-1: yes; agency-2: no); \
         vehicle bus: seats: nobody has said"
    );
    assert_eq!(
        why("vehicles.exists(v, v.bomb_proof)", &besham()),
        "nobody vouches that the list is complete: vehicles; \
         vehicle bus: withstands blast: expired on 2024-03-01 (it was yes)"
    );
    assert_eq!(
        why("incidents.size() == 0", &besham()),
        "nobody vouches that the list is complete: incidents"
    );
    let mut facts = besham();
    say(&mut facts, "vehicles.complete", claim("unit", false));
    assert_eq!(why("vehicles.size() == 1", &facts), "the list is said not to be complete: vehicles");
    say(&mut facts, "vehicles.complete", claim("other", true));
    assert_eq!(
        why("vehicles.size() == 1", &facts),
        "sources disagree whether the list is complete: vehicles (unit: no; other: yes)"
    );
}

#[test]
fn a_cause_that_does_not_matter_is_not_named() {
    assert_eq!(
        why("movement.approved && movement.manifest_given", &besham()),
        "movement approved beforehand: no"
    );
    assert_eq!(
        why("movement.manifest_given || movement.approved", &besham()),
        "manifest given: nobody has said",
        "the known part leaves it open"
    );
    assert_eq!(
        why("movement.manifest_given && movement.manifest_given == true", &besham()),
        "manifest given: nobody has said",
        "once"
    );
}

#[test]
fn a_yes_says_briefly_what_proved_it() {
    assert_eq!(why("movement.kind != 'urgent'", &besham()), "kind of movement: single, not urgent");
    assert_eq!(why("movement.approved || movement.kind == 'single'", &besham()), "kind of movement: single");
    assert_eq!(
        why("districts.all(d, d.notice.given || movement.kind == 'single')", &besham()),
        "it holds for each of the 2 districts"
    );
    assert_eq!(
        why("districts.exists(d, d.notice.given)", &besham()),
        "district upper-kohistan: early notice given: yes"
    );
    assert_eq!(
        why("movement.departs_on >= date('2024-03-01')", &besham()),
        "day of departure: 2024-03-26, no earlier than 2024-03-01"
    );
    let none = said([("sightings.complete", true.into())]);
    assert_eq!(why("sightings.all(s, s.reported)", &none), "the list is complete and empty: sightings");
}

#[test]
fn exactly_one_is_explained_by_the_others() {
    let command = |duties: [&str; 2]| {
        said([
            ("commanders.complete", true.into()),
            ("commanders[a].duty", word(duties[0])),
            ("commanders[b].duty", word(duties[1])),
        ])
    };
    let rule = "commanders.exists_one(c, c.duty == 'commander')";
    assert_eq!(why(rule, &command(["commander", "commander"])), "it holds for 2 of the commanders: a, b");
    assert_eq!(why(rule, &command(["commander", "driver"])), "commander a: duty: commander");
    assert_eq!(
        why(rule, &command(["driver", "guard"])),
        "commander a: duty: driver, needs commander; commander b: duty: guard, needs commander"
    );
    let nobody = said([("commanders.complete", true.into())]);
    assert_eq!(why(rule, &nobody), "the list is complete and empty: commanders");
}

#[test]
fn a_long_reason_says_how_many_more() {
    let mut facts = said([("crew.complete", true.into())]);
    for i in 0..9 {
        say(&mut facts, &format!("crew[p{i}].duty"), claim("unit", word("guard")));
    }
    let reason = why("crew.all(p, p.duty == 'driver')", &facts);
    assert!(reason.ends_with("crew member p4: duty: guard, needs driver; and 4 more"), "{reason}");
}

#[test]
fn calculations_are_shown_with_the_parentheses_they_need() {
    let facts = said([("movement.vehicle_count", model::Value::Quantity(model::Quantity::count(3)))]);
    assert_eq!(
        why("(movement.vehicle_count - (1 - movement.vehicle_count)) * 2 == 7", &facts),
        "(vehicles in the convoy − (1 − vehicles in the convoy)) × 2: 10, needs 7"
    );
    assert_eq!(
        why("movement.vehicle_count + 1 + 2 * movement.vehicle_count == 7", &facts),
        "vehicles in the convoy + 1 + 2 × vehicles in the convoy: 10, needs 7"
    );
}

#[test]
fn every_fact_read_is_told_once_and_whether_the_outcome_rests_on_it() {
    let facts = besham();
    let rule = compiled("districts.all(d, d.notice.given && d.notice.given) || movement.approved");
    let evaluated = rule.evaluate(&facts, morning()).unwrap();
    assert_eq!(evaluated.truth(), Truth::False);
    let uses: Vec<(String, bool)> =
        evaluated.uses().into_iter().map(|used| (used.path.to_string(), used.decisive)).collect();
    let expected = [
        ("districts.complete", false),
        ("districts[shangla].notice.given", true),
        ("districts[upper-kohistan].notice.given", false),
        ("movement.approved", true),
    ];
    assert_eq!(uses, expected.map(|(path, decisive)| (path.to_owned(), decisive)));
    let armour = compiled("vehicles.all(v, v.bullet_proof && v.bomb_proof)");
    let states: Vec<(State, usize)> = armour
        .evaluate(&facts, morning())
        .unwrap()
        .uses()
        .iter()
        .map(|used| (used.state, used.claims.len()))
        .collect();
    assert_eq!(states, [(State::Missing, 0), (State::Contradictory, 2), (State::Stale, 1)]);
}

#[test]
fn that_there_is_exactly_one_rests_on_all_the_others_and_on_there_being_no_more() {
    let facts = said([
        ("commanders.complete", true.into()),
        ("commanders[a].duty", word("commander")),
        ("commanders[b].duty", word("driver")),
    ]);
    for rule in ["commanders.exists_one(c, c.duty == 'commander')", "!commanders.all(c, c.duty == 'driver')"]
    {
        let rule = compiled(rule);
        let evaluated = rule.evaluate(&facts, morning()).unwrap();
        let rests_on = evaluated.uses().iter().filter(|used| used.decisive).count();
        assert_eq!(rests_on, if rule.source().starts_with('!') { 1 } else { 3 }, "{}", rule.source());
    }
}

#[test]
fn an_item_met_in_two_quantifiers_is_one_item() {
    let facts = besham();
    let rule = compiled("districts.all(d, d.notice.given) && !districts.exists(e, !e.notice.given)");
    let uses = rule.evaluate(&facts, morning()).unwrap().uses();
    assert_eq!(uses.len(), 3, "two districts and that there are no others");
}

#[test]
fn every_part_keeps_its_text_and_value() {
    let facts = besham();
    let rule =
        compiled("(movement.approved || districts.all(d, !(d.notice.given))) && movement.kind == 'single'");
    let evaluated = rule.evaluate(&facts, morning()).unwrap();
    let root = evaluated.step();
    assert_eq!(root.source(), rule.source());
    let either = root.parts().next().unwrap();
    assert_eq!(either.source(), "movement.approved || districts.all(d, !(d.notice.given))");
    let all = either.parts().nth(1).unwrap();
    assert_eq!((all.source(), all.truth()), ("districts.all(d, !(d.notice.given))", Some(Truth::False)));
    let bodies: Vec<(String, Option<Truth>)> =
        all.parts().map(|body| (body.item().unwrap().to_string(), body.truth())).collect();
    assert_eq!(
        bodies,
        [("shangla".into(), Some(Truth::True)), ("upper-kohistan".into(), Some(Truth::False))]
    );
    let comparison = root.parts().nth(1).unwrap();
    assert_eq!(comparison.parts().next().unwrap().value(), Some(word("single")));
    assert_eq!(comparison.parts().next().unwrap().fact().unwrap().to_string(), "movement.kind");
}
