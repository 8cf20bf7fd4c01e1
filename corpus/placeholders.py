"""Find the places of a text that somebody was to fill in, such as `{{ nama }}` or `[NAMA]`."""

import re

from corpus.article import Span

# What forms and letters ask for.
_ASKED_FOR = (
    "ALAMAT|BULAN|EMAIL|FUNGSI|GELAR|HARI|IDENTITAS|INSTANSI|JABATAN|JAM|JENIS|JUDUL|JUMLAH|KECAMATAN"
    "|KELAS|KETERANGAN|KODE|KOTA|LOKASI|NAMA|NILAI|NIM|NIP|NIK|NOMOR|NO|ORGANISASI|PEKERJAAN|PERIHAL"
    "|PERIODE|PERUSAHAAN|POSISI|SEKOLAH|TAHUN|TANGGAL|TGL|TELEPON|TEMPAT|TTD|WAKTU"
    "|ADDRESS|AMOUNT|AUTHOR|CITY|COMPANY|COUNTRY|DATE|DEPARTMENT|DESCRIPTION|EVENT|FIELD|FIRST|JOB"
    "|LAST|LOCATION|MONTH|NAME|NUMBER|ORGANI[SZ]ATION|PHONE|PLACEHOLDER|POSITION|PRICE|PRODUCT"
    "|PROJECT|RECIPIENT|ROLE|SENDER|SIGNATURE|STREET|SUBJECT|TBA|TBD|TIME|TODO|URL|VERSION|YEAR|YOUR"
)
# Words that follow these within brackets: [Nama Lengkap], [Tempat Lahir], [Your Name Here].
_MORE = (
    "ACARA|ANDA|BARANG|DEPAN|FULL|HERE|INSTANSI|KEGIATAN|LAHIR|LENGKAP|MULAI|ORANG|PELANGGAN|PENERIMA"
    "|PENGIRIM|PESERTA|PRODUK|SELESAI|SURAT|TERBILANG|TUA"
)
_INVITATION = "isi|isikan|masukkan|tulis|tuliskan|sebutkan|insert|enter|fill in|type"
# Words after which XXX stands for something, and not for thirty.
_LABELS = (
    "bapak|ibu|sdr|sdri|saudara|saudari|pt|cv|no|nomor|rp|jl|jalan|tgl|tanggal|nama|kepada|pukul"
    "|sebesar|sebanyak|mr|mrs|ms|dear|name|date|number"
)
_KEYS = (
    "ALT|BACKSPACE|CTRL|DELETE|DOWN|ENTER|ESC|HOME|INSERT|LEFT|NULL|RETURN|RIGHT|SHIFT|SPACE|TAB"
)

_PLACEHOLDER = re.compile(
    rf"""
    \{{\{{[^{{}}\n]{{1,100}}\}}\}} | \{{%[^%\n]{{1,200}}%\}}       # {{{{ nama }}}}, {{% if x %}}
    | (?<![\w\\}}$/]) \$?\{{[A-Za-z][\w.-]{{2,40}}(?:\ [\w.-]{{1,40}}){{0,2}}\}} (?![\w{{])
    | (?<!\w) %[A-Z][A-Z_]{{2,40}}% (?!\w)
    | < (?!(?:{_KEYS})>) [A-Z][A-Z0-9_-]{{3,40}}(?:\ [A-Z0-9_-]{{1,40}}){{0,4}} >
    | \[ (?:{_ASKED_FOR}) (?:[ _/-][A-Z_/-]{{1,40}}){{0,5}} \]     # [NAMA PERUSAHAAN]
    | \[ (?i:{_ASKED_FOR}) (?:[ /](?i:{_ASKED_FOR}|{_MORE})){{1,3}} \] (?<=[a-z]\])
    | \[ (?:Nama|Tanggal|Alamat|Nomor|Jumlah|Name|Date|Address|Amount) \]
    | \[ (?i:{_INVITATION}) \ [^\[\]\n]{{1,60}} \]                 # [isi tanggal]
    | [«‹] (?:[A-Za-z]{{1,40}}_\w{{1,40}}|(?i:{_ASKED_FOR})) [»›]  # fields of Word: «Nama_Lengkap»
    | \b (?i:lorem\ ipsum) \b
    | _{{4,}}
    | \b X{{4,}} \b | \b XXX (?=[-/.]X) | (?<=X[-/.]) XXX \b
    | \b (?i:{_LABELS}) [ .:]{{1,3}} XXX \b
    | \b (?:TBA|TBD|FIXME) \b | \b TODO (?=\s*[:(\]]|\s*$)
    """,
    re.VERBOSE | re.MULTILINE,
)
# Every placeholder has one of these, which are found in a hundredth of the time.
_SIGNS = (*"{%<[«‹", "____", "XXX", "TBA", "TBD", "FIXME", "TODO")
_WORD = re.compile(r"[^\W_]")
_BESIDE = 200
"""Code points; a limit, so that a line of nothing else takes no quadratic time."""


def placeholders(text: str) -> tuple[Span, ...]:
    """Return the places that were not filled in, in order; code should not be passed.

    It prefers to miss one: XXX may be thirty, a line of underscores a rule.

    >>> text = "Kepada Yth. [NAMA PERUSAHAAN], pukul 10.00"
    >>> [place.of(text) for place in placeholders(text)]
    ['[NAMA PERUSAHAAN]']
    """
    if not any(sign in text for sign in _SIGNS) and "lorem" not in text.lower():
        return ()
    return tuple(
        Span(*found.span())
        for found in _PLACEHOLDER.finditer(text)
        if not found[0].startswith("____") or _is_beside_words(text, found)
    )


def _is_beside_words(text: str, found: re.Match[str]) -> bool:
    """Return True if there are letters or digits on the same line."""
    start = max(text.rfind("\n", 0, found.start()), found.start() - _BESIDE)
    end = text.find("\n", found.end(), found.end() + _BESIDE)
    line = text[start + 1 : end if end >= 0 else found.end() + _BESIDE]
    return _WORD.search(line) is not None
