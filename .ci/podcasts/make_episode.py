"""Make a podcast episode from its script: an MP3 and the WebVTT transcript that goes with it.

Run once by the author, who commits the two files to the campaign's media; nothing at run time needs this.

    python .ci/podcasts/make_episode.py .ci/podcasts/the-second-phone.txt FOLDER

Needs these Debian packages: flite, sox, ffmpeg and libttspico-utils (from non-free). The voices are synthetic and
stand in until people record the script. Each line is spoken into a file of its own, so the time of every caption is
counted in samples and not guessed.
"""

import html
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

RATE = 24_000
WIDTH = 2  # bytes in a sample
PCM = ["-f", "s16le", "-ar", str(RATE), "-ac", "1"]
LOUDNESS = -15.4  # LUFS of the speech alone, which makes an episode with its pauses about -16
COMPRESSED = "acompressor=threshold=-28dB:ratio=3:attack=8:release=150"
LIMITED = "alimiter=limit=0.84:level=false:latency=true"
KILOBITS = 32
LARGEST_FILE = 1_500_000

# Seconds of silence.
SAME_SPEAKER = 0.4
NEXT_SPEAKER = 0.5
NEXT_CHAPTER = 1.2
AT_THE_END = 0.8

HEADING = re.compile(r"(?P<name>[\w ]+): (?P<text>.+)")
SENTENCE_END = re.compile(r"[.?!](?=[”’]?(?:\s|$))")


@dataclass
class Line:
    """What one person says: one caption."""

    speaker: str
    text: str
    chapter: str | None = None
    begins: int = 0
    ends: int = 0


@dataclass
class Script:
    title: str = ""
    voices: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def read_script(path: Path) -> Script:
    """The script, or a sentence that says which line is not right."""
    script, chapter = Script(), None
    for number, row in enumerate(path.read_text().splitlines(), start=1):
        if row.startswith("## "):
            chapter = row.removeprefix("## ")
        elif row.strip() and not row.startswith("# "):
            said = HEADING.fullmatch(row)
            if said is None:
                sys.exit(f"{path.name}, line {number}: write 'Name: what they say'.")
            name, text = said["name"], said["text"]
            if name == "title":
                script.title = text
            elif not script.lines and chapter is None:
                script.voices[name] = text
            elif name not in script.voices:
                sys.exit(f"{path.name}, line {number}: {name} has no voice. Name it at the top, like '{name}: pico'.")
            elif len(SENTENCE_END.findall(text)) > 2:
                sys.exit(f"{path.name}, line {number}: more than two sentences. Make it two lines.")
            else:
                script.lines.append(Line(name, text, chapter))
                chapter = None
    return script


def run(*command: str | Path) -> str:
    """Run a tool and return what it said."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} could not do its part:\n{done.stderr}")
    return done.stdout + done.stderr


def speak(text: str, voice: str, sound: Path) -> None:
    """Synthesise one line."""
    plain = text.replace("’", "'").translate({ord("“"): None, ord("”"): None})
    if voice == "pico":
        marked = f'<speed level="93">{html.escape(plain, quote=False)}</speed>'
        run("pico2wave", "--lang=en-GB", f"--wave={sound}", marked)
    else:
        run("flite", "-voice", voice, "--setf", "duration_stretch=1.15", "-t", plain, "-o", sound)


def without_edges(sound: Path, scratch: Path) -> bytes:
    """The samples of a spoken line, at the rate of the episode, without the silence before and after it."""
    edge = ["silence", "1", "0.02", "0.2%"]
    raw = scratch / "line.raw"
    # Without dither (-D) the same script makes the same bytes.
    run("sox", "-D", sound, "-r", str(RATE), "-c", "1", "-b", "16", "-e", "signed", "-t", "raw", raw,
        *edge, "reverse", *edge, "fade", "t", "0.01", "reverse", "fade", "t", "0.01")  # fmt: skip
    return raw.read_bytes()


def evened(samples: bytes, scratch: Path) -> bytes:
    """The same samples, as many as before, compressed a little and brought to the loudness of spoken word."""
    before, after = scratch / "before.raw", scratch / "after.raw"
    before.write_bytes(samples)
    report = run("ffmpeg", *PCM, "-i", before, "-af", f"{COMPRESSED},loudnorm=print_format=json", "-f", "null", "-")
    heard = re.search(r'"input_i" : "(-[\d.]+)"', report)
    gain = LOUDNESS - float(heard[1]) if heard else 0
    louder = f"{COMPRESSED},volume={gain:.2f}dB,{LIMITED}"
    run("ffmpeg", "-y", *PCM, "-i", before, "-af", louder, *PCM, after)
    return after.read_bytes()


def silence(seconds: float) -> bytes:
    return bytes(WIDTH * round(seconds * RATE))


def spoken_lines(script: Script, scratch: Path) -> list[bytes]:
    """Every line as samples. What a person says is evened out as a whole, so both people are equally loud."""
    spoken: dict[int, bytes] = {}
    for speaker, voice in script.voices.items():
        own = [number for number, line in enumerate(script.lines) if line.speaker == speaker]
        for number in own:
            speak(script.lines[number].text, voice, scratch / "line.wav")
            spoken[number] = without_edges(scratch / "line.wav", scratch)
        together = evened(b"".join(spoken[number] for number in own), scratch)
        for number in own:
            length = len(spoken[number])
            spoken[number], together = together[:length], together[length:]
    return [spoken[number] for number in range(len(script.lines))]


def join(script: Script, spoken: list[bytes]) -> bytes:
    """The whole episode, noting the sample where each line begins and ends. A chapter begins on a whole second."""
    episode, before = bytearray(), None
    for line, samples in zip(script.lines, spoken, strict=True):
        if before and line.chapter:
            episode += silence(NEXT_CHAPTER)
            episode += bytes(-len(episode) % (WIDTH * RATE))
        elif before:
            episode += silence(SAME_SPEAKER if line.speaker == before.speaker else NEXT_SPEAKER)
        line.begins = len(episode) // WIDTH
        episode += samples
        line.ends = len(episode) // WIDTH
        before = line
    return bytes(episode + silence(AT_THE_END))


def write_mp3(episode: bytes, title: str, path: Path, scratch: Path) -> None:
    """The MP3, with its length in the header and its title in the tag."""
    raw = scratch / "episode.raw"
    raw.write_bytes(episode)
    tags = {"title": title, "album": "Spot It to Stop It", "artist": "Synthetic voices, to be re-recorded"}
    run("ffmpeg", "-y", *PCM, "-i", raw, "-c:a", "libmp3lame", "-b:a", f"{KILOBITS}k", "-compression_level", "0",
        *(part for name, value in tags.items() for part in ("-metadata", f"{name}={value}")),
        "-id3v2_version", "3", "-write_xing", "1", path)  # fmt: skip
    if path.stat().st_size > LARGEST_FILE:
        sys.exit(f"{path.name} is {path.stat().st_size} bytes, more than {LARGEST_FILE}. Shorten the script.")


def clock(samples: int) -> str:
    """00:01:02.345"""
    milliseconds = round(samples * 1000 / RATE)
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def transcript(script: Script) -> str:
    """The WebVTT: one caption a line, with the name of the one who speaks."""
    cues = [
        f"{clock(line.begins)} --> {clock(line.ends)}\n<v {line.speaker}>{html.escape(line.text, quote=False)}</v>\n"
        for line in script.lines
    ]
    return "\n".join(["WEBVTT\n", *cues])


def main(script_path: Path, folder: Path) -> None:
    script = read_script(script_path)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        episode = join(script, spoken_lines(script, scratch))
        write_mp3(episode, script.title, folder / f"{script_path.stem}.mp3", scratch)
    (folder / f"{script_path.stem}.vtt").write_text(transcript(script))

    print(f"{script.title}: {clock(len(episode) // WIDTH)}. For module.yaml:\nchapters:")
    for line in script.lines:
        if line.chapter:
            minutes, seconds = divmod(line.begins // RATE, 60)
            print(f'  - {{at: "{minutes}:{seconds:02}", title: "{line.chapter}"}}')


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
