//! The first `k` in an order, with ties broken as PyTorch breaks them: it calls C++'s `nth_element`,
//! `sort` and `partial_sort`, whose choices among equals follow from their steps. These are the
//! steps of introspective selection and sorting with a median-of-three pivot.

/// The first `k` elements; in order, if wanted.
pub(super) fn first<E: Copy>(mut entries: Vec<E>, k: usize, sorted: bool, before: impl Fn(&E, &E) -> bool) -> Vec<E> {
    if k == 0 {
        return Vec::new();
    }
    if k * 64 <= entries.len() {
        heap_select(&mut entries, k, &before);
        sort_heap(&mut entries[..k], &before);
    } else {
        select(&mut entries, k - 1, &before);
        if sorted {
            sort(&mut entries[..k - 1], &before);
        }
    }
    entries.truncate(k);
    entries
}

fn depth(length: usize) -> u32 {
    2 * length.max(1).ilog2()
}

/// Moves the element of rank `nth` to its place, smaller ones before it.
fn select<E: Copy>(entries: &mut [E], nth: usize, before: &impl Fn(&E, &E) -> bool) {
    let (mut low, mut high, mut left) = (0, entries.len(), depth(entries.len()));
    while high - low > 3 {
        if left == 0 {
            heap_select(&mut entries[low..high], nth + 1 - low, before);
            entries.swap(low, nth);
            return;
        }
        left -= 1;
        let cut = low + partition(&mut entries[low..high], before);
        if cut <= nth { low = cut } else { high = cut }
    }
    insertion_sort(&mut entries[low..high], before);
}

fn sort<E: Copy>(entries: &mut [E], before: &impl Fn(&E, &E) -> bool) {
    sort_roughly(entries, depth(entries.len()), before);
    insertion_sort(entries, before);
}

/// Sorts down to runs of sixteen, which lie in order among each other.
fn sort_roughly<E: Copy>(mut entries: &mut [E], mut left: u32, before: &impl Fn(&E, &E) -> bool) {
    while entries.len() > 16 {
        if left == 0 {
            heap_select(entries, entries.len(), before);
            return sort_heap(entries, before);
        }
        left -= 1;
        let cut = partition(entries, before);
        let (lower, upper) = entries.split_at_mut(cut);
        sort_roughly(upper, left, before);
        entries = lower;
    }
}

fn insertion_sort<E: Copy>(entries: &mut [E], before: &impl Fn(&E, &E) -> bool) {
    for index in 1..entries.len() {
        let entry = entries[index];
        let target = (0..index).rev().take_while(|&at| before(&entry, &entries[at])).last().unwrap_or(index);
        entries.copy_within(target..index, target + 1);
        entries[target] = entry;
    }
}

/// Parts around the median of three; returns where the upper part begins.
fn partition<E: Copy>(entries: &mut [E], before: &impl Fn(&E, &E) -> bool) -> usize {
    let pivot = median(entries, [1, entries.len() / 2, entries.len() - 1], before);
    entries.swap(0, pivot);
    let (mut low, mut high) = (1, entries.len());
    loop {
        while before(&entries[low], &entries[0]) {
            low += 1;
        }
        high -= 1;
        while before(&entries[0], &entries[high]) {
            high -= 1;
        }
        if low >= high {
            return low;
        }
        entries.swap(low, high);
        low += 1;
    }
}

fn median<E>(entries: &[E], [a, b, c]: [usize; 3], before: &impl Fn(&E, &E) -> bool) -> usize {
    let less = |x: usize, y: usize| before(&entries[x], &entries[y]);
    match (less(a, b), less(b, c), less(a, c)) {
        (true, false, true) | (false, true, false) => c,
        (true, false, false) | (false, _, true) => a,
        (true, true, _) | (false, false, false) => b,
    }
}

/// The first `k` as a heap at the front, the last in order on top.
fn heap_select<E: Copy>(entries: &mut [E], k: usize, before: &impl Fn(&E, &E) -> bool) {
    for parent in (0..k / 2).rev() {
        let entry = entries[parent];
        settle(&mut entries[..k], parent, entry, before);
    }
    for index in k..entries.len() {
        if before(&entries[index], &entries[0]) {
            let entry = entries[index];
            entries[index] = entries[0];
            settle(&mut entries[..k], 0, entry, before);
        }
    }
}

fn sort_heap<E: Copy>(entries: &mut [E], before: &impl Fn(&E, &E) -> bool) {
    for end in (1..entries.len()).rev() {
        let entry = entries[end];
        entries[end] = entries[0];
        settle(&mut entries[..end], 0, entry, before);
    }
}

/// Puts `entry` into a heap from which `hole` was taken: the hole sinks to the bottom, `entry` rises from there.
fn settle<E: Copy>(heap: &mut [E], hole: usize, entry: E, before: &impl Fn(&E, &E) -> bool) {
    let mut at = hole;
    while 2 * at + 2 < heap.len() {
        let right = 2 * at + 2;
        let child = if before(&heap[right], &heap[right - 1]) { right - 1 } else { right };
        heap[at] = heap[child];
        at = child;
    }
    if heap.len().is_multiple_of(2) && 2 * at + 2 == heap.len() {
        heap[at] = heap[2 * at + 1];
        at = 2 * at + 1;
    }
    while at > hole && before(&heap[(at - 1) / 2], &entry) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = entry;
}

/// The element of rank `k` by quickselect, PyTorch's own for `kthvalue`; `after` is the strict order.
pub(super) fn nth<E: Copy>(mut entries: Vec<E>, k: usize, after: impl Fn(&E, &E) -> bool) -> E {
    let (mut low, mut high) = (0, entries.len() - 1);
    let order = |entries: &mut [E], a: usize, b: usize| {
        if after(&entries[a], &entries[b]) {
            entries.swap(a, b);
        }
    };
    while high > low {
        if high == low + 1 {
            order(&mut entries, low, high);
            break;
        }
        entries.swap(low + (high - low) / 2, low + 1);
        order(&mut entries, low + 1, high);
        order(&mut entries, low, high);
        order(&mut entries, low + 1, low);
        let (pivot, mut up, mut down) = (entries[low], low + 1, high);
        loop {
            up += 1;
            while after(&pivot, &entries[up]) {
                up += 1;
            }
            down -= 1;
            while after(&entries[down], &pivot) {
                down -= 1;
            }
            if down < up {
                break;
            }
            entries.swap(up, down);
        }
        entries.swap(low, down);
        if down <= k {
            low = up;
        }
        if down >= k {
            high = down - 1;
        }
    }
    entries[k]
}
