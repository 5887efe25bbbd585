"""The owner and the mentees are found in author lists, whatever form their name takes there."""

import pytest

from cvgen.profile.model import Author
from cvgen.profile.names import given_first, same_person, split_marks


@pytest.mark.parametrize(
    ("written", "name", "marks"),
    [
        ("Chao Li*+", "Chao Li", "*+"),
        ("Anbang Yao #", "Anbang Yao", "#"),
        (r"Dawei Sun\*+", "Dawei Sun", "*+"),
        ("Yuan*,", "Yuan", "*"),
        ("Robert Downey Jr.", "Robert Downey Jr.", ""),
        ("(ATLAS Collaboration)", "(ATLAS Collaboration)", ""),
        ("Ada Lovelace∗†", "Ada Lovelace", "*†"),
        ("*", "", "*"),
    ],
)
def test_marks_are_taken_off(written, name, marks):
    assert split_marks(written) == (name, marks)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Anbang Yao", "Yao, Anbang"),
        ("Anbang Yao", "YAO Anbang"),
        ("Anbang Yao", "A. Yao"),
        ("Anbang Yao", "Yao A"),
        ("Anbang Yao", "Yao, A."),
        ("Anbang Yao", "An-Bang Yao"),
        ("Jean-Luc Picard", "J.-L. Picard"),
        ("Jean Luc Picard", "JL Picard"),
        ("José Ñandú", "Jose Nandu"),
        ("Søren Straße", "Soren Strasse"),
        ("Łukasz Kaiser", "L. Kaiser"),
        ("Donald Ervin Knuth", "Donald Knuth"),
        ("Donald Ervin Knuth", "D. E. Knuth"),
        ("姚安邦", "姚 安邦"),
        ("Zoë Anaïs de Groot", "de Groot, Zoë"),
        ("Zoë Anaïs de Groot", "de Groot, Z."),
        ("Ludwig van Beethoven", "L. van Beethoven"),
    ],
)
def test_one_person(name, other):
    assert same_person(name, other)
    assert same_person(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Anbang Yao", "Ting Yao"),
        ("Anbang Yao", "Yao"),
        ("Anbang Yao", "A. Yang"),
        ("Anbang Yao", "B. Yao"),
        ("Anbang Yao", "Anbang Yan"),
        ("Chao Li", "Chang Li"),
        ("Hao Zhao", "Hao Wang"),
        ("Li Yang", "Lin Yang"),
        ("Donald Ervin Knuth", "Donald A. Knuth"),
        ("Anbang Yao", ""),
        ("A. B.", "B. A. Smith"),
        ("Yao, ", "Anbang Yao"),
    ],
)
def test_two_people(name, other):
    assert not same_person(name, other)
    assert not same_person(other, name)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("de Groot, Zoë", "Zoë de Groot"),
        ("Robert Downey, Jr.", "Robert Downey, Jr."),
        ("Consortium, The, Inc", "Consortium, The, Inc"),
        ("Ada Lovelace", "Ada Lovelace"),
        ("Lovelace,", "Lovelace,"),
    ],
)
def test_given_names_are_printed_first(written, printed):
    assert given_first(written) == printed


@pytest.mark.parametrize("name", ["et al.", "et al", "Others", "u. a.", "u.a.", "…", "...", "and 2,990 more"])
def test_et_al_stands_for_people_who_are_not_named(name):
    assert Author.from_text(name).left_out


@pytest.mark.parametrize("name", ["Eta Al", "Anders Others", "Ed Alba", "ATLAS Collaboration", "More, A."])
def test_a_name_is_not_taken_for_et_al(name):
    assert not Author.from_text(name).left_out
