//! A change to a text under `lessons/` builds the binary anew, since they are inside it.

fn main() {
    println!("cargo::rerun-if-changed=lessons");
}
