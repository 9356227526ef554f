//! `_random`: what Python's own `random` module stands on.

pub(super) use _random::module_def;

#[rustpython_vm::pymodule]
#[expect(clippy::needless_pass_by_value, reason = "the binding macros prescribe the signatures")]
mod _random {
    use std::{
        cell::RefCell,
        hash::{BuildHasher, Hasher, RandomState},
    };

    use rustpython_vm::{
        Py, PyObjectRef, PyPayload, PyResult, VirtualMachine,
        builtins::{PyInt, PyIntRef, PyTupleRef, PyType},
        function::{FuncArgs, OptionalOption},
        pyclass,
        types::Constructor,
    };

    use super::super::mt19937::MersenneTwister;

    /// Bits of one draw.
    const WORD: usize = 32;

    /// A generator of its own, for `random.Random` to build upon.
    #[pyattr]
    #[pyclass(name = "Random")]
    #[derive(Debug, PyPayload)]
    struct Random {
        generator: RefCell<MersenneTwister>,
    }

    impl Constructor for Random {
        type Args = FuncArgs;

        fn py_new(_class: &Py<PyType>, _arguments: Self::Args, _vm: &VirtualMachine) -> PyResult<Self> {
            Ok(Self { generator: RefCell::new(MersenneTwister::from_key(&entropy())) })
        }
    }

    /// Seeds that differ at each run, from what the standard library draws for its hash maps.
    fn entropy() -> Vec<u32> {
        let drawn = || RandomState::new().build_hasher().finish();
        [drawn(), drawn()].iter().flat_map(|word| words(&word.to_le_bytes())).collect()
    }

    fn words(bytes: &[u8]) -> Vec<u32> {
        bytes.chunks(4).map(|chunk| chunk.iter().rev().fold(0, |word, &byte| word << 8 | u32::from(byte))).collect()
    }

    #[pyclass(flags(BASETYPE), with(Constructor))]
    impl Random {
        #[pymethod]
        fn random(&self) -> f64 {
            self.generator.borrow_mut().next_f64()
        }

        #[pymethod]
        fn seed(&self, seed: OptionalOption<PyObjectRef>, vm: &VirtualMachine) -> PyResult<()> {
            let key = match seed.flatten() {
                None => entropy(),
                Some(seed) => key(&seed, vm)?,
            };
            *self.generator.borrow_mut() = MersenneTwister::from_key(&key);
            Ok(())
        }

        #[pymethod]
        fn getstate(&self, vm: &VirtualMachine) -> PyTupleRef {
            let state = self.generator.borrow().state().map(|word| vm.ctx.new_int(word).into()).collect();
            vm.ctx.new_tuple(state)
        }

        #[pymethod]
        fn setstate(&self, state: PyTupleRef, vm: &VirtualMachine) -> PyResult<()> {
            let words: PyResult<Vec<u32>> = state.iter().map(|word| word.try_to_value(vm)).collect();
            let generator = MersenneTwister::from_state(&words?);
            *self.generator.borrow_mut() =
                generator.ok_or_else(|| vm.new_value_error("state vector is the wrong size"))?;
            Ok(())
        }

        #[pymethod]
        fn getrandbits(&self, bits: isize, vm: &VirtualMachine) -> PyResult {
            let bits = usize::try_from(bits).map_err(|_| vm.new_value_error("number of bits must be non-negative"))?;
            if bits <= 64 {
                return Ok(vm.ctx.new_int(self.few_bits(bits)).into());
            }
            let bytes = self.many_bits(bits, vm)?;
            let int: PyObjectRef = vm.ctx.types.int_type.to_owned().into();
            let bytes = vm.ctx.new_bytes(bytes);
            vm.call_method(&int, "from_bytes", (bytes, vm.ctx.new_str("little")))
        }
    }

    impl Random {
        fn few_bits(&self, bits: usize) -> u64 {
            let mut generator = self.generator.borrow_mut();
            let mut draw = |bits: usize| u64::from(if bits == 0 { 0 } else { generator.next_u32() >> (WORD - bits) });
            let low = draw(bits.min(WORD));
            low | draw(bits.saturating_sub(WORD)) << WORD
        }

        fn many_bits(&self, bits: usize, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
            let mut bytes = Vec::new();
            bytes.try_reserve_exact(bits.div_ceil(8)).map_err(|_| vm.new_memory_error(""))?;
            let mut left = bits;
            while left > 0 {
                let taken = left.min(WORD);
                let word = self.generator.borrow_mut().next_u32() >> (WORD - taken);
                bytes.extend(word.to_le_bytes());
                left -= taken;
            }
            Ok(bytes)
        }
    }

    /// The words of a seed: those of a whole number, or of anything else's hash.
    fn key(seed: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<u32>> {
        let number: PyIntRef = match seed.downcast_ref::<PyInt>() {
            Some(number) => number.to_owned(),
            None => vm.ctx.new_int(u64::from_ne_bytes(seed.hash(vm)?.to_ne_bytes())),
        };
        let (_, bytes) = number.as_bigint().to_bytes_le();
        let mut key = words(&bytes);
        while key.len() > 1 && key.last() == Some(&0) {
            key.pop();
        }
        Ok(key)
    }
}
