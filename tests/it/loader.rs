//! The run-time loader yields what the build script bundled.

use mi_glossary::glossary::Glossary;
use mi_glossary::index::Image;
use rkyv::rancor::BoxedError;

use crate::repo;

fn image(glossary: &Glossary) -> Image {
    rkyv::deserialize::<Image, BoxedError>(glossary.image()).expect("an image")
}

#[test]
fn the_bundle_is_what_the_folder_holds() {
    let (loaded, problems) = Glossary::in_folder(&repo("data"));
    assert!(problems.is_empty(), "{problems:?}");
    let mut loaded = image(&loaded);
    for term in &mut loaded.terms {
        // The program names no file of the folder it was built in.
        assert!(term.source.ends_with(&format!("{}.toml", term.id)), "{}", term.source);
        term.source.clear();
    }
    assert!(loaded == image(&Glossary::bundled()), "the bundle differs from data/");
}

#[test]
fn an_empty_overlay_changes_nothing() {
    let (overlaid, problems) = Glossary::with_overlays(&[&repo("tests/cases")]);
    assert!(problems.is_empty(), "{problems:?}");
    assert!(image(&overlaid) == image(&Glossary::bundled()));
}
