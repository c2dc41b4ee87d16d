use std::{sync::Arc, time::Instant};
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let begun = Instant::now();
        let made = roads::import::extract(&bytes, &roads::import::Options::default(), &());
        let took = begun.elapsed();
        match made {
            Err(e) => println!("{path}: {e}"),
            Ok(made) => {
                println!("{path}: {took:?} {} bytes", made.file.len());
                for part in
                    [roads::import::Part::Kept, roads::import::Part::Dropped, roads::import::Part::Unread]
                {
                    for (note, count) in made.account.of(part) {
                        print!(" {}={count}", note.word());
                    }
                    println!();
                }
                let begun = Instant::now();
                let chart = roads::chart::Chart::open(Arc::new(made.file));
                println!(
                    " open {:?} {}",
                    begun.elapsed(),
                    chart.map(|c| format!("{:?}", c.about().extent)).unwrap_or_else(|e| e.to_string())
                );
            }
        }
    }
}
