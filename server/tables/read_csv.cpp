// SPDX-License-Identifier: Apache-2.0
// CSV in. See read_tables.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/applicability/read_statement.h"
#include "parser/core/limits_tables.h"
#include "parser/core/statement_codes.h"
#include "parser/core/utf8.h"
#include "server/tables/read_tables.h"
#include "server/tables/write_tables.h"

namespace clausemark {
namespace {

/// Windows-1252 where it is not Latin-1: 0x80 to 0x9F. What it leaves undefined is U+FFFD.
constexpr std::array<char32_t, 32> windows_1252{
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

std::string from_windows_1252(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(out, byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : char32_t{byte});
    }
    return out;
}

/// The separator that the first line with one has most of, outside quotes.
char separator_of(std::string_view text) {
    std::array<std::size_t, 3> counts{};
    constexpr std::string_view separators = ",;\t";
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' && std::ranges::any_of(counts, [](std::size_t n) { return n > 0; })) break;
        if (const std::size_t at = separators.find(c); at != std::string_view::npos) ++counts[at];
    }
    return separators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

class Reader {
  public:
    Reader(std::string_view text, const std::string& file, std::vector<Diagnostic>& faults)
        : text_(text), separator_(separator_of(text)), file_(file), faults_(faults) {}

    std::optional<Table> run() {
        Table table;
        while (at_ < text_.size()) {
            TableRow row;
            row.line = line_;
            if (!read_row(row)) return std::nullopt;
            table.rows.push_back(std::move(row));
            if (table.rows.size() > limits::table_rows)
                return fail(line_, fmt::format("more than {} rows", limits::table_rows));
        }
        return table;
    }

  private:
    std::nullopt_t fail(std::uint32_t line, std::string message, std::string hint = {}) {
        faults_.push_back(
            at_line(statement_codes::unreadable, file_, line, std::move(message), std::move(hint)));
        return std::nullopt;
    }

    bool read_row(TableRow& row) {
        while (true) {
            std::string cell;
            if (at_ < text_.size() && text_[at_] == '"') {
                if (!read_quoted(cell)) return false;
            } else {
                while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' &&
                       text_[at_] != '\r')
                    cell += text_[at_++];
            }
            row.cells.emplace_back(unguarded(std::move(cell)));
            if (row.cells.size() > limits::table_columns) {
                fail(line_, fmt::format("more than {} columns", limits::table_columns));
                return false;
            }
            if (at_ < text_.size() && text_[at_] == separator_) {
                ++at_;
                continue;
            }
            if (at_ < text_.size() && text_[at_] == '\r') ++at_;
            if (at_ < text_.size() && text_[at_] == '\n') ++at_;
            ++line_;
            return true;
        }
    }

    bool read_quoted(std::string& cell) {
        const std::uint32_t begin = line_;
        ++at_;
        while (at_ < text_.size()) {
            if (text_[at_] == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                cell += '"';
                at_ += 2;
                continue;
            }
            if (text_[at_] == '"') {
                ++at_;
                const bool ends = at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n' ||
                                  text_[at_] == '\r';
                if (!ends)
                    fail(line_, "something stands behind a closing quote",
                         "a quote inside a cell is written twice");
                return ends;
            }
            if (text_[at_] == '\n') ++line_;
            cell += text_[at_++];
        }
        fail(begin, "a quote opens here, and none closes it", "a quote inside a cell is written twice");
        return false;
    }

    std::string_view text_;
    char separator_;
    const std::string& file_;
    std::vector<Diagnostic>& faults_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
};

}  // namespace

std::optional<Table> read_csv(std::string bytes, const std::string& file, std::vector<Diagnostic>& faults) {
    if (looks_binary(bytes)) {
        faults.push_back(diagnose(statement_codes::unreadable, file, "this is no text, in spite of its name",
                                  "save it as CSV UTF-8"));
        return std::nullopt;
    }
    const bool marked = bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
    std::string text;
    if (!marked && find_invalid(bytes) != std::string_view::npos) {
        text = from_windows_1252(bytes);
        faults.push_back(diagnose(Code::not_utf8, file, "this is no UTF-8; it was read as Windows-1252",
                                  "save it as CSV UTF-8, and look at letters with accents"));
    } else {
        text = decode(std::move(bytes)).text;
    }
    return Reader(text, file, faults).run();
}

}  // namespace clausemark
