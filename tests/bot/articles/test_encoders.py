import pytest

from bot.articles.encoders import AUTO, OFF, ON, Watched, encoder_of
from index.semantic.encoder import Encoder, EncoderError
from tests.index.semantic.encoders import FailingEncoder, TinyEncoder


def not_installed() -> Encoder:
    raise EncoderError("it is not installed")


def test_off_uses_none_even_if_one_is_installed(caplog: pytest.LogCaptureFixture) -> None:
    assert encoder_of(OFF, TinyEncoder) is None
    assert caplog.messages == []


@pytest.mark.parametrize("setting", [ON, AUTO])
def test_on_and_auto_use_the_one_that_is_installed(setting: str) -> None:
    encoder = encoder_of(setting, TinyEncoder)

    assert encoder is not None
    assert (encoder.name, encoder.dimensions) == ("tiny 1", TinyEncoder.dimensions)
    assert encoder.encode(["satu"]).any()


@pytest.mark.parametrize(("setting", "lines"), [(ON, 1), (AUTO, 0)])
def test_only_on_complains_where_none_is_installed(
    setting: str, lines: int, caplog: pytest.LogCaptureFixture
) -> None:
    assert encoder_of(setting, not_installed) is None
    assert len(caplog.messages) == lines


def test_an_encoder_that_fails_is_given_up_with_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing = FailingEncoder()
    failing.broken = True
    encoder = Watched(failing)

    for _ in range(3):
        with pytest.raises(EncoderError):
            encoder.encode(["satu"])
        failing.broken = False

    (line,) = caplog.messages
    assert "it is broken" in line
    assert "kutip check" in line
