//! Work on many things at once, each piece in a child process: the threads here only wait.

use std::{
    num::NonZeroUsize,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

/// As many threads as there are cores.
#[must_use]
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Does `work` to every item, on so many threads; `each` gets what came of it as soon as it is there, with the place of
/// the item.
///
/// # Errors
/// The first of `work` or of `each`. What is begun by then is ended, and its results are dropped.
pub fn side_by_side<T: Sync, R: Send, W: Send, E: From<W>>(
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> Result<R, W> + Sync,
    mut each: impl FnMut(usize, R) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for _ in 0..threads.max(1) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { return };
                    // Nobody listens any more after an error.
                    if sender.send((index, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        results.into_iter().try_for_each(|(index, result)| each(index, result?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_worked_on_once() {
        let items: Vec<usize> = (0..100).collect();
        let mut squares = vec![0; items.len()];
        let done: Result<(), ()> = side_by_side(
            4,
            &items,
            |item| Ok::<_, ()>(item * item),
            |index, square| {
                squares[index] += square;
                Ok(())
            },
        );
        assert_eq!(done, Ok(()));
        assert!(squares.iter().enumerate().all(|(index, square)| *square == index * index));
    }

    #[test]
    fn the_first_error_ends_it() {
        let (items, begun) = (vec![(); 1000], AtomicUsize::new(0));
        let work = |(): &()| {
            thread::sleep(std::time::Duration::from_millis(1));
            Ok::<_, ()>(begun.fetch_add(1, Ordering::Relaxed))
        };
        assert_eq!(side_by_side(2, &items, work, |_, _| Err(())), Err(()));
        assert!(begun.into_inner() < items.len(), "the others are never begun");
        let fails = |(): &()| Err::<(), _>("child");
        assert_eq!(side_by_side(2, &items, fails, |_, ()| Ok::<_, String>(())), Err("child".to_owned()));
    }
}
