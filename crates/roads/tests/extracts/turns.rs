//! Turn restrictions: none is broken by any two arcs that follow on each other, and nothing else is forbidden: the ways
//! found are as short as those of a search that knows restrictions and no copies.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

use roads::{
    chart::{Chart, EVERY_MODE, Vehicle},
    import::Note,
};

use super::{
    network,
    plain::{Place, Plain, plain},
};

/// A restriction over a junction for all vehicles, as points: where one comes from, the junction, where one may not, or
/// only, go. A point is the next one along the way, so that it does not matter how ways were cut and joined.
struct Turn {
    only: bool,
    from: Vec<Place>,
    via: i64,
    to: Vec<Place>,
}

/// Those that other readers would read in the same way: whole, with one way on either side that ends at the junction.
fn turns(plain: &Plain) -> Vec<Turn> {
    let mut turns = Vec::new();
    for (members, tags) in &plain.restrictions {
        let Some(value) = tags.get("restriction") else { continue };
        if tags.contains_key("except") {
            continue;
        }
        let member = |role: &str| members.iter().filter(|(r, ..)| r == role).collect::<Vec<_>>();
        let (&[(_, true, from)], &[(_, false, via)], &[(_, true, to)]) =
            (member("from").as_slice(), member("via").as_slice(), member("to").as_slice())
        else {
            continue;
        };
        let beside = |way: &i64| -> Option<Vec<Place>> {
            let (nodes, _) = plain.ways.get(way)?;
            let ends = [(nodes.first()?, nodes.get(1)?), (nodes.last()?, nodes.get(nodes.len() - 2)?)];
            let beside: Vec<Place> =
                ends.iter().filter(|(end, _)| *end == via).map(|(_, next)| plain.places[*next]).collect();
            (!beside.is_empty()).then_some(beside)
        };
        if let (Some(from), Some(to)) = (beside(from), beside(to)) {
            turns.push(Turn { only: value.starts_with("only_"), from, via: *via, to });
        }
    }
    turns
}

/// The points of an arc's line, in the order driven.
fn line(chart: &Chart, arc: usize) -> Vec<Place> {
    let (stretch, direction) = chart.driven(arc).unwrap();
    let mut line: Vec<Place> = chart.line(stretch).collect();
    if direction == roads::chart::Direction::Backward {
        line.reverse();
    }
    line
}

/// By pair of arcs that meet at a restricted junction: whether a restriction forbids it.
fn is_forbidden(turns: &[&Turn], entering: &[Place], leaving: &[Place]) -> bool {
    let (before, after) = (entering[entering.len() - 2], leaving[1]);
    turns.iter().any(|turn| {
        turn.from.contains(&before)
            && if turn.only { !turn.to.contains(&after) } else { turn.to.contains(&after) }
    })
}

fn by_junction(turns: &[Turn]) -> HashMap<i64, Vec<&Turn>> {
    let mut by_junction: HashMap<i64, Vec<&Turn>> = HashMap::new();
    turns.iter().for_each(|turn| by_junction.entry(turn.via).or_default().push(turn));
    by_junction
}

#[test]
fn no_two_arcs_that_follow_on_each_other_break_a_restriction() {
    for name in ["porto_portugal", "monaco-latest", "truck_england_length_restriction"] {
        let Some(network) = network(name) else { continue };
        let (chart, bytes) = (&network.0, &network.2);
        let plain = plain(bytes);
        let turns = turns(&plain);
        assert!(!turns.is_empty());
        let by_junction = by_junction(&turns);
        let mut broken = 0;
        for arc in 0..chart.heads().len() {
            let head = chart.heads()[arc];
            let id = chart.ids()[chart.junction(head) as usize];
            let Some(turns) = by_junction.get(&id) else { continue };
            let entering = line(chart, arc);
            let outs =
                chart.first_out()[head as usize] as usize..chart.first_out()[head as usize + 1] as usize;
            for out in outs.filter(|&out| chart.banned()[out] != EVERY_MODE) {
                broken += usize::from(is_forbidden(turns, &entering, &line(chart, out)));
            }
        }
        assert_eq!(broken, 0, "{name}");
    }
}

#[test]
fn all_restrictions_of_porto_are_accounted_for() {
    let Some(network) = network("porto_portugal") else { return };
    let (account, bytes) = (&network.1, &network.2);
    let plain = plain(bytes);
    assert_eq!(plain.restrictions.len(), 357);
    let count = |note| account.count(note);
    // Without a member there is nothing to respect: what is lost is lost in the extract.
    let is_lost = |members: &super::plain::Members| {
        ["from", "via", "to"].iter().any(|role| !members.iter().any(|(r, ..)| r == role))
    };
    let lost = plain.restrictions.iter().filter(|(members, _)| is_lost(members)).count() as u64;
    let parts = [
        count(Note::Restrictions),
        count(Note::RestrictionsElsewhere),
        count(Note::RestrictionsBroken),
        count(Note::RestrictionsMoot),
        count(Note::RestrictionsOthers),
        count(Note::RestrictionUnread),
    ];
    assert_eq!(parts.iter().sum::<u64>(), 357);
    assert_eq!(count(Note::RestrictionsBroken), lost + 1, "one names roads that do not meet where it says");
    assert_eq!(count(Note::Restrictions), 337);
}

/// Dijkstra's over arcs instead of nodes: after an arc one may take whatever leaves its junction and is not forbidden.
fn over_arcs(
    chart: &Chart,
    weights: &[u64],
    forbidden: &HashSet<(u32, u32)>,
    from: u32,
    to: u32,
) -> Option<u64> {
    let junctions = chart.places().len();
    // Each drive once: copies' arcs drive what their junctions' do.
    let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); junctions];
    let mut seen = HashSet::new();
    for arc in 0..chart.heads().len() {
        if weights[arc] < u64::MAX && seen.insert(chart.drives()[arc]) {
            leaving[chart.junction(chart.tails()[arc]) as usize].push(arc);
        }
    }
    let mut is_settled = vec![false; chart.from().len() * 2];
    let mut queue: BinaryHeap<_> =
        leaving[from as usize].iter().map(|&arc| Reverse((weights[arc], arc))).collect();
    if from == to {
        return Some(0);
    }
    while let Some(Reverse((weight, arc))) = queue.pop() {
        let drives = chart.drives()[arc];
        if std::mem::replace(&mut is_settled[drives as usize], true) {
            continue;
        }
        let head = chart.junction(chart.heads()[arc]);
        if head == to {
            return Some(weight);
        }
        for &out in &leaving[head as usize] {
            if !forbidden.contains(&(drives, chart.drives()[out])) {
                queue.push(Reverse((weight + weights[out], out)));
            }
        }
    }
    None
}

#[test]
fn ways_are_as_short_as_those_of_a_search_that_knows_restrictions_and_no_copies() {
    let Some(network) = network("porto_portugal") else { return };
    let (chart, bytes) = (&network.0, &network.2);
    let plain = plain(bytes);
    let turns = turns(&plain);
    let by_junction = by_junction(&turns);
    let id = |node: u32| chart.ids()[chart.junction(node) as usize];
    let (mut entering, mut leaving) = (HashMap::<i64, Vec<usize>>::new(), HashMap::<i64, Vec<usize>>::new());
    for arc in 0..chart.heads().len() {
        entering.entry(id(chart.heads()[arc])).or_default().push(arc);
        leaving.entry(id(chart.tails()[arc])).or_default().push(arc);
    }
    let mut forbidden = HashSet::new();
    for (id, turns) in &by_junction {
        for &arc in entering.get(id).into_iter().flatten() {
            for &out in leaving.get(id).into_iter().flatten() {
                if is_forbidden(turns, &line(chart, arc), &line(chart, out)) {
                    forbidden.insert((chart.drives()[arc], chart.drives()[out]));
                }
            }
        }
    }
    assert!(forbidden.len() > 200);
    let weights = chart.weights(&Vehicle::car(), 7);
    let junctions = u32::try_from(chart.places().len()).unwrap();
    let mut reached = 0;
    for i in 0..24_u32 {
        // Ends that lie everywhere; half of the ways begin at a restricted junction.
        let from = if i % 2 == 0 {
            let id = turns[i as usize * 11 % turns.len()].via;
            let Some(at) = chart.ids().iter().position(|&other| other == id) else { continue };
            u32::try_from(at).unwrap()
        } else {
            i.wrapping_mul(7_919) % junctions
        };
        let to = (from + i * 13 + 5) % junctions;
        let found = chart.between(from, to, &weights).map(|way| way.weight_us);
        assert_eq!(found, over_arcs(chart, &weights, &forbidden, from, to), "{from} {to}");
        reached += usize::from(found.is_some());
    }
    assert!(reached > 15, "{reached}");
}
