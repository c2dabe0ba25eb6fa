// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Lays blocks out on pages, one below the other.
struct PaperFlow {
    let size: PaperSize
    let runningTitle: String
    let scope: String
    private var pages: [[SVG]] = [[]]
    /// Where the next block begins.
    private(set) var y = Length(0)

    static let left = PaperSize.margin
    /// The end of what blocks may use; below it is the foot.
    var bottom: Length { size.height - Length(52) }
    var right: Length { size.width - PaperSize.margin }

    init(size: PaperSize, runningTitle: String, scope: String) {
        (self.size, self.runningTitle, self.scope) = (size, runningTitle, scope)
    }

    /// The heading of the first page.
    mutating func begin(_ document: PaperDocument) {
        y = Length(62)
        for line in PaperStyle.title.wrapped(document.title.printable, to: size.inner).prefix(3) {
            draw(.text(line, x: Self.left, y: y, .title))
            y = y + Length(25)
        }
        y = y - Length(7)
        var style = PaperStyle(size: Length(10))
        draw(.text(style.shortened(document.scope.printable, to: size.inner), x: Self.left, y: y, style))
        style = .small
        y = y + Length(14)
        draw(.text(style.shortened(document.origin.printable, to: size.inner), x: Self.left, y: y, style))
        y = y + Length(10)
        draw(.rule(x: Self.left, y: y, width: size.inner))
        y = y + Length(14)
    }

    /// Puts a block below what is there.
    mutating func add(_ block: PaperBlock) {
        switch block {
        case .heading(let text): add(heading: text)
        case .figures(let figures): add(figures)
        case .bars(let bars): add(bars)
        case .table(let candidates): add(candidates)
        case .notes(let sentences): add(notes: sentences)
        }
    }

    /// Makes room for something that is not to be parted.
    ///
    /// - Returns: Whether a new page was begun.
    @discardableResult
    mutating func reserve(_ height: Length) -> Bool {
        guard y + height > bottom else { return false }
        pages.append([])
        y = Length(40)
        let half = Length(hundredths: size.inner.hundredths / 2 - 500)
        draw(.text(PaperStyle.small.shortened(runningTitle.printable, to: half), x: Self.left, y: y, .small))
        let scope = PaperStyle.small.shortened(scope.printable, to: half)
        draw(.text(scope, x: right, y: y, .small, anchor: "end"))
        y = y + Length(6)
        draw(.rule(x: Self.left, y: y, width: size.inner))
        y = y + Length(14)
        return true
    }

    mutating func advance(_ height: Length) { y = y + height }

    mutating func draw(_ mark: SVG) { pages[pages.count - 1].append(mark) }

    /// The pages with their feet.
    func finished(_ origin: String) -> [String] {
        pages.enumerated().map { index, marks in
            let base = size.height - Length(30)
            let foot: [SVG] = [
                .rule(x: Self.left, y: base - Length(11), width: size.inner),
                .text("Mission Control", x: Self.left, y: base, .small),
                .text("\(index + 1) of \(pages.count)", x: right, y: base, .small, anchor: "end"),
            ]
            return SVG.sheet(size, children: marks + foot).text + "\n"
        }
    }

    private mutating func add(heading text: String) {
        // A name at the foot of a page, away from what it names, helps nobody.
        reserve(Length(110))
        advance(Length(14))
        draw(.text(PaperStyle.heading.shortened(text.printable, to: size.inner), x: Self.left, y: y, .heading))
        advance(Length(8))
    }

    private mutating func add(notes sentences: [String]) {
        guard !sentences.isEmpty else { return }
        advance(Length(8))
        for sentence in sentences {
            let lines = PaperStyle.body.wrapped(sentence.printable, to: size.inner - Length(10))
            reserve(Length(12 * min(lines.count, 6)))
            for (index, line) in lines.enumerated() {
                reserve(Length(12))
                advance(Length(12))
                // What explains a mark begins with it.
                if index == 0, !line.hasPrefix("*") { draw(.text("•", x: Self.left, y: y, .body)) }
                draw(.text(line, x: Self.left + Length(10), y: y, .body))
            }
            advance(Length(2))
        }
        advance(Length(4))
    }
}
