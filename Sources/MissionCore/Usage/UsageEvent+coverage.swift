// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Which calls make a coarser one superfluous.
///
/// A ledger keeps coarse calls whether or not they count, and counts one only while nothing that it holds covers it. So
/// what counts depends on what was told and never on the order of telling.
extension UsageEvent {
    /// Whether finer sources can make it superfluous.
    package var isAggregate: Bool {
        grain != .call
    }

    /// Whether it may stand for several calls, of which nobody knows how many.
    package var standsForMany: Bool {
        grain == .run || grain == .conversation || grain == .turn
    }

    /// Whether its end is one answer of a provider, so that how it ended says something of that provider.
    package var isAnswer: Bool {
        grain != .run && grain != .conversation
    }

    /// How long the provider took, where that is told. A turn's time is spent on tools, too.
    package var answerMilliseconds: Int64? {
        grain == .turn ? nil : durationMilliseconds
    }

    /// Whether `finer` tells what this one sums up or repeats. Points are matched all at once: ``PointMatching``.
    package func isCovered(by finer: UsageEvent) -> Bool {
        guard finer.session == session, !finer.isSynthetic else { return false }
        if finer.source == source { return isTotal(of: finer) }
        guard coveringSources.contains(finer.source) else { return false }
        switch grain {
        // Turns are covered by calls of other conversations: ``BackendTurn``.
        case .call, .turn, .point: return false
        case .conversation: return true
        case .run: return finer.at >= at.advanced(byMilliseconds: -Grain.runSlack)
        case .loggedCall:
            let reach = at.advanced(byMilliseconds: -Grain.logSlack)...at.advanced(byMilliseconds: Grain.logSlack)
            return reach.contains(finer.at) && attribution.isSameModel(as: finer.attribution)
        }
    }

    /// The kinds of source whose calls can make it superfluous: the better ones. What a gateway answers about a session is told
    /// call by call, so that it also makes up for sums that were pushed.
    package var coveringSources: Set<SourceKind> {
        Self.coveringSources(of: grain, from: source)
    }

    /// The same for any row of a grain from a source.
    package static func coveringSources(of grain: Grain, from source: SourceKind) -> Set<SourceKind> {
        var better = Set(SourceKind.allCases.filter { $0 < source })
        let isSum = grain == .run || grain == .conversation
        if isSum, source == .push { better.insert(.rpc) }
        return better
    }

    /// Whether a call that another program made for the same session tells what this one sums up.
    package func isCovered(byBackendsCall call: UsageEvent) -> Bool {
        guard call.grain == .call, !call.isSynthetic, call.source < source else { return false }
        switch grain {
        case .call, .loggedCall, .turn, .point: return false
        case .conversation: return true
        case .run: return call.at >= at.advanced(byMilliseconds: -Grain.runSlack)
        }
    }

    /// Whether it is the total of which the same source told a part: a log may turn out to tell calls, not totals.
    package func isTotal(of part: UsageEvent) -> Bool {
        grain == .conversation && part.grain == .loggedCall && part.source == source && part.session == session
            && !part.isSynthetic
    }
}

extension Grain {
    /// A run's last call may have been written down so many milliseconds before the run was.
    package static let runSlack: Int64 = 60_000
    /// So many milliseconds may lie between the times at which two sources wrote the same call down.
    package static let logSlack: Int64 = 2_000
    /// So many milliseconds may lie between a point's time and its call's: the one may be when an answer began, the other
    /// when it was written down.
    package static let pointSlack: Int64 = 600_000
}

extension Attribution {
    /// Whether both may name the model of one call. Where a log names no provider, the model alone decides, and where it
    /// names no vendor, a vendor that another one names does not matter. A maker's subscription and its API are one seller.
    package func isSameModel(as other: Attribution) -> Bool {
        guard
            provider == other.provider || isUnnamed || other.isUnnamed
                || NameRules.shared.areOneMakers(provider, other.provider)
        else { return false }
        if model == other.model || namesNoModel || other.namesNoModel { return true }
        guard bareModel == other.bareModel else { return false }
        // Two vendors' models of one name are two models, unless nobody says whom the first one is from.
        return isUnnamed || other.isUnnamed || !(model.contains("/") && other.model.contains("/"))
    }

    /// The model without a vendor, in the one spelling that is the same whoever sells it.
    private var bareModel: String {
        ModelName(recordedProvider: "", recordedModel: String(ModelName.bare(model))).model
    }

    /// Claude Code's transcript names no model for a call that failed; what is no call at all is synthetic and asked for nowhere.
    private var namesNoModel: Bool { recordedModel == "<synthetic>" }

    private var isUnnamed: Bool {
        recordedProvider.isEmpty || provider == ModelName.unnamedProvider
    }
}
