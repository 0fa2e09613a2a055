"""Pages in HTML from templates of the package: everything put into one is escaped, and nothing may be missing."""

from __future__ import annotations

import functools

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


@functools.cache
def page_templates(package: str, folder: str = ".") -> Environment:
    """The templates that lie in a package; each is compiled once a process.

    Args:
        package: Its full name.
        folder: In which they lie there.
    """
    return Environment(
        loader=PackageLoader(package, folder),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
