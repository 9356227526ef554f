//! Bounds that are kept for us, set by the child upon itself.

use std::io;

/// Stack of the thread that runs the program: `RecursionError` must come long before its end.
pub const STACK: usize = 256 << 20;

/// Address space that is reserved but never written: the allocator's arenas, the binary, its libraries.
#[cfg(target_os = "linux")]
const RESERVED: u64 = 512 << 20;

/// Bounds this process's memory to the program's share plus the stack, and forbids a core dump.
#[cfg(target_os = "linux")]
pub(super) fn bound_memory(mebibytes: u64) -> io::Result<()> {
    use rlimit::Resource;
    let used = mebibytes.saturating_mul(1 << 20).saturating_add(STACK as u64);
    lower(Resource::CORE, 0)?;
    lower(Resource::AS, used.saturating_add(RESERVED))?;
    lower(Resource::DATA, used)
}

/// Sets a limit, but never above the one that is already there.
#[cfg(target_os = "linux")]
fn lower(resource: rlimit::Resource, bytes: u64) -> io::Result<()> {
    let (_, hard) = resource.get()?;
    let bound = bytes.min(hard);
    resource.set(bound, bound)
}

/// Elsewhere no limit of the system keeps a process from asking for memory: a job object of Windows bounds what stays
/// in RAM, and macOS does not enforce its own. So the allocator counts.
#[cfg(not(target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

/// Bounds what this process allocates to the program's share.
#[cfg(not(target_os = "linux"))]
pub(super) fn bound_memory(mebibytes: u64) -> io::Result<()> {
    let bytes = usize::try_from(mebibytes.saturating_mul(1 << 20)).unwrap_or(usize::MAX);
    ALLOCATOR.set_limit(bytes).map_err(|()| io::Error::from(io::ErrorKind::OutOfMemory))
}
