### What `backup` and `restore` say.

backup-done = Backed up to { $to }: { $size ->
        [one] 1 entry
       *[other] { $size } entries
    }, verified, with the rulebooks and facts beside them, the sealed texts and the accounts.
backup-not-in-it = Not in it, on purpose: the keys that open people's texts (export them with `backup --keys` and keep them apart), and the key that signs the record (a restored record gets a new one).
backup-of-nothing-sound = NOT BACKED UP: the record does not hold, and a copy of it would be no backup. Keep the directory as it is, and restore the last good backup.
backup-keys-done = Keys of { $subjects ->
        [one] 1 subject
       *[other] { $subjects } subjects
    }, and the list of { $erased } erased, written to { $to }. KEEP THIS FILE APART from every backup: whoever has both reads every name.
restore-done = Restored to { $data }: { $size ->
        [one] 1 entry
       *[other] { $size } entries
    } from the backup made at { $made }.
restore-epoch = The record goes on in epoch { $epoch }, signed by { $key }. Give this key and a fresh checkpoint to the partner, by the way you gave the first.
restore-erased = Erasures done again: { $count }.
restore-signs-in-again = Nobody is signed in and no enrolment link works any more. Passwords and second factors are as they were at the backup.
restore-lost = What was recorded after the backup is lost here. A later checkpoint, kept by the partner, tells how much: safeconduct record verify { $data } --checkpoint FILE
