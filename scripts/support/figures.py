# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""What the program's answers are compared with the truth by."""


class Figures(dict):
    """Figures by the truth's names, each with how an answer's sums have it; and rows of such figures."""

    def expected(self, row):
        """The figures of a row; a log of runs has neither cache nor cost."""
        return {figure: row.get(figure, 0) for figure in self}

    def nothing(self):
        return dict.fromkeys(self, 0)

    def added(self, *rows):
        return {figure: sum(row[figure] for row in rows) for figure in self}

    def of(self, sums):
        """The figures that an answer has."""
        return {figure: read(sums) for figure, read in self.items()}
