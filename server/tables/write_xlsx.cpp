// SPDX-License-Identifier: Apache-2.0
// XLSX out, by libxlsxwriter. Strings are written as strings, so nothing in a cell is ever a formula. See
// write_tables.h.
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "indexer/coverage/coverage.h"
#include "parser/core/limits_tables.h"
#include "parser/core/utf8.h"
#include "server/tables/write_tables.h"

namespace clausemark {
namespace {

constexpr int a4 = 9;                        // SpreadsheetML's number for the paper
constexpr std::time_t no_day = 946'684'800;  // 2000-01-01, where nothing was said: never the clock

/// A folder that is gone with its content when this ends.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "clausemark-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("a temporary folder cannot be made: " + name);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

std::time_t time_of(std::string_view day) {
    unsigned year = 0, month = 0, date = 0;
    if (day.size() != 10) return no_day;
    std::from_chars(day.data(), day.data() + 4, year);
    std::from_chars(day.data() + 5, day.data() + 7, month);
    std::from_chars(day.data() + 8, day.data() + 10, date);
    const std::chrono::year_month_day given(std::chrono::year(static_cast<int>(year)),
                                            std::chrono::month(month), std::chrono::day(date));
    return given.ok() ? std::chrono::system_clock::to_time_t(std::chrono::sys_days(given)) : no_day;
}

bool is_hexadecimal(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/// "_x0041_" in a text would be read as a character (ECMA-376 part 1, ST_Xstring): its underscore is written
/// as "_x005F_".
std::string escaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        const std::string_view form = std::string_view(text).substr(i, 7);
        if (form.size() == 7 && form.starts_with("_x") && form.back() == '_' &&
            std::ranges::all_of(form.substr(2, 4), is_hexadecimal))
            out += "x005F_";
    }
    return out;
}

std::string cut_to_cell(const std::string& text) {
    if (utf16_units(text) <= limits::cell_characters) return text;
    std::size_t end = 0;
    std::size_t units = 1;
    while (end < text.size()) {
        std::size_t next = end;
        units += next_code_point(text, next) > 0xffff ? 2 : 1;
        if (units > limits::cell_characters) break;
        end = next;
    }
    return text.substr(0, end) + "…";
}

std::string fitting(const std::string& text) {
    return cut_to_cell(escaped(text));
}

struct Looks {
    lxw_format* title;
    lxw_format* name;
    lxw_format* header;
    lxw_format* heading;
    lxw_format* text;
    lxw_format* link;
};

Looks looks_of(lxw_workbook* book) {
    const auto made = [&] {
        lxw_format* format = workbook_add_format(book);
        format_set_text_wrap(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        return format;
    };
    Looks looks{workbook_add_format(book), made(), made(), made(), made(), made()};
    format_set_bold(looks.title);
    format_set_font_size(looks.title, 14);
    format_set_bold(looks.name);
    format_set_bold(looks.header);
    format_set_bg_color(looks.header, 0xE4E9EF);
    format_set_border(looks.header, LXW_BORDER_THIN);
    format_set_bold(looks.heading);
    format_set_bg_color(looks.heading, 0xF5F7F9);
    format_set_border(looks.text, LXW_BORDER_HAIR);
    format_set_border(looks.link, LXW_BORDER_HAIR);
    format_set_font_color(looks.link, 0x0B5CAD);
    format_set_underline(looks.link, LXW_UNDERLINE_SINGLE);
    return looks;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell, lxw_format* format,
                const Looks& looks) {
    if (cell.number) {
        worksheet_write_number(sheet, row, column, std::stod(cell.text), format);
        return;
    }
    const std::string text = fitting(cell.text);
    const bool address = cell.link.starts_with("https://") || cell.link.starts_with("http://");
    if (address && !text.empty() &&
        worksheet_write_url_opt(sheet, row, column, cell.link.c_str(), looks.link, text.c_str(), nullptr) ==
            LXW_NO_ERROR)
        return;
    worksheet_write_string(sheet, row, column, text.c_str(), format);
}

void write_sheet(lxw_workbook* book, const Table& table, const std::string& name, const Looks& looks) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, name.c_str());
    if (sheet == nullptr) throw std::runtime_error("a sheet cannot be made: " + name);
    lxw_row_t row = 0;
    worksheet_write_string(sheet, row++, 0, fitting(table.title).c_str(), looks.title);
    for (const auto& [key, value] : table.head) {
        worksheet_write_string(sheet, row, 0, fitting(key).c_str(), looks.name);
        worksheet_write_string(sheet, row++, 1, fitting(value).c_str(), nullptr);
    }
    worksheet_write_string(sheet, row++, 0, std::string(documents_only).c_str(), nullptr);
    if (!table.note.empty()) worksheet_write_string(sheet, row++, 0, fitting(table.note).c_str(), nullptr);
    const lxw_row_t header = ++row;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet, column, column, table.columns[i].width + 2, nullptr);
        worksheet_write_string(sheet, header, column, fitting(table.columns[i].title).c_str(), looks.header);
    }
    for (const TableRow& each : table.rows) {
        ++row;
        for (std::size_t i = 0; i < table.columns.size() && i < each.cells.size(); ++i)
            write_cell(sheet, row, static_cast<lxw_col_t>(i), each.cells[i],
                       each.heading ? looks.heading : looks.text, looks);
    }
    const auto last = static_cast<lxw_col_t>(table.columns.empty() ? 0 : table.columns.size() - 1);
    if (!table.rows.empty()) worksheet_autofilter(sheet, header, 0, row, last);
    worksheet_freeze_panes(sheet, header + 1, 1);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, a4);
    worksheet_repeat_rows(sheet, header, header);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, fmt::format("&L{}&RPage &P of &N", documents_only).c_str());
}

/// What SpreadsheetML allows as a sheet's name, each once.
std::string sheet_name(const Table& table, std::set<std::string>& taken) {
    constexpr std::size_t most = 31;
    const std::string base = table.name.empty() ? "sheet" : table.name;
    std::string name = base.substr(0, most);
    for (int i = 2; !taken.insert(name).second; ++i) name = fmt::format("{}-{}", base.substr(0, most - 4), i);
    return name;
}

}  // namespace

std::string write_xlsx(std::span<const Table> tables, std::string_view day) {
    const Folder folder;
    const std::string path = folder.path() + "/workbook.xlsx";
    std::string temporary = folder.path();
    lxw_workbook_options options{};
    options.tmpdir = temporary.data();
    lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
    if (book == nullptr) throw std::runtime_error("a workbook cannot be made in " + folder.path());
    lxw_doc_properties properties{};
    properties.created = time_of(day);
    workbook_set_properties(book, &properties);
    const Looks looks = looks_of(book);
    std::set<std::string> taken;
    for (const Table& table : tables) write_sheet(book, table, sheet_name(table, taken), looks);
    if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR)
        throw std::runtime_error(fmt::format("a workbook cannot be written: {}", lxw_strerror(error)));
    std::ifstream in(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (in.bad() || bytes.empty()) throw std::runtime_error("a workbook cannot be read back: " + path);
    return bytes;
}

}  // namespace clausemark
