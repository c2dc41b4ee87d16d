### What `record verify` answers.

record-not-proved = NOT PROVED: { $finding }
record-covered = covered by good checkpoints before that: { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }
record-witnessed = consistent with the outside checkpoint of { $size } entries, self-consistent to { $proved }
record-unwitnessed = self-consistent to { $proved }, unwitnessed
record-root = root { $root }
record-epoch = epoch { $epoch } from entry { $entry }: key { $key }
record-key-given = the keys above come from the key that was given: { $key }
record-key-of-itself = the keys above are what the log says of itself: compare them with what its owner gave you
record-entry = entry { $entry }: { $problem }
record-entries = entries { $first } to { $last }: { $problem }
record-kept = { $count } rulebooks and fact sets beside it are as named
record-kept-not = NOT PROVED: what entry { $entry } was decided with, { $artefact }: { $problem }
record-not-indexed = NOT FOUND: entry { $entry } is on the record but not in the index under { $subject }: it would be left out of what the room shows and hands out. Restore a backup
bundle-entries = { $count ->
        [one] 1 entry is
       *[other] { $count } entries are
    } in the log { $origin } of { $size } entries, as its key signed them
bundle-signed-by = signed by { $key }
bundle-subject = said to be about: { $subject }
bundle-not-complete = This proves that these entries are in the log. It does not prove that none was left out.
bundle-checkpoint = its checkpoint: { $problem }
bundle-artefact = the artefact { $artefact }: { $problem }
bundle-against-nothing = not held against a checkpoint that somebody kept: its key could have signed another log
bundle-against-same = the log is the one of the checkpoint that was kept, { $size } entries
bundle-against-continues = the log goes on from the checkpoint that was kept: its first { $size } entries are unchanged
bundle-against-fork = NOT THE SAME LOG: its key signed two different logs of { $size } entries, with the root { $kept } in the checkpoint that was kept and { $here } in the bundle. Keep both: together they prove it
bundle-against-not-proved = NOT PROVED against the checkpoint of { $size } entries that was kept: { $reason }
record-epoch-follows = epoch { $epoch } was opened at { $opened } and goes on from { $size } entries, the last of { $left }: whatever was recorded after that under the key before is not in this log. Whoever kept a later checkpoint can tell how much it was: --checkpoint
record-lost = LOST: { $count ->
        [one] 1 entry, number { $first }
       *[other] { $count } entries, { $first } to { $last }
    } of the epoch before, recorded after { $left }. Ask whoever was there what happened since then, and enter it late
record-texts = people's texts: { $readable } can be read, { $erased } were erased
record-texts-without-key = { $count ->
        [one] 1 text
       *[other] { $count } texts
    } of { $subjects ->
        [one] 1 subject
       *[other] { $subjects } subjects
    } cannot be read, because their keys are not here:
record-texts-of = { "  " }{ $subject } ({ $count })
record-texts-altered = NOT AS SEALED: { $problem }
record-shown-not-proved = What follows is read, not proved: `record verify` says whether it is as it was signed.
record-nothing-there = there is no data directory and no bundle { $path }
record-no-such-movement = the bundle says nothing about a movement { $movement }: give its number or its identifier
record-key-wanted = { $path } is a bundle: say whose log it should come from with --key (the public key, or a file with it)
record-no-checkpoint = { $path } is not a checkpoint: { $problem }
record-snapshot-as-replayed = the stored snapshot is what the first { $size ->
        [one] entry leads to
       *[other] { $size } entries lead to
    }
record-snapshot-not-believed = the stored snapshot was not compared, and this program does not start from it: { $reason }
record-snapshot-differs = NOT PROVED: the stored snapshot is not what the first { $size ->
        [one] entry leads to
       *[other] { $size } entries lead to
    }. The log is as it was signed; but a room that opens this directory would go on from the snapshot. Delete the snapshot (docs/record.md) before one does, and find out who wrote it
record-no-waivers = Nobody has granted a waiver, or tried to.
record-waivers = { $by }, { $rule }: { $granted } granted, { $revoked } of them revoked; { $refused } refused

## Decisions made again

again-nothing-carried = The bundle carries no rulebooks and facts, so its decisions cannot be made again from it.
again-nothing-decided = No entry here is an evaluation of the rules: there is nothing to make again.
again-same = { $count ->
        [one] 1 decision, made again, comes out with the recorded verdicts
       *[other] { $count } decisions, made again, come out with the recorded verdicts
    }
again-different = NOT PROVED: { $count ->
        [one] 1 decision comes out otherwise
       *[other] { $count } decisions come out otherwise
    } when made again; the first is entry { $entry } about { $movement }: { $what }
again-different-engine = { "  " }it was recorded by { $engine } and made again by { $this }: the difference may be theirs
again-not-made = { $count ->
        [one] 1 decision could not be made again
       *[other] { $count } decisions could not be made again
    }; the first is entry { $entry }: { $why }
again-other-engine = { $count ->
        [one] 1 decision was
       *[other] { $count } decisions were
    } recorded by another version than this one, { $this }
again-bars-as-recorded = Made again were the rules' verdicts. What barred a movement besides the rules (gate, area, permission) is taken as recorded.
again-verdict = { $rule } is recorded as { $recorded } and comes out { $again }
again-verdict-not-asked = not asked
again-failing = recorded as in the way: { $recorded }; come out: { $again }
again-clears = { $recorded ->
        [cleared] it is recorded as cleared and does not clear
       *[refused] it is recorded as refused and clears
    }
again-holds-until = it is recorded to hold { $recorded ->
        [for-ever] for ever
       *[other] until { $recorded }
    }, and the rules say until { $again }
again-absent = { $artefact } is not here
again-unreadable = this version cannot read { $artefact }: { $reason }
again-not-composing = this version cannot put its rulebooks together
record-export-with-duress = this bundle tells of duress: who signalled it and how, what they were asked, whom the room called. While it lasts that can kill them. Hand it to nobody who may not know
