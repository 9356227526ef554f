//! How deep a source nests, counted on its characters before the parser sees it: the parser and the
//! compiler recurse, and their stack ends without a word.

/// Open brackets at which Python's own tokenizer gives up.
const DEEPEST_BRACKETS: usize = 200;
/// Levels of indentation at which it gives up.
const DEEPEST_INDENTATION: usize = 100;
/// Operators in one expression: each may be one more level of the tree.
const LONGEST_EXPRESSION: usize = 1500;

/// What nests too deeply, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// Brackets inside brackets, at a line and column counted from 1.
    Brackets { line: usize, column: usize },
    /// Blocks inside blocks.
    Indentation { line: usize },
    /// Operators, calls or attributes one after another.
    Expression,
}

/// Whether a source nests too deeply to be read at all.
#[must_use]
pub fn is_too_deep(source: &str) -> bool {
    excess(source).is_some()
}

/// The first excess of a source.
pub(super) fn excess(source: &str) -> Option<Excess> {
    let mut scanner = Scanner { rest: source, line: 1, column: 1, open: Vec::new(), operators: 0, indents: vec![0] };
    scanner.scan().err()
}

/// Words that make an expression deeper by themselves.
const WORDS: &[&str] = &["not", "lambda", "if", "else", "for", "await", "and", "or", "in", "is", "yield", "from"];

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    column: usize,
    /// For each open bracket, the operators counted outside it.
    open: Vec<usize>,
    operators: usize,
    indents: Vec<usize>,
}

impl Scanner<'_> {
    fn scan(&mut self) -> Result<(), Excess> {
        self.indentation()?;
        while let Some(character) = self.rest.chars().next() {
            match character {
                '#' => self.skip(self.rest.find('\n').unwrap_or(self.rest.len())),
                '"' | '\'' => self.string(character),
                '\\' => self.skip(1 + self.rest[1..].chars().next().map_or(0, char::len_utf8)),
                '\n' => self.newline()?,
                '(' | '[' | '{' => self.open()?,
                ')' | ']' | '}' => self.close()?,
                ',' | ';' => {
                    self.operators = 0;
                    self.skip(1);
                }
                c if c.is_alphabetic() || c == '_' => self.word()?,
                c => {
                    if "+-*/%@&|^~.<>=!".contains(c) {
                        self.operator()?;
                    }
                    self.skip(c.len_utf8());
                }
            }
        }
        Ok(())
    }

    fn skip(&mut self, bytes: usize) {
        let (skipped, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        match skipped.rfind('\n') {
            None => self.column += skipped.chars().count(),
            Some(last) => {
                self.line += skipped.matches('\n').count();
                self.column = 1 + skipped[last + 1..].chars().count();
            }
        }
    }

    fn operator(&mut self) -> Result<(), Excess> {
        self.operators += 1;
        if self.operators > LONGEST_EXPRESSION { Err(Excess::Expression) } else { Ok(()) }
    }

    fn word(&mut self) -> Result<(), Excess> {
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        if WORDS.contains(&&self.rest[..end]) {
            self.operator()?;
        }
        self.skip(end);
        Ok(())
    }

    fn open(&mut self) -> Result<(), Excess> {
        if self.open.len() == DEEPEST_BRACKETS {
            return Err(Excess::Brackets { line: self.line, column: self.column });
        }
        self.open.push(self.operators);
        self.operators = 0;
        self.skip(1);
        Ok(())
    }

    /// A bracket that closes may have been a call or an index, one more level of what stands before it.
    fn close(&mut self) -> Result<(), Excess> {
        self.operators = self.open.pop().unwrap_or(0);
        self.operator()?;
        self.skip(1);
        Ok(())
    }

    fn string(&mut self, quote: char) {
        let long: String = [quote; 3].iter().collect();
        if self.rest.starts_with(&long) {
            let end = Self::closing(&self.rest[3..], &long);
            self.skip(3 + end);
        } else {
            let line = &self.rest[1..];
            let end = Self::closing(line, &quote.to_string());
            let newline = line.find('\n').filter(|&at| at < end && !line[..at].ends_with('\\'));
            self.skip(1 + newline.unwrap_or(end));
        }
    }

    /// The bytes up to and with the closing quotes, or to the end.
    fn closing(text: &str, quotes: &str) -> usize {
        let mut escaped = false;
        for (at, character) in text.char_indices() {
            if !escaped && text[at..].starts_with(quotes) {
                return at + quotes.len();
            }
            escaped = character == '\\' && !escaped;
        }
        text.len()
    }

    fn newline(&mut self) -> Result<(), Excess> {
        self.skip(1);
        if self.open.is_empty() {
            self.operators = 0;
            self.indentation()?;
        }
        Ok(())
    }

    fn indentation(&mut self) -> Result<(), Excess> {
        let width = self.rest.len() - self.rest.trim_start_matches([' ', '\t']).len();
        if self.rest[width..].starts_with(['\n', '#', '\r']) {
            return Ok(());
        }
        self.indents.retain(|&indent| indent < width);
        self.indents.push(width);
        // The first entry is the program's own margin.
        if self.indents.len() > DEEPEST_INDENTATION + 1 {
            return Err(Excess::Indentation { line: self.line });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_passes() {
        let sources = [
            "",
            "x = [[1, 2], [3, 4]]\nprint(\"((((\" , '''[[[\n[''')  # ((((\n",
            "def f(a):\n    if a:\n        return a.b.c(1)[2]\n    return not a\n",
            "s = 'it\\'s' + r'\\' + \"\"\n",
        ];
        for source in sources {
            assert_eq!(excess(source), None, "{source}");
        }
        let long_list = format!("x = [{}]\n", "1 + 1, ".repeat(10_000));
        assert_eq!(excess(&long_list), None);
        let long_program = "x = 1 + 1\n".repeat(10_000);
        assert_eq!(excess(&long_program), None);
    }

    #[test]
    fn each_way_down_has_its_name() {
        let deep =
            |left: &str, right: &str, times: usize| format!("x = {}1{}", left.repeat(times), right.repeat(times));
        assert_eq!(excess(&deep("(", ")", 20_000)), Some(Excess::Brackets { line: 1, column: 205 }));
        assert_eq!(excess(&deep("[", "]", 200)), None);
        for (left, right) in
            [("-", ""), ("not ", ""), ("1 + ", ""), ("", ".a"), ("", "[0]"), ("lambda: ", ""), ("1 if 1 else ", "")]
        {
            assert_eq!(excess(&deep(left, right, 20_000)), Some(Excess::Expression), "{left}1{right}");
        }
        let blocks: String = (0..200).flat_map(|level| [" ".repeat(level), "if 1:\n".to_owned()]).collect();
        assert_eq!(excess(&blocks), Some(Excess::Indentation { line: 102 }));
    }

    #[test]
    fn an_open_string_ends_the_scan() {
        for source in ["'", "\"\"\"", "'\\", "x = '\n((", "\\", "é'"] {
            assert_eq!(excess(source), None, "{source}");
        }
    }
}
