//! Settings under way, line by line.

/// Settings under way.
#[derive(Default)]
pub(super) struct Block(String);

impl Block {
    /// No line yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// With one more line.
    pub(super) fn line(mut self, line: impl AsRef<str>) -> Self {
        self.0.push_str(line.as_ref());
        self.0.push('\n');
        self
    }

    /// With the lines that a value makes, where there is one.
    pub(super) fn given<T>(self, value: Option<T>, lines: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => lines(self, value),
            None => self,
        }
    }

    /// All lines.
    pub(super) fn end(self) -> String {
        self.0
    }
}
