// SPDX-License-Identifier: Apache-2.0
// Reading, checking and answering line by line. See record_lines.h.
#include "server/commands/record_lines.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "parser/core/limits.h"
#include "parser/formats/formats.h"
#include "server/commands/commands.h"
#include "server/json/fields.h"

namespace clausemark {
namespace {

bool is_id(const Json& value) {
    return value.is_string() || value.is_number_integer();
}

std::string words_of(const FieldError& error) {
    return (error.field.empty() ? "" : error.field + " ") + error.message;
}

/// What is wrong with the record, or nothing. Fields that are not asked for are the sender's own business.
std::optional<std::string> read_record(const Json& value, Record& record) {
    std::vector<FieldError> errors;
    Fields fields(value, errors);
    if (value.is_object() && !value.contains("id")) errors.push_back({"id", "is missing"});
    if (value.is_object() && value.contains("id") && !is_id(value["id"]))
        errors.push_back({"id", "must be a string or a whole number"});
    record.text = fields.required_text("text");
    record.title = fields.text("title").value_or("");
    record.heading_path = fields.texts("heading_path");
    std::vector<std::string_view> names;
    for (const FormatInfo& row : all_formats()) names.push_back(row.name);
    if (const auto format = fields.word("format", names)) record.format = all_formats()[*format].format;
    if (record.text.size() > limits::page_bytes) errors.push_back({"text", "is larger than a page may be"});
    return errors.empty() ? std::nullopt : std::optional(words_of(errors.front()));
}

/// A line without its end; false at the end of the input. What is longer than a record may be is cut.
bool next_line(std::streambuf& in, std::string& line, bool& too_long) {
    constexpr int end = std::char_traits<char>::eof();
    line.clear();
    too_long = false;
    for (int c = in.sbumpc(); c != end; c = in.sbumpc()) {
        if (c == '\n') return true;
        too_long = line.size() >= limits::request_bytes;
        if (!too_long) line += static_cast<char>(c);
    }
    return !line.empty();
}

/// Takes the record of a line, or gives the answer to a line that holds none.
std::optional<Json> take_line(const std::string& text, std::int64_t number,
                              const std::function<void(const Json&, Record&&)>& take) {
    const auto parsed = read_json(text);
    if (const auto* error = std::get_if<FieldError>(&parsed))
        return Json{{"line", number}, {"error", words_of(*error)}};
    const Json& value = std::get<Json>(parsed);
    Record record;
    if (const auto error = read_record(value, record)) {
        Json answer = {{"line", number}, {"error", *error}};
        if (value.is_object() && value.contains("id") && is_id(value["id"])) answer["id"] = value["id"];
        return answer;
    }
    take(value["id"], std::move(record));
    return std::nullopt;
}

}  // namespace

void answer_line(const Json& answer) {
    std::cout << write_json(answer) << '\n';
}

int for_each_record(const std::function<void(const Json& id, Record&& record)>& take,
                    const std::function<int()>& finish) try {
    std::ios::sync_with_stdio(false);
    bool fine = true;
    bool too_long = false;
    std::string line;
    for (std::int64_t number = 1; std::cout && next_line(*std::cin.rdbuf(), line, too_long); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const auto fault = too_long
                               ? std::optional<Json>(
                                     {{"line", number}, {"error", "the line is longer than a record may be"}})
                               : take_line(line, number, take);
        if (fault) answer_line(*fault);
        fine = fine && !fault;
        // Who sends line by line may wait for the answer; who sends all at once need not.
        if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
    }
    const int finished = finish();
    std::cout.flush();
    if (!std::cout) return wrong_use(std::string("the output cannot be written: ") + std::strerror(errno));
    return std::max(finished, fine ? exit_fine : exit_findings);
} catch (const std::ios_base::failure&) {
    return wrong_use(std::string("standard input cannot be read: ") + std::strerror(errno));
}

}  // namespace clausemark
