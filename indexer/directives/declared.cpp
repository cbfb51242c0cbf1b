// SPDX-License-Identifier: Apache-2.0
// Declared clauses from properties. See declared.h.
#include "indexer/directives/declared.h"

#include <fmt/format.h>

#include <algorithm>

#include "parser/core/check_codes.h"
#include "parser/core/edit_distance.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trim(std::string_view s) {
    const std::size_t first = s.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return s.substr(first, s.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> items_of(std::string_view value) {
    std::vector<std::string_view> items;
    while (!value.empty()) {
        const std::size_t end = std::min(value.find_first_of(",;\n"), value.size());
        const std::string_view item = trim(value.substr(0, end));
        if (!item.empty()) items.push_back(item);
        value.remove_prefix(std::min(end + 1, value.size()));
    }
    return items;
}

class Reader {
  public:
    Reader(const Document& document, const Catalogue& catalogue, const CitationFinder& citations,
           const Config& config, const std::string& name, PageRecord& record)
        : document_(document),
          catalogue_(catalogue),
          citations_(citations),
          in_force_(config.in_force(catalogue)),
          name_(name),
          record_(record) {}

    /// `strict`: each item is meant to be a clause.
    void read(const Property& property, std::string_view below, bool strict) {
        std::string standard;
        if (!below.empty()) {
            standard = standard_named(below);
            if (standard.empty()) {
                if (strict) unknown_standard(property, below);
                return;
            }
        }
        for (const std::string_view item : items_of(property.value))
            read_item(property, standard, item, strict);
    }

    void finish() {
        auto& declared = record_.declared;
        std::ranges::stable_sort(declared, {}, &DeclaredClause::clause);
        const auto same = [](const DeclaredClause& a, const DeclaredClause& b) {
            return a.clause == b.clause;
        };
        declared.erase(std::unique(declared.begin(), declared.end(), same), declared.end());
    }

  private:
    void report(const Property& property, const std::string& message, const std::string& hint) {
        if (++reported_ > limits::findings_of_a_kind) return;
        record_.diagnostics.push_back(diagnose_at(check_codes::declared_unknown_clause, name_,
                                                  document_.source, property.source, message, hint));
    }

    /// "iso27001", "iso27001:2022" or a name that the standard is cited by; empty for another standard.
    std::string standard_named(std::string_view name) const {
        for (const Standard& standard : catalogue_.standards()) {
            if (same_name(name, standard.id) || same_name(name, standard.name)) return standard.id;
            if (same_name(name, standard.family)) return standard.family;
            for (const std::string& cited : standard.citations)
                if (same_name(name, cited)) return standard.family;
        }
        return {};
    }

    /// Letters and digits alone matter: "ISO/IEC 27001" and "iso-iec_27001" are one name.
    static bool same_name(std::string_view a, std::string_view b) { return bare(a) == bare(b); }
    static std::string bare(std::string_view text) {
        std::string out;
        for (const char c : text)
            if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
                out += c;
            else if (c >= 'A' && c <= 'Z')
                out += static_cast<char>(c - 'A' + 'a');
        return out;
    }

    void unknown_standard(const Property& property, std::string_view name) {
        std::vector<std::string> known;
        for (const Standard& standard : catalogue_.standards()) {
            known.push_back(standard.family);
            known.push_back(standard.id);
        }
        // Frameworks of others (SOC 2, NIST) stand there rightly; only what looks like ours is a mistake.
        const std::string_view nearest = nearest_name(name, known, 2);
        if (!nearest.empty())
            report(property, fmt::format("\"{}\" is no standard that is known", name),
                   fmt::format("did you mean {}?", nearest));
    }

    void read_item(const Property& property, const std::string& standard, std::string_view item,
                   bool strict) {
        if (auto clause = clause_of(standard, item)) {
            if (record_.declared.size() == limits::declared_clauses) {
                report(property,
                       fmt::format("a page that declares more than {} clauses says nothing of any",
                                   limits::declared_clauses),
                       "");
                return;
            }
            record_.declared.push_back(
                {std::move(*clause), property.name, std::string(item), Standing::counted, property.source});
            return;
        }
        if (wrong_number_.empty() && !strict) return;
        const std::string nearest =
            catalogue_.nearest(standard.empty() ? std::string(item) : standard + "/" + std::string(item));
        report(property,
               wrong_number_.empty() ? fmt::format("\"{}\" names no clause", item)
                                     : fmt::format("\"{}\": {}", item, wrong_number_),
               !nearest.empty() ? fmt::format("did you mean {}?", nearest)
                                : "name the standard too: iso27001:2022/A.8.13, or ISO 27001:2022 A.8.13");
    }

    /// The id that an item means. Sets `wrong_number_` where it names a standard, but none of its clauses.
    std::optional<std::string> clause_of(const std::string& standard, std::string_view item) {
        wrong_number_.clear();
        if (const auto found = catalogue_.find(item)) return catalogue_.clause(*found).id;
        if (!standard.empty()) return clause_in(standard, item);
        const std::size_t slash = item.find('/');
        if (slash != std::string_view::npos)
            if (const std::string named = standard_named(item.substr(0, slash)); !named.empty())
                return clause_in(named, item.substr(slash + 1));
        CitationContext context = citations_.empty_context();
        citations_.note_standards(item, context);
        std::vector<Citation> found;
        citations_.find_in(item, context, found);
        if (found.empty()) return std::nullopt;
        const Citation& citation = found.front();
        const Standard& cited = catalogue_.standards()[citation.standard];
        if (citation.edition_given) return clause_in(cited.id, citation.number);
        return clause_in(cited.family, citation.number);
    }

    /// `standard`: an edition's id, or a family.
    std::optional<std::string> clause_in(const std::string& standard, std::string_view number) {
        number = trim(number);
        std::optional<std::string> any;
        std::string tried;
        for (std::size_t i = 0; i < catalogue_.standards().size(); ++i) {
            const Standard& edition = catalogue_.standards()[i];
            if (edition.id != standard && edition.family != standard) continue;
            tried = edition.name;
            const auto found = catalogue_.find(edition.id + "/" + std::string(number));
            if (!found) continue;
            const bool in_force =
                std::ranges::find(in_force_, static_cast<StandardIndex>(i)) != in_force_.end();
            any = catalogue_.clause(*found).id;
            if (in_force) break;
        }
        if (!any) wrong_number_ = fmt::format("{} has no {}", tried, number);
        return any;
    }

    const Document& document_;
    const Catalogue& catalogue_;
    const CitationFinder& citations_;
    const std::vector<StandardIndex> in_force_;
    const std::string& name_;
    PageRecord& record_;
    std::string wrong_number_;
    std::size_t reported_ = 0;
};

/// What stands behind a property's name and a dot: "" for the name itself, which may be an argument of a
/// template ("policy.satisfies"); nothing for another property.
std::optional<std::string_view> below(const Property& property, const std::vector<std::string>& names) {
    const std::string_view whole = property.name;
    for (const std::string& name : names) {
        if (whole.ends_with(name) &&
            (whole.size() == name.size() || whole[whole.size() - name.size() - 1] == '.'))
            return "";
        if (whole.starts_with(name) && whole[name.size()] == '.') return whole.substr(name.size() + 1);
    }
    return std::nullopt;
}

}  // namespace

void read_declared(const Document& document, const Catalogue& catalogue, const CitationFinder& citations,
                   const Config& config, const std::string& name, PageRecord& record) {
    if (document.properties.empty()) return;
    Reader reader(document, catalogue, citations, config, name, record);
    for (const Property& property : document.properties) {
        for (const auto field : {DocumentField::satisfies, DocumentField::labels})
            if (const auto rest = below(property, config.field(field).names_in(document.format)))
                reader.read(property, *rest, field == DocumentField::satisfies);
    }
    reader.finish();
}

}  // namespace clausemark
