//! The tensor: a view of a storage, with its place in the autograd graph.

use std::{
    cell::{Cell, Ref, RefCell},
    rc::{Rc, Weak},
};

use ndarray::{ArrayViewD, IxDyn, ShapeBuilder};

use super::{
    autograd::{Creation, Edge, Meta, Node, View},
    counterpart::Counterpart,
    dtype::DType,
    element::{Element, cast},
    error::{Error, Result},
    layout::Layout,
    storage::{Buffer, Storage, allocate},
};

/// A `torch.Tensor`. Cloning the handle gives the same tensor, not a copy.
#[derive(Clone)]
pub struct Tensor(Rc<Inner>);

struct Inner {
    data: RefCell<(Rc<Storage>, Rc<Layout>)>,
    meta: RefCell<Meta>,
    counterpart: Counterpart,
}

impl Tensor {
    /// A leaf over a fresh storage.
    #[must_use]
    pub fn new(buffer: Buffer, shape: &[usize]) -> Self {
        debug_assert_eq!(buffer.len(), shape.iter().product::<usize>(), "the buffer fills the shape");
        Self::from_parts(Rc::new(Storage::new(buffer)), Layout::contiguous(shape))
    }

    /// A leaf from elements in row-major order.
    #[must_use]
    pub fn from_vec<T: Element>(elements: Vec<T>, shape: &[usize]) -> Self {
        Self::new(T::buffer(elements), shape)
    }

    /// A 0-dimensional tensor.
    #[must_use]
    pub fn scalar<T: Element>(value: T) -> Self {
        Self::from_vec(vec![value], &[])
    }

    /// A Python number on its way into an operation: it yields to any tensor when types are promoted.
    #[must_use]
    pub fn wrapped_number<T: Element>(value: T) -> Self {
        let tensor = Self::scalar(value);
        tensor.0.meta.borrow_mut().wrapped_number = true;
        tensor
    }

    /// A tensor filled with one value.
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn full<T: Element>(value: T, shape: &[usize]) -> Result<Self> {
        let count = element_count(shape)?;
        let mut elements = allocate(count)?;
        elements.resize(count, value);
        Ok(Self::from_vec(elements, shape))
    }

    /// A tensor of a type known at run time, filled with one value.
    ///
    /// # Errors
    /// As [`Tensor::full`].
    pub fn full_as(value: f64, shape: &[usize], dtype: DType) -> Result<Self> {
        crate::with_dtype!(dtype, T => Self::full(T::from_f64(value), shape))
    }

    /// A view of an existing storage, outside any graph.
    #[must_use]
    pub fn from_parts(storage: Rc<Storage>, layout: Layout) -> Self {
        let data = RefCell::new((storage, Rc::new(layout)));
        Self(Rc::new(Inner { data, meta: RefCell::default(), counterpart: Counterpart::default() }))
    }

    /// The same memory under another layout, outside any graph.
    #[must_use]
    pub fn with_layout(&self, layout: Layout) -> Self {
        Self::from_parts(self.storage(), layout)
    }

    /// Fresh elements, in their order in memory, laid out like those of `model` (`torch.empty_like`).
    #[must_use]
    pub fn laid_out_like(&self, model: &Self) -> Self {
        if model.layout().is_row_major() { self.clone() } else { self.with_layout(model.layout().dense()) }
    }

    /// The same memory, cut off from the graph (`Tensor.detach`).
    #[must_use]
    pub fn detach(&self) -> Self {
        Self::from_parts(self.storage(), (*self.layout()).clone())
    }

    /// The memory behind it.
    #[must_use]
    pub fn storage(&self) -> Rc<Storage> {
        Rc::clone(&self.0.data.borrow().0)
    }

    /// Its view of that memory.
    #[must_use]
    pub fn layout(&self) -> Rc<Layout> {
        Rc::clone(&self.0.data.borrow().1)
    }

    /// The same memory, cut off from the graph, whose in-place changes are not counted here (`Tensor.data`).
    #[must_use]
    pub fn data(&self) -> Self {
        Self::from_parts(Rc::new(self.storage().counted_apart(0)), (*self.layout()).clone())
    }

    /// Shows another tensor's memory, which it counts the changes of as before (`Tensor.data = …`).
    pub fn set_data(&self, other: &Self) {
        let storage = Rc::new(other.storage().counted_apart(self.version()));
        *self.0.data.borrow_mut() = (storage, other.layout());
    }

    /// Becomes the other tensor's view of its memory, changes counted together.
    pub(super) fn lie_as(&self, other: &Self) {
        let data = (other.storage(), other.layout());
        *self.0.data.borrow_mut() = data;
    }

    /// Size of each dimension.
    #[must_use]
    pub fn shape(&self) -> Vec<usize> {
        self.0.data.borrow().1.shape().to_vec()
    }

    /// Number of dimensions.
    #[must_use]
    pub fn ndim(&self) -> usize {
        self.0.data.borrow().1.ndim()
    }

    /// Number of elements.
    #[must_use]
    pub fn numel(&self) -> usize {
        self.0.data.borrow().1.numel()
    }

    /// Type of the elements.
    #[must_use]
    pub fn dtype(&self) -> DType {
        self.0.data.borrow().0.borrow().dtype()
    }

    /// How many in-place operations have changed its memory (`Tensor._version`).
    #[must_use]
    pub fn version(&self) -> u64 {
        self.0.data.borrow().0.version()
    }

    /// Whether both are the same tensor (`is`), not merely equal.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// A number that tells this tensor from every other one alive (`id`).
    #[must_use]
    pub fn address(&self) -> usize {
        Rc::as_ptr(&self.0).cast::<u8>() as usize
    }

    /// What stands for it outside.
    #[must_use]
    pub fn counterpart(&self) -> &Counterpart {
        &self.0.counterpart
    }

    /// Whether it came from a Python number.
    #[must_use]
    pub fn is_wrapped_number(&self) -> bool {
        self.0.meta.borrow().wrapped_number
    }

    pub(super) fn meta(&self) -> &RefCell<Meta> {
        &self.0.meta
    }

    /// Which output of its node it is.
    pub(super) fn slot(&self) -> usize {
        self.0.meta.borrow().slot
    }

    /// Makes it output `slot` of `node`.
    pub(crate) fn set_history(&self, node: Rc<Node>, slot: usize) {
        let mut meta = self.0.meta.borrow_mut();
        meta.grad_fn = Some(node);
        meta.slot = slot;
    }

    pub(crate) fn with_grad_fn(self, node: Rc<Node>, slot: usize) -> Self {
        self.set_history(node, slot);
        self
    }

    /// Ties it to the tensor whose memory it shows.
    pub(super) fn set_view_of(&self, source: &Self, creation: Creation) {
        let base = source.0.meta.borrow().view.as_ref().map_or_else(|| source.clone(), |view| view.base.clone());
        let creation = creation.after(source);
        self.0.meta.borrow_mut().view = Some(View { base, version: Cell::new(self.version()), creation });
    }

    /// The tensor that owns the memory, if this is a view (`Tensor._base`).
    #[must_use]
    pub fn base(&self) -> Option<Self> {
        self.0.meta.borrow().view.as_ref().map(|view| view.base.clone())
    }

    /// Takes the node out of a tensor that nobody else holds.
    pub(super) fn take_last_grad_fn(self) -> Option<Rc<Node>> {
        Rc::into_inner(self.0).and_then(|mut inner| inner.meta.get_mut().grad_fn.take())
    }

    /// A handle that does not keep it alive.
    #[must_use]
    pub fn downgrade(&self) -> WeakTensor {
        WeakTensor(Rc::downgrade(&self.0))
    }

    /// Reads the elements as an n-dimensional view.
    ///
    /// # Errors
    /// When the elements are of another type than `T`.
    pub fn read<T: Element, R>(&self, body: impl FnOnce(ArrayViewD<'_, T>) -> R) -> Result<R> {
        let (storage, layout) = (self.storage(), self.layout());
        let buffer = storage.borrow();
        Ok(body(array_view(T::slice(&buffer)?, &layout)?))
    }

    /// Reads the elements as one slice in row-major order, without a copy where they lie so.
    ///
    /// # Errors
    /// As [`Tensor::read`].
    pub fn read_slice<T: Element, R>(&self, body: impl FnOnce(&[T]) -> R) -> Result<R> {
        let (storage, layout) = (self.storage(), self.layout());
        let buffer = storage.borrow();
        let elements = T::slice(&buffer)?;
        if layout.numel() == 0 {
            return Ok(body(&[]));
        }
        if layout.is_contiguous() {
            return Ok(body(&elements[layout.offset()..layout.offset() + layout.numel()]));
        }
        let copied: Vec<T> = array_view(elements, &layout)?.iter().copied().collect();
        Ok(body(&copied))
    }

    /// Copies the elements out in row-major order, converted to `T`.
    #[must_use]
    pub fn to_vec<T: Element>(&self) -> Vec<T> {
        let copied =
            crate::with_dtype!(self.dtype(), S => self.read_slice::<S, _>(|xs| xs.iter().map(|&x| cast(x)).collect()));
        copied.unwrap_or_default()
    }

    /// The only element.
    ///
    /// # Errors
    /// PyTorch's `RuntimeError` when there is not exactly one.
    pub fn item<T: Element>(&self) -> Result<T> {
        match self.to_vec::<T>()[..] {
            [value] => Ok(value),
            ref many => {
                Err(Error::runtime(format!("a Tensor with {} elements cannot be converted to Scalar", many.len())))
            }
        }
    }

    /// Overwrites the elements from a slice in row-major order and counts the version up.
    ///
    /// # Errors
    /// When the elements are of another type than `T`, or not as many.
    pub fn write<T: Element>(&self, elements: &[T]) -> Result<()> {
        let (storage, layout) = (self.storage(), self.layout());
        write_elements(T::slice_mut(&mut storage.borrow_mut())?, &layout, elements)?;
        storage.bump_version();
        Ok(())
    }

    /// The tensor's node in the graph; for a view whose base was changed in place, made anew.
    #[must_use]
    pub fn grad_fn(&self) -> Option<Rc<Node>> {
        super::autograd::grad_fn(self)
    }

    /// Where gradients of this tensor go: its node, or the accumulator of a leaf.
    #[must_use]
    pub fn gradient_edge(&self) -> Option<Edge> {
        super::autograd::gradient_edge(self)
    }

    /// Whether operations on it are recorded.
    #[must_use]
    pub fn requires_grad(&self) -> bool {
        let meta = self.0.meta.borrow();
        meta.requires_grad || meta.grad_fn.is_some() || meta.view.as_ref().is_some_and(|view| view.base.requires_grad())
    }

    /// Whether it was made by the user, not by a recorded operation.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        let meta = self.0.meta.borrow();
        meta.grad_fn.is_none() && (meta.view.is_none() || !super::autograd::is_drawn_in(self))
    }

    /// Whether a tensor that is no leaf keeps its gradient (`Tensor.retains_grad`).
    #[must_use]
    pub fn retains_grad(&self) -> bool {
        self.0.meta.borrow().retains_grad
    }

    /// Marks a leaf for gradients (`Tensor.requires_grad_`).
    ///
    /// # Errors
    /// PyTorch's `RuntimeError` for other than floats, and for turning it off inside a graph.
    pub fn set_requires_grad(&self, wanted: bool) -> Result<()> {
        if wanted && !self.dtype().is_floating_point() {
            return Err(Error::runtime("Only Tensors of floating point and complex dtype can require gradients"));
        }
        if !self.is_leaf() {
            return if wanted {
                Ok(())
            } else {
                Err(Error::runtime(
                    "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a \
                 subgraph that doesn't require differentiation use var_no_grad = var.detach().",
                ))
            };
        }
        self.0.meta.borrow_mut().requires_grad = wanted;
        Ok(())
    }

    /// The gradient gathered so far.
    #[must_use]
    pub fn grad(&self) -> Option<Self> {
        self.0.meta.borrow().grad.clone()
    }

    /// Replaces the gradient.
    pub fn set_grad(&self, grad: Option<Self>) {
        self.0.meta.borrow_mut().grad = grad;
    }

    /// Reads the meta data.
    pub(super) fn meta_ref(&self) -> Ref<'_, Meta> {
        self.0.meta.borrow()
    }
}

/// The number of elements of a shape.
///
/// # Errors
/// PyTorch's `RuntimeError` when it does not fit a machine word.
pub fn element_count(shape: &[usize]) -> Result<usize> {
    let count = shape.iter().try_fold(1_usize, |product, &size| product.checked_mul(size));
    count
        .filter(|&count| count <= isize::MAX as usize / 8)
        .ok_or_else(|| Error::runtime(format!("Storage size calculation overflowed with sizes={shape:?}")))
}

fn array_view<'a, T>(elements: &'a [T], layout: &Layout) -> Result<ArrayViewD<'a, T>> {
    if layout.numel() == 0 {
        return ArrayViewD::from_shape(IxDyn(layout.shape()), &[])
            .map_err(|error| Error::runtime(format!("setStorage: {error} for sizes {:?}", layout.shape())));
    }
    let start = layout.offset().min(elements.len());
    let shape = IxDyn(layout.shape()).strides(IxDyn(layout.strides()));
    ArrayViewD::from_shape(shape, &elements[start..])
        .map_err(|error| Error::runtime(format!("setStorage: {error} for sizes {:?}", layout.shape())))
}

fn write_elements<T: Element>(target: &mut [T], layout: &Layout, elements: &[T]) -> Result<()> {
    if elements.len() != layout.numel() {
        return Err(Error::runtime(format!("cannot write {} elements into {}", elements.len(), layout.numel())));
    }
    if elements.is_empty() {
        return Ok(());
    }
    if layout.is_contiguous() {
        target[layout.offset()..layout.offset() + elements.len()].copy_from_slice(elements);
        return Ok(());
    }
    for (place, &element) in layout.places().zip(elements) {
        target[place] = element;
    }
    Ok(())
}

/// A handle that does not keep its tensor alive.
#[derive(Clone)]
pub struct WeakTensor(Weak<Inner>);

impl WeakTensor {
    /// The tensor, if it still exists.
    #[must_use]
    pub fn upgrade(&self) -> Option<Tensor> {
        self.0.upgrade().map(Tensor)
    }
}

impl std::fmt::Debug for Tensor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tensor({:?}, {}, {:?})", self.shape(), self.dtype().name(), self.to_vec::<f64>())
    }
}
