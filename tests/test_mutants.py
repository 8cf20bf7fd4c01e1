import hashlib
import importlib
from pathlib import Path
from textwrap import dedent

import pytest

from tests.mutants.changes import changes
from tests.mutants.estimate import estimate

SOURCE = """
def double(number):
    return number * 2

class Counter:
    def __init__(self, step=1):
        self.step = step

    @staticmethod
    def zero():
        return 0
"""
MADE = """
def x_double__mutmut_orig(number):
    return number * 2

def x_double__mutmut_1(number):
    return number / 2

class Counter:
    def xǁCounterǁ__init____mutmut_orig(self, step=1):
        self.step = step

    def xǁCounterǁ__init____mutmut_1(self, step=2):
        self.step = step

    @staticmethod
    def xǁCounterǁzero__mutmut_orig():
        return 0

    @staticmethod
    def xǁCounterǁzero__mutmut_1():
        return 1
"""


def test_a_change_is_put_in_place_for_all_that_have_the_function(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "counted.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "kept").mkdir()
    digest = hashlib.sha256(SOURCE.encode()).hexdigest()
    (tmp_path / "kept" / "counted.py").write_text(f"# {digest}\n{MADE}", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    counted = importlib.import_module("counted")
    double = counted.double

    every = changes(tmp_path, "counted.py", tmp_path / "kept")
    for change in every:
        change.apply()

    assert (double(4), counted.Counter().step, counted.Counter.zero()) == (2, 2, 1)
    assert every[0].diff() == dedent("""\
        ---\x20
        +++\x20
        -    return number * 2
        +    return number / 2""")


def test_a_file_counts_by_all_its_changes() -> None:
    share, _ = estimate(
        [{"all": 90, "tested": 10, "killed": 10}, {"all": 10, "tested": 10, "killed": 5}]
    )

    assert share == pytest.approx(0.95)


def test_the_error_is_that_of_a_sample_without_replacement() -> None:
    whole = {"all": 10, "tested": 10, "killed": 5}
    half = {"all": 20, "tested": 10, "killed": 5}

    assert estimate([whole]) == (0.5, 0.0)
    share, error = estimate([half])
    assert share == 0.5
    assert error == pytest.approx((0.5 * 0.25 / 9) ** 0.5)
