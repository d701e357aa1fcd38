"""`check --annotated` writes one marked copy for each file and never over a file it was given."""

from pathlib import Path

from dashboard.commands.annotated_copies import annotated_targets


def test_one_file_goes_where_it_was_asked_for() -> None:
    assert annotated_targets("out.xlsx", [Path("a.xlsx")]) == (Path("out.xlsx"),)


def test_several_files_get_one_copy_each(tmp_path: Path) -> None:
    files = [Path("one/a.xlsx"), Path("two/a.xlsx"), Path("b.xlsx")]
    assert [path.name for path in annotated_targets("marked.xlsx", files)] == ["marked_a.xlsx", "marked_a (2).xlsx", "marked_b.xlsx"]
    inside = annotated_targets(str(tmp_path), files)
    assert [path.name for path in inside] == ["a_annotated.xlsx", "a_annotated (2).xlsx", "b_annotated.xlsx"]
    assert {path.parent for path in inside} == {tmp_path}


def test_no_copy_is_written_over_a_file_that_was_given() -> None:
    assert annotated_targets("a.xlsx", [Path("a.xlsx")]) == (Path("a (2).xlsx"),)
    assert annotated_targets("a.xlsx", [Path("b.xlsx"), Path("a_b.xlsx")])[0] == Path("a_b (2).xlsx")
