//! Text as people save it: in UTF-8, or in UTF-16 behind its mark, which is what `>` writes in Windows PowerShell.

use std::string::FromUtf8Error;

/// The text that bytes are, without the mark that may stand before it.
///
/// # Errors
/// They are neither UTF-8 nor marked as UTF-16.
pub fn decoded(bytes: Vec<u8>) -> Result<String, FromUtf8Error> {
    let text = utf16(&bytes).map_or_else(|| String::from_utf8(bytes), Ok)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let unit = match bytes.get(..2)? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>();
    text.ok().filter(|_| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_save_a_text() {
        let text = "función 🔥\r\n";
        let marked = format!("\u{feff}{text}");
        let units = || marked.encode_utf16();
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        for bytes in [text.into(), marked.clone().into_bytes(), little.clone(), big] {
            assert_eq!(decoded(bytes).as_deref(), Ok(text));
        }
        assert_eq!(decoded(Vec::new()).as_deref(), Ok(""));
        let half = little[..little.len() - 1].to_vec();
        for bytes in [half, vec![0xff, 0xfe, 0x00, 0xd8], b"funci\xf3n".to_vec()] {
            assert!(decoded(bytes.clone()).is_err(), "{bytes:?}");
        }
    }
}
