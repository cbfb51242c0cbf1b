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

std::optional<HttpResponse> read_page_body(const std::string& body, PageBody kind, PageInput& input) {
    const auto parsed = read_json(body);
    if (const auto* error = std::get_if<FieldError>(&parsed))
        return problem(400, "the body is no usable JSON", {*error});
    std::vector<FieldError> errors;
    Fields fields(std::get<Json>(parsed), errors);
    input.source = fields.required_text("text");
    input.given.format = format_in(fields);
    input.given.title = fields.text("title").value_or("");
    input.given.system = fields.text("system").value_or("");
    input.given.type = fields.text("type").value_or("");
    if (kind == PageBody::passing) input.heading_path = fields.texts("heading_path");
    if (kind == PageBody::stored) read_attributes(fields, input.given);
    fields.finish();
    if (!errors.empty()) return problem(422, "the body cannot be used as it is", errors);
    if (input.source.size() > limits::page_bytes)
        return problem(413, "the text is larger than a page may be");
    return std::nullopt;
}

}  // namespace clausemark
