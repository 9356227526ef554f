//! Bounds that the operating system keeps for us, set by the child upon itself.

use std::io;

/// Stack of the thread that runs the program: `RecursionError` must come long before its end.
pub const STACK: usize = 256 << 20;

/// Address space that is reserved but never written: the allocator's arenas, the binary, its libraries.
#[cfg(unix)]
const RESERVED: u64 = 512 << 20;

/// Bounds this process's memory to the program's share plus the stack, and forbids a core dump.
#[cfg(unix)]
pub(super) fn bound_memory(mebibytes: u64) -> io::Result<()> {
    use rlimit::Resource;
    let used = mebibytes.saturating_mul(1 << 20).saturating_add(STACK as u64);
    lower(Resource::CORE, 0)?;
    lower(Resource::AS, used.saturating_add(RESERVED))?;
    lower(Resource::DATA, used)
}

/// Sets a limit, but never above the one that is already there.
#[cfg(unix)]
fn lower(resource: rlimit::Resource, bytes: u64) -> io::Result<()> {
    let (_, hard) = resource.get()?;
    let bound = bytes.min(hard);
    resource.set(bound, bound)
}

/// Bounds the working set through a job object, and ties this process's life to it.
#[cfg(windows)]
pub(super) fn bound_memory(mebibytes: u64) -> io::Result<()> {
    const SMALLEST: usize = 1 << 20;
    let bytes = usize::try_from(mebibytes.saturating_mul(1 << 20)).unwrap_or(usize::MAX);
    let job = win32job::Job::create().map_err(io::Error::other)?;
    let mut info = job.query_extended_limit_info().map_err(io::Error::other)?;
    info.limit_working_memory(SMALLEST, bytes).limit_kill_on_job_close();
    job.set_extended_limit_info(&info).map_err(io::Error::other)?;
    job.assign_current_process().map_err(io::Error::other)?;
    // The job ends with its last handle, and this process with the job: the handle must outlive us.
    let _ = job.into_handle();
    Ok(())
}

/// Elsewhere the operating system offers nothing that we know of.
#[cfg(not(any(unix, windows)))]
pub(super) fn bound_memory(_mebibytes: u64) -> io::Result<()> {
    Ok(())
}
