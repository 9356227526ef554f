use super::{Adagrad, Adam, AdamState, RmsProp, RmsPropState, Sgd, elements::zeros};
use crate::tensor::Tensor;

const START: [f32; 5] = [0.3, -1.7, 2.25, 0.001, -0.45];

fn gradient(step: i32) -> Tensor {
    Tensor::from_vec((0..5).map(|i| (f64::from((i * 7 + step * 3) % 11 - 5) / 7.0) as f32).collect(), &[5])
}

/// The parameter after four steps.
fn trained(mut step: impl FnMut(&Tensor, &Tensor)) -> Vec<u32> {
    let param = Tensor::from_vec(START.to_vec(), &[5]);
    param.set_requires_grad(true).expect("float32");
    (0..4).for_each(|k| step(&param, &gradient(k)));
    assert!(param.version() >= 4 && param.is_leaf());
    param.to_vec::<f32>().into_iter().map(f32::to_bits).collect()
}

fn state() -> [Tensor; 4] {
    let kept = || zeros(&Tensor::from_vec(START.to_vec(), &[5])).expect("small");
    [Tensor::scalar(0.0_f32), kept(), kept(), kept()]
}

fn sgd(rule: Sgd) -> Vec<u32> {
    let mut buffer = None;
    trained(|param, grad| rule.step(param, grad, &mut buffer).expect("float32"))
}

fn adam(rule: Adam, amsgrad: bool) -> Vec<u32> {
    let [step, exp_avg, exp_avg_sq, max] = state();
    let max_exp_avg_sq = amsgrad.then_some(&max);
    let state = AdamState { step: &step, exp_avg: &exp_avg, exp_avg_sq: &exp_avg_sq, max_exp_avg_sq };
    trained(|param, grad| rule.step(param, grad, &state).expect("float32"))
}

fn rmsprop(rule: RmsProp, centered: bool) -> Vec<u32> {
    let [step, square_avg, buffer, mean] = state();
    let momentum_buffer = (rule.momentum > 0.0).then_some(&buffer);
    let state =
        RmsPropState { step: &step, square_avg: &square_avg, momentum_buffer, grad_avg: centered.then_some(&mean) };
    trained(|param, grad| rule.step(param, grad, &state).expect("float32"))
}

const SGD: Sgd = Sgd { lr: 0.1, momentum: 0.0, dampening: 0.0, weight_decay: 0.0, nesterov: false, maximize: false };
const ADAM: Adam =
    Adam { lr: 0.05, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0.0, maximize: false, decoupled: false };
const RMSPROP: RmsProp =
    RmsProp { lr: 0.01, alpha: 0.99, eps: 1e-8, weight_decay: 0.0, momentum: 0.0, maximize: false };

/// Each after four steps in real PyTorch:
/// `p = torch.tensor(START); p.grad = gradient(k); optimizer.step()` for k in 0..4, `foreach=False`.
#[test]
fn steps_give_pytorchs_bits() {
    assert_eq!(sgd(SGD), [1_051_212_420, 3_219_188_239, 1_074_850_318, 3_180_346_587, 3_202_770_535]);
    assert_eq!(
        sgd(Sgd { momentum: 0.9, dampening: 0.2, weight_decay: 0.01, ..SGD }),
        [1_057_588_822, 3_220_169_855, 1_074_824_774, 3_191_738_554, 3_204_799_915]
    );
    assert_eq!(
        sgd(Sgd { momentum: 0.9, nesterov: true, maximize: true, ..SGD }),
        [1_030_193_926, 3_216_641_074, 1_074_699_850, 1_047_069_406, 3_200_320_532]
    );
    assert_eq!(adam(ADAM, false), [1_054_441_394, 3_219_769_266, 1_074_981_067, 3_182_258_505, 3_205_175_588]);
    assert_eq!(
        adam(Adam { weight_decay: 0.1, ..ADAM }, true),
        [1_054_194_012, 3_219_423_451, 1_074_623_486, 3_182_106_245, 3_204_961_034]
    );
    assert_eq!(
        adam(Adam { beta1: 0.3, beta2: 0.99, weight_decay: 0.01, decoupled: true, ..ADAM }, false),
        [1_051_721_559, 3_219_422_451, 1_074_839_993, 3_178_891_698, 3_204_520_678]
    );
    assert_eq!(rmsprop(RMSPROP, false), [1_052_245_494, 3_219_917_124, 1_074_931_544, 3_183_457_688, 3_205_453_908]);
    let all = rmsprop(RmsProp { momentum: 0.9, weight_decay: 0.02, ..RMSPROP }, true);
    let expected = [1_059_431_510, 3_222_036_097, 1_075_071_064, 3_196_028_827, 3_211_262_317];
    // the root of a small variance: the last place may differ
    assert!(all.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= 1), "{all:?}");
    let [step, sum, ..] = state();
    let rule = Adagrad { lr: 0.1, lr_decay: 0.01, weight_decay: 0.02, eps: 1e-10, maximize: false };
    assert_eq!(
        trained(|param, grad| rule.step(param, grad, &step, &sum).expect("float32")),
        [1_052_228_856, 3_219_846_012, 1_074_831_865, 3_183_251_327, 3_205_430_413]
    );
}

#[test]
fn a_transposed_parameter_steps_too() {
    use crate::tensor::Layout;
    let base = Tensor::from_vec(vec![1.0_f64, 2.0, 3.0, 4.0, 5.0, 6.0], &[2, 3]);
    let param = base.with_layout(Layout::strided(vec![3, 2], vec![1, 3], 0));
    let grad = Tensor::from_vec(vec![1.0_f64, 2.0, 3.0, 4.0, 5.0, 6.0], &[3, 2]);
    Sgd { lr: 1.0, ..SGD }.step(&param, &grad, &mut None).expect("float64");
    assert_eq!(base.to_vec::<f64>(), [0.0, -1.0, -2.0, 2.0, 1.0, 0.0]);
}
