use crate::tensor::{
    Error, ErrorKind, Result, Tensor, apply_inplace,
    autograd::{GradMode, Pass, backward},
    ops::{Index, Mul, cat, stack, sum_to},
    testing::{check_gradients, check_second_gradients},
};

fn numbers(shape: &[usize]) -> Tensor {
    let count: usize = shape.iter().product();
    Tensor::from_vec((0..count).map(|i| (i as f64 * 0.37).sin() + 0.1).collect::<Vec<f64>>(), shape)
}

fn leaf(shape: &[usize]) -> Tensor {
    let leaf = numbers(shape);
    leaf.set_requires_grad(true).expect("float64");
    leaf
}

fn one() -> Tensor {
    Tensor::wrapped_number(1.0)
}

fn times_one(tensor: &Tensor) -> Result<Tensor> {
    apply_inplace(Mul, &[tensor.clone(), one()])
}

fn name(tensor: &Tensor) -> String {
    tensor.grad_fn().map_or_else(String::new, |node| node.name().into_owned())
}

type Function = fn(&Tensor) -> Result<Tensor>;

#[test]
fn views_have_pytorch_names_shapes_and_strides() {
    let table: &[(Function, &str, &[usize], &[usize])] = &[
        (|x| x.view(&[3, -1]), "ViewBackward0", &[3, 2], &[2, 1]),
        (|x| x.t()?.reshape(&[6]), "UnsafeViewBackward0", &[6], &[1]),
        (|x| x.slice(1, None, Some(2), 1)?.reshape(&[2, 1, 2]), "ReshapeAliasBackward0", &[2, 1, 2], &[3, 2, 1]),
        (Tensor::t, "TBackward0", &[3, 2], &[1, 3]),
        (Tensor::reversed, "PermuteBackward0", &[3, 2], &[1, 3]),
        (|x| x.transpose(0, -1), "TransposeBackward0", &[3, 2], &[1, 3]),
        (|x| x.movedim(&[0], &[1]), "PermuteBackward0", &[3, 2], &[1, 3]),
        (|x| x.unsqueeze(1), "UnsqueezeBackward0", &[2, 1, 3], &[3, 3, 1]),
        (Tensor::squeeze_all, "SqueezeBackward0", &[2, 3], &[3, 1]),
        (|x| x.squeeze(0), "SqueezeBackward1", &[2, 3], &[3, 1]),
        (|x| x.expand(&[4, -1, 3]), "ExpandBackward0", &[4, 2, 3], &[0, 3, 1]),
        (|x| x.select(1, -1), "SelectBackward0", &[2], &[3]),
        (|x| x.slice(1, Some(0), None, 2), "SliceBackward0", &[2, 2], &[3, 2]),
        (|x| x.diagonal(1, 0, 1), "DiagonalBackward0", &[2], &[4]),
        (|x| x.unfold(1, 2, 1), "UnfoldBackward0", &[2, 2, 2], &[3, 1, 1]),
        (|x| x.as_strided(&[2], &[2], Some(1)), "AsStridedBackward0", &[2], &[2]),
        (|x| Ok(x.split(1, 0)?.remove(1)), "SplitBackward0", &[1, 3], &[3, 1]),
        (|x| Ok(x.unbind(1)?.remove(2)), "UnbindBackward0", &[2], &[3]),
        (|x| x.index(&[Index::Ellipsis]), "AliasBackward0", &[2, 3], &[3, 1]),
    ];
    for (function, node, shape, strides) in table {
        let view = function(&leaf(&[2, 3])).expect(node);
        assert_eq!((name(&view).as_str(), &view.shape()[..], &view.strides()[..]), (*node, *shape, *strides));
        check_second_gradients(|x| function(&x[0])?.mul(&function(&x[0])?), &[numbers(&[2, 3])]);
    }
}

#[test]
fn errors_are_pytorch_s() {
    let table: &[(Function, Error)] = &[
        (|x| x.view(&[4]), Error::runtime("shape '[4]' is invalid for input of size 6")),
        (|x| x.view(&[-1, -1]), Error::runtime("only one dimension can be inferred")),
        (|x| x.select(0, 2), Error::index("select(): index 2 out of range for tensor of size [2, 3] at dimension 0")),
        (
            |x| x.expand(&[3, 3]),
            Error::runtime(
                "The expanded size of the tensor (3) must match the existing size (2) at non-singleton dimension 0.  \
                 Target sizes: [3, 3].  Tensor sizes: [2, 3]",
            ),
        ),
        (|x| x.slice(0, None, None, -1), Error::value("step must be greater than zero")),
    ];
    for (function, expected) in table {
        assert_eq!(function(&numbers(&[2, 3])).expect_err(&expected.message), *expected);
    }
}

#[test]
fn changing_a_view_rewrites_the_history_of_its_base_and_its_siblings() {
    check_second_gradients(
        |x| {
            let base = x[0].mul(&one())?;
            let (row, column) = (base.select(0, 0)?, base.select(1, 1)?);
            let within = base.view(&[6])?.slice(0, Some(1), Some(5), 1)?;
            row.copy_(&row.duplicate()?.mul(&x[1])?)?;
            let copy = within.duplicate()?;
            within.copy_(&copy.mul(&copy)?)?;
            base.copy_(&base.duplicate()?.mul(&column.duplicate()?.sum_of_squares()?)?)?;
            cat(&[base.reshape(&[-1])?, row.mul(&one())?, column, within], 0)
        },
        &[numbers(&[2, 3]), numbers(&[3])],
    );
}

impl Tensor {
    fn sum_of_squares(&self) -> Result<Self> {
        sum_to(&self.mul(self)?, &[])
    }
}

#[test]
fn bases_that_are_not_row_major_keep_their_gradients() {
    check_gradients(
        |x| {
            let memory = Tensor::from_vec(vec![0.0_f64; 8], &[8]);
            let base = memory.view(&[4, 2])?.t()?.slice(1, Some(1), None, 1)?.detach();
            base.copy_(&x[0])?;
            base.select(0, 1)?.copy_(&x[1])?;
            base.mul(&base)
        },
        &[numbers(&[2, 3]), numbers(&[3])],
    );
}

#[test]
fn histories_are_named_as_in_pytorch() {
    let x = leaf(&[2, 3]).mul(&one()).expect("a node");
    let row = x.select(0, 0).expect("a view");
    times_one(&row).expect("no leaf");
    let names = |tensor: &Tensor| -> Vec<String> {
        let node = tensor.grad_fn().expect("a graph");
        node.edges()
            .iter()
            .map(|edge| edge.as_ref().map_or("None".into(), |edge| edge.node.name().into_owned()))
            .collect()
    };
    assert_eq!((name(&x).as_str(), names(&x)), ("CopySlices", vec!["MulBackward0".to_owned(), "None".to_owned()]));
    assert_eq!((name(&row).as_str(), names(&row)), ("AsStridedBackward0", vec!["CopySlices".to_owned()]));
    x.set_index(&[Index::Int(0)], &one()).expect("no leaf");
    assert_eq!(names(&x), ["CopySlices"]);
}

#[test]
fn what_may_not_change_says_so() {
    let leaf = leaf(&[2, 3]);
    let refused = |tensor: &Tensor| times_one(tensor).expect_err("must not change").message.into_owned();
    let view = "a view of a leaf Variable that requires grad is being used in an in-place operation.";
    assert_eq!(refused(&leaf.select(0, 0).expect("a view")), view);
    let split = leaf.mul(&one()).and_then(|x| x.split(1, 0)).expect("views").remove(1);
    assert!(refused(&split).starts_with("Output 1 of Split is a view and is being modified inplace. This view is the"));
    let hidden = {
        let _mode = GradMode::set(false);
        leaf.select(0, 0).expect("a view")
    };
    assert!(refused(&hidden).starts_with("A view was created in no_grad mode and is being modified inplace with grad"));
    let wide = numbers(&[3]).expand(&[2, 3]).expect("a view");
    assert!(refused(&wide).starts_with("unsupported operation: more than one element of the written-to tensor"));
    wide.fill_(&one()).expect("one value for all");
    let base = leaf.mul(&one()).expect("a node");
    let rows = base.unbind(0).expect("views");
    times_one(&base).expect("no leaf");
    let error = rows[1].mul(&one()).expect_err("its history is lost");
    assert!(error.message.starts_with("Output 1 of Unbind is a view and its base or another view"), "{error}");
}

#[test]
fn outputs_of_one_node_add_up() {
    let x = leaf(&[3, 2]);
    let rows = x.unbind(0).expect("views");
    let y = stack(&[rows[2].clone(), rows[0].clone(), rows[2].clone()], 0).expect("one shape");
    let seed = Tensor::full(1.0_f64, &[3, 2]).expect("small");
    backward(&[(y, Some(seed))], Pass::default()).expect("a graph");
    assert_eq!(x.grad().expect("a leaf").to_vec::<f64>(), [1.0, 1.0, 0.0, 0.0, 2.0, 2.0]);
}

#[test]
fn long_chains_of_assignments_are_dropped_in_a_loop() {
    let x = leaf(&[2]).mul(&one()).expect("a node");
    for _ in 0..50_000 {
        x.select(0, 0).and_then(|first| times_one(&first)).expect("no leaf");
    }
    drop(x);
}

#[test]
fn views_without_elements_can_be_read() {
    let empty = Tensor::from_vec(Vec::<f32>::new(), &[0, 5]);
    assert_eq!(empty.select(1, 4).and_then(|x| x.contiguous_copy()).expect("nothing").shape(), [0]);
    let error = numbers(&[0, 3]).view(&[-1, 0]).expect_err("ambiguous");
    assert_eq!(error.kind, ErrorKind::Runtime);
}
