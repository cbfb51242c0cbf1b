// SPDX-License-Identifier: Apache-2.0
// Pages in request bodies. See page_body.h.
#include "server/http/page_body.h"

#include <nlohmann/json.hpp>

#include "parser/core/limits.h"
#include "parser/formats/formats.h"
#include "server/json/fields.h"

namespace clausemark {
namespace {

Format format_in(Fields& fields) {
    std::vector<std::string_view> names;
    for (const FormatInfo& row : all_formats()) names.push_back(row.name);
    const auto word = fields.word("format", names);
    return word ? all_formats()[*word].format : Format::markdown;
}

void read_attributes(Fields& fields, Attributes& a) {
    static const std::vector<std::string_view> statuses = {
        name_of(DocumentStatus::unstated), name_of(DocumentStatus::draft), name_of(DocumentStatus::approved),
        name_of(DocumentStatus::edited), name_of(DocumentStatus::withdrawn)};
    if (const auto status = fields.word("status", statuses)) a.status = static_cast<DocumentStatus>(*status);
    a.space = fields.text("space").value_or("");
    a.owner = fields.text("owner").value_or("");
    a.approver = fields.text("approver").value_or("");
    a.version = fields.text("version").value_or("");
    a.review_date = fields.text("review_date").value_or("");
    a.language = fields.text("language").value_or("");
    a.permalink = fields.text("permalink").value_or("");
    a.revision = fields.text("revision").value_or("");
    a.revision_order = fields.integer("revision_order", 0, INT64_MAX).value_or(0);
}

}  // namespace

DocumentKey read_key(const Json& object, const std::string& name, std::vector<FieldError>& all) {
    std::vector<FieldError> errors;
    Fields fields(object, errors);
    DocumentKey key;
    key.wiki = fields.required_text("wiki");
    key.key = fields.required_text("key");
    fields.finish();
    for (FieldError& error : errors) {
        error.field = error.field.empty() ? name : name + "." + error.field;
        all.push_back(std::move(error));
    }
    return key;
}

std::vector<FieldError> read_page(Json& page, PageBody kind, PageInput& input, PageGiven* given) {
    std::vector<FieldError> errors;
    if (given != nullptr && kind == PageBody::passing && page.is_object()) {
        given->format = page.contains("format");
        given->stored = page.contains("stored");
        if (given->stored) {
            input.id = read_key(page["stored"], "stored", errors);
            page.erase("stored");
        }
    }
    Fields fields(page, errors);
    input.source = fields.required_text("text");
    input.given.format = format_in(fields);
    input.given.title = fields.text("title").value_or("");
    input.given.system = fields.text("system").value_or("");
    input.given.type = fields.text("type").value_or("");
    if (kind == PageBody::passing) input.heading_path = fields.texts("heading_path");
    if (kind == PageBody::stored || (given != nullptr && given->stored)) read_attributes(fields, input.given);
    if (kind == PageBody::stored) {
        std::string author = fields.text("author").value_or("");
        if (given != nullptr) given->author = std::move(author);
    }
    fields.finish();
    return errors;
}

std::optional<HttpResponse> read_page_body(const std::string& body, PageBody kind, PageInput& input,
                                           PageGiven* given) {
    auto parsed = read_json(body);
    if (const auto* error = std::get_if<FieldError>(&parsed))
        return problem(400, "the body is no usable JSON", {*error});
    const auto errors = read_page(std::get<Json>(parsed), kind, input, given);
    if (!errors.empty()) return problem(422, "the body cannot be used as it is", errors);
    if (input.source.size() > limits::page_bytes)
        return problem(413, "the text is larger than a page may be");
    return std::nullopt;
}

}  // namespace clausemark
