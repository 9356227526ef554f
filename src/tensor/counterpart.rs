//! What stands for a tensor, or for a node of the graph, outside of this layer.

use std::{any::Any, cell::RefCell};

/// A place for it. What it is, only its owner knows.
#[derive(Default)]
pub struct Counterpart(RefCell<Option<Box<dyn Any>>>);

impl Counterpart {
    /// What is kept here, if it is of this type.
    #[must_use]
    pub fn get<T: Clone + 'static>(&self) -> Option<T> {
        self.0.borrow().as_ref()?.downcast_ref::<T>().cloned()
    }

    /// Keeps this from now on.
    pub fn set<T: 'static>(&self, object: T) {
        self.0.replace(Some(Box::new(object)));
    }
}
