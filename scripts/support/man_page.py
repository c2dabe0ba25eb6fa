# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""The manual page, from what the program says of itself."""

import re

from . import manual

HEAD = r'''.\" Written by scripts/man-page; do not edit.
.TH MCTL 1 "{date}" "Mission Control {version}" "Mission Control"
.\" An address can be longer than a line; such lines cannot be justified.
.ad l
.SH NAME
mctl \- {abstract}
.SH SYNOPSIS
.B mctl
.I command
[\fIoptions\fR]
.br
.B mctl help
.I command
.SH DESCRIPTION
'''


def page(tool, version, date, report_names):
    """mctl.1 in the man macros, which mandoc and groff both know."""
    commands = [command for command in manual.leaves(tool) if command["commandName"] != "help"]
    everywhere = manual.shared(commands, 0.8)
    names = {command["commandName"] for command in commands
             if command["commandName"] in report_names and any("--model" in manual.spelling(a) for a in command["arguments"])}
    of_reports = manual.shared([command for command in commands if command["commandName"] in names], 1) - everywhere
    abstract = tool.get("abstract", "").rstrip(".")
    lines = [HEAD.format(version=version, date=date, abstract=text(abstract[:1].lower() + abstract[1:]))]
    lines += [text(plain(tool.get("discussion", ""))), ".PP",
              "Data goes to standard output and messages go to standard error.", ".SH COMMANDS"]
    for command in commands:
        lines += section(command, everywhere, of_reports if command["commandName"] in names else set())
    for title, keys, what in [("REPORT OPTIONS", of_reports, "Every report takes these."), ("COMMON OPTIONS", everywhere, "Nearly every command takes these.")]:
        source = next(command for command in commands if keys <= {manual.key(a) for a in command["arguments"]})
        lines += [f".SH {title}", what, *options([a for a in source["arguments"] if manual.key(a) in keys])]
    lines += [".SH EXIT STATUS"]
    for code, what in manual.EXIT_CODES:
        lines += [".TP", f".B {code}", text(plain(what))]
    lines += [".SH ENVIRONMENT"]
    for name, what, default in manual.SETTINGS:
        lines += [".TP", f".B {text(name)}", text(plain(what)), f"Without it: {text(plain(default))}."]
    lines += [
        ".SH FILES", ".TP", ".I $XDG_DATA_HOME/mission\\-control/ledger.sqlite",
        text("The ledger: every call that was ever read, in one SQLite file. Settings lie beside it."),
        ".SH EXAMPLES", ".TP", ".B mctl serve", "Read what is found, follow it, and serve the dashboard.",
        ".TP", ".B mctl daily \\-\\-last 7d", "The last seven days.",
        ".TP", ".B mctl backup /mnt/backups \\-\\-keep 14", "Back the ledger up and keep the newest fourteen backups.",
        ".SH SEE ALSO", ".BR sqlite3 (1)"]
    return "\n".join(lines) + "\n"


def section(command, everywhere, of_reports):
    own = [a for a in command["arguments"] if a.get("shouldDisplay", True) and manual.key(a) not in everywhere | of_reports]
    lines = [f".SS {text(command['path'])}", text(plain(manual.sentence(command.get("abstract", ""))))]
    if command.get("discussion"):
        lines += [".PP", text(plain(command["discussion"]))]
    lines += options(own)
    if of_reports:
        lines += [".PP", "Takes the report options."]
    return lines


def options(arguments):
    lines = []
    for argument in arguments:
        what = [plain(argument.get("abstract", "")), plain(argument.get("discussion", ""))]
        if argument.get("defaultValue") is not None:
            what.append(f"Default: {argument['defaultValue']}.")
        if argument.get("isRepeating") and argument["kind"] == "option":
            what.append("May be given several times.")
        lines += [".TP", label(argument), text(" ".join(filter(None, what)))]
    return lines


def label(argument):
    """`-s, --since day`: names in bold, the value in italics."""
    value = argument.get("valueName", "")
    if argument["kind"] == "positional":
        return f".I {text(value)}" + (r" \fR..." if argument.get("isRepeating") else "")
    names = sorted((("-" if name["kind"] == "short" else "--") + name["name"] for name in argument["names"]), key=len)
    shown = ", ".join(rf"\fB{text(name)}\fR" for name in names)
    return shown + (rf" \fI{text(value)}\fR" if argument["kind"] == "option" else "")


def plain(words):
    """Without the marks that Markdown has for code."""
    return re.sub(r"`([^`]*)`", r"\1", words)


def text(words):
    """Words as roff takes them: nothing in them is a request, and dashes can be copied."""
    words = " ".join(words.split())
    words = words.replace("\\", r"\e").replace("-", r"\-").replace("~", r"\(ti").replace("^", r"\(ha")
    for character, name in {"“": r"\(lq", "”": r"\(rq", "…": "...", "×": r"\(mu", "–": r"\(en"}.items():
        words = words.replace(character, name)
    return r"\&" + words if words[:1] in (".", "'") else words
