// SPDX-License-Identifier: Apache-2.0
// Records in, ranked clauses out, one line each, in order, every edition, whatever the settings say. See
// tag_lines.h.
#include "server/commands/tag_lines.h"

#include <cerrno>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>

#include "indexer/matcher/rank.h"
#include "parser/core/limits.h"
#include "parser/formats/formats.h"
#include "server/commands/commands.h"
#include "server/json/fields.h"

namespace clausemark {
namespace {

struct Line {
    std::string text;
    std::string title;
    std::vector<std::string> heading_path;
    Format format = Format::markdown;
};

bool is_id(const Json& value) {
    return value.is_string() || value.is_number_integer();
}

std::string words_of(const FieldError& error) {
    return (error.field.empty() ? "" : error.field + " ") + error.message;
}

/// What is wrong with the record, or nothing. Fields that are not asked for are the sender's own business.
std::optional<std::string> read_record(const Json& value, Line& line) {
    std::vector<FieldError> errors;
    Fields fields(value, errors);
    if (value.is_object() && !value.contains("id")) errors.push_back({"id", "is missing"});
    if (value.is_object() && value.contains("id") && !is_id(value["id"]))
        errors.push_back({"id", "must be a string or a whole number"});
    line.text = fields.required_text("text");
    line.title = fields.text("title").value_or("");
    line.heading_path = fields.texts("heading_path");
    std::vector<std::string_view> names;
    for (const FormatInfo& row : all_formats()) names.push_back(row.name);
    if (const auto format = fields.word("format", names)) line.format = all_formats()[*format].format;
    if (line.text.size() > limits::page_bytes) errors.push_back({"text", "is larger than a page may be"});
    return errors.empty() ? std::nullopt : std::optional(words_of(errors.front()));
}

/// Evidence in bytes of the text as it was given.
Json clauses_json(const RuleSet& rules, const Document& document, const std::vector<ClauseScore>& ranked) {
    const Catalogue& catalogue = rules.catalogue();
    Json clauses = Json::array();
    for (const ClauseScore& score : ranked) {
        Json names = Json::array();
        for (const std::uint32_t rule : score.rules) names.push_back(rules.rules()[rule].name);
        Json evidence = Json::array();
        for (const Span span : score.evidence) {
            const Span source = to_source(document, span);
            evidence.push_back({source.begin, source.end});
        }
        clauses.push_back({{"standard", catalogue.standard_of(score.clause).id},
                           {"clause", catalogue.clause(score.clause).number},
                           {"score", score.score},
                           {"tagged", score.shown},
                           {"strength", name_of(score.strength)},
                           {"rules", std::move(names)},
                           {"evidence", std::move(evidence)}});
    }
    return clauses;
}

class LineTagger {
  public:
    explicit LineTagger(const Knowledge& known)
        : rules_(*known.rules), analyzer_(known.rules, known.citations), ranker_(known.rules) {}

    /// The answer to a line; false where the line could not be read.
    bool answer(const std::string& text, std::int64_t number, Json& out) {
        const auto parsed = read_json(text);
        if (const auto* error = std::get_if<FieldError>(&parsed)) {
            out = {{"line", number}, {"error", words_of(*error)}};
            return false;
        }
        const Json& value = std::get<Json>(parsed);
        Line line;
        if (const auto error = read_record(value, line)) {
            out = {{"line", number}, {"error", *error}};
            if (value.is_object() && value.contains("id") && is_id(value["id"])) out["id"] = value["id"];
            return false;
        }
        const Document document = read_page(line.format, std::move(line.text));
        const PageContext context{line.title, std::move(line.heading_path), "", ""};
        const Analysis analysis = analyzer_.analyze(document, context);
        const auto ranked = ranker_.rank(document, context, analysis);
        out = {{"id", value["id"]}, {"clauses", clauses_json(rules_, document, ranked)}};
        return true;
    }

  private:
    const RuleSet& rules_;
    Analyzer analyzer_;
    Ranker ranker_;
};

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

}  // namespace

int tag_lines(const Knowledge& known) try {
    std::ios::sync_with_stdio(false);
    LineTagger tagger(known);
    bool fine = true;
    bool too_long = false;
    std::string line;
    for (std::int64_t number = 1; next_line(*std::cin.rdbuf(), line, too_long); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        Json out;
        if (too_long) {
            out = {{"line", number}, {"error", "the line is longer than a record may be"}};
            fine = false;
        } else {
            fine = tagger.answer(line, number, out) && fine;
        }
        std::cout << write_json(out) << '\n';
        if (!std::cout) break;
        // Who sends line by line may wait for the answer; who sends all at once need not.
        if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
    }
    std::cout.flush();
    if (!std::cout) return wrong_use(std::string("the output cannot be written: ") + std::strerror(errno));
    return fine ? exit_fine : exit_findings;
} catch (const std::ios_base::failure&) {
    return wrong_use(std::string("standard input cannot be read: ") + std::strerror(errno));
}

}  // namespace clausemark
