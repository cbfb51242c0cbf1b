// SPDX-License-Identifier: Apache-2.0
// Changes as a feed that a client may wait on, the revisions of a document, and coverage at two times. See
// history.h.
#include "server/http/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "indexer/store/inquiries.h"
#include "parser/core/limits.h"
#include "server/app/checking.h"
#include "server/exports/list_tables.h"
#include "server/http/cursor.h"
#include "server/http/worker_pool.h"
#include "server/json/clause_cards.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

constexpr std::chrono::milliseconds look_every{200};  // other processes may write too

template <typename Number>
bool read_number(const std::string& text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

Json change_json(const DocumentChange& change) {
    Json made = to_json(change.change);
    made["revision_order"] = change.revision_order;
    made["author"] = change.hand.author;
    made["who"] = change.hand.who;
    made["at"] = change.hand.when;
    if (!change.was.empty()) made["was"] = change.was;
    return made;
}

Table history_table(const std::vector<DocumentChange>& changes) {
    std::vector<Change> plain;
    plain.reserve(changes.size());
    for (const DocumentChange& change : changes) plain.push_back(change.change);
    Table table = changes_table(plain);
    for (const char* title : {"Author", "Brought by", "At", "Key before"}) table.columns.push_back({title});
    for (std::size_t i = 0; i < changes.size(); ++i)
        for (const std::string& text :
             {changes[i].hand.author, changes[i].hand.who, changes[i].hand.when, changes[i].was})
            table.rows[i].cells.emplace_back(text);
    return table;
}

/// Waits until something behind `after` may be seen, the time is over, or the server stops. False: too many
/// wait already.
bool wait_for_change(Store& store, std::int64_t after, int seconds) {
    const WorkerPool::Waiting waiting;
    if (!waiting.granted()) return false;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    std::int64_t seen = -1;
    while (std::chrono::steady_clock::now() < end) {
        const auto version = inquiries_of(store).version();
        if (!version) return true;
        if (*version != seen) {
            const auto sequence = store.sequence();
            if (!sequence || *sequence > after) return true;
            seen = *version;
        }
        if (!waiting.sleep(look_every)) return true;
    }
    return true;
}

}  // namespace

HttpResponse get_changes(Service& service, const HttpRequest& request) {
    const auto limit = limit_of(request, 100, 1000);
    if (!limit) return wrong_limit(1000);
    std::int64_t after = 0;
    if (const std::string& written = request.parameter("after"); !written.empty())
        if (!read_number(written, after) || after < 0)
            return wrong_parameter("after", "must be a sequence number", {"0..9223372036854775807"});
    int wait = 0;
    if (const std::string& written = request.parameter("wait"); !written.empty())
        if (!read_number(written, wait) || wait < 0 || wait > limits::waiting_seconds)
            return wrong_parameter("wait",
                                   fmt::format("must be from 0 to {} seconds", limits::waiting_seconds),
                                   {fmt::format("0..{}", limits::waiting_seconds)});
    auto tag = store_tag(service);
    auto changes = inquiries_of(service.store).changes_by(after, *limit);
    if (!changes) return problem(changes.why());
    bool crowded = false;
    if (changes->empty() && wait > 0) {
        crowded = !wait_for_change(service.store, after, wait);
        tag = store_tag(service);
        changes = inquiries_of(service.store).changes_by(after, *limit);
        if (!changes) return problem(changes.why());
    }
    Json body = {{"changes", Json::array()},
                 {"next", changes->empty() ? after : changes->back().change.sequence}};
    for (const DocumentChange& change : *changes) body["changes"].push_back(change_json(change));
    HttpResponse response =
        list_response(request, std::move(body), "", [&] { return history_table(*changes); });
    if (changes->size() == *limit)
        link_next(request, response, "after", std::to_string(changes->back().change.sequence));
    if (crowded) response.headers["Retry-After"] = "5";
    return tagged(std::move(response), tag);
}

HttpResponse get_document_history(Service& service, const HttpRequest& request) {
    const auto limit = limit_of(request, 100, 1000);
    if (!limit) return wrong_limit(1000);
    HistoryQuery query;
    query.document = {request.parameter("wiki"), request.parameter("key")};
    query.limit = *limit;
    if (const std::string& cursor = request.parameter("cursor"); !cursor.empty()) {
        const auto fields = read_cursor(cursor, 1);
        if (!fields || !read_number(fields->front(), query.after))
            return wrong_parameter("cursor", "is not one of ours");
    }
    const auto tag = store_tag(service);
    const auto changes = inquiries_of(service.store).history(query);
    if (!changes) return problem(changes.why());
    if (changes->empty() && query.after == 0)
        return problem(404, "no document has, or had, this wiki and key");
    Json body = {{"changes", Json::array()}};
    for (const DocumentChange& change : *changes) body["changes"].push_back(change_json(change));
    const std::string next =
        changes->size() == query.limit ? write_cursor({std::to_string(changes->back().change.sequence)}) : "";
    return tagged(list_response(request, std::move(body), next, [&] { return history_table(*changes); }),
                  tag);
}

namespace {

/// A moment of history: as it was asked for, and the change after which it is.
struct Moment {
    std::string asked;
    std::int64_t sequence = 0;
};

/// "1234", "2026-11-01" (at its end) or "2026-11-01T12:00:00Z"; nothing where it is none of these.
std::optional<Result<std::int64_t>> sequence_of(Store& store, const std::string& written) {
    std::int64_t number = 0;
    if (read_number(written, number) && number >= 0) return Result<std::int64_t>(number);
    const auto day = day_named(std::string_view(written).substr(0, 10));
    if (!day) return std::nullopt;
    if (written.size() == 10) return inquiries_of(store).sequence_at(written + "T23:59:59Z");
    const bool time = written.size() == 20 && written[10] == 'T' && written[19] == 'Z';
    return time ? std::optional(inquiries_of(store).sequence_at(written)) : std::nullopt;
}

using Sums = std::vector<CoverageSum>;

Sums before_deltas(const Sums& now, const std::vector<CoverageDelta>& deltas) {
    const auto key = [](const CoverageRow& row) {
        return std::tuple(row.clause, row.aspect, row.standing, row.strength);
    };
    std::map<decltype(key(CoverageRow())), CoverageSum> sums;
    for (const CoverageSum& sum : now) sums[key(sum.row)] = sum;
    for (const CoverageDelta& delta : deltas) {
        CoverageSum& sum = sums[key(delta.row)];
        const std::int64_t passages = sum.row.passages - delta.row.passages;
        const std::int64_t confirmed = sum.row.confirmed - delta.row.confirmed;
        sum.row = delta.row;
        sum.row.passages = passages;
        sum.row.confirmed = confirmed;
        sum.documents -= delta.documents;
    }
    Sums then;
    for (auto& [name, sum] : sums)
        if (sum.documents > 0) then.push_back(std::move(sum));
    return then;
}

struct TwoStates {
    std::int64_t now = 0;
    std::int64_t kept_since = 0;
    std::int64_t from = 0;
    std::int64_t to = 0;
    Sums before;
    Sums after;
};

/// Counters after two changes. Asked again where somebody writes in between.
Result<TwoStates> two_states(Store& store, const std::string& standard, std::int64_t from, std::int64_t to) {
    for (int tries = 0;; ++tries) {
        const auto sequence = store.sequence();
        if (!sequence) return sequence.why();
        CoverageQuery query;
        query.standard = standard;
        const auto now = store.coverage(query);
        if (!now) return now.why();
        const auto since_from = inquiries_of(store).coverage_since(from, standard);
        if (!since_from) return since_from.why();
        const auto since_to = inquiries_of(store).coverage_since(to, standard);
        if (!since_to) return since_to.why();
        const auto again = store.sequence();
        if (!again) return again.why();
        if (*again != *sequence && tries < 5) continue;
        return TwoStates{*sequence,
                         since_from->kept_since,
                         std::min(since_from->sequence, *sequence),
                         std::min(since_to->sequence, *sequence),
                         before_deltas(*now, since_from->deltas),
                         before_deltas(*now, since_to->deltas)};
    }
}

std::set<std::string> parts_found(const ClauseCoverage& clause) {
    std::set<std::string> found;
    for (const PartFound& part : clause.parts)
        if (part.found()) found.insert(part.part->key);
    return found;
}

Json parts_only_in(const ClauseCoverage& one, const std::set<std::string>& other) {
    Json made = Json::array();
    for (const PartFound& part : one.parts)
        if (part.found() && !other.contains(part.part->key))
            made.push_back({{"part", part.part->key}, {"words", part.part->words}});
    return made;
}

}  // namespace

HttpResponse get_coverage_history(Service& service, const HttpRequest& request) {
    const Knowledge& known = service.knowledge;
    const std::string& name = request.parameter("standard");
    const auto standard = known.catalogue->find_standard(name);
    if (!standard) return unknown_standard(*known.catalogue, "standard", name);
    if (!service.store.visible().all())
        return problem(403, "past coverage is counted over all pages, and this token sees only some");
    std::int64_t ends[2] = {0, INT64_MAX};
    for (const auto& [parameter, place] : {std::pair("from", 0), {"to", 1}}) {
        const std::string& written = request.parameter(parameter);
        if (written.empty()) continue;
        const auto sequence = sequence_of(service.store, written);
        if (!sequence)
            return wrong_parameter(parameter, "must be a sequence number, a day or a time in UTC",
                                   {"0..9223372036854775807", "YYYY-MM-DD", "YYYY-MM-DDThh:mm:ssZ"});
        if (!*sequence) return problem(sequence->why());
        ends[place] = **sequence;
    }
    if (ends[0] > ends[1]) return wrong_parameter("to", "must not be before from");
    const auto tag = store_tag(service);
    const auto states = two_states(service.store, name, ends[0], ends[1]);
    if (!states) return problem(states.why());
    const StandardCoverage before =
        assess(*known.catalogue, *standard, known.parts, known.declarations, states->before);
    const StandardCoverage after =
        assess(*known.catalogue, *standard, known.parts, known.declarations, states->after);
    const bool exact = ends[0] >= states->kept_since;
    Json body = {
        {"standard", name},
        {"from", {{"asked", request.parameter("from")}, {"sequence", states->from}}},
        {"to", {{"asked", request.parameter("to")}, {"sequence", states->to}}},
        {"kept_since", states->kept_since},
        {"exact", exact},
        {"before", to_json(*known.catalogue, before, false)["counts"]},
        {"after", to_json(*known.catalogue, after, false)["counts"]},
        {"clauses", Json::array()},
        {"note", exact ? "judged by the rules and declarations of now, over what pages answered then"
                       : fmt::format("what pages answered is kept since change {}; nothing is known of "
                                     "the time before, so the answer begins there",
                                     states->kept_since)}};
    for (std::size_t i = 0; i < before.clauses.size(); ++i) {
        const ClauseCoverage& was = before.clauses[i];
        const ClauseCoverage& is = after.clauses[i];
        if (was.state == is.state && parts_found(was) == parts_found(is)) continue;
        Json clause = clause_name(*known.catalogue, known.catalogue->clause(was.clause).id);
        clause["before"] = name_of(was.state);
        clause["after"] = name_of(is.state);
        clause["parts_lost"] = parts_only_in(was, parts_found(is));
        clause["parts_gained"] = parts_only_in(is, parts_found(was));
        body["clauses"].push_back(std::move(clause));
    }
    return tagged(json_response(body), tag);
}

}  // namespace clausemark
