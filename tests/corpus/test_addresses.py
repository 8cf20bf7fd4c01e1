from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.addresses import LONGEST_URL, LinkError, LinkFault, checked_url, is_public

REFUSED = {
    LinkFault.NOT_A_LINK: [
        "",
        "kompas.com/berita",
        "//example.com/",
        "/berita",
        "http:///berita",
        "http:example.com",
        "http://",
        "http://example.com:99999/",
        "http://example.com:http/",
        "http://[::1",
        "http://a..example/",
        "http://localhost../",
        "http://exa mple.com/",
        "http://exa\tmple.com/",
        "ht\ntp://127.0.0.1/",
        "http://example.com/\x00",
        "http://example.com\\@127.0.0.1/",
        "http://127.0.0.1\\.example.com/",
        "\\\\127.0.0.1\\share",
        "http://%31%32%37.0.0.1/",
        "http://example.com%40127.0.0.1/",
        "http://127.0.0.1%00.example.com/",
        "http://\u202eexample.com/",
        "http://256.256.256.256/",
        "http://1.2.3.4.5/",
        "http://example.123/",
        "http://08.8.8.8/",
        "http://0x/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "http://example.com/" + "a" * LONGEST_URL,
    ],
    LinkFault.SCHEME: [
        "ftp://example.com/",
        "file:///etc/passwd",
        "file://example.com/etc/passwd",
        "gopher://127.0.0.1:70/_",
        "data:text/html,<p>",
        "javascript:alert(1)",
        "ws://example.com/",
        "unix:///var/run/docker.sock",
        "dict://127.0.0.1:11211/stat",
    ],
    LinkFault.CREDENTIALS: [
        "http://user:password@example.com/",
        "http://user@example.com/",
        "http://:password@example.com/",
        "http://example.com@127.0.0.1/",
        "http://example.com:80@127.0.0.1/",
        "http://a@b@127.0.0.1/",
    ],
    LinkFault.PORT: [
        "http://example.com:22/",
        "http://example.com:8080/",
        "https://example.com:6379/",
        "http://example.com:0/",
    ],
    LinkFault.PRIVATE_ADDRESS: [
        "http://127.0.0.1/",
        "http://127.0.0.1:80/",
        "https://127.0.0.1./",
        "http://@127.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0X7F.1/",
        "http://0x7f.0x0.0x0.0x1/",
        "http://017700000001/",
        "http://0177.0.0.01/",
        "http://0/",
        "http://0.0.0.0/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://１２７.0.0.1/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://3232235777/",
        "http://100.64.0.1/",
        "http://169.254.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        "http://192.0.0.192/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::8.8.8.8]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[2606:4700:4700::1111%25eth0]/",
        "http://[fc00::1]/",
        "http://[fd00:ec2::254]/",
        "http://[fd20:ce::254]/",
        "http://[ff02::1]/",
        "http://[2001:db8::1]/",
        "http://localhost/",
        "http://LOCALHOST/",
        "http://localhost./",
        "http://ｌocalhost/",
        "http://kutip.localhost/",
        "http://printer.local/",
        "http://router.lan/",
        "http://nas.home.arpa/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://metadata.goog/",
        "http://metadata/",
        "http://instance-data/latest/",
        "http://intranet/",
    ],
}

PUBLIC = ["8.8.8.8", "93.184.216.34", "192.0.1.1", "64:ff9b::8.8.8.8", "2606:4700:4700::1111"]
PRIVATE = [
    *("0.1.2.3", "10.255.255.255", "100.127.255.255", "127.255.255.254", "169.254.169.254"),
    *("172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.19.0.1"),
    *("198.51.100.1", "203.0.113.1", "224.0.0.251", "239.255.255.255", "240.0.0.1", "::", "::1"),
    *("::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1", "2001::1"),
    *("2001:db8::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254"),
    *("fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "127.1", "0x7f.0.0.1", "example.com", ""),
]


@pytest.mark.parametrize(
    ("url", "reason"), [(url, reason) for reason, urls in REFUSED.items() for url in urls]
)
def test_a_link_that_may_not_be_fetched_is_refused(url: str, reason: LinkFault) -> None:
    with pytest.raises(LinkError) as refusal:
        checked_url(url)

    assert refusal.value.reason is reason
    assert str(refusal.value) == reason.value


@pytest.mark.parametrize(
    ("url", "fetched"),
    [
        ("https://example.com", "https://example.com"),
        (" https://example.com/berita\n", "https://example.com/berita"),
        ("HTTPS://Example.COM/Berita", "https://example.com/Berita"),
        ("http://example.com:80/a", "http://example.com/a"),
        ("http://example.com:443/a", "http://example.com:443/a"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c"),
        ("https://example.com/a b?c=ü", "https://example.com/a%20b?c=%C3%BC"),
        ("https://example.com/@user:name", "https://example.com/@user:name"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://my_blog.example.com/", "https://my_blog.example.com/"),
        ("http://134744072/", "http://8.8.8.8/"),
        ("http://0x08.010.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700:4700::1111]/", "http://[2606:4700:4700::1111]/"),
        ("http://notlocalhost.example/", "http://notlocalhost.example/"),
        ("http://localhost.example/", "http://localhost.example/"),
    ],
)
def test_a_public_link_is_returned_in_canonical_form(url: str, fetched: str) -> None:
    assert str(checked_url(url)) == fetched


def test_a_checked_url_passes_again_unchanged() -> None:
    checked = str(checked_url("http://BÜCHER.example:80/a b?c=%20#d"))

    assert str(checked_url(checked)) == checked


def test_the_error_does_not_contain_the_link() -> None:
    with pytest.raises(LinkError) as refusal:
        checked_url("http://[::1/?key=secret")

    assert "secret" not in repr(refusal.value)
    assert refusal.value.__suppress_context__


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_any_other_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses())
def test_an_address_that_python_calls_private_is_never_public(
    address: IPv4Address | IPv6Address,
) -> None:
    if is_public(str(address)):
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=4))
def test_a_link_to_an_ipv4_address_passes_only_if_it_is_public(address: IPv4Address) -> None:
    """In any notation: as a single number, in hexadecimal, in octal, or with missing parts."""
    number = int(address)
    first, rest = divmod(number, 2**24)
    for host in (str(address), str(number), hex(number), f"0{number:o}", f"{first}.{rest}"):
        if is_public(str(address)):
            assert checked_url(f"http://{host}/").raw_host == str(address)
        else:
            with pytest.raises(LinkError, match=LinkFault.PRIVATE_ADDRESS):
                checked_url(f"http://{host}/")


@given(st.text())
def test_any_text_is_a_public_link_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://{text}.example/", f"http://example.com/{text}"):
        try:
            checked = checked_url(url)
        except LinkError:
            continue
        assert checked.scheme in {"http", "https"}
        assert checked.raw_user is None
