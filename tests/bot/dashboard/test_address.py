import pytest

from bot.dashboard.address import AddressError, link, listen
from bot.errors import SettingsError


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_this_machine_needs_no_password(host: str) -> None:
    with listen(host, 0, has_password=False) as listener:
        assert listener.getsockname()[1]


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_other_machines_need_a_password(host: str) -> None:
    with pytest.raises(SettingsError, match="set KUTIP_REVIEW_PASSWORD"):
        listen(host, 0, has_password=False)
    with listen(host, 0, has_password=True) as listener:
        assert listener.getsockname()[1]


def test_a_port_that_is_taken_is_named() -> None:
    with listen("127.0.0.1", 0, has_password=False) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match=f"127.0.0.1, port {port} .*in use.* another --port"):
            listen("127.0.0.1", port, has_password=False)


@pytest.mark.parametrize("host", ["no such host", "a..b", "a" * 70])
def test_an_unknown_host_is_named(host: str) -> None:
    with pytest.raises(AddressError, match=f"Can't listen on {host}, port 0"):
        listen(host, 0, has_password=False)


def test_an_address_of_ipv6_is_linked_in_brackets() -> None:
    with listen("::1", 0, has_password=False) as listener:
        assert link("::1", listener) == f"http://[::1]:{listener.getsockname()[1]}/"
