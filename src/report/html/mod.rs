//! The report as one page for a browser: complete in itself, without a script and without any request.
//!
//! Its style stands in the page and is the only one that the page allows (by its hash). Every text is escaped as it is
//! written. Nothing is told by colour alone, and bars are drawn by attributes, as the page allows no style of elements.

mod chain;
mod diagnosis;
mod dialogue;
mod mark;
mod page;
mod ports;
mod sections;
mod stages;
mod timing;
mod words;

pub(super) use page::render;

#[cfg(test)]
mod tests;
