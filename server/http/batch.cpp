// SPDX-License-Identifier: Apache-2.0
// Many documents at once: put, delete, and reconcile, by which a wiki finds what the server lacks, what it
// has in an older form, and what it has that the wiki has no more. See many.h.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "indexer/store/inquiries.h"
#include "parser/core/limits.h"
#include "parser/core/limits_server.h"
#include "server/app/decisions.h"
#include "server/http/many.h"
#include "server/http/page_body.h"
#include "server/json/encode.h"
#include "server/json/fields.h"

namespace clausemark {
namespace {

HttpResponse unusable(const std::vector<FieldError>& errors) {
    return problem(422, "the body cannot be used as it is", errors);
}

Json errors_json(const std::vector<FieldError>& errors) {
    Json made = Json::array();
    for (const FieldError& error : errors)
        made.push_back({{"field", error.field}, {"message", error.message}});
    return made;
}

/// The field's list of at most so many things; or gives what is wrong.
std::optional<FieldError> read_list(const Json& body, const char* name, std::size_t most, Json& list) {
    if (!body.is_object()) return FieldError{"", "must be an object"};
    const auto found = body.find(name);
    if (found == body.end()) return FieldError{name, "is missing"};
    if (!found->is_array()) return FieldError{name, "must be a list"};
    if (found->size() > most) return FieldError{name, fmt::format("must have at most {} entries", most)};
    list = *found;
    return std::nullopt;
}

std::string_view name_of_outcome(SaveOutcome outcome) {
    switch (outcome) {
        case SaveOutcome::saved:
            return "saved";
        case SaveOutcome::unchanged:
            return "unchanged";
        case SaveOutcome::hidden:
            return "forbidden";
        case SaveOutcome::stale:
        case SaveOutcome::unexpected:
            break;
    }
    return "stale";
}

/// One document of a batch: its answer, and the page to save where nothing is wrong with it.
struct Entry {
    Json answer;
    std::optional<PageInput> input;
    std::string author;
};

Entry read_entry(Json& document) {
    Entry entry;
    PageInput input;
    std::vector<FieldError> errors;
    if (document.is_object()) {
        for (const auto& [name, to] : {std::pair("wiki", &input.id.wiki), {"key", &input.id.key}}) {
            const auto found = document.find(name);
            if (found == document.end() || !found->is_string() || found->get<std::string>().empty()) {
                errors.push_back(
                    {name, found == document.end() ? "is missing" : "must be a string, not empty"});
                continue;
            }
            *to = found->get<std::string>();
            if (to->size() > limits::document_name_bytes)
                errors.push_back(
                    {name, fmt::format("must be at most {} bytes", limits::document_name_bytes)});
            document.erase(name);
        }
    }
    PageGiven given;
    const auto others = read_page(document, PageBody::stored, input, &given);
    entry.author = std::move(given.author);
    errors.insert(errors.end(), others.begin(), others.end());
    if (input.source.size() > limits::page_bytes) errors.push_back({"text", "is larger than a page may be"});
    entry.answer = {{"wiki", input.id.wiki}, {"key", input.id.key}};
    if (errors.empty()) {
        entry.input = std::move(input);
    } else {
        entry.answer["outcome"] = "refused";
        entry.answer["errors"] = errors_json(errors);
    }
    return entry;
}

}  // namespace

HttpResponse post_documents(Service& service, const HttpRequest& request) {
    auto parsed = read_json(request.body);
    if (const auto* error = std::get_if<FieldError>(&parsed))
        return problem(400, "the body is no usable JSON", {*error});
    Json list;
    if (const auto error = read_list(std::get<Json>(parsed), "documents", limits::documents_at_once, list))
        return unusable({*error});
    if (std::get<Json>(parsed).size() > 1) return unusable({{"", "has fields that are not known here"}});
    parsed = Json();
    std::vector<Entry> entries;
    std::map<DocumentKey, std::size_t> seen;
    for (Json& document : list) {
        entries.push_back(read_entry(document));
        Entry& entry = entries.back();
        if (!entry.input) continue;
        if (!seen.emplace(entry.input->id, entries.size()).second) {
            entry.answer["outcome"] = "refused";
            entry.answer["errors"] = errors_json({{"key", "was given before in this list"}});
            entry.input.reset();
        }
    }
    const std::string now = service.now();
    std::vector<PageRecord> pages;
    std::vector<Hand> hands;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!entries[i].input) continue;
        pages.push_back(service.indexers.index(std::move(*entries[i].input)));
        hands.push_back({entries[i].author, request.caller.name, now});
        places.push_back(i);
    }
    const auto saved = inquiries_of(service.store).save_by(pages, {}, hands);
    if (!saved) return problem(saved.why());
    for (std::size_t i = 0; i < places.size(); ++i) {
        Json& answer = entries[places[i]].answer;
        answer["outcome"] = name_of_outcome((*saved)[i].outcome);
        answer["sequence"] = (*saved)[i].sequence;
        answer["content_hash"] = pages[i].document.attributes.content_hash;
        answer["passages"] = pages[i].passages.size();
        answer["tags"] = std::ranges::count_if(pages[i].tags, [](const TagRecord& tag) { return tag.shown; });
    }
    Json body = {{"documents", Json::array()}};
    std::map<std::string, std::size_t> counts = {
        {"saved", 0}, {"unchanged", 0}, {"stale", 0}, {"forbidden", 0}, {"refused", 0}};
    for (Entry& entry : entries) {
        ++counts[entry.answer["outcome"].get<std::string>()];
        body["documents"].push_back(std::move(entry.answer));
    }
    body["counts"] = counts;
    return json_response(body);
}

HttpResponse post_delete_documents(Service& service, const HttpRequest& request) {
    const auto parsed = read_json(request.body);
    if (const auto* error = std::get_if<FieldError>(&parsed))
        return problem(400, "the body is no usable JSON", {*error});
    std::vector<FieldError> errors;
    Fields fields(std::get<Json>(parsed), errors);
    const std::string wiki = fields.required_text("wiki");
    const std::vector<std::string> names = fields.texts("keys");
    fields.finish();
    if (std::get<Json>(parsed).is_object() && !std::get<Json>(parsed).contains("keys"))
        errors.push_back({"keys", "is missing"});
    if (names.size() > limits::keys_at_once)
        errors.push_back({"keys", fmt::format("must have at most {} entries", limits::keys_at_once)});
    if (!errors.empty()) return unusable(errors);
    std::vector<DocumentKey> keys;
    keys.reserve(names.size());
    for (const std::string& name : names) keys.push_back({wiki, name});
    const auto changes = service.store.remove(keys);
    if (!changes) return problem(changes.why());
    Json body = {{"deleted", Json::array()}, {"unknown", Json::array()}};
    std::map<std::string, bool> known;
    for (const Change& change : *changes) {
        body["deleted"].push_back(to_json(change));
        known[change.id.key] = true;
    }
    for (const std::string& name : names)
        if (!known.contains(name)) body["unknown"].push_back(name);
    return json_response(body);
}

namespace {

/// What the client has of one page. What it does not say is not compared.
struct Held {
    std::string key;
    std::optional<std::string> revision;
    std::optional<std::string> content_hash;
    std::optional<std::int64_t> order;
};

std::vector<Held> read_held(const Json& list, std::vector<FieldError>& all) {
    std::vector<Held> held;
    for (std::size_t i = 0; i < list.size() && all.size() < limits::batch_errors; ++i) {
        std::vector<FieldError> errors;
        Fields fields(list[i], errors);
        Held made;
        made.key = fields.required_text("key");
        made.revision = fields.text("revision");
        made.content_hash = fields.text("content_hash");
        made.order = fields.integer("revision_order", 0, INT64_MAX);
        fields.finish();
        if (errors.empty() && !held.empty() && made.key <= held.back().key)
            errors.push_back({"key", "must come behind the one before, in the order of bytes"});
        for (FieldError& error : errors) {
            error.field = fmt::format("documents[{}]{}{}", i, error.field.empty() ? "" : ".", error.field);
            all.push_back(std::move(error));
        }
        held.push_back(std::move(made));
    }
    return held;
}

/// How the server's page stands to the client's.
std::string_view compared(const Held& held, const Attributes& kept) {
    const bool same = (!held.revision || *held.revision == kept.revision) &&
                      (!held.content_hash || *held.content_hash == kept.content_hash) &&
                      (!held.order || *held.order == kept.revision_order);
    if (same) return "same";
    return held.order && kept.revision_order > *held.order ? "newer" : "older";
}

}  // namespace

HttpResponse post_reconcile(Service& service, const HttpRequest& request) {
    const auto parsed = read_json(request.body);
    if (const auto* error = std::get_if<FieldError>(&parsed))
        return problem(400, "the body is no usable JSON", {*error});
    const Json& body = std::get<Json>(parsed);
    Json list;
    std::vector<FieldError> errors;
    if (const auto error = read_list(body, "documents", limits::reconciled_at_once, list))
        return unusable({*error});
    Json rest = body;
    rest.erase("documents");
    Fields fields(rest, errors);
    const std::string wiki = fields.required_text("wiki");
    const std::string after = fields.text("after").value_or("");
    const bool last = fields.boolean("last").value_or(false);
    fields.finish();
    const std::vector<Held> held = read_held(list, errors);
    if (errors.empty() && !held.empty() && held.front().key <= after)
        errors.push_back({"after", "must come before the first document"});
    if (errors.empty() && held.empty() && !last)
        errors.push_back({"documents", "is empty; that is allowed with last: true alone"});
    if (!errors.empty()) return unusable(errors);

    Json answer = {{"missing", Json::array()},
                   {"older", Json::array()},
                   {"newer", Json::array()},
                   {"gone", Json::array()},
                   {"same", 0}};
    DocumentQuery query;
    query.wiki = wiki;
    query.limit = 1000;
    if (!after.empty()) query.after = DocumentKey{wiki, after};
    std::size_t same = 0;
    std::size_t next = 0;  // in `held`
    bool more = false;
    const auto pass_until = [&](const std::string* key) {
        for (; next < held.size() && (key == nullptr || held[next].key < *key); ++next)
            answer["missing"].push_back(held[next].key);
    };
    for (bool going = true; going;) {
        const auto documents = service.store.documents(query);
        if (!documents) return problem(documents.why());
        for (const DocumentRecord& document : *documents) {
            const std::string& key = document.id.key;
            if (!last && key > held.back().key) {
                going = false;
                break;
            }
            pass_until(&key);
            if (next < held.size() && held[next].key == key) {
                const std::string_view how = compared(held[next], document.attributes);
                if (how == "same")
                    ++same;
                else
                    answer[std::string(how)].push_back(
                        {{"key", key},
                         {"revision", document.attributes.revision},
                         {"revision_order", document.attributes.revision_order},
                         {"content_hash", document.attributes.content_hash}});
                ++next;
            } else if (answer["gone"].size() == limits::keys_at_once) {
                more = true;
            } else {
                answer["gone"].push_back(key);
            }
        }
        going = going && documents->size() == query.limit;
        if (going) query.after = documents->back().id;
    }
    pass_until(nullptr);
    answer["same"] = same;
    answer["more_gone"] = more;
    if (!held.empty()) answer["next"] = held.back().key;
    return json_response(answer);
}

}  // namespace clausemark
