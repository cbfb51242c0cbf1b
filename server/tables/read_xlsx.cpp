// SPDX-License-Identifier: Apache-2.0
// XLSX in (ECMA-376, SpreadsheetML): the archive by libzip, its parts by pugixml. Only the texts of cells are
// taken; formulas count by the value that is kept with them. See read_tables.h.
#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <pugixml.hpp>

#include "parser/core/limits_tables.h"
#include "parser/core/statement_codes.h"
#include "parser/core/utf8.h"
#include "server/tables/read_tables.h"

namespace clausemark {
namespace {

struct CloseArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;

Archive open(const std::string& bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive = source != nullptr ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
    if (archive == nullptr && source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    return Archive(archive);
}

/// The name without its prefix: producers write "row" and "x:row".
std::string_view local(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    return node.find_child([&](const pugi::xml_node& each) { return local(each) == name; });
}

/// Attributes too have prefixes: "r:id".
std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute& each : node.attributes()) {
        const std::string_view full = each.name();
        if (full == name || full.substr(full.find(':') + 1) == name) return each.value();
    }
    return {};
}

/// "_x000A_" stands for a character that XML cannot hold, "_x005F_" for an underscore before such a form.
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        unsigned value = 0;
        if (text.size() - i >= 7 && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_') {
            const auto [end, error] = std::from_chars(text.data() + i + 2, text.data() + i + 6, value, 16);
            const bool surrogate = value >= 0xd800 && value < 0xe000;
            if (error == std::errc() && end == text.data() + i + 6 && !surrogate) {
                append_utf8(out, static_cast<char32_t>(value));
                i += 7;
                continue;
            }
        }
        out += text[i++];
    }
    return out;
}

/// Of <si> and <is>: its <t>, or those of its runs; readings of East Asian text (<rPh>) are left out.
std::string string_of(const pugi::xml_node& node) {
    std::string out;
    for (const pugi::xml_node& each : node.children()) {
        if (local(each) == "t") out += each.text().get();
        if (local(each) == "r") out += child(each, "t").text().get();
    }
    return unescaped(out);
}

class Workbook {
  public:
    Workbook(const std::string& bytes, const std::string& file, std::vector<Diagnostic>& faults)
        : archive_(open(bytes)), file_(file), faults_(faults) {}

    std::vector<Table> read() {
        if (!archive_) return fail("this is no XLSX workbook, or it is cut off");
        const auto parts = zip_get_num_entries(archive_.get(), 0);
        if (parts < 0 || static_cast<std::uint64_t>(parts) > limits::workbook_parts)
            return fail(fmt::format("a workbook may have {} parts at most", limits::workbook_parts));
        pugi::xml_document book, relations, strings;
        if (!load("xl/workbook.xml", book, true) || !load("xl/_rels/workbook.xml.rels", relations, true))
            return {};
        if (!load("xl/sharedStrings.xml", strings, false)) return {};
        for (const pugi::xml_node& each : child(strings, "sst").children())
            if (local(each) == "si") shared_.push_back(string_of(each));
        std::map<std::string, std::string, std::less<>> targets;
        for (const pugi::xml_node& each : child(relations, "Relationships").children())
            targets.emplace(attribute(each, "Id"), attribute(each, "Target"));
        std::vector<Table> out;
        for (const pugi::xml_node& sheet : child(child(book, "workbook"), "sheets").children()) {
            if (local(sheet) != "sheet") continue;
            const auto target = targets.find(sheet.attribute("r:id").as_string());
            if (target == targets.end()) return fail("a sheet of the workbook is missing");
            const std::string& path = target->second;
            pugi::xml_document part;
            if (!load(path.starts_with('/') ? path.substr(1) : "xl/" + path, part, true)) return {};
            if (local(part.document_element()) != "worksheet") continue;  // a chart
            Table table;
            table.title = attribute(sheet, "name");
            if (!read_sheet(part, table)) return {};
            out.push_back(std::move(table));
        }
        return out;
    }

  private:
    std::vector<Table> fail(std::string message) {
        faults_.push_back(diagnose(statement_codes::unreadable, file_, std::move(message),
                                   "open it in a spreadsheet, and save it as XLSX or as CSV UTF-8"));
        return {};
    }

    bool load(const std::string& name, pugi::xml_document& into, bool needed) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0) {
            if (needed) fail(fmt::format("the workbook has no part {}", name));
            return !needed;
        }
        if ((stat.valid & ZIP_STAT_SIZE) == 0 || stat.size > limits::workbook_part_bytes) {
            fail(
                fmt::format("unpacked, {} would be larger than {} bytes", name, limits::workbook_part_bytes));
            return false;
        }
        std::string bytes(stat.size, '\0');
        zip_file_t* part = zip_fopen(archive_.get(), name.c_str(), 0);
        std::uint64_t read = 0;
        bool longer = false;
        while (part != nullptr && read < bytes.size()) {
            const auto got = zip_fread(part, bytes.data() + read, bytes.size() - read);
            if (got <= 0) break;
            read += static_cast<std::uint64_t>(got);
        }
        char rest = 0;  // a part that unpacks to more than it says; reading to the end also checks its sum
        if (part != nullptr) longer = zip_fread(part, &rest, 1) != 0;
        const bool whole = part != nullptr && read == bytes.size() && !longer;
        if (part != nullptr) zip_fclose(part);
        if (!whole) {
            fail(fmt::format("the part {} of the workbook is damaged", name));
            return false;
        }
        const auto parsed =
            into.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
        if (!parsed)
            fail(fmt::format("the part {} of the workbook is no XML: {}", name, parsed.description()));
        return static_cast<bool>(parsed);
    }

    bool read_sheet(const pugi::xml_document& part, Table& table) {
        std::size_t widest = 0;
        for (const pugi::xml_node& row : child(part.document_element(), "sheetData").children()) {
            if (local(row) != "row") continue;
            TableRow made;
            made.line = row.attribute("r").as_uint(table.rows.empty() ? 1 : table.rows.back().line + 1);
            for (const pugi::xml_node& cell : row.children()) {
                if (local(cell) != "c") continue;
                const std::size_t column = column_of(attribute(cell, "r"), made.cells.size());
                if (column >= limits::table_columns) continue;  // no sheet for people is so wide
                if (made.cells.size() <= column) made.cells.resize(column + 1);
                made.cells[column].text = text_of(cell);
            }
            widest = std::max(widest, made.cells.size());
            table.rows.push_back(std::move(made));
            if (table.rows.size() > limits::table_rows) {
                fail(fmt::format("a sheet has more than {} rows", limits::table_rows));
                return false;
            }
        }
        if (widest * table.rows.size() <= 10 * limits::table_rows)
            for (TableRow& row : table.rows) row.cells.resize(widest);
        return true;
    }

    /// "AB12": the column, from 0; where nothing is said, the next.
    static std::size_t column_of(std::string_view place, std::size_t next) {
        std::size_t column = 0;
        std::size_t letters = 0;
        for (const char c : place) {
            if (c < 'A' || c > 'Z' || letters == 4) break;
            column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
            ++letters;
        }
        return letters == 0 ? next : column - 1;
    }

    std::string text_of(const pugi::xml_node& cell) const {
        const std::string_view type = attribute(cell, "t");
        const std::string value = child(cell, "v").text().get();
        if (type == "inlineStr") return string_of(child(cell, "is"));
        if (type == "b") return value == "1" ? "yes" : "no";
        if (type != "s") return type == "str" ? unescaped(value) : value;
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
        return error == std::errc() && index < shared_.size() ? shared_[index] : std::string();
    }

    Archive archive_;
    const std::string& file_;
    std::vector<Diagnostic>& faults_;
    std::vector<std::string> shared_;
};

}  // namespace

std::vector<Table> read_xlsx(const std::string& bytes, const std::string& file,
                             std::vector<Diagnostic>& faults) {
    return Workbook(bytes, file, faults).read();
}

}  // namespace clausemark
