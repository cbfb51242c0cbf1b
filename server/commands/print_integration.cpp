// SPDX-License-Identifier: Apache-2.0
// Integration views as text. See print_integration.h.
#include "server/commands/print_integration.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/app/integration_tables.h"
#include "server/commands/commands.h"
#include "server/commands/print_duplicates.h"

namespace clausemark {
namespace {

constexpr std::size_t width = 100;
constexpr std::size_t quoted = 160;

/// Characters a terminal shows, not bytes.
std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// `first` and the text, broken between words; lines after the first begin with `indent` blanks.
void print_wrapped(const std::string& first, const std::string& text, std::size_t indent) {
    std::string line = first;
    std::size_t used = columns_of(first);
    bool fresh = true;
    std::size_t begin = 0;
    const std::string words = plain(text);
    while (begin < words.size()) {
        const std::size_t end = std::min(words.find(' ', begin), words.size());
        const std::string word = words.substr(begin, end - begin);
        begin = end + 1;
        if (word.empty()) continue;
        if (!fresh && used + 1 + columns_of(word) > width) {
            print(line + "\n");
            line = std::string(indent, ' ');
            used = indent;
            fresh = true;
        }
        line += (fresh ? "" : " ") + word;
        used += (fresh ? 0 : 1) + columns_of(word);
        fresh = false;
    }
    print(line + "\n");
}

void print_scopes(const Knowledge& known, const std::vector<SystemScope>& scopes) {
    print("Scopes\n");
    for (const SystemScope& scope : scopes) {
        print_wrapped(fmt::format("  {:<21} ", known.catalogue->standards()[scope.standard].name),
                      fmt::format("{}, {} pages: {}", scope.system, scope.pages.size(), scope_words(scope)),
                      24);
        for (const EvidenceRecord& one : scope.statements)
            print_wrapped("                        ",
                          fmt::format("\"{}\" ({})", shortened(plain(one.passage.text), quoted),
                                      document_text(one.document)),
                          24);
        if (scope.statements.empty())
            print("                        no page was found that states this scope\n");
    }
}

void print_evidence(const std::vector<EvidenceRecord>& records, const PlanFindings& findings) {
    for (const EvidenceRecord& one : records) {
        std::string note;
        if (findings.outside.contains(one.document.id)) note += ", outside the scope wanted";
        if (one.tag.standing == Standing::draft || one.tag.standing == Standing::edited)
            note += fmt::format(", {}", name_of(one.tag.standing));
        const std::string& owner = one.document.attributes.owner;
        print_wrapped(
            "      > ",
            fmt::format("\"{}\" {}{}{}", shortened(plain(one.passage.text), quoted),
                        document_text(one.document), note, owner.empty() ? "" : ", owner: " + owner),
            8);
    }
}

std::string heading_of(const Catalogue& catalogue, const ClausePlan& plan) {
    const Clause& clause = catalogue.clause(plan.clause);
    return fmt::format("{:<15} {:<9} ", clause_label(clause), words_of(plan.disposition));
}

void print_step(const Knowledge& known, const PlanFindings& findings, std::size_t step, std::size_t index,
                bool details) {
    const Catalogue& catalogue = *known.catalogue;
    const ClausePlan& plan = findings.plan.clauses[index];
    print_wrapped(fmt::format("{:>3}. {}", step, heading_of(catalogue, plan)),
                  title_of(catalogue, plan.clause), 31);
    const auto tasks = tasks_of(catalogue, plan);
    for (std::size_t i = 0; i < tasks.size() && (details || i < 2); ++i)
        print_wrapped("       ", tasks[i], 9);
    const auto reasons = reasons_of(catalogue, plan);
    for (std::size_t i = 0; i < reasons.size() && (details || i < 1); ++i)
        print_wrapped("       now: ", reasons[i], 12);
    if (!details) return;
    for (const ClausePart* part : plan.required_at(PartPlace::missing))
        if (!part->hint.empty()) print_wrapped("       hint: ", part->hint, 13);
    if (const auto found = findings.evidence.find(index); found != findings.evidence.end())
        print_evidence(found->second, findings);
}

/// Which pages already answer what: a page a line.
void print_reuse(const Knowledge& known, const PlanFindings& findings) {
    const Catalogue& catalogue = *known.catalogue;
    std::map<DocumentKey, std::pair<const DocumentRecord*, std::vector<ClauseIndex>>> pages;
    for (std::size_t i = 0; i < findings.plan.clauses.size(); ++i) {
        if (findings.plan.clauses[i].disposition != Disposition::reuse) continue;
        const auto found = findings.evidence.find(i);
        if (found == findings.evidence.end()) continue;
        for (const EvidenceRecord& record : found->second) {
            auto& page = pages[record.document.id];
            page.first = &record.document;
            if (page.second.empty() || page.second.back() != findings.plan.clauses[i].clause)
                page.second.push_back(findings.plan.clauses[i].clause);
        }
    }
    if (pages.empty()) return;
    print("\nReady to reuse: these pages already answer\n");
    for (const auto& [key, page] : pages) {
        std::string numbers;
        for (const ClauseIndex clause : page.second)
            numbers += (numbers.empty() ? "" : ", ") + catalogue.clause(clause).number;
        print_wrapped("  ", document_text(*page.first) + ": " + numbers, 6);
    }
}

void print_moves(const Knowledge& known, const ImplementationPlan& plan, bool details) {
    const Catalogue& catalogue = *known.catalogue;
    std::map<EditionMove, std::vector<const ClausePlan*>> moves;
    for (const ClausePlan& one : plan.clauses) moves[one.move].push_back(&one);
    print("\nBetween the editions\n");
    for (const auto& [move, clauses] : moves) {
        std::string numbers;
        for (const ClausePlan* one : clauses)
            numbers += (numbers.empty() ? "" : ", ") + catalogue.clause(one->clause).number;
        print_wrapped(fmt::format("  {:>3}  {:<20} ", clauses.size(), words_of(move)), numbers, 28);
    }
    if (!plan.dropped.empty()) print("  no longer asked for:\n");
    for (const auto& [clause, reason] : plan.dropped)
        print_wrapped("    ", clause_label(catalogue.clause(clause)) + ": " + reason, 6);
    if (!details) return;
    for (const ClausePlan& one : plan.clauses)
        for (const Counterpart& other : one.counterparts)
            print_wrapped("    ",
                          fmt::format("{} {} {}: {}", catalogue.clause(other.row.to).number,
                                      words_of(inverse(other.row.relation)),
                                      catalogue.clause(one.clause).number, other.row.reason),
                          6);
}

/// A requirement's name and the clauses it serves.
std::string requirement_text(const Catalogue& catalogue, const SharedRequirement& one) {
    return fmt::format("{} ({})", title_of(catalogue, one.lead), clauses_text(catalogue, one.clauses));
}

std::string list_text(const std::vector<std::string>& list, std::size_t most) {
    std::string out;
    for (std::size_t i = 0; i < std::min(list.size(), most); ++i) out += (i > 0 ? "; " : "") + list[i];
    if (list.size() > most) out += fmt::format("; and {} more", list.size() - most);
    return out;
}

void print_pair(const Knowledge& known, const MergeFindings& findings, const PairFindings& found,
                std::size_t number, bool details) {
    const Catalogue& catalogue = *known.catalogue;
    constexpr std::size_t few = 4;
    const std::size_t most = details ? 1000 : few;
    print_wrapped(fmt::format("\n{:>3}. ", number),
                  fmt::format("{}: {}", findings.scopes[0].system, document_text(found.pair.left)), 7);
    print_wrapped("     ", fmt::format("{}: {}", findings.scopes[1].system, document_text(found.pair.right)),
                  7);
    for (std::size_t i = 0; i < std::min(found.pair.answers.size(), most); ++i) {
        const SharedAnswer& answer = found.pair.answers[i];
        print_wrapped("       both answer: ",
                      requirement_text(catalogue, *findings.answers[answer.requirement].requirement), 20);
        if (details && !answer.both.empty())
            print_wrapped("         same parts: ", list_text(answer.both, most), 21);
    }
    if (found.pair.answers.size() > most)
        print(fmt::format("       and {} requirements more\n", found.pair.answers.size() - most));
    for (std::size_t i = 0; i < std::min(found.pair.near.size(), details ? most : 2); ++i) {
        const NearAnswer& near = found.pair.near[i];
        print_wrapped(
            "       near each other: ",
            fmt::format("{} and {}: {}", title_of(catalogue, findings.answers[near.left].requirement->lead),
                        title_of(catalogue, findings.answers[near.right].requirement->lead), near.reason),
            24);
    }
    for (const ClusterFinding& cluster : found.duplicates) {
        print_wrapped("       copied: ",
                      fmt::format("{} words, cluster {}", cluster.cluster.words, cluster.cluster.id), 15);
        const auto lines = cluster.lines();
        for (std::size_t i = 0; i < std::min(lines.size(), most); ++i)
            print_wrapped("         differs: ", lines[i].line->explanation, 18);
        if (lines.size() > most)
            print(fmt::format("         and {} differences more (clausemark duplicates)\n",
                              lines.size() - most));
    }
    for (const ConflictFinding& conflict : found.conflicts)
        print_wrapped("       different values: ", conflict.conflict->explanation, 25);
    for (const WordFinding& word : found.words)
        print_wrapped(
            "       words: ",
            fmt::format("{}, line {}: {} [{}]", document_text(word.left ? found.pair.left : found.pair.right),
                        word.found.position.line, word.found.message, code_text(word.found.code)),
            14);
    if (found.pair.answers.empty()) {
        print_wrapped("       ", list_text(found.pair.reasons, most), 9);
        return;
    }
    print_wrapped("       build on: ",
                  document_text(found.pair.keep_left ? found.pair.left : found.pair.right) + ": " +
                      list_text(found.pair.reasons, most),
                  17);
    if (const auto parts = found.pair.to_take_over(); !parts.empty())
        print_wrapped("       take over from the other: ", list_text(parts, most), 33);
}

}  // namespace

void print_plan(const Knowledge& known, const PlanFindings& findings, bool details) {
    const Catalogue& catalogue = *known.catalogue;
    const ImplementationPlan& plan = findings.plan;
    const auto& standards = catalogue.standards();
    print(plan.editions ? fmt::format("From {} to {} ({})\n\n", standards[plan.have].name,
                                      standards[plan.want].name, documents_only)
                        : fmt::format("{} where {} is in place ({})\n\n", standards[plan.want].name,
                                      standards[plan.have].name, documents_only));
    print_scopes(known, findings.scopes);
    if (!plan.editions) {
        print(fmt::format("  in both               {} pages\n", findings.pages_in_both));
        print_wrapped("  ",
                      "A page outside the scope wanted is something to extend, never ready to reuse: it was "
                      "written for other services, places or people.",
                      2);
    }
    print(fmt::format("\n{} clauses and controls\n", plan.clauses.size()));
    constexpr std::array<std::string_view, dispositions> meaning = {
        "all required parts are found in approved pages in scope",
        "something is there: some parts, pages out of scope, drafts, what corresponds",
        "nothing was found in the pages scanned",
        "declared in the settings: look whether it still holds",
        "declared in the settings",
        "no rule looks for it, and nothing that corresponds was found",
    };
    for (std::size_t i = 0; i < plan.counts.size(); ++i)
        print(fmt::format("  {:>4}  {:<15} {}\n", plan.counts[i], words_of(static_cast<Disposition>(i)),
                          meaning[i]));
    const auto unchecked =
        std::ranges::count_if(plan.clauses, [](const ClausePlan& one) { return !one.checked; });
    if (unchecked > 0)
        print_wrapped(
            "  ",
            fmt::format("No rules look for {} of them: what is said there comes from correspondences alone.",
                        unchecked),
            2);
    if (plan.editions) print_moves(known, plan, details);
    if (!plan.order.empty()) print("\nIn which order\n");
    std::optional<std::size_t> phase;
    for (std::size_t step = 0; step < plan.order.size(); ++step) {
        const ClausePlan& one = plan.clauses[plan.order[step]];
        if (phase != one.phase && one.phase < findings.order.phases().size()) {
            const Phase& about = findings.order.phases()[one.phase];
            print_wrapped("\n  ", about.title + ": " + about.reason, 4);
        }
        phase = one.phase;
        print_step(known, findings, step + 1, plan.order[step], details);
    }
    print_reuse(known, findings);
    if (!details) print("\n--details shows passages, hints and every reason.\n");
}

void print_together(const Knowledge& known, const TogetherFindings& findings, bool details) {
    const Catalogue& catalogue = *known.catalogue;
    std::string names;
    for (const StandardIndex standard : findings.standards)
        names += (names.empty() ? "" : " and ") + catalogue.standards()[standard].name;
    print_wrapped("", fmt::format("{} as one list of requirements", names), 2);
    print(fmt::format("({})\n\n", documents_only));
    print_scopes(known, findings.scopes);
    std::size_t leaves = 0;
    for (const SharedRequirement& one : findings.requirements) leaves += one.leaves.size();
    print(fmt::format("\n{} requirements for {} clauses and controls; {} serve more than one standard\n",
                      findings.requirements.size(), leaves, findings.shared));
    for (const auto& [state, count] : findings.counts)
        print(fmt::format("  {:>4}  {}\n", count, words_of(state)));
    std::optional<std::size_t> phase;
    for (std::size_t i = 0; i < findings.answers.size(); ++i) {
        const RequirementAnswer& answer = findings.answers[i];
        const SharedRequirement& one = *answer.requirement;
        if (phase != one.phase && one.phase < findings.order.phases().size())
            print(fmt::format("\n  {}\n", findings.order.phases()[one.phase].title));
        phase = one.phase;
        print_wrapped(fmt::format("{:>4}. ", i + 1), requirement_text(catalogue, one), 6);
        std::string state(words_of(answer.state));
        if (answer.state == SharedState::one_sided) {
            std::string missing;
            for (const StandardIndex standard : answer.unanswered)
                missing += (missing.empty() ? "" : ", ") + catalogue.standards()[standard].name;
            state += ", nothing for " + missing;
        }
        if (!answer.documents.empty()) {
            std::vector<std::string> pages;
            for (const DocumentAnswer& document : answer.documents)
                pages.push_back(document.document.attributes.title);
            state += ": " + list_text(pages, details ? 1000 : 3);
        }
        if (!answer.owners.empty()) state += " (owner: " + list_text(answer.owners, details ? 1000 : 2) + ")";
        print_wrapped("      ", state, 8);
        if (!details) continue;
        for (const Correspondence& row : one.rows) print_wrapped("      together: ", row.reason, 16);
        for (const Correspondence& row : one.near)
            print_wrapped("      see also: ", clause_text(catalogue, row.to) + ": " + row.reason, 16);
    }
    if (!details) print("\n--details shows every page, and why requirements stand together.\n");
}

void print_merge(const Knowledge& known, const MergeFindings& findings, bool details) {
    const Catalogue& catalogue = *known.catalogue;
    const auto& standards = catalogue.standards();
    print(fmt::format("{} and {}: what is written twice ({})\n\n",
                      standards[findings.scopes[0].standard].name,
                      standards[findings.scopes[1].standard].name, documents_only));
    print_scopes(known, findings.scopes);
    std::size_t shown = 0;
    std::size_t near = 0;
    for (const PairFindings& one : findings.pairs) {
        shown += one.pair.substantial ? 1 : 0;
        near += one.pair.substantial && one.pair.answers.empty() ? 1 : 0;
    }
    print_wrapped(
        fmt::format("\n{} ", shown - near),
        fmt::format("pairs of pages answer the same requirements for one system each{}",
                    near > 0 ? fmt::format("; {} more answer requirements near each other", near) : ""),
        2);
    std::size_t number = 0;
    for (const PairFindings& one : findings.pairs)
        if (one.pair.substantial || details) print_pair(known, findings, one, ++number, details);
    if (shown < findings.pairs.size() && !details)
        print(fmt::format("\n{} pairs more meet in one passage only; --details lists them.\n",
                          findings.pairs.size() - shown));
    if (!findings.copies.empty()) print("\nCopied between the two systems, without a requirement of both\n");
    for (const ClusterFinding& one : findings.copies) {
        std::string pages;
        for (const DuplicateMember& member : one.cluster.members)
            pages += (pages.empty() ? "" : ", ") + document_text(member.document);
        print_wrapped("  ",
                      fmt::format("{} words: {} (cluster {})", one.cluster.words, pages, one.cluster.id), 4);
        const auto lines = one.lines();
        for (std::size_t i = 0; i < std::min(lines.size(), details ? lines.size() : 4); ++i)
            print_wrapped("    differs: ", lines[i].line->explanation, 13);
        if (lines.size() > 4 && !details)
            print(fmt::format("    and {} differences more (clausemark duplicates)\n", lines.size() - 4));
    }
    if (!findings.conflicts.empty()) print("\nDifferent values in pages of the two systems\n");
    for (const ConflictFinding& one : findings.conflicts) print_wrapped("  ", one.conflict->explanation, 4);
}

}  // namespace clausemark
