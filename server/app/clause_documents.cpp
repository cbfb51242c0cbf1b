// SPDX-License-Identifier: Apache-2.0
// See clause_documents.h.
#include "server/app/clause_documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "parser/core/limits_tables.h"

namespace clausemark {
namespace {

constexpr std::size_t at_once = 200;  // documents whose tags are held in memory

void add_tags(const Catalogue& catalogue, const PageRecord& page, std::size_t document,
              ClauseDocuments& out) {
    for (const TagRecord& tag : page.tags) {
        const auto clause = catalogue.find(tag.clause);
        if (!clause || !tag.shown) continue;
        auto& list = out.by_clause[*clause];
        if (list.empty() || list.back().document != document || list.back().standing != tag.standing) {
            const auto same = std::find_if(list.rbegin(), list.rend(), [&](const AnsweringDocument& each) {
                return each.document != document || each.standing == tag.standing;
            });
            if (same == list.rend() || same->document != document) {
                list.push_back({document, tag.strength, tag.standing, 1});
                continue;
            }
            same->strength = std::max(same->strength, tag.strength);
            ++same->passages;
            continue;
        }
        list.back().strength = std::max(list.back().strength, tag.strength);
        ++list.back().passages;
    }
}

}  // namespace

const std::vector<AnsweringDocument>& ClauseDocuments::of(ClauseIndex clause) const {
    static const std::vector<AnsweringDocument> none;
    const auto found = by_clause.find(clause);
    return found == by_clause.end() ? none : found->second;
}

Result<ClauseDocuments> clause_documents(Store& store, const Catalogue& catalogue) {
    ClauseDocuments out;
    DocumentQuery query;
    query.limit = at_once;
    while (true) {
        const auto some = store.documents(query);
        if (!some) return some.why();
        if (some->empty()) break;
        std::vector<DocumentKey> keys;
        for (const DocumentRecord& document : *some) keys.push_back(document.id);
        Parts parts;
        parts.tags = true;
        const auto pages = store.pages(keys, parts);
        if (!pages) return pages.why();
        for (const PageRecord& page : *pages) {
            out.documents.push_back(page.document);
            add_tags(catalogue, page, out.documents.size() - 1, out);
        }
        query.after = some->back().id;
    }
    for (auto& [clause, list] : out.by_clause)
        std::ranges::stable_sort(list, [](const AnsweringDocument& a, const AnsweringDocument& b) {
            const auto key = [](const AnsweringDocument& d) {
                return std::tuple(d.standing != Standing::counted, -static_cast<int>(d.strength), -d.passages,
                                  d.document, d.standing);
            };
            return key(a) < key(b);
        });
    return out;
}

std::string title_of(const DocumentRecord& document) {
    return document.attributes.title.empty() ? document.id.key : document.attributes.title;
}

std::string documents_text(const ClauseDocuments& found, ClauseIndex clause) {
    std::string out;
    std::string named;
    std::size_t count = 0;
    std::size_t named_count = 0;
    for (const AnsweringDocument& each : found.of(clause)) {
        if (each.standing != Standing::counted) continue;
        const std::string title = title_of(found.documents[each.document]);
        const bool mention = each.strength < Strength::description;
        std::string& to = mention ? named : out;
        std::size_t& n = mention ? named_count : count;
        if (++n <= limits::documents_in_a_row) to += (to.empty() ? "" : "; ") + title;
    }
    if (count > limits::documents_in_a_row)
        out += fmt::format("; and {} more", count - limits::documents_in_a_row);
    if (count > 0) return out;
    return named_count > 0 ? "named in " + named : "";
}

}  // namespace clausemark
