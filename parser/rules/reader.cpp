// SPDX-License-Identifier: Apache-2.0
// Reads a rule file statement by statement: finds the keyword, lets the grammar read what stands behind it,
// and goes on at the next statement after a mistake. What one file alone shows to be wrong is told here and
// in checks.cpp; whether names and clauses exist is the compiler's to say.
#include "parser/rules/reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "parser/core/edit_distance.h"
#include "parser/core/limits.h"
#include "parser/core/utf8.h"

namespace clausemark::rule_text {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr const char* block_names[] = {"a file", "a rule", "an aspect"};

Text word_at(std::string_view source, std::uint32_t at) {
    std::uint32_t end = at;
    while (end < source.size() && is_word_character(source[end])) ++end;
    return {std::string(source.substr(at, end - at)), {at, end}};
}

/// Bytes between the beginning of the line and `at`.
std::size_t indent(std::string_view source, std::uint32_t at) {
    const std::size_t newline = source.substr(0, at).rfind('\n');
    return newline == std::string_view::npos ? at : at - newline - 1;
}

/// Reports bytes that no rule file holds: then nothing of it is read.
bool is_text(ParsedRules& parsed) {
    const std::string& source = parsed.file.source;
    Faults faults(parsed);
    if (source.size() > limits::rule_file_bytes) {
        parsed.diagnostics.push_back(
            diagnose(Code::rule_too_large, parsed.file.path,
                     fmt::format("a rule file is at most {} MiB; this one has {} bytes",
                                 limits::rule_file_bytes >> 20, source.size()),
                     "divide it by subject"));
    } else if (const std::size_t bad = find_invalid(source); bad != std::string::npos) {
        const auto at = static_cast<std::uint32_t>(bad);
        faults.add(Code::rule_syntax, {at, at + 1}, "rule files are UTF-8; this byte is not");
    } else if (const std::size_t nul = source.find('\0'); nul != std::string::npos) {
        const auto at = static_cast<std::uint32_t>(nul);
        faults.add(Code::rule_syntax, {at, at + 1}, "a NUL byte: this is no rule text");
    }
    return parsed.diagnostics.empty();
}

}  // namespace

Reader::Reader(ParsedRules& out) : file_(out.file), source_(out.file.source), faults_(out) {
    if (source_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

// ---- Blocks and recovery

void Reader::read_statements(Block block) {
    while (!faults_.full()) {
        at_ = skip_space(source_, at_, true);
        if (at_ >= source_.size()) {
            if (block != Block::file) {
                faults_.add(Code::rule_syntax, open_.back().brace,
                            "this { is not closed: expected }, found the end of the file");
            }
            return;
        }
        if (source_[at_] == '}') {
            ++at_;
            if (block != Block::file) return;
            if (!astray_) faults_.add(Code::rule_syntax, {at_ - 1, at_}, "this } closes nothing");
            continue;
        }
        const Text word = word_at(source_, at_);
        const Statement* statement = find(word.text);
        const bool outer = statement != nullptr && statement->block < block;
        if (outer && indent(source_, at_) <= open_.back().indent) {
            const Position place = position_of(source_, at_);
            faults_.add(Code::rule_syntax, open_.back().brace,
                        fmt::format("this {{ is not closed: expected }} at {}:{}, found {}", place.line,
                                    place.column, word.text));
            return;
        }
        if (statement == nullptr || statement->block != block) {
            read_unknown(word, block);
        } else {
            astray_ = false;
            keyword_ = word;
            at_ = word.span.end;
            (this->*statement->read)();
        }
    }
}

/// A word that begins no statement here: names the nearest one, and reads a misspelt block as what it was
/// meant.
void Reader::read_unknown(const Text& word, Block block) {
    if (word.text.empty()) {
        faults_.add(Code::rule_syntax, {at_, at_ + 1},
                    fmt::format("expected a statement, found {}", found_at(source_, at_)));
        return skip_statement(at_, false);
    }
    if (const Statement* elsewhere = find(word.text)) {
        // A } too many leaves a whole block astray; one report of it is enough.
        if (!astray_) {
            faults_.add(
                Code::rule_syntax, word.span,
                fmt::format("{} belongs in {}", word.text, block_names[static_cast<int>(elsewhere->block)]),
                is_reserved(word.text) ? "to go on with the expression above, end its line with this word"
                                       : "");
        }
        astray_ = block == Block::file;
        return skip_statement(word.span.end, false);
    }
    std::vector<std::string_view> here;
    for (const Statement& one : all()) {
        if (one.block == block) here.push_back(one.keyword);
    }
    const std::string_view nearest = nearest_name(word.text, here, misspelling(word.text));
    faults_.add(
        Code::rule_syntax, word.span,
        fmt::format("{} is no statement of {}", found_at(source_, at_), block_names[static_cast<int>(block)]),
        nearest.empty() ? fmt::format("statements here are {}", fmt::join(here, ", "))
                        : fmt::format("did you mean {}?", nearest));
    if (nearest == "rule" || nearest == "aspect") {
        keyword_ = word;
        at_ = word.span.end;
        return (this->*find(nearest)->read)();
    }
    skip_statement(word.span.end, false);
}

bool Reader::failed(const std::optional<Mistake>& mistake) {
    if (!mistake) return false;
    faults_.add(mistake->code, mistake->span, mistake->message, mistake->hint);
    skip_statement(mistake->span.begin, mistake->in_parentheses);
    return true;
}

/// The first `wanted` outside of strings on the rest of a line, or the line's end.
std::uint32_t Reader::find_on_line(std::uint32_t from, char wanted) const {
    bool in_string = false;
    std::uint32_t at = from;
    for (; at < source_.size() && source_[at] != '\n'; ++at) {
        if (source_[at] == '"') in_string = !in_string;
        if (source_[at] == '\\' && in_string && at + 1 < source_.size() && source_[at + 1] != '\n') ++at;
        if (!in_string && (source_[at] == wanted || source_[at] == '#')) break;
    }
    return at;
}

/// Goes to where reading can start again: a brace on this line, the next line that does not continue the
/// statement, or, with a parenthesis open, the next line that begins with a keyword.
void Reader::skip_statement(std::uint32_t from, bool in_parentheses) {
    at_ = find_on_line(from, '}');
    while (at_ < source_.size() && source_[at_] != '}') {
        at_ = static_cast<std::uint32_t>(std::min(source_.find('\n', at_), source_.size()));
        at_ = skip_space(source_, at_, true);
        if (at_ >= source_.size()) return;
        if (begins_statement(source_, at_)) return;
        const Text word = word_at(source_, at_);
        const bool goes_on = source_[at_] == '|' || (is_reserved(word.text) && word.text != "unless");
        if (!in_parentheses && !goes_on) return;
    }
}

/// A block behind its head; a missing { is reported and taken as written where the block's statements follow.
void Reader::read_block(Block block, bool head_read) {
    if (!head_read) {
        // Recovery went on to the next line; the { is most often at the end of the head's.
        const std::uint32_t brace = find_on_line(keyword_.span.end, '{');
        if (brace < source_.size() && source_[brace] == '{') at_ = brace;
    }
    at_ = skip_space(source_, at_, true);
    if (at_ < source_.size() && source_[at_] == '{') {
        open_.push_back({{at_, at_ + 1}, indent(source_, keyword_.span.begin)});
        ++at_;
    } else {
        if (head_read) {
            faults_.add(Code::rule_syntax, {at_, at_ + 1},
                        fmt::format("expected {{, found {}", found_at(source_, at_)));
        }
        const Statement* next = at_ < source_.size() ? find(word_at(source_, at_).text) : nullptr;
        if (next == nullptr || next->block != block) return;
        open_.push_back({keyword_.span, indent(source_, keyword_.span.begin)});
    }
    read_statements(block);
    open_.pop_back();
}

bool begins_statement(std::string_view source, std::uint32_t at) {
    const Text word = word_at(source, at);
    const bool is_context =
        word.span.end < source.size() && source[word.span.end] == '(' && context_kind(word.text);
    return !is_context && Reader::find(word.text) != nullptr;
}

}  // namespace clausemark::rule_text

namespace clausemark {

ParsedRules parse_rules(std::string path, std::string source) {
    ParsedRules parsed;
    parsed.file.path = std::move(path);
    parsed.file.source = std::move(source);
    if (!rule_text::is_text(parsed)) return parsed;
    rule_text::Reader(parsed).read_statements(rule_text::Block::file);
    std::stable_sort(parsed.diagnostics.begin(), parsed.diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
    if (parsed.diagnostics.size() >= limits::rule_mistakes) {
        parsed.diagnostics.push_back(
            diagnose(Code::rule_too_large, parsed.file.path,
                     fmt::format("reading stopped after {} mistakes", limits::rule_mistakes)));
    }
    return parsed;
}

}  // namespace clausemark
