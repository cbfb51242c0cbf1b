// SPDX-License-Identifier: Apache-2.0
// Reads a rule file statement by statement: finds the keyword, lets the grammar read what stands behind it,
// and goes on at the next statement after a mistake. What one file alone shows to be wrong is told here and
// in checks.cpp; whether names and clauses exist is the compiler's to say.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "parser/core/edit_distance.h"
#include "parser/core/limits.h"
#include "parser/core/utf8.h"
#include "parser/rules/checks.h"
#include "parser/rules/grammar.h"

namespace clausemark {
namespace {

using namespace rule_text;

/// Where a statement may stand; each inside the one before.
enum class Block : std::uint8_t { file, rule, aspect };

class Reader {
  public:
    explicit Reader(ParsedRules& out);

    void read_statements(Block block);

  private:
    struct Statement {
        std::string_view keyword;
        Block block;
        void (Reader::*read)();
    };
    static const std::array<Statement, 21> statements;

    static const Statement* find(std::string_view word, Block block);
    static const Statement* find(std::string_view word);
    Text word_at(std::uint32_t at) const;
    void read_unknown(const Text& word, Block block);

    template <typename Out>
    bool take(Out& out) {
        return !failed(read(source_, at_, out));
    }
    bool take_string(Text& out) { return !failed(read_string(source_, at_, out)); }
    bool failed(const std::optional<Mistake>& mistake);
    void skip_statement(std::uint32_t from, bool in_parentheses);
    std::uint32_t find_on_line(std::uint32_t from, char wanted) const;
    void read_block(Block block, bool head_read);
    void once(bool given);

    template <Definition::Kind kind>
    void read_definition();
    void read_number();
    void read_unit();
    void read_period();
    void read_alias();
    void read_setting();
    void read_rule();
    void read_title();
    void read_clauses();
    void read_related();
    void read_topic();
    void read_unless();
    void read_aspect();
    void read_fact();
    template <bool counter>
    void read_example();
    void read_match();
    void read_hint();
    void read_only();
    bool read_weighted(Match& match, double weight);

    Rule& rule() { return file_.rules.back(); }
    Aspect& aspect() { return rule().aspects.back(); }

    RuleFile& file_;
    std::string_view source_;
    Faults faults_;
    std::uint32_t at_ = 0;
    Text keyword_;                       // of the statement being read
    std::vector<std::uint32_t> braces_;  // where the open blocks begin
};

constexpr double default_match_weight = 1;
constexpr double default_topic_weight = 0.3;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr const char* block_names[] = {"a file", "a rule", "an aspect"};

const std::array<Reader::Statement, 21> Reader::statements{{
    {"define", Block::file, &Reader::read_definition<Definition::Kind::pattern>},
    {"class", Block::file, &Reader::read_definition<Definition::Kind::token_class>},
    {"system", Block::file, &Reader::read_definition<Definition::Kind::system>},
    {"number", Block::file, &Reader::read_number},
    {"unit", Block::file, &Reader::read_unit},
    {"period", Block::file, &Reader::read_period},
    {"alias", Block::file, &Reader::read_alias},
    {"set", Block::file, &Reader::read_setting},
    {"rule", Block::file, &Reader::read_rule},
    {"title", Block::rule, &Reader::read_title},
    {"clauses", Block::rule, &Reader::read_clauses},
    {"related", Block::rule, &Reader::read_related},
    {"topic", Block::rule, &Reader::read_topic},
    {"unless", Block::rule, &Reader::read_unless},
    {"aspect", Block::rule, &Reader::read_aspect},
    {"fact", Block::rule, &Reader::read_fact},
    {"example", Block::rule, &Reader::read_example<false>},
    {"counterexample", Block::rule, &Reader::read_example<true>},
    {"match", Block::aspect, &Reader::read_match},
    {"hint", Block::aspect, &Reader::read_hint},
    {"only", Block::aspect, &Reader::read_only},
}};

const Reader::Statement* Reader::find(std::string_view word, Block block) {
    const Statement* found = find(word);
    return found != nullptr && found->block == block ? found : nullptr;
}

const Reader::Statement* Reader::find(std::string_view word) {
    const auto* found = std::find_if(statements.begin(), statements.end(),
                                     [&](const Statement& one) { return one.keyword == word; });
    return found == statements.end() ? nullptr : found;
}

Reader::Reader(ParsedRules& out) : file_(out.file), source_(out.file.source), faults_(out) {
    if (source_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

Text Reader::word_at(std::uint32_t at) const {
    std::uint32_t end = at;
    while (end < source_.size() && is_word_character(source_[end])) ++end;
    return {std::string(source_.substr(at, end - at)), {at, end}};
}

// ---- Blocks and recovery
// -------------------------------------------------------------------------------------

void Reader::read_statements(Block block) {
    while (!faults_.full()) {
        at_ = skip_space(source_, at_, true);
        if (at_ >= source_.size()) {
            if (block != Block::file) {
                faults_.add(Code::rule_syntax, {braces_.back(), braces_.back() + 1},
                            "this { is not closed: expected }, found the end of the file");
            }
            return;
        }
        if (source_[at_] == '}') {
            ++at_;
            if (block != Block::file) return;
            faults_.add(Code::rule_syntax, {at_ - 1, at_}, "this } closes nothing");
            continue;
        }
        const Text word = word_at(at_);
        const Statement* statement = find(word.text);
        if (statement == nullptr || statement->block > block) {
            read_unknown(word, block);
        } else if (statement->block < block) {
            const Position place = position_of(source_, at_);
            faults_.add(Code::rule_syntax, {braces_.back(), braces_.back() + 1},
                        fmt::format("this {{ is not closed: expected }} at {}:{}, found {}", place.line,
                                    place.column, word.text));
            return;
        } else {
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
        faults_.add(
            Code::rule_syntax, word.span,
            fmt::format("{} belongs in {}", word.text, block_names[static_cast<int>(elsewhere->block)]));
        return skip_statement(word.span.end, false);
    }
    std::vector<std::string_view> here;
    for (const Statement& one : statements) {
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
        const Text word = word_at(at_);
        if (find(word.text) != nullptr) return;
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
        braces_.push_back(at_++);
    } else {
        if (head_read) {
            faults_.add(Code::rule_syntax, {at_, at_ + 1},
                        fmt::format("expected {{, found {}", found_at(source_, at_)));
        }
        const Statement* next = at_ < source_.size() ? find(word_at(at_).text, block) : nullptr;
        if (next == nullptr) return;
        braces_.push_back(keyword_.span.begin);
    }
    read_statements(block);
    braces_.pop_back();
}

/// Reports a statement that may stand once, where it was there before.
void Reader::once(bool given) {
    if (given) {
        faults_.add(Code::rule_duplicate_name, keyword_.span,
                    fmt::format("a second {} in one block", keyword_.text));
    }
}

// ---- Statements of a file
// ------------------------------------------------------------------------------------

template <Definition::Kind kind>
void Reader::read_definition() {
    NamedExpr row;
    if (take(row)) file_.definitions.push_back({kind, row.name.text, std::move(row.expr), row.name.span});
}

void Reader::read_number() {
    NumberRow row;
    const Span span = keyword_.span;
    if (take(row)) file_.numbers.push_back({row.value.value, std::move(row.words), span});
}

void Reader::read_unit() {
    UnitRow row;
    if (!take(row)) return;
    if (row.factor.value <= 0) {
        faults_.add(Code::rule_bad_number, row.factor.span, "the factor of a unit is above 0");
    }
    file_.units.push_back(
        {row.name.text, row.dimension.text, std::move(row.words), row.factor.value, row.name.span});
}

void Reader::read_period() {
    PeriodRow row;
    if (!take(row)) return;
    if (row.seconds.value <= 0) {
        faults_.add(Code::rule_bad_number, row.seconds.span, "a period is longer than 0 seconds");
    }
    file_.periods.push_back({row.name.text, std::move(row.phrases), row.seconds.value, row.name.span});
}

void Reader::read_alias() {
    AliasRow row;
    if (take(row)) file_.aliases.push_back({row.word.text, std::move(row.spellings), row.word.span});
}

void Reader::read_setting() {
    SettingRow row;
    if (take(row)) file_.settings.push_back({row.name.text, row.value.value, row.name.span});
}

void Reader::read_rule() {
    const std::size_t before = faults_.count();
    Text name{{}, keyword_.span};
    const bool named = !failed(read_name(source_, at_, name));
    file_.rules.emplace_back();
    rule().name = name.text;
    rule().span = name.span;
    read_block(Block::rule, named);
    check_rule(faults_, rule(), faults_.count() == before);
}

// ---- Statements of a rule
// ------------------------------------------------------------------------------------

void Reader::read_title() {
    Text text;
    once(!rule().title.empty());
    if (take_string(text)) rule().title = text.text;
}

void Reader::read_clauses() {
    once(!rule().clauses.empty());
    std::vector<ClauseName> clauses;
    if (take(clauses)) rule().clauses = std::move(clauses);
}

void Reader::read_related() {
    RelatedRow row;
    if (!take(row)) return;
    Related related;
    if (!row.factor.span.empty()) {
        related.factor = row.factor.value;
        check_weight(faults_, row.factor.value, row.factor.span);
    }
    related.clauses = std::move(row.clauses);
    rule().related.push_back(std::move(related));
}

bool Reader::read_weighted(Match& match, double weight) {
    WeightedExpr row;
    const Span keyword = keyword_.span;
    if (!take(row)) return false;
    match.weight = weight;
    if (!row.weight.span.empty()) {
        match.weight = row.weight.value;
        check_weight(faults_, row.weight.value, row.weight.span);
    }
    match.span = cover(keyword, row.expr.span);
    match.expr = std::move(row.expr);
    return true;
}

void Reader::read_topic() {
    Match match;
    if (read_weighted(match, default_topic_weight)) rule().topics.push_back(std::move(match));
}

void Reader::read_unless() {
    Expr expr;
    if (take(expr)) rule().unless.push_back(std::move(expr));
}

void Reader::read_fact() {
    NamedExpr row;
    if (!take(row)) return;
    rule().facts.push_back({row.name.text, std::move(row.expr), row.name.span});
    check_fact(faults_, rule().facts.back());
}

template <bool counter>
void Reader::read_example() {
    ExampleRow row;
    const Span keyword = keyword_.span;
    if (!take(row)) return;
    if (counter && !row.aspect.text.empty()) {
        faults_.add(Code::rule_syntax, row.aspect.span,
                    "a counterexample names no aspect: it shows no tag at all");
    }
    if (row.under && row.strings.size() < 2) {
        faults_.add(Code::rule_syntax, keyword,
                    "expected a title, perhaps headings, and the text behind under");
    }
    if (!row.under && row.strings.size() > 1) {
        faults_.add(Code::rule_syntax, row.strings[1].span, "expected one text; headings stand behind under");
    }
    Example example;
    example.counter = counter;
    example.aspect = row.aspect.text;
    example.text = row.strings.back().text;
    example.span = row.strings.back().span;
    row.strings.pop_back();
    for (Text& heading : row.strings) example.path.push_back(std::move(heading.text));
    rule().examples.push_back(std::move(example));
}

// ---- Statements of an aspect
// ---------------------------------------------------------------------------------

void Reader::read_aspect() {
    const std::size_t before = faults_.count();
    AspectHead head{{{}, keyword_.span}, true, {}};
    const bool read = take(head);
    Aspect made;
    made.name = head.name.text;
    made.required = head.required;
    made.words = head.words.text;
    made.span = head.name.span;
    rule().aspects.push_back(std::move(made));
    read_block(Block::aspect, read);
    if (faults_.count() == before && aspect().matches.empty()) {
        faults_.add(Code::rule_syntax, aspect().span, fmt::format("aspect {} has no match", aspect().name));
    }
}

void Reader::read_match() {
    Match match;
    if (read_weighted(match, default_match_weight)) aspect().matches.push_back(std::move(match));
}

void Reader::read_hint() {
    Text text;
    once(!aspect().hint.empty());
    if (take_string(text)) aspect().hint = text.text;
}

void Reader::read_only() {
    once(!aspect().only.empty());
    std::vector<ClauseName> clauses;
    if (take(clauses)) aspect().only = std::move(clauses);
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

ParsedRules parse_rules(std::string path, std::string source) {
    ParsedRules parsed;
    parsed.file.path = std::move(path);
    parsed.file.source = std::move(source);
    if (is_text(parsed)) Reader(parsed).read_statements(Block::file);
    return parsed;
}

}  // namespace clausemark
