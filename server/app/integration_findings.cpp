// SPDX-License-Identifier: Apache-2.0
// Asks the store for what the views of ISO/IEC 27013 need. See integration_findings.h.
#include "server/app/integration_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "indexer/integration/evidence_choice.h"
#include "indexer/pages/attributes.h"
#include "indexer/pages/scopes.h"
#include "parser/core/check_codes.h"
#include "parser/core/terminology_codes.h"

namespace clausemark {
namespace {

/// Passages of a clause among which those to show are chosen, strongest first.
constexpr std::size_t looked_through = 40;
/// Of a clause: people follow a link for more.
constexpr std::size_t shown_passages = 3;
/// Rows asked for at once.
constexpr std::size_t rows_at_once = 1000;
/// Clusters of copies that are looked through for those between two systems, gravest first.
constexpr std::size_t clusters_at_most = 1000;

Result<std::vector<CoverageSum>> sums_of(Store& store, const Knowledge& known, StandardIndex standard) {
    CoverageQuery query;
    query.standard = known.catalogue->standards()[standard].id;
    return store.coverage(query);
}

Result<Standings> standings_of(Store& store, const Knowledge& known, StandardIndex standard) {
    const auto sums = sums_of(store, known, standard);
    if (!sums) return sums.why();
    return read_standings(*known.catalogue, standard, known.parts, known.declarations, *sums);
}

/// A place in the order of evidence behind all passages of the standings before this one.
std::optional<EvidenceRecord> before(Standing standing) {
    if (standing == Standing::counted) return std::nullopt;
    EvidenceRecord at;
    at.tag.standing = static_cast<Standing>(static_cast<int>(standing) - 1);
    at.tag.strength = Strength::none;
    at.tag.score = std::numeric_limits<double>::lowest();
    return at;
}

Result<std::vector<EvidenceRecord>> passages_of(Store& store, const Catalogue& catalogue, ClauseIndex clause,
                                                Standing standing) {
    EvidenceQuery query;
    query.clause = catalogue.clause(clause).id;
    query.after = before(standing);
    query.limit = looked_through;
    auto found = store.evidence(query);
    if (!found) return found;
    // A mention is no answer.
    std::erase_if(*found, [&](const EvidenceRecord& one) {
        return one.tag.standing != standing || one.tag.strength < Strength::description;
    });
    return found;
}

Result<SystemScope> scope_of(Store& store, const Knowledge& known, const WorkOrder& order,
                             StandardIndex standard, const std::vector<DocumentRecord>& documents) {
    const Standard& about = known.catalogue->standards()[standard];
    SystemScope scope;
    scope.standard = standard;
    scope.settings = systems_of(about, *known.config);
    scope.system = scope.settings.empty() ? about.system : scope.settings.front()->name;
    for (const DocumentRecord& document : documents)
        if (in_scope(document, about, *known.config)) scope.pages.push_back(document.id);
    if (const ClauseIndex clause = order.scope_clause(standard); clause != no_clause) {
        const auto passages = passages_of(store, *known.catalogue, clause, Standing::counted);
        if (!passages) return passages.why();
        scope.statements = choose_evidence(*passages, 1);
    }
    return scope;
}

Result<std::vector<SystemScope>> scopes_of(Store& store, const Knowledge& known, const WorkOrder& order,
                                           const std::vector<StandardIndex>& standards) {
    DocumentQuery query;
    query.limit = rows_at_once;
    std::vector<DocumentRecord> documents;
    while (true) {
        auto some = store.documents(query);
        if (!some) return some.why();
        const bool last = some->size() < query.limit;
        std::ranges::move(*some, std::back_inserter(documents));
        if (last) break;
        query.after = documents.back().id;
    }
    std::vector<SystemScope> scopes;
    for (const StandardIndex standard : standards) {
        auto scope = scope_of(store, known, order, standard, documents);
        if (!scope) return scope.why();
        scopes.push_back(std::move(*scope));
    }
    return scopes;
}

/// Every passage that counts for a leaf of the requirements, a thousand at a time.
std::optional<Diagnostic> add_passages(Store& store, const Catalogue& catalogue,
                                       std::span<const SharedRequirement> requirements,
                                       AnswerBuilder& builder) {
    for (const SharedRequirement& one : requirements)
        for (const ClauseIndex leaf : one.leaves) {
            EvidenceQuery query;
            query.clause = catalogue.clause(leaf).id;
            query.limit = rows_at_once;
            while (true) {
                auto some = store.evidence(query);
                if (!some) return some.why();
                for (const EvidenceRecord& passage : *some) builder.add(passage);
                // Those that count come first.
                if (some->size() < query.limit || some->back().tag.standing != Standing::counted) break;
                query.after = std::move(some->back());
            }
        }
    return std::nullopt;
}

/// The passages of a plan, clause by clause.
class PlanEvidence {
  public:
    PlanEvidence(Store& store, const Knowledge& known, PlanFindings& findings)
        : store_(store), catalogue_(*known.catalogue), findings_(findings) {}

    std::optional<Diagnostic> fetch() {
        for (std::size_t i = 0; i < findings_.plan.clauses.size(); ++i) {
            const ClausePlan& plan = findings_.plan.clauses[i];
            std::vector<EvidenceRecord> chosen;
            if (auto failed = add_own(plan, chosen)) return failed;
            if (plan.disposition == Disposition::extend)
                if (auto failed = add_corresponding(plan, chosen)) return failed;
            if (!chosen.empty()) findings_.evidence[i] = std::move(chosen);
        }
        mark_outside();
        return std::nullopt;
    }

  private:
    /// A tag of the standard wanted knows best: its standing was found with the whole page at hand.
    void mark_outside() {
        const auto of_wanted = [&](const EvidenceRecord& one) {
            const auto clause = catalogue_.find(one.tag.clause);
            return clause && catalogue_.clause(*clause).standard == findings_.plan.want;
        };
        std::set<DocumentKey> inside(findings_.scopes[1].pages.begin(), findings_.scopes[1].pages.end());
        for (const auto& [i, records] : findings_.evidence)
            for (const EvidenceRecord& one : records)
                if (of_wanted(one) && one.tag.standing == Standing::counted) inside.insert(one.document.id);
        for (const auto& [i, records] : findings_.evidence)
            for (const EvidenceRecord& one : records)
                if (!inside.contains(one.document.id)) findings_.outside.insert(one.document.id);
    }

    std::optional<Diagnostic> add(ClauseIndex clause, Standing standing, std::size_t most,
                                  std::vector<EvidenceRecord>& chosen) {
        if (most == 0) return std::nullopt;
        const auto passages = passages_of(store_, catalogue_, clause, standing);
        if (!passages) return passages.why();
        for (EvidenceRecord& one : choose_evidence(*passages, most)) {
            const auto same = [&](const EvidenceRecord& known) {
                return known.document.id == one.document.id && known.tag.passage == one.tag.passage;
            };
            if (std::ranges::none_of(chosen, same)) chosen.push_back(std::move(one));
        }
        return std::nullopt;
    }

    std::optional<Diagnostic> add_own(const ClausePlan& plan, std::vector<EvidenceRecord>& chosen) {
        const auto some_at = [&](PartPlace place) {
            return std::ranges::find(plan.parts, place, &PlannedPart::place) != plan.parts.end();
        };
        if (!plan.checked) return std::nullopt;
        if (auto failed = add(plan.clause, Standing::counted, shown_passages, chosen)) return failed;
        if (some_at(PartPlace::outside_scope))
            if (auto failed = add(plan.clause, Standing::out_of_scope, shown_passages, chosen)) return failed;
        // Of an open clause, drafts are shown whatever they say: somebody has begun.
        if (some_at(PartPlace::pending) || plan.open())
            for (const Standing standing : {Standing::draft, Standing::edited})
                if (auto failed = add(plan.clause, standing, 1, chosen)) return failed;
        return std::nullopt;
    }

    /// Of what corresponds, a passage or two each: it is a place to build on, not the answer itself.
    std::optional<Diagnostic> add_corresponding(const ClausePlan& plan, std::vector<EvidenceRecord>& chosen) {
        for (const Counterpart& one : plan.counterparts) {
            if (!one.answered()) continue;
            for (const ClauseIndex leaf : leaves_of(catalogue_, one.row.to)) {
                if (chosen.size() >= 2 * shown_passages) return std::nullopt;
                if (auto failed = add(leaf, Standing::counted, 1, chosen)) return failed;
            }
        }
        return std::nullopt;
    }

    Store& store_;
    const Catalogue& catalogue_;
    PlanFindings& findings_;
};

Sides sides_of(const std::vector<SystemScope>& scopes, const Knowledge& known) {
    Sides sides;
    sides.first = scopes[0].standard;
    sides.second = scopes[1].standard;
    const auto names = [&](const SystemScope& scope) {
        std::set<std::string> out{lower(known.catalogue->standards()[scope.standard].system)};
        for (const ManagementSystem* system : scope.settings) out.insert(lower(system->name));
        return out;
    };
    sides.first_names = names(scopes[0]);
    sides.second_names = names(scopes[1]);
    sides.first_scope = {scopes[0].pages.begin(), scopes[0].pages.end()};
    sides.second_scope = {scopes[1].pages.begin(), scopes[1].pages.end()};
    return sides;
}

/// Copies and contradictions, put to the pairs whose documents they are between.
class Between {
  public:
    Between(MergeFindings& findings, const Sides& sides) : findings_(findings), sides_(sides) {}

    void add(const ClusterFinding& cluster) {
        std::vector<DocumentRecord> documents;
        for (const DuplicateMember& member : cluster.cluster.members) documents.push_back(member.document);
        if (PairFindings* pair = pair_of(documents))
            pair->duplicates.push_back(cluster);
        else if (crosses(documents))
            findings_.copies.push_back(cluster);
    }
    void add(const ConflictFinding& conflict) {
        std::vector<DocumentRecord> documents;
        for (const ConflictValue& value : conflict.conflict->values)
            for (const std::uint32_t fact : value.facts)
                documents.push_back(findings_.values->statement(fact).document->document);
        if (PairFindings* pair = pair_of(documents))
            pair->conflicts.push_back(conflict);
        else if (crosses(documents))
            findings_.conflicts.push_back(conflict);
    }

  private:
    static bool has(const std::vector<DocumentRecord>& documents, const DocumentKey& key) {
        return std::ranges::any_of(documents,
                                   [&](const DocumentRecord& document) { return document.id == key; });
    }
    PairFindings* pair_of(const std::vector<DocumentRecord>& documents) {
        for (PairFindings& one : findings_.pairs)
            if (has(documents, one.pair.left.id) && has(documents, one.pair.right.id)) return &one;
        return nullptr;
    }
    bool crosses(const std::vector<DocumentRecord>& documents) const {
        const auto on = [&](Side side) {
            return std::ranges::any_of(documents,
                                       [&](const DocumentRecord& one) { return sides_.of(one) == side; });
        };
        return on(Side::first) && on(Side::second);
    }
    MergeFindings& findings_;
    const Sides& sides_;
};

/// The first finding of each code on words, of both documents of a pair.
Result<std::vector<WordFinding>> words_of(Store& store, const MergePair& pair) {
    std::map<std::pair<Code, bool>, Diagnostic> first;
    for (const bool left : {true, false}) {
        const DocumentKey& key = left ? pair.left.id : pair.right.id;
        const auto pages = store.pages(std::span(&key, 1), {.diagnostics = true});
        if (!pages) return pages.why();
        for (const PageRecord& page : *pages)
            for (const Diagnostic& found : page.diagnostics)
                if (is_terminology(found.code) && check_code(found.code)->on)
                    first.emplace(std::pair(found.code, !left), found);
    }
    std::vector<WordFinding> words;
    words.reserve(first.size());
    for (auto& [place, found] : first) words.push_back({!place.second, std::move(found)});
    return words;
}

/// More of what is copied and contradicts means more to gain.
std::int64_t gain_of(const PairFindings& one) {
    return one.pair.weight + 5 * static_cast<std::int64_t>(one.duplicates.size() + one.conflicts.size());
}

std::string listed(const std::vector<std::string>& names, const char* between = ", ") {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : between) + name;
    return out;
}

}  // namespace

WorkOrder work_order(const Catalogue& catalogue) {
    const Corpus corpus = Corpus::embedded();
    std::vector<WorkOrder::File> files;
    for (const CorpusFile* file : corpus.in_folder("integration")) files.push_back({file->path, file->text});
    // Tests hold the files to the shipped standards; with other ones, what speaks of unknown clauses is
    // without effect.
    std::vector<Diagnostic> faults;
    return WorkOrder::read(catalogue, files, faults);
}

std::optional<std::string> refuse_pair(const Knowledge& known, StandardIndex a, StandardIndex b) {
    const auto& standards = known.catalogue->standards();
    if (a == b) return fmt::format("{} stands on both sides; name two different standards", standards[a].id);
    if (related(*known.correspondences, a, b)) return std::nullopt;
    std::string related;
    for (const StandardIndex other : known.correspondences->related_to(a))
        related += (related.empty() ? "" : ", ") + standards[other].id;
    return fmt::format("nobody has said yet how {} and {} correspond; {} is related to: {}", standards[a].id,
                       standards[b].id, standards[a].id, related.empty() ? "nothing" : related);
}

Result<PlanFindings> find_plan(Store& store, const Knowledge& known, StandardIndex have, StandardIndex want) {
    PlanFindings findings;
    findings.order = work_order(*known.catalogue);
    auto scopes = scopes_of(store, known, findings.order, {have, want});
    if (!scopes) return scopes.why();
    findings.scopes = std::move(*scopes);
    std::vector<DocumentKey> both;
    std::ranges::set_intersection(findings.scopes[0].pages, findings.scopes[1].pages,
                                  std::back_inserter(both));
    findings.pages_in_both = both.size();
    const auto in_place = standings_of(store, known, have);
    if (!in_place) return in_place.why();
    const auto wanted = standings_of(store, known, want);
    if (!wanted) return wanted.why();
    findings.plan =
        plan_implementation(*known.catalogue, *known.correspondences, findings.order, *in_place, *wanted);
    if (auto failed = PlanEvidence(store, known, findings).fetch()) return *failed;
    return findings;
}

Result<TogetherFindings> find_together(Store& store, const Knowledge& known,
                                       const std::vector<StandardIndex>& standards) {
    TogetherFindings findings;
    findings.order = work_order(*known.catalogue);
    findings.standards = standards;
    auto scopes = scopes_of(store, known, findings.order, standards);
    if (!scopes) return scopes.why();
    findings.scopes = std::move(*scopes);
    findings.requirements =
        share_requirements(*known.catalogue, *known.correspondences, findings.order, standards);
    std::vector<StandardCoverage> coverages;
    for (const StandardIndex standard : standards) {
        const auto sums = sums_of(store, known, standard);
        if (!sums) return sums.why();
        coverages.push_back(assess(*known.catalogue, standard, known.parts, known.declarations, *sums));
    }
    AnswerBuilder builder(*known.catalogue, findings.requirements);
    if (auto failed = add_passages(store, *known.catalogue, findings.requirements, builder)) return *failed;
    findings.answers = builder.answers(coverages);
    for (const RequirementAnswer& one : findings.answers) {
        ++findings.counts[one.state];
        std::set<StandardIndex> served;
        for (const ClauseIndex leaf : one.requirement->leaves)
            served.insert(known.catalogue->clause(leaf).standard);
        if (served.size() > 1) ++findings.shared;
    }
    return findings;
}

Result<MergeFindings> find_merge(Store& store, const Knowledge& known, StandardIndex first,
                                 StandardIndex second, std::shared_ptr<const ConflictFindings> conflicts) {
    auto together = find_together(store, known, {first, second});
    if (!together) return together.why();
    MergeFindings findings;
    findings.scopes = std::move(together->scopes);
    findings.requirements = std::move(together->requirements);
    findings.answers = std::move(together->answers);
    findings.values = std::move(conflicts);
    const Sides sides = sides_of(findings.scopes, known);
    for (MergePair& pair : merge_pairs(*known.catalogue, known.parts, findings.answers, sides))
        findings.pairs.push_back({std::move(pair), {}, {}, {}});
    for (PairFindings& one : findings.pairs) {
        auto words = words_of(store, one.pair);
        if (!words) return words.why();
        one.words = std::move(*words);
    }
    DuplicateQuery copies;
    copies.limit = clusters_at_most;
    const auto clusters = find_duplicates(store, copies);
    if (!clusters) return clusters.why();
    const auto decisions = store.decisions();
    if (!decisions) return decisions.why();
    Between between(findings, sides);
    for (const ClusterFinding& cluster : *clusters) between.add(cluster);
    for (const ConflictFinding& conflict : select_conflicts(*findings.values, {}, *decisions))
        between.add(conflict);
    std::ranges::stable_sort(findings.pairs, [](const PairFindings& a, const PairFindings& b) {
        return std::make_tuple(!a.pair.substantial, a.pair.answers.empty(), -gain_of(a)) <
               std::make_tuple(!b.pair.substantial, b.pair.answers.empty(), -gain_of(b));
    });
    return findings;
}

std::string scope_words(const SystemScope& scope) {
    std::string out;
    for (const ManagementSystem* system : scope.settings) {
        std::string one = listed(system->scope.pages);
        if (!system->scope.spaces.empty())
            one += (one.empty() ? "" : "; ") + ("spaces " + listed(system->scope.spaces));
        std::map<std::string, std::vector<std::string>> by_values;
        for (const auto& [name, values] : system->scope.properties)
            by_values[listed(values, " or ")].push_back(name);
        for (const auto& [values, names] : by_values)
            one += (one.empty() ? "" : "; ") +
                   fmt::format("pages whose {} is {}", listed(names, " or "), values);
        if (!one.empty()) out += (out.empty() ? "" : "; ") + one;
    }
    return out.empty() ? "every page (the settings give no scope)" : out;
}

}  // namespace clausemark
