// SPDX-License-Identifier: Apache-2.0
// The description of the API as a page to read: operations by tag with their parameters, answers and examples
// as curl commands, then the shapes. Made on the server of the same description that programs read.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/api/openapi.h"
#include "server/http/service.h"
#include "server/pages/html.h"

namespace clausemark {
namespace {

constexpr std::string_view schemas_at = "#/components/schemas/";

std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

/// What stands between two marks, wrapped; marks without a partner stay.
std::string wrapped(std::string_view text, std::string_view mark, std::string_view tag) {
    std::string out;
    while (true) {
        const std::size_t begin = text.find(mark);
        const std::size_t end =
            begin == std::string_view::npos ? begin : text.find(mark, begin + mark.size());
        if (end == std::string_view::npos) return out + std::string(text);
        out += fmt::format("{}<{}>{}</{}>", text.substr(0, begin), tag,
                           text.substr(begin + mark.size(), end - begin - mark.size()), tag);
        text.remove_prefix(end + mark.size());
    }
}

/// Descriptions are written in the least of Markdown: `code`, **strong**, empty lines between paragraphs.
std::string prose_line(std::string_view text) {
    return wrapped(wrapped(escape(text), "`", "code"), "**", "strong");
}
std::string prose(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = text.find("\n\n");
        out += "<p>" + prose_line(text.substr(0, end)) + "</p>";
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 2);
    }
    return out;
}

/// What a reference leads to; the value itself where it is none.
const Json& followed(const Json& value) {
    const std::string reference = text_of(value, "$ref");
    return reference.empty() ? value : api_description().at(Json::json_pointer(reference.substr(1)));
}

/// A member; nothing to walk over where there is none.
const Json& member(const Json& object, const char* name) {
    static const Json none = Json::object();
    const auto found = object.find(name);
    return found == object.end() ? none : *found;
}

std::string schema_words(const Json& schema);

std::string list_words(const Json& values, std::string_view between) {
    std::string out;
    for (const Json& value : values) {
        const std::string word = value.is_object()   ? schema_words(value)
                                 : value.is_string() ? escape(value.get<std::string>())
                                                     : escape(value.dump());
        out += (out.empty() ? "" : std::string(between)) + word;
    }
    return out;
}

std::string reference_words(const std::string& reference) {
    std::string name = reference.substr(std::min(reference.size(), schemas_at.size()));
    const std::string home = name.substr(0, name.find('/'));
    if (const std::size_t inner = name.rfind('/'); inner != std::string::npos) name = name.substr(inner + 1);
    return fmt::format("<a href=\"#schema-{}\">{}</a>", escape(home), escape(name));
}

/// "list of tag", "one of a, b", "integer from 1 to 500".
std::string schema_words(const Json& schema) {
    if (!schema.is_object()) return "anything";
    if (const std::string reference = text_of(schema, "$ref"); !reference.empty())
        return reference_words(reference);
    if (schema.contains("enum")) return "one of " + list_words(schema["enum"], ", ");
    if (schema.contains("const")) return escape(schema["const"].dump());
    if (schema.contains("anyOf")) return list_words(schema["anyOf"], " or ");
    if (schema.contains("allOf")) return list_words(schema["allOf"], " with ");
    if (!schema.contains("type")) return schema.contains("properties") ? "object" : "anything";
    std::string words =
        schema["type"].is_array() ? list_words(schema["type"], " or ") : text_of(schema, "type");
    if (words == "array")
        return "list" + (schema.contains("items") ? " of " + schema_words(schema["items"]) : std::string());
    if (schema.contains("minimum")) words += " from " + schema["minimum"].dump();
    if (schema.contains("exclusiveMinimum")) words += " above " + schema["exclusiveMinimum"].dump();
    if (schema.contains("maximum")) words += " to " + schema["maximum"].dump();
    if (schema.contains("default")) words += ", else " + escape(schema["default"].dump());
    return words;
}

std::string row(const std::string& name, bool required, const std::string& words,
                const std::string& description) {
    return fmt::format("<tr><th scope=\"row\"><code>{}</code>{}</th><td>{}</td><td>{}</td></tr>",
                       escape(name), required ? " <span class=\"soft\">required</span>" : "", words,
                       prose_line(description));
}

std::string table(const std::string& caption, const std::string& rows) {
    if (rows.empty()) return {};
    return fmt::format(
        "<div class=\"scroll\"><table><caption>{}</caption><thead><tr><th scope=\"col\">Name</th><th "
        "scope=\"col\">Values</th><th scope=\"col\">Meaning</th></tr></thead><tbody>{}</tbody></table></div>",
        caption, rows);
}

bool is_required(const Json& schema, const std::string& name) {
    const Json required = member(schema, "required");
    return std::find(required.begin(), required.end(), name) != required.end();
}

/// The properties of an object, those of objects inside it below their own names.
std::string property_rows(const Json& schema, const std::string& before) {
    std::string rows;
    for (const auto& [name, property] : member(schema, "properties").items()) {
        const Json& inner =
            property.contains("items") && !property.contains("$ref") ? property["items"] : property;
        std::string described = text_of(property, "description");
        if (described.empty()) described = text_of(property, "$comment");
        rows += row(before + name, is_required(schema, name), schema_words(property), described);
        if (inner.contains("properties"))
            rows += property_rows(inner, before + name + (&inner == &property ? "." : "[]."));
    }
    return rows;
}

std::string parameters_html(const Json& operation) {
    std::string rows;
    for (const Json& given : member(operation, "parameters")) {
        const Json& parameter = followed(given);
        const std::string place = text_of(parameter, "in") == "header" ? " (header)" : "";
        rows += row(text_of(parameter, "name") + place, parameter.value("required", false),
                    schema_words(parameter["schema"]), text_of(parameter, "description"));
    }
    return table("Parameters", rows);
}

std::string content_words(const Json& holder) {
    std::string out;
    for (const auto& [type, content] : member(holder, "content").items())
        out += fmt::format("{}<code>{}</code>{}", out.empty() ? "" : ", ", escape(type),
                           content.contains("schema") ? ": " + schema_words(content["schema"]) : "");
    return out;
}

std::string answers_html(const Json& operation) {
    std::string out;
    for (const auto& [status, given] : operation["responses"].items()) {
        const Json& response = followed(given);
        const std::string content = content_words(response);
        out +=
            fmt::format("<li><strong>{}</strong> {}{}{}</li>", status == "default" ? "Else" : escape(status),
                        prose_line(text_of(response, "description")), content.empty() ? "" : " As ", content);
    }
    return "<ul>" + out + "</ul>";
}

/// In single quotes, as a shell takes it.
std::string shell_word(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string value_text(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    return "(of " + text_of(value, "from") + ": " + text_of(value, "at") + ")";
}

std::string curl(const Json& example, const std::string& path, std::string method) {
    for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
    std::string command = "curl";
    if (method != "GET") command += " -X " + method + " -H 'Content-Type: application/json'";
    if (const std::string accept = text_of(example, "accept"); !accept.empty())
        command += " -H " + shell_word("Accept: " + accept);
    for (const auto& [name, value] : member(example, "headers").items())
        command += " -H " + shell_word(name + ": " + value_text(value));
    if (example.contains("body")) command += " -d " + shell_word(write_json(example["body"]));
    std::string target = "http://127.0.0.1:8013" + path;
    char before = '?';
    for (const auto& [name, value] : member(example, "query").items()) {
        target += before + name + "=" +
                  (value.is_string() ? query_value(value.get<std::string>()) : value_text(value));
        before = '&';
    }
    return command + " " + shell_word(target);
}

std::string examples_html(const Json& operation, const std::string& path, const std::string& method) {
    std::string out;
    for (const Json& example : member(operation, "x-examples"))
        out += fmt::format("<li>{} <span class=\"soft\">({})</span><br><code>{}</code></li>",
                           escape(text_of(example, "title")), example.value("status", 200),
                           escape(curl(example, path, method)));
    return "<details><summary>Examples</summary><ul>" + out + "</ul></details>";
}

std::string operation_html(const Json& operation, const std::string& path, const std::string& method) {
    std::string name = method;
    for (char& c : name) c = static_cast<char>(c - 'a' + 'A');
    std::string out = fmt::format(
        "<section class=\"card\" id=\"{}\"><h3><code>{} {}</code> {}{}</h3>{}{}",
        escape(text_of(operation, "operationId")), name, escape(path), escape(text_of(operation, "summary")),
        operation.value("deprecated", false) ? " <span class=\"label grave\">deprecated</span>" : "",
        prose(text_of(operation, "description")), parameters_html(operation));
    if (operation.contains("requestBody"))
        out += "<p>Body: " + content_words(operation["requestBody"]) + "</p>";
    return out + answers_html(operation) + examples_html(operation, path, method) + "</section>";
}

std::string tag_html(const Json& tag) {
    const std::string name = text_of(tag, "name");
    std::string out =
        fmt::format("<h2 id=\"tag-{0}\">{0}</h2>{1}", escape(name), prose(text_of(tag, "description")));
    for (const auto& [path, item] : api_description()["paths"].items())
        for (const auto& [method, operation] : item.items())
            if (operation["tags"].front() == name) out += operation_html(operation, path, method);
    return out;
}

std::string schema_html(const std::string& name, const Json& schema) {
    std::string description = text_of(schema, "description");
    if (description.empty()) description = text_of(schema, "title");
    std::string out = fmt::format("<section class=\"card\" id=\"schema-{0}\"><h3>{0}</h3>{1}", escape(name),
                                  prose(description));
    const std::string rows = property_rows(schema, "");
    out += rows.empty() ? "<p>" + schema_words(schema) + "</p>" : table("Fields", rows);
    for (const auto& [inner, defined] : member(schema, "$defs").items())
        if (defined.contains("properties")) out += table(escape(inner), property_rows(defined, ""));
    return out + "</section>";
}

std::string api_html() {
    const Json& api = api_description();
    std::string links;
    std::string body;
    for (const Json& tag : api["tags"]) {
        links += fmt::format("<a href=\"#tag-{0}\">{0}</a>", escape(text_of(tag, "name")));
        body += tag_html(tag);
    }
    body += "<h2 id=\"schemas\">Shapes</h2>";
    for (const auto& [name, schema] : api["components"]["schemas"].items()) body += schema_html(name, schema);
    return fmt::format(
        "<h1>The API</h1>{}<p>For programs: <a href=\"/openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>"
        "<nav aria-label=\"Parts of the API\">{}<a href=\"#schemas\">Shapes</a></nav>{}",
        prose(text_of(api["info"], "description")), links, body);
}

}  // namespace

HttpResponse api_page(Service&, const HttpRequest&) {
    static const std::string body = api_html();
    return html_page("The API", body);
}

}  // namespace clausemark
