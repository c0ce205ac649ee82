"""Put the pictures of all exercises on sheets, to look at them.

poses/*.toml -> FOLDER/sheet-1.html and so on

`python docs/contact_sheet.py FOLDER [WORD ...]` puts eight exercises on a sheet, each as frames for print and
as a moving figure; with words, only exercises whose id has one of them in it.
"""

import sys
import tomllib
from html import escape
from pathlib import Path

from pydantic import TypeAdapter

from lumbago.posture import Body, Form, Movement, draw, settle

KNOWLEDGE = Path(__file__).parents[1] / "src" / "lumbago" / "knowledge"
ON_A_SHEET = 8
PAGE = """<!doctype html><meta charset="utf-8"><title>Sheet</title><style>
body{margin:8px;font:14px sans-serif;background:Canvas;color:CanvasText;color-scheme:light dark}
main{display:grid;grid-template-columns:1fr 1fr;gap:8px}figure{margin:0}
img{width:33%;vertical-align:top}.two{width:66%}</style><main>"""


def main(folder: Path, words: list[str]) -> None:
    """Write the sheets and say how large the pictures are."""
    folder.mkdir(parents=True, exist_ok=True)
    body = TypeAdapter(Body).validate_python(tomllib.loads((KNOWLEDGE / "body.toml").read_text()))
    files = sorted((KNOWLEDGE / "poses").glob("*.toml"))
    chosen = [file for file in files if not words or any(word in file.stem for word in words)]
    for first in range(0, len(chosen), ON_A_SHEET):
        shown = [_figure(file, folder, body) for file in chosen[first : first + ON_A_SHEET]]
        sheet = folder / f"sheet-{first // ON_A_SHEET + 1}.html"
        sheet.write_text(PAGE + "".join(shown) + "</main>", encoding="utf-8")


def _figure(file: Path, folder: Path, body: Body) -> str:
    movement = TypeAdapter(Movement).validate_python({"id": file.stem, **tomllib.loads(file.read_text())})
    settled, images = settle(movement, body), []
    for form in (Form.FRAMES, Form.ANIMATED):
        picture = folder / f"{file.stem}-{form.value}.svg"
        text = draw(movement, settled, form=form, title=file.stem, description=f"Picture of {file.stem}")
        picture.write_text(text, encoding="utf-8")
        print(f"{picture.name}: {len(text.encode()) / 1000:.1f} kB")
        size = "two" if form is Form.FRAMES and movement.moves else "one"
        images.append(f'<img class="{size}" src="{picture.name}" alt="{escape(file.stem)}">')
    return f"<figure><figcaption>{escape(file.stem)}</figcaption>{''.join(images)}</figure>"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
