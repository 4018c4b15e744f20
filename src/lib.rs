#![doc = include_str!("README.md")]

pub mod check;
pub mod document;
pub mod fold;
pub mod glossary;
pub mod index;
pub mod load;
pub mod lookup;
pub mod markdown;
pub mod markup;
pub mod maths;
pub mod model;
pub mod problem;
pub mod record;
pub mod related;
pub mod spelling;
pub mod view;
