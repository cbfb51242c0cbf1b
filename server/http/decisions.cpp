// SPDX-License-Identifier: Apache-2.0
// What people decided, over HTTP: tags that are confirmed or rejected, findings that are intended. See
// service.h.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "parser/core/limits.h"
#include "parser/core/utf8.h"
#include "server/app/decisions.h"
#include "server/app/tag_decisions.h"
#include "server/http/preconditions.h"
#include "server/http/service.h"
#include "server/json/encode_duplicates.h"
#include "server/json/fields.h"

namespace clausemark {
namespace {

/// A reason or a name: filled, and no longer than one.
std::string filled_text(Fields& fields, const char* name, std::vector<FieldError>& errors) {
    const std::size_t before = errors.size();
    std::string text = fields.required_text(name);
    if (errors.size() == before && text.find_first_not_of(" \t\r\n") == std::string::npos)
        errors.push_back({name, "must not be empty"});
    if (text.size() > limits::said_bytes) errors.push_back({name, "is too long"});
    return text;
}

TagChoice read_choice(const Catalogue& catalogue, const Json& object, std::vector<FieldError>& all) {
    std::vector<FieldError> errors;
    Fields fields(object, errors);
    TagChoice choice;
    choice.document.wiki = fields.required_text("wiki");
    choice.document.key = fields.required_text("key");
    choice.annotation = fields.text("annotation").value_or("");
    choice.clause =
        choice.annotation.empty() ? fields.required_text("clause") : fields.text("clause").value_or("");
    if (!choice.clause.empty() && !catalogue.find(choice.clause)) {
        const std::string nearest = catalogue.nearest(choice.clause);
        errors.push_back(
            {"clause", "is not known" + (nearest.empty() ? "" : "; did you mean " + nearest + "?")});
    }
    if (const auto passage = fields.integer("passage", 0, UINT32_MAX))
        choice.passage = static_cast<std::uint32_t>(*passage);
    choice.words = fields.text("words").value_or("");
    choice.content_hash = fields.text("content_hash").value_or("");
    fields.finish();
    for (FieldError& error : errors) {
        error.field = error.field.empty() ? "tag" : "tag." + error.field;
        all.push_back(std::move(error));
    }
    return choice;
}

HttpResponse refusal_of(const ChoiceRefused& refused) {
    using Why = ChoiceRefused::Why;
    if (refused.why == Why::unexpected) return precondition_failed("decision", refused.message);
    const bool missing = refused.why == Why::no_page || refused.why == Why::no_such_passage;
    return problem(missing ? 404 : 409, refused.message);
}

std::string quoted(const std::string& version) {
    return "\"" + version + "\"";
}

/// A decision about a tag says what has become of it; nobody needs to look for it.
std::optional<DecisionSubject> tag_subject(const Decision& decision) {
    return decision.tag ? std::optional(DecisionSubject{"tag", decision.tag->words}) : std::nullopt;
}

/// What was decided about what the caller sees. A decision about findings says nothing of pages: where not
/// all is visible, it is shown if the caller's pages alone have such a finding.
Result<std::vector<Decision>> decisions_for_caller(Service& service) {
    auto decisions = service.store.decisions();
    if (!decisions || service.store.visible().all()) return decisions;
    const auto conflicts = all_conflicts_of(service.store, service.knowledge, *service.conflicts);
    if (!conflicts) return conflicts.why();
    std::vector<Decision> visible;
    for (Decision& decision : *decisions) {
        if (!decision.tag) {
            const auto subject = subject_of(service.store, *conflicts, decision.key);
            if (!subject) return subject.why();
            if (!*subject) continue;
        }
        visible.push_back(std::move(decision));
    }
    return visible;
}

}  // namespace

HttpResponse get_decisions(Service& service, const HttpRequest&) {
    const auto tag = findings_tag(service);
    const auto decisions = decisions_for_caller(service);
    if (!decisions) return problem(decisions.why());
    Json body = {{"decisions", Json::array()}};
    for (const Decision& decision : *decisions)
        body["decisions"].push_back(decision.tag ? to_json(decision, tag_subject(decision))
                                                 : to_json(decision));
    return tagged(json_response(body), tag);
}

HttpResponse post_decision(Service& service, const HttpRequest& request) {
    Expected expected;
    if (const auto refusal = read_expected(request, expected)) return *refusal;
    const auto parsed = read_json(request.body);
    if (const auto* error = std::get_if<FieldError>(&parsed))
        return problem(400, "the body is no usable JSON", {*error});
    if (std::get<Json>(parsed).is_object() && std::get<Json>(parsed).contains("tag"))
        return post_tag_decision(service, std::get<Json>(parsed), expected);
    std::vector<FieldError> errors;
    Fields fields(std::get<Json>(parsed), errors);
    Decision decision;
    decision.key = fields.required_text("key");
    decision.reason = filled_text(fields, "reason", errors);
    decision.who = filled_text(fields, "who", errors);
    fields.finish();
    if (!errors.empty()) return problem(422, "the body cannot be used as it is", errors);
    decision.when = service.now();
    const auto conflicts = all_conflicts_of(service.store, service.knowledge, *service.conflicts);
    if (!conflicts) return problem(conflicts.why());
    const auto subject = subject_of(service.store, *conflicts, decision.key);
    if (!subject) return problem(subject.why());
    if (!*subject)
        return problem(404, "no cluster, copies, difference or conflict has this key now",
                       {{"key", "is not known"}});
    const auto decided = service.store.decide(decision, expected);
    if (!decided) return problem(decided.why());
    if (!decided->done) return precondition_failed("decision", decided->version);
    return tagged(json_response(to_json(decision, *subject)), quoted(decided->version));
}

HttpResponse delete_decision(Service& service, const HttpRequest& request) {
    const std::string& key = request.parameter("key");
    Expected expected;
    if (const auto refusal = read_expected(request, expected)) return *refusal;
    const auto decisions = decisions_for_caller(service);
    if (!decisions) return problem(decisions.why());
    const auto found = std::ranges::find(*decisions, key, &Decision::key);
    if (found == decisions->end())
        return expected.what == Expected::What::anything ? problem(404, "nothing was decided about this key")
                                                         : precondition_failed("decision", "");
    const auto done = service.store.undecide(key, expected);
    if (!done) return problem(done.why());
    if (!done->done) return precondition_failed("decision", done->version);
    return json_response(to_json(*found));
}

HttpResponse post_tag_decision(Service& service, const Json& body, const Expected& expected) {
    static const std::vector<std::string_view> verdicts = {name_of(Verdict::confirmed),
                                                           name_of(Verdict::rejected)};
    std::vector<FieldError> errors;
    const TagChoice choice = read_choice(*service.knowledge.catalogue, body["tag"], errors);
    Json rest = body;
    rest.erase("tag");
    Fields fields(rest, errors);
    const auto verdict = fields.word("verdict", verdicts);
    if (!verdict && !rest.contains("verdict"))
        errors.push_back({"verdict", "must be confirmed or rejected", {"confirmed", "rejected"}});
    TagWanted wanted;
    wanted.reason = filled_text(fields, "reason", errors);
    wanted.who = filled_text(fields, "who", errors);
    wanted.when = fields.text("when").value_or("");
    fields.finish();
    if (wanted.when.size() > limits::said_bytes) errors.push_back({"when", "is too long"});
    if (!errors.empty()) return problem(422, "the body cannot be used as it is", errors);
    wanted.verdict = static_cast<Verdict>(*verdict);
    if (wanted.when.empty()) wanted.when = service.now();
    const auto decided = decide_tag(service.store, choice, wanted, expected);
    if (!decided) return problem(decided.why());
    if (decided->refused) return refusal_of(*decided->refused);
    return tagged(json_response(to_json(decided->decision, tag_subject(decided->decision))),
                  quoted(version_of(decided->decision)));
}

}  // namespace clausemark
