// SPDX-License-Identifier: Apache-2.0
// The reader of a rule file: blocks and recovery are in reader.cpp, the statements in statements.cpp.
// Internal to parser/rules.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "parser/rules/checks.h"
#include "parser/rules/grammar.h"

namespace clausemark::rule_text {

/// Where a statement may stand; each inside the one before.
enum class Block : std::uint8_t { file, rule, aspect };

class Reader {
  public:
    explicit Reader(ParsedRules& out);

    struct Statement {
        std::string_view keyword;
        Block block;
        void (Reader::*read)();
    };
    /// Every statement of the language, and the one a word begins, or null.
    static std::span<const Statement> all();
    static const Statement* find(std::string_view word);

    void read_statements(Block block);

  private:
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
    void read_wordings();
    void read_subject();
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
    void read_reports();
    template <std::string Report::*text>
    void read_report_text();
    void read_flag();
    void read_sense();
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
    Text keyword_;  // of the statement being read
    struct Open {
        Span brace;
        std::size_t indent;  // of the line the block's head begins in
    };
    std::vector<Open> open_;  // blocks
    bool astray_ = false;     // the last statement of the file block belonged in another, and was reported
};

}  // namespace clausemark::rule_text
