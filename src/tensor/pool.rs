//! Memory of large tensors that are gone, kept for the next of the same size, which need not be cleared
//! again before a loop fills it.

use std::cell::RefCell;

use super::{element::Element, storage::Buffer};

/// From this size on, in bytes.
const LARGE: usize = 1 << 16;
/// How many buffers are kept.
const MOST: usize = 8;
/// How many bytes are kept in all.
const ROOM: usize = 1 << 26;

thread_local! {
    static KEPT: RefCell<Vec<Buffer>> = const { RefCell::new(Vec::new()) };
}

fn size(buffer: &Buffer) -> usize {
    buffer.len() * buffer.dtype().item_size()
}

/// Keeps the memory of `buffer`, if that is worth it; the longest kept makes room.
pub fn keep(buffer: Buffer) {
    let new = size(&buffer);
    if !(LARGE..=ROOM / 2).contains(&new) {
        return;
    }
    // at the end of a thread there may be no pool any more
    let _ = KEPT.try_with(|kept| {
        let mut kept = kept.borrow_mut();
        while kept.len() >= MOST || kept.iter().map(size).sum::<usize>() + new > ROOM {
            kept.remove(0);
        }
        kept.push(buffer);
    });
}

/// A vector of `count` elements with their old values, if one is kept.
pub fn take<T: Element>(count: usize) -> Option<Vec<T>> {
    if count * size_of::<T>() < LARGE {
        return None;
    }
    let buffer = KEPT.try_with(|kept| {
        let mut kept = kept.borrow_mut();
        let place = kept.iter().rposition(|buffer| buffer.dtype() == T::DTYPE && buffer.len() == count)?;
        Some(kept.remove(place))
    });
    T::vector(buffer.ok()??).ok()
}

/// Gives all memory back to the system.
pub fn release() {
    let _ = KEPT.try_with(|kept| kept.borrow_mut().clear());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::Tensor;

    #[test]
    fn large_memory_is_used_again_for_the_same_size_and_type_alone() {
        release();
        drop(Tensor::from_vec(vec![7.0_f32; LARGE], &[LARGE]));
        assert!(take::<f32>(LARGE - 1).is_none());
        assert!(take::<i32>(LARGE).is_none());
        assert_eq!(take::<f32>(LARGE), Some(vec![7.0; LARGE]));
        assert!(take::<f32>(LARGE).is_none());
    }

    #[test]
    fn what_is_kept_is_limited_in_number_and_size() {
        release();
        for _ in 0..2 * MOST {
            keep(Buffer::Float32(vec![0.0; LARGE]));
        }
        assert_eq!(KEPT.with_borrow(Vec::len), MOST);
        for count in [ROOM / 8, ROOM / 16, ROOM / 16] {
            keep(Buffer::Float32(vec![0.0; count]));
        }
        assert!(KEPT.with_borrow(|kept| kept.iter().map(size).sum::<usize>()) <= ROOM);
        keep(Buffer::Float32(vec![0.0; 10]));
        assert!(take::<f32>(10).is_none());
        release();
        assert!(take::<f32>(ROOM / 16).is_none());
    }
}
