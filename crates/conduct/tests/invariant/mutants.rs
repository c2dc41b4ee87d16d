//! Deliberately broken `decide`s, each broken in one way that somebody might write.

use std::sync::Arc;

use conduct::{
    Act, Command, Event, Inputs, Movement, Rejection, Stage, State, What, decide,
    event::{Evaluated, Prompt},
    movement::{Answer, Gate},
};
use model::{Instant, Word, id::MovementId, party::Role};

use crate::{
    small::{Decide, Small},
    worlds::{evidence, ground, run},
};

pub struct Mutant {
    /// What is wrong with it.
    pub does: &'static str,
    pub decide: Decide,
    /// Where it is looked for.
    pub world: fn() -> Small,
}

pub static ALL: &[Mutant] = &[
    Mutant { does: "lets one authority overrule another", decide: overrules_a_no, world: run },
    Mutant { does: "trusts a stored clearance", decide: trusts_clearance, world: evidence },
    Mutant { does: "ignores when waivers expire", decide: ignores_expiry, world: evidence },
    Mutant { does: "takes any role's waiver", decide: takes_any_waiver, world: evidence },
    Mutant { does: "skips the gate", decide: skips_gate, world: ground },
    Mutant { does: "ignores how old the gate check is", decide: ignores_gate_age, world: ground },
    Mutant { does: "ignores a stand-fast", decide: ignores_stand_fast, world: ground },
    Mutant { does: "takes receipt for acceptance", decide: takes_receipt, world: evidence },
    Mutant { does: "reads the time off the last event", decide: reads_old_time, world: evidence },
    Mutant { does: "does not ask for the permission's approval", decide: assumes_approval, world: run },
];

type Decided = Result<Vec<Event>, Rejection>;

/// Decides a departure on the state as `change` would have it; everything else rightly.
fn on_departure(
    state: &State,
    command: Command,
    inputs: &Inputs<'_>,
    change: impl FnOnce(&mut State, MovementId),
) -> Decided {
    let mut state = state.clone();
    if let Act::AuthoriseDeparture { movement } = command.act {
        change(&mut state, movement);
    }
    decide(&state, command, inputs)
}

fn edit(state: &mut State, id: MovementId, edit: impl FnOnce(&mut Movement)) {
    if let Some(movement) = state.movements.get_mut(&id) {
        edit(Arc::make_mut(movement));
    }
}

fn trusts_clearance(state: &State, command: Command, inputs: &Inputs<'_>) -> Decided {
    if let Act::AuthoriseDeparture { movement: id } = command.act
        && let Some(movement) = state.movement(id)
        && let Some(stored) = movement.clearance.as_ref().filter(|stored| stored.clears)
        && movement.stage == Stage::Cleared
        && movement.gate.as_ref().is_some_and(|gate| gate.revision == movement.revision)
    {
        let evaluated = Evaluated {
            movement: id,
            revision: movement.revision,
            prompt: Prompt::Departure,
            clears: true,
            verdicts: Vec::new(),
            failing: Vec::new(),
            bars: Vec::new(),
            valid_until: stored.valid_until,
            pinned: state.pinned.clone(),
            network: None,
            facts: stored.facts,
            engine: "mutant".parse::<Word>().unwrap(),
        };
        return Ok(vec![Event {
            at: inputs.now,
            by: command.by,
            what: What::DepartureAuthorised(evaluated),
        }]);
    }
    decide(state, command, inputs)
}

fn ignores_expiry(state: &State, command: Command, inputs: &Inputs<'_>) -> Decided {
    on_departure(state, command, inputs, |state, id| {
        edit(state, id, |movement| {
            movement.waivers = movement
                .waivers
                .iter()
                .map(|(id, waiver)| {
                    (*id, conduct::movement::Waiver { expires: Instant::MAX, ..waiver.clone() })
                })
                .collect();
        });
    })
}

fn takes_any_waiver(state: &State, mut command: Command, inputs: &Inputs<'_>) -> Decided {
    if matches!(command.act, Act::Waive { .. }) {
        command.by.role = Role::Authority;
    }
    decide(state, command, inputs)
}

fn skips_gate(state: &State, command: Command, inputs: &Inputs<'_>) -> Decided {
    on_departure(state, command, inputs, |state, id| {
        edit(state, id, |m| {
            m.gate = Some(Gate { revision: m.revision, at: inputs.now, heads_agree: true, under: None });
        });
    })
}

fn ignores_gate_age(state: &State, command: Command, inputs: &Inputs<'_>) -> Decided {
    on_departure(state, command, inputs, |state, id| {
        edit(state, id, |m| {
            if let Some(gate) = &mut m.gate {
                gate.at = inputs.now;
            }
        });
    })
}

fn ignores_stand_fast(state: &State, command: Command, inputs: &Inputs<'_>) -> Decided {
    on_departure(state, command, inputs, |state, _| {
        let released = state
            .areas
            .iter()
            .map(|(name, area)| (name.clone(), conduct::state::Area { stands_fast: false, ..area.clone() }));
        state.areas = released.collect();
    })
}

fn takes_receipt(state: &State, mut command: Command, inputs: &Inputs<'_>) -> Decided {
    if let Act::AnswerNotice { answer, .. } = &mut command.act
        && *answer == Answer::Received
    {
        *answer = crate::room::accepts();
    }
    decide(state, command, inputs)
}

fn reads_old_time(state: &State, command: Command, inputs: &Inputs<'_>) -> Decided {
    let now = state.clock.unwrap_or(inputs.now);
    decide(state, command, &Inputs { now, ..*inputs })
}

fn assumes_approval(state: &State, command: Command, inputs: &Inputs<'_>) -> Decided {
    let by = command.by.clone();
    on_departure(state, command, inputs, |state, _| {
        let standing = state.numbers["P"];
        edit(state, standing, |permission| {
            let approval = conduct::movement::Approval { granted: true, by: by.clone(), at: inputs.now };
            permission.approvals = std::iter::once((by.agency, approval)).collect();
        });
    })
}

fn overrules_a_no(state: &State, command: Command, inputs: &Inputs<'_>) -> Decided {
    on_departure(state, command, inputs, |state, _| {
        let standing = state.numbers["P"];
        edit(state, standing, |permission| {
            let yes = permission.approvals.iter().filter(|(_, said)| said.granted);
            permission.approvals = yes.map(|(agency, said)| (agency.clone(), said.clone())).collect();
        });
    })
}
