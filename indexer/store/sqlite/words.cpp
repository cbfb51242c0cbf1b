// SPDX-License-Identifier: Apache-2.0
// Searching words. See words.h.
#include "indexer/store/sqlite/words.h"

#include <algorithm>
#include <functional>

#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/seen.h"
#include "parser/text/word_stems.h"

namespace clausemark::sqlite {
namespace {

using Stems = std::vector<std::uint64_t>;

WordStems& stems_of_thread() {
    thread_local WordStems stems;
    return stems;
}

constexpr std::size_t width = 4;  // bytes of one stem

std::uint32_t short_form(std::uint64_t stem) {
    return static_cast<std::uint32_t>(stem);
}

std::string pack_stems(const Stems& stems) {
    std::vector<std::uint32_t> values;
    values.reserve(stems.size());
    for (const std::uint64_t stem : stems) values.push_back(short_form(stem));
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    std::string packed;
    packed.reserve(width * values.size());
    for (const std::uint32_t value : values)
        for (std::size_t i = 0; i < width; ++i) packed += static_cast<char>(value >> (8 * i) & 0xff);
    return packed;
}

std::uint32_t value_at(std::string_view packed, std::size_t place) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i)
        value |= std::uint32_t{static_cast<unsigned char>(packed[width * place + i])} << (8 * i);
    return value;
}

bool holds(std::string_view packed, std::uint32_t value) {
    std::size_t begin = 0;
    std::size_t end = packed.size() / width;
    while (begin < end) {
        const std::size_t middle = begin + (end - begin) / 2;
        const std::uint32_t there = value_at(packed, middle);
        if (there == value) return true;
        if (there < value)
            begin = middle + 1;
        else
            end = middle;
    }
    return false;
}

/// Every phrase somewhere in the passage.
bool holds_all(const Stems& passage, const std::vector<Stems>& phrases) {
    return std::ranges::all_of(phrases, [&](const Stems& phrase) {
        return std::search(passage.begin(), passage.end(), phrase.begin(), phrase.end()) != passage.end();
    });
}

struct Page {
    std::int64_t row = 0;
    DocumentRecord document;
};

/// Adds the passages of a page that hold the phrases, up to the query's limit.
void look_through(Database& db, const Page& page, const WordsQuery& query, const std::vector<Stems>& phrases,
                  std::vector<FoundPassage>& found) {
    static const std::string all =
        "SELECT " + passage_columns + ", p.number FROM passage p WHERE p.document = ? AND p.number >= ?";
    Statement row =
        db.prepare(all +
                   (query.clause ? " AND EXISTS (SELECT 1 FROM tag t WHERE t.document = p.document "
                                   "AND t.passage = p.number AND t.clause = ? AND t.shown = 1)"
                                 : "") +
                   " ORDER BY p.number");
    const bool same = query.after && page.document.id == *query.after;
    row.integer(page.row).integer(same ? std::int64_t{query.after_passage} + 1 : 0);
    if (query.clause) row.text(*query.clause);
    Stems stems;
    while (found.size() < query.limit && row.step()) {
        PassageRecord passage = passage_in(row, 0);
        stems.clear();
        stems_of_thread().append(passage.text, stems);
        if (!holds_all(stems, phrases)) continue;
        found.push_back({page.document, number_in(row, passage_width), std::move(passage)});
    }
}

}  // namespace

void write_words(Database& db, std::int64_t document, const PageRecord& page) {
    Stems stems;
    for (const PassageRecord& passage : page.passages) stems_of_thread().append(passage.text, stems);
    const std::string packed = pack_stems(stems);
    db.prepare("INSERT INTO page_words VALUES (?, ?)").integer(document).blob(packed).run();
}

std::vector<FoundPassage> search_words(Database& db, const WordsQuery& query) {
    std::vector<Stems> phrases;
    std::vector<std::uint32_t> wanted;
    for (const std::vector<std::string>& words : query.phrases) {
        Stems phrase;
        for (const std::string& word : words) stems_of_thread().append(word, phrase);
        if (phrase.empty()) continue;
        for (const std::uint64_t stem : phrase) wanted.push_back(short_form(stem));
        phrases.push_back(std::move(phrase));
    }
    std::vector<FoundPassage> found;
    if (phrases.empty()) return found;

    std::string sql = "SELECT d.id, w.stems, " + document_columns +
                      " FROM document d LEFT JOIN page_words w ON w.document = d.id WHERE " +
                      seen("d.space", query.visible);
    if (query.after) sql += " AND (d.wiki, d.key) >= (?, ?)";
    if (query.wiki) sql += " AND d.wiki = ?";
    if (query.space) sql += " AND d.space = ?";
    if (query.owner) sql += " AND d.owner = ?";
    if (query.clause)
        sql += " AND EXISTS (SELECT 1 FROM tag t WHERE t.document = d.id AND t.clause = ? AND t.shown = 1)";
    Statement row = db.prepare(sql + " ORDER BY d.wiki, d.key");
    bind(row, query.visible);
    if (query.after) row.text(query.after->wiki).text(query.after->key);
    for (const auto* value : {&query.wiki, &query.space, &query.owner, &query.clause})
        if (*value) row.text(**value);  // the statement does not copy what it is given
    while (found.size() < query.limit && row.step()) {
        // A page that was saved before words were kept has no row, and is looked through.
        const std::string_view packed = row.view_at(1);
        const auto has = [&](std::uint32_t value) { return holds(packed, value); };
        if (!packed.empty() && !std::ranges::all_of(wanted, has)) continue;
        look_through(db, {row.integer_at(0), document_in(row, 2)}, query, phrases, found);
    }
    return found;
}

}  // namespace clausemark::sqlite
