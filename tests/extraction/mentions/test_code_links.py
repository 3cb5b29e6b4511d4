import pytest

from kg.extraction.mentions import code_links


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Code: https://github.com/a/b.", ["https://github.com/a/b"]),
        ("at https://github.com/a/b{https://github.com/a/b}.", ["https://github.com/a/b"]),
        ("\\url{https://github.com/a/b_c}", ["https://github.com/a/b_c"]),
        ("https://huggingface.co/x/SDXL\\_NCP-DPO\\_v0.1", ["https://huggingface.co/x/SDXL_NCP-DPO_v0.1"]),
        ("see github. com/a/b for code", ["https://github.com/a/b"]),
        ("https://name. github.io/page/.", ["https://name.github.io/page/"]),
        ("our page (https://name.github.io/)", ["https://name.github.io/"]),
        ("https://name.github.io/site.github.io/{project page}.", ["https://name.github.io/site.github.io/"]),
        ("http://gitlab.com/a/b, and GitHub.com/c/D!", ["http://gitlab.com/a/b", "https://github.com/c/D"]),
        ("https://gitlab.inria.fr/a/b", ["https://gitlab.inria.fr/a/b"]),
        ("https://github.com/a/b https://github.com/A/B/", ["https://github.com/a/b"]),
        ("https://github.com/a/b. Keywords: x", ["https://github.com/a/b"]),
        ("https://github.com/a/JiuZhang3.0.", ["https://github.com/a/JiuZhang3.0"]),
        ("gitee.com/a and bitbucket.org/b", ["https://gitee.com/a", "https://bitbucket.org/b"]),
        ("hf. co/a and code.google.com/p/b", ["https://hf.co/a", "https://code.google.com/p/b"]),
        ("codeberg.org/a, zenodo.org/b", ["https://codeberg.org/a", "https://zenodo.org/b"]),
        ("sourceforge.net/a, git.host.org/b", ["https://sourceforge.net/a", "https://git.host.org/b"]),
    ],
)
def test_finds(raw: str, expected: list[str]) -> None:
    assert list(code_links.find_code_links(raw)) == expected


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("https://arxiv.org/abs/2401.00001", id="a paper, not code"),
        pytest.param("the code is on GitHub. Compared to others it is small", id="a sentence that ends in GitHub"),
        pytest.param("https://github.com/", id="a host without a repository"),
        pytest.param("mail someone@github.com/x", id="an address"),
        pytest.param("ftp://example.org/github", id="another scheme and host"),
        pytest.param("javascript:alert(1)", id="no link at all"),
    ],
)
def test_finds_nothing(raw: str) -> None:
    assert list(code_links.find_code_links(raw)) == []
