// SPDX-License-Identifier: Apache-2.0
// Editions of standards: one that is named or cited and is not in force here, and a citation without its
// edition whose number means different clauses in two editions in force. Comparisons of editions, old
// versions of a page and its history are left alone.
#include <fmt/format.h>

#include <algorithm>

#include "indexer/checks/checks.h"
#include "indexer/pages/print_page.h"

namespace clausemark {
namespace {

constexpr std::size_t widest_gap =
    16;  // bytes between a standard's name and its edition: ":", " (", " edition "

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The last place of `word` in `text`, in any case.
std::size_t last_place(std::string_view text, std::string_view word) {
    const auto* const found = std::find_end(text.begin(), text.end(), word.begin(), word.end(),
                                            [](char a, char b) { return lower(a) == lower(b); });
    return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

/// "ISO/IEC 27001:2013" in a passage that names the edition; the whole passage where it cannot be found.
Span edition_place(const Standard& standard, std::string_view text) {
    for (std::size_t at = text.find(standard.edition); at != std::string_view::npos;
         at = text.find(standard.edition, at + 1)) {
        std::size_t begin = std::string_view::npos;
        for (const std::string& name : standard.citations) {
            const std::size_t place = last_place(text.substr(0, at), name);
            if (place != std::string_view::npos && at - place <= name.size() + widest_gap)
                begin = std::min(begin, place);
        }
        if (begin != std::string_view::npos)
            return {static_cast<std::uint32_t>(begin),
                    static_cast<std::uint32_t>(at + standard.edition.size())};
    }
    return {0, static_cast<std::uint32_t>(text.size())};
}

class Editions {
  public:
    Editions(const PageView& page, const CheckContext& context, std::vector<Finding>& out)
        : page_(page), context_(context), out_(out), in_force_(context.config.in_force(context.catalogue)) {}

    void run() {
        for (std::size_t i = 0; i < context_.catalogue.standards().size(); ++i) {
            const auto index = static_cast<StandardIndex>(i);
            if (const Standard* current = successor(index)) find_old(index, *current);
        }
        for (const CitationRecord& citation : page_.record.citations) find_left_out(citation);
    }

  private:
    bool is_in_force(StandardIndex index) const {
        return std::ranges::find(in_force_, index) != in_force_.end();
    }

    /// The edition in force of a standard that is not in force itself; null where there is none.
    const Standard* successor(StandardIndex index) const {
        const auto& standards = context_.catalogue.standards();
        if (is_in_force(index)) return nullptr;
        const auto found = std::ranges::find_if(in_force_, [&](StandardIndex other) {
            return standards[other].family == standards[index].family;
        });
        return found == in_force_.end() ? nullptr : &standards[*found];
    }

    void find_old(StandardIndex index, const Standard& current) {
        const Standard& old = context_.catalogue.standards()[index];
        Span first;
        std::size_t places = 0;
        for (std::size_t i = 0; i < page_.document.passages.size(); ++i) {
            const Passage& passage = page_.document.passages[i];
            const std::string_view text = page_.document.text_of(passage);
            if (passage.kind == PassageKind::code || text.find(old.edition) == std::string_view::npos)
                continue;
            CitationContext named = context_.citations.empty_context();
            context_.citations.note_standards(text, named);
            if (!named.editions[index] || names_another(named, index)) continue;
            // "27001:2013: update to the numbers of 2022" knows.
            if (text.find(current.edition) != std::string_view::npos) continue;
            if (left_out(page_.record.passages[i], context_.config)) continue;
            if (++places > 1) continue;
            const Span place = edition_place(old, text);
            first = {passage.text.begin + place.begin, passage.text.begin + place.end};
        }
        if (places == 0) return;
        std::string message = fmt::format("{} is not in force here; {} is", old.name, current.name);
        if (places > 1) message += fmt::format(" (here and in {} more passages)", places - 1);
        Finding made =
            finding_at(page_, check_codes::edition_not_in_force, first, std::move(message),
                       fmt::format("{}name the edition in force, or add \"{}\" to \"standards\" in "
                                   "clausemark.json",
                                   renumbered(old, current), old.id));
        made.subject = old.id;
        out_.push_back(std::move(made));
    }

    bool names_another(const CitationContext& named, StandardIndex index) const {
        const auto& standards = context_.catalogue.standards();
        for (std::size_t i = 0; i < standards.size(); ++i)
            if (i != index && named.editions[i] && standards[i].family == standards[index].family)
                return true;
        return false;
    }

    /// Where the clauses went that the page cites of the old edition: "A.12.3.1 is now A.8.13; ".
    std::string renumbered(const Standard& old, const Standard& current) const {
        const auto to = context_.catalogue.find_standard(current.id);
        std::string words;
        std::size_t told = 0;
        for (const CitationRecord& citation : page_.record.citations) {
            if (citation.standard != old.id || citation.clause.empty() || told == 3) continue;
            const auto from = context_.catalogue.find(citation.clause);
            if (!from || !to || words.find(citation.number + " ") != std::string::npos) continue;
            std::string numbers;
            for (const Correspondence& row : context_.correspondences.of(*from, *to))
                numbers += (numbers.empty() ? "" : ", ") + context_.catalogue.clause(row.to).number;
            if (numbers.empty() || numbers == citation.number) continue;
            words += fmt::format("{} is now {}; ", citation.number, numbers);
            ++told;
        }
        return words;
    }

    /// The number means another clause in another edition in force.
    void find_left_out(const CitationRecord& citation) {
        if (citation.edition_given || citation.clause.empty()) return;
        const auto& standards = context_.catalogue.standards();
        const auto here = context_.catalogue.find(citation.clause);
        const auto standard = context_.catalogue.find_standard(citation.standard);
        if (!here || !standard || !is_in_force(*standard)) return;
        for (const StandardIndex other : in_force_) {
            if (other == *standard || standards[other].family != standards[*standard].family) continue;
            const auto there = context_.catalogue.find(standards[other].id + "/" + citation.number);
            if (!there) continue;
            const Clause& a = context_.catalogue.clause(*here);
            const Clause& b = context_.catalogue.clause(*there);
            if (a.title == b.title) continue;
            out_.push_back(finding_in_source(
                page_, check_codes::edition_left_out, citation.place.source,
                fmt::format("{} is \"{}\" in the edition of {} and \"{}\" in that of {}", clause_words(a),
                            a.title, standards[*standard].edition, b.title, standards[other].edition),
                fmt::format("write the edition beside it: {}", standards[*standard].name)));
            return;
        }
    }

    const PageView& page_;
    const CheckContext& context_;
    std::vector<Finding>& out_;
    std::vector<StandardIndex> in_force_;
};

}  // namespace

void check_editions(const PageView& page, const CheckContext& context, std::vector<Finding>& out) {
    const DocumentRecord& document = page.record.document;
    if (document.attributes.status == DocumentStatus::withdrawn) return;
    if (marks_of(document.id, document.attributes, {}, context.config).archived) return;
    Editions(page, context, out).run();
}

}  // namespace clausemark
