"""Settings come from the command, the environment and a file, in this order."""

from pathlib import Path

import pytest

from service.settings import Settings, UnreadableSettings
from tests.service.commands import command


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "hasila.toml"
    monkeypatch.setenv("HASILA_SETTINGS", str(path))
    return path


def test_a_file_goes_behind_the_environment(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('port = 8001\nmax_headers = 7\nlog_level = "error"\n')
    monkeypatch.setenv("HASILA_PORT", "8002")
    settings = Settings()
    assert (settings.port, settings.max_headers, settings.log_level) == (8002, 7, "error")
    assert Settings(port=8003).port == 8003
    assert settings.host == "127.0.0.1"


BAD = [
    ("colour = 'red'\n", "colour"),
    ("port = 'many'\n", "port"),
    ("rate_per_second = nan\n", "rate_per_second"),
    ("rate_burst = 0\n", "rate_burst"),
    ("port = \n", "is no TOML"),
    ("\xff", "is no TOML"),
]


@pytest.mark.parametrize(("text", "reason"), BAD)
def test_a_bad_file_is_refused_with_its_fault(file: Path, text: str, reason: str) -> None:
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(ValueError, match=reason):
        Settings()


@pytest.mark.usefixtures("file")
def test_a_file_that_is_not_there_is_missed() -> None:
    with pytest.raises(UnreadableSettings, match="No such file"):
        Settings()


@pytest.mark.parametrize("settings", [{"settings": "nowhere.toml"}, {"port": "many"}, {"port": -1}])
def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path, settings: dict[str, object]) -> None:
    for arguments in (["serve"], ["keys", "list"]):
        done = command(tmp_path, *arguments, **settings)
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert line.startswith("hasila: settings: ")
