//! Documents over several lines, each made one line.

use super::first::Begins;

/// How far the reading of the documents has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct JoinState {
    /// How many braces and brackets are open.
    depth: u64,
    in_text: bool,
    escaped: bool,
    /// Whether a document has ended on this line.
    ended: bool,
    line: Line,
    begins: Begins,
    /// How many line breaks of the source were not written yet; below zero, how many more
    /// were written than the source has.
    owed: i64,
    before: Before,
}

/// The byte before, because a line feed ends the same line as a carriage return before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Return,
    /// A carriage return that was left out, as is a line feed after it.
    NoReturn,
    Else,
}

/// What the line holds so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Nothing,
    /// A `{` at its beginning within a document, which is kept back until it is known
    /// whether another document begins with it.
    Brace,
    Else,
}

impl JoinState {
    /// The state at the beginning of the documents.
    pub(super) fn start(begins: Begins) -> Self {
        JoinState {
            depth: 0,
            in_text: false,
            escaped: false,
            ended: false,
            line: Line::Nothing,
            begins,
            owed: 0,
            before: Before::Else,
        }
    }

    /// Takes the next byte.
    pub(super) fn take(&mut self, byte: u8, made: &mut Vec<u8>) {
        let ends_line = matches!(byte, b'\n' | b'\r');
        if self.line == Line::Brace {
            self.line = Line::Else;
            if ends_line {
                // The document before has broken off, and ends here.
                self.part(made);
                self.depth = 0;
            }
            self.inside(b'{', made);
        }
        let before = std::mem::replace(&mut self.before, Before::Else);
        if byte == b'\n' && before == Before::NoReturn {
            return;
        }
        let is_second = byte == b'\n' && before == Before::Return;
        if byte == b'\r' {
            self.before = Before::Return;
        }
        if ends_line {
            let was_blank = self.line == Line::Nothing;
            // A JSON string cannot go on over the end of a line.
            *self = JoinState {
                in_text: false,
                escaped: false,
                ended: false,
                line: Line::Nothing,
                ..*self
            };
            if self.depth > 0 {
                made.push(b' ');
                self.owed += i64::from(!is_second);
            } else if self.owed < 0 && was_blank && !is_second {
                self.owed += 1;
                if byte == b'\r' {
                    self.before = Before::NoReturn;
                }
            } else {
                made.push(byte);
                self.pay(made);
            }
        } else if self.line == Line::Nothing
            && self.depth > 0
            && byte == b'{'
            && self.begins != Begins::Never
        {
            if self.begins == Begins::Brace {
                self.line = Line::Brace;
                return;
            }
            self.line = Line::Else;
            self.part(made);
            self.depth = 0;
            self.inside(byte, made);
        } else {
            self.line = Line::Else;
            self.inside(byte, made);
        }
    }

    /// Ends the line of a document where the source has no line break for it.
    fn part(&mut self, made: &mut Vec<u8>) {
        made.push(b'\n');
        self.owed -= 1;
        self.pay(made);
    }

    /// Writes the line breaks that are owed.
    fn pay(&mut self, made: &mut Vec<u8>) {
        made.extend((0..self.owed.max(0)).map(|_| b'\n'));
        self.owed = self.owed.min(0);
    }

    /// Takes a byte that does not end a line.
    fn inside(&mut self, byte: u8, made: &mut Vec<u8>) {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                _ => {}
            }
        } else {
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => {
                    if self.ended {
                        // The document before has no line break after it.
                        self.part(made);
                        self.ended = false;
                    }
                    self.depth += 1;
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.ended = self.depth == 0;
                }
                _ => {}
            }
        }
        made.push(byte);
    }

    /// Writes what was kept back, at the end of the source.
    pub(super) fn finish(&mut self, made: &mut Vec<u8>) {
        if self.line == Line::Brace {
            self.line = Line::Else;
            self.inside(b'{', made);
        }
    }
}
