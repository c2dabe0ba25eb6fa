// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// The dashboard's pages. Each is whole: its script asks for the same address again and puts the difference into the page.
struct PageRoutes: Sendable {
    let context: PageContext
    let clock: any WallClock
    let zone: Zone

    private var pages: [any Page] {
        [
            OverviewPage(), BreakdownPage(), SessionsPage(), SessionPage(), CronPage(), HealthPage(), AlertsPage(),
            AdvicePage(), SetupPage(),
        ]
    }

    var routes: [Route] {
        pages.map { page in
            Route(page.path) { request, route in
                var context = context
                context.arguments = route.parameters.reduce(into: [:]) { arguments, argument in
                    arguments[String(argument.key)] = String(argument.value)
                }
                context.signedIn = route.grant.signedIn
                return try await Answer.page(document(page, request, context)).response(to: request)
            }
        } + [IconFigure.route]
    }

    /// Makes the page that people come to first, so that its answers are remembered when the first of them comes. What goes wrong
    /// is told to those who ask.
    func prepare() async {
        let page = OverviewPage()
        // Nothing is known of a ledger that is about to be filled.
        guard let context = try? await context.forOnePage(), let state = try? await context.reader.state(),
            state.events > 0
        else { return }
        _ = try? await page.content(PageState(path: page.path, zone: zone, now: clock.now), context)
    }

    private func document(_ page: any Page, _ request: Request, _ context: PageContext) async throws -> Markup {
        let state = try PageState(request, own: page.parameters, zone: zone, now: clock.now)
        try page.check(state)
        let context = try await context.forOnePage()
        let isEmpty = try await context.reader.state().events == 0
        if isEmpty, page.needsCalls {
            let content = try await EmptyPage(context: context, title: page.entry.title).content(state)
            return PageShell(
                entry: page.entry, state: state, content: content, tools: nil, today: nil, signedIn: context.signedIn
            ).document
        }
        let content = try await Problem.explaining { try await page.content(state, context) }
        let today = UsageQuery(window: state.zone.window(from: state.today, through: state.today), zone: state.zone)
        return PageShell(
            entry: page.entry, state: state, content: content, tools: page.hasRange ? PageTools(state: state) : nil,
            today: isEmpty ? nil : try await context.reader.total(today).knownAmount, signedIn: context.signedIn
        ).document
    }
}
