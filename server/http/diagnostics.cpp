// SPDX-License-Identifier: Apache-2.0
// What the checks find in the stored pages, over HTTP: the findings of `clausemark check` that need no more
// than the store, with places for editors (bytes of the source) and for readers (quotes of the visible text).
#include "server/http/diagnostics.h"

#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "indexer/hash/sha256.h"
#include "parser/formats/formats.h"
#include "server/app/checking.h"
#include "server/http/cursor.h"
#include "server/json/encode.h"
#include "server/json/encode_findings.h"
#include "server/json/selectors.h"

namespace clausemark {
namespace {

template <typename Number>
bool read_number(const std::string& text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

/// What findings are ordered by, but for those that differ in their message alone.
auto rank_of(const Finding& finding) {
    const FindingPlace& at = finding.at;
    return std::tuple(at.document.key.empty(), at.document, at.source.begin, at.source.end, finding.code,
                      std::string_view(finding.subject));
}

/// Pages read again for the findings on them.
class Pages {
  public:
    static Result<Pages> of(Store& store, const std::vector<const Finding*>& findings) {
        std::set<DocumentKey> wanted;
        for (const Finding* finding : findings)
            if (!finding->at.document.key.empty()) wanted.insert(finding->at.document);
        const std::vector<DocumentKey> keys(wanted.begin(), wanted.end());
        auto pages = store.pages(keys, {.source = true, .passages = true});
        if (!pages) return pages.why();
        Pages made;
        for (PageRecord& page : *pages) {
            const DocumentKey key = page.document.id;
            Document document = read_page(page.document.attributes.format, page.source);
            VisibleText text(page);
            made.pages_.emplace(key, Page{std::move(page), std::move(document), std::move(text)});
        }
        return made;
    }

    Json finding_json(const Finding& finding) const {
        Json made = to_json(finding, PageFiles());
        made["help"] = explanation_of(finding.code);
        const auto page = pages_.find(finding.at.document);
        if (page == pages_.end()) return made;
        const Page& on = page->second;
        made["document"] = to_json(on.record.document);
        if (finding.at.begin.line == 0) return made;
        if (const auto seen = seen_place(on.record, on.document, finding.at.source)) {
            made["at"]["passage"] = seen->passage;
            made["at"]["selector"] = on.text.selectors(seen->passage, seen->text);
        }
        return made;
    }

  private:
    struct Page {
        PageRecord record;
        Document document;
        VisibleText text;
    };
    std::map<DocumentKey, Page> pages_;
};

/// Names the spaces that may be seen.
std::string seen_by(const Visible& visible) {
    if (visible.all()) return {};
    Sha256 hash;
    for (const std::string& space : *visible.spaces) hash.add_field(space);
    return hash.finish();
}

/// Names what the store holds and what was decided, as far as it may be seen.
Result<std::string> state_of(Service& service) {
    const auto sequence = service.store.sequence();
    if (!sequence) return sequence.why();
    const auto decisions = service.store.decisions();
    if (!decisions) return decisions.why();
    Sha256 hash;
    hash.add_field(std::to_string(*sequence));
    for (const Decision& d : *decisions)
        for (const std::string& field : {d.key, d.reason, d.who, d.when}) hash.add_field(field);
    return hash.finish();
}

Json counts_of(const std::vector<const Finding*>& findings) {
    std::map<std::string, std::size_t> codes;
    std::map<std::string, std::size_t> severities = {{"error", 0}, {"warning", 0}, {"note", 0}};
    std::size_t suppressed = 0;
    for (const Finding* finding : findings) {
        if (finding->suppressed) {
            ++suppressed;
            continue;
        }
        ++codes[code_text(finding->code)];
        ++severities[std::string(name_of(finding->severity))];
    }
    return {{"codes", codes}, {"severities", severities}, {"suppressed", suppressed}};
}

Table diagnostics_table(const FoundDiagnostics& found, const std::vector<const Finding*>& findings) {
    Table table;
    table.name = "diagnostics";
    table.title = "Diagnostics";
    for (const char* title : {"Code", "Severity", "Wiki", "Key", "Title", "Space", "Owner", "Line", "Column",
                              "Message", "Hint", "Words", "Switched off by", "Fingerprint"})
        table.columns.push_back({title});
    for (const Finding* finding : findings) {
        const FindingPlace& at = finding->at;
        const auto page = found.report.documents.find(at.document);
        const Attributes attributes = page == found.report.documents.end() ? Attributes() : page->second;
        TableRow row;
        row.cells = {code_text(finding->code),
                     std::string(name_of(finding->severity)),
                     at.document.wiki,
                     at.document.key,
                     at.title,
                     attributes.space,
                     attributes.owner,
                     at.begin.line == 0 ? Cell() : Cell::of_number(at.begin.line),
                     at.begin.line == 0 ? Cell() : Cell::of_number(at.begin.column),
                     finding->message,
                     finding->hint,
                     at.words,
                     std::string(name_of(finding->suppressed.by)),
                     finding->fingerprint};
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// The place in `chosen` that a cursor of an earlier answer leads to; nothing where it is no cursor.
std::optional<std::size_t> place_of_cursor(const std::vector<const Finding*>& chosen,
                                           const std::string& cursor) {
    const auto fields = read_cursor(cursor, 8);
    Finding last;
    unsigned of_no_page = 0;
    std::uint16_t code = 0;
    std::size_t equal = 0;
    if (!fields || !read_number((*fields)[0], of_no_page) ||
        !read_number((*fields)[3], last.at.source.begin) || !read_number((*fields)[4], last.at.source.end) ||
        !read_number((*fields)[5], code) || !read_number((*fields)[7], equal))
        return std::nullopt;
    last.at.document = {(*fields)[1], (*fields)[2]};
    last.code = static_cast<Code>(code);
    last.subject = (*fields)[6];
    std::size_t place = 0;
    while (place < chosen.size() && rank_of(*chosen[place]) < rank_of(last)) ++place;
    for (; equal > 0 && place < chosen.size() && rank_of(*chosen[place]) == rank_of(last); --equal) ++place;
    return place;
}

std::string cursor_at(const std::vector<const Finding*>& chosen, std::size_t place) {
    const Finding& last = *chosen[place - 1];
    std::size_t equal = 0;
    while (equal < place && rank_of(*chosen[place - 1 - equal]) == rank_of(last)) ++equal;
    return write_cursor(
        {last.at.document.key.empty() ? "1" : "0", last.at.document.wiki, last.at.document.key,
         std::to_string(last.at.source.begin), std::to_string(last.at.source.end),
         std::to_string(static_cast<std::uint16_t>(last.code)), last.subject, std::to_string(equal)});
}

/// Gives a refusal, or nothing.
std::optional<HttpResponse> read_diagnostics_query(const HttpRequest& request, DiagnosticsQuery& query) {
    if (request.parameter("wiki").empty() != request.parameter("key").empty()) return half_a_key(request);
    if (!request.parameter("wiki").empty())
        query.document = DocumentKey{request.parameter("wiki"), request.parameter("key")};
    if (const std::string& name = request.parameter("code"); !name.empty()) {
        query.code = code_named(name);
        if (!query.code || check_code(*query.code) == nullptr)
            return wrong_parameter("code", "is no check's code; " + check_hint(name));
    }
    if (const std::string& name = request.parameter("severity"); !name.empty()) {
        for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
            if (name == name_of(severity)) query.severity = severity;
        if (!query.severity)
            return wrong_parameter("severity", "must be one of: error, warning, note",
                                   {"error", "warning", "note"});
    }
    if (!request.parameter("space").empty()) query.space = request.parameter("space");
    if (!request.parameter("owner").empty()) query.owner = request.parameter("owner");
    const auto suppressed = flag_of(request, "suppressed");
    if (!suppressed) return wrong_flag("suppressed");
    query.suppressed = *suppressed;
    return std::nullopt;
}

}  // namespace

std::string explanation_of(Code code) {
    return "/explain?code=" + code_text(code);
}

std::variant<AskedDiagnostics, HttpResponse> asked_diagnostics(Service& service, const Checking& checking,
                                                               const HttpRequest& request,
                                                               std::size_t limit) {
    AskedDiagnostics asked;
    if (auto refusal = read_diagnostics_query(request, asked.query)) return *refusal;
    const std::string& written = request.parameter("as_of");
    const auto as_of = written.empty() ? std::optional(today()) : day_named(written);
    if (!as_of) return wrong_parameter("as_of", "must be a day that exists, written YYYY-MM-DD");
    const auto state = state_of(service);
    if (!state) return problem(state.why());
    auto found = checking.cache->get(service.store, service.knowledge, *checking.settings, *as_of,
                                     seen_by(service.store.visible()), *state);
    if (!found) return problem(found.why());
    if (*found == nullptr)
        return problem(503, "the checks read all pages for the first time; come back in a moment");
    asked.found = *found;
    asked.chosen = select_diagnostics(*asked.found, asked.query);
    std::size_t begin = 0;
    if (const std::string& cursor = request.parameter("cursor"); !cursor.empty()) {
        const auto place = place_of_cursor(asked.chosen, cursor);
        if (!place) return wrong_parameter("cursor", "is not one of ours");
        begin = *place;
    }
    const std::size_t end = std::min(begin + limit, asked.chosen.size());
    for (std::size_t i = begin; i < end; ++i) asked.shown.push_back(asked.chosen[i]);
    if (end < asked.chosen.size()) asked.next = cursor_at(asked.chosen, end);
    return asked;
}

HttpResponse get_diagnostics(Service& service, const Checking& checking, const HttpRequest& request) {
    const auto limit = limit_of(request, 100, 500);
    if (!limit) return wrong_limit(500);
    const auto answer = asked_diagnostics(service, checking, request, *limit);
    if (const auto* refusal = std::get_if<HttpResponse>(&answer)) return *refusal;
    const auto& asked = std::get<AskedDiagnostics>(answer);
    const FoundDiagnostics& found = *asked.found;
    const auto pages = Pages::of(service.store, asked.shown);
    if (!pages) return problem(pages.why());
    Json body = counts_of(asked.chosen);
    body["diagnostics"] = Json::array();
    body["all"] = asked.chosen.size();
    body["pages"] = found.report.pages;
    body["as_of"] = day_text(found.as_of);
    body["sequence"] = found.sequence;
    for (const Finding* finding : asked.shown) body["diagnostics"].push_back(pages->finding_json(*finding));
    HttpResponse response = list_response(request, std::move(body), asked.next,
                                          [&] { return diagnostics_table(found, asked.shown); });
    // Where not all is visible, a tag would tell of decisions about other pages.
    if (!service.store.visible().all()) return response;
    Sha256 hash;
    for (const std::string& field : {found.state, day_text(found.as_of), service.knowledge.hash})
        hash.add_field(field);
    return tagged(std::move(response), "\"" + hash.finish().substr(0, 32) + "\"");
}

}  // namespace clausemark
