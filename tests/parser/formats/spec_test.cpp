// SPDX-License-Identifier: Apache-2.0
// Runs every example file under tests/spec as a test of its own: a page's source and the passages it must be
// read into. tests/spec/README.md describes the files. Each document's invariants are checked beside.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "parser/formats/formats.h"
#include "tests/parser/formats/invariants.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;

struct Case {
    std::string name;
    std::size_t line = 0;
    std::string source;
    std::string expected;
};

std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        switch (text[++i]) {
            case 'n':
                out += '\n';
                break;
            case 'r':
                out += '\r';
                break;
            case 't':
                out += '\t';
                break;
            case '0':
                out += '\0';
                break;
            case 's':
                out += ' ';
                break;
            default:
                out += text[i];
        }
    }
    return out;
}

std::string escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            case '\0':
                out += "\\0";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::vector<Case> read_cases(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(file), {}};
    std::vector<Case> cases;
    enum class Part { before, source, expected } part = Part::before;
    bool escaped = false;
    const auto finish_source = [&] {
        if (!cases.back().source.empty()) cases.back().source.pop_back();
        if (escaped) cases.back().source = unescape(cases.back().source);
    };
    std::size_t number = 0;
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        const std::string line = all.substr(at, end - at);
        at = end + 1;
        ++number;
        if (line.starts_with("==== ")) {
            escaped = line.ends_with(" (escaped)");
            cases.push_back({line.substr(5), number, {}, {}});
            part = Part::source;
        } else if (line == "----" && part == Part::source) {
            finish_source();
            part = Part::expected;
        } else if (part == Part::source) {
            cases.back().source += line + "\n";
        } else if (part == Part::expected && !line.empty()) {
            cases.back().expected += line + "\n";
        }
    }
    return cases;
}

const char* name_of(PassageKind kind) {
    switch (kind) {
        case PassageKind::heading:
            return "heading";
        case PassageKind::paragraph:
            return "paragraph";
        case PassageKind::list_item:
            return "item";
        case PassageKind::table_header:
            return "header";
        case PassageKind::table_row:
            return "row";
        case PassageKind::code:
            return "code";
        case PassageKind::note:
            return "note";
        case PassageKind::argument:
            return "argument";
    }
    return "?";
}

/// The text as a line shows it: cells of a row divided by " | ".
std::string shown(const Document& d, const Passage& p) {
    if (p.cells_begin == p.cells_end) return escape(d.text_of(p));
    std::string text;
    for (auto c = p.cells_begin; c < p.cells_end; ++c) {
        if (c > p.cells_begin) text += " | ";
        text += escape(d.cells[c].of(d.text));
    }
    return text;
}

/// The document in the form of the example files; what a case leaves out is left out.
std::string render(const Document& d, std::string_view expected) {
    const auto asks = [&](std::string_view word) {
        return ("\n" + std::string(expected)).find("\n" + std::string(word)) != std::string::npos;
    };
    std::string out;
    for (std::uint32_t i = 0; i < d.passages.size(); ++i) {
        const Passage& p = d.passages[i];
        out += name_of(p.kind);
        if (p.level > 0) out += " " + std::to_string(p.level);
        if (p.ordered) out += " ordered";
        if (p.quoted) out += " quoted";
        out += ": " + shown(d, p) + "\n";
        if (asks("  under:") && p.heading != no_passage) {
            out += "  under:";
            const char* sign = " ";
            for (const std::uint32_t heading : heading_path(d, i)) {
                out += sign + escape(d.text_of(d.passages[heading]));
                sign = " / ";
            }
            out += "\n";
        }
        if (p.lead_in != no_passage) out += "  lead-in: " + shown(d, d.passages[p.lead_in]) + "\n";
        const std::string source = escape(p.source.of(d.source));
        if (source != escape(d.text_of(p))) out += "  source: " + source + "\n";
    }
    if (asks("title:")) out += "title: " + d.title + "\n";
    if (asks("language:")) out += "language: " + d.language + "\n";
    for (const Property& p : d.properties)
        out += "property " + p.name + ": " + escape(p.value) + " <" + escape(p.source.of(d.source)) + ">\n";
    for (const Directive& v : d.directives)
        out += "directive " + v.text + ": " +
               (v.passage == no_passage ? "" : shown(d, d.passages[v.passage])) + "\n";
    if (asks("link "))
        for (const Link& l : d.links)
            out += "link " + l.target + ": " + escape(l.text.of(d.text)) + " <" +
                   escape(l.source.of(d.source)) + ">\n";
    if (d.malformed_front_matter) out += "malformed front matter\n";
    if (d.depth_limited) out += "depth limited\n";
    return out;
}

std::vector<fs::path> spec_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(CLAUSEMARK_SOURCE_DIR) / "tests/spec"))
        if (entry.path().extension() == ".spec") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

class Spec : public testing::TestWithParam<fs::path> {};

TEST_P(Spec, ReadsAsItSays) {
    const auto format = format_named(GetParam().parent_path().filename().string());
    ASSERT_TRUE(format) << "the folder is no format's name";
    const auto cases = read_cases(GetParam());
    ASSERT_FALSE(cases.empty());
    for (const Case& c : cases) {
        const Document document = read_page(*format, c.source);
        const std::string where =
            GetParam().filename().string() + ":" + std::to_string(c.line) + ": " + c.name;
        EXPECT_EQ(document.source, c.source) << where;
        EXPECT_EQ(render(document, c.expected), c.expected) << where;
        EXPECT_EQ(test::broken_invariant(document), "") << where;
    }
}

INSTANTIATE_TEST_SUITE_P(Files, Spec, testing::ValuesIn(spec_files()), [](const auto& test) {
    std::string name = test.param.parent_path().filename().string() + "_" + test.param.stem().string();
    for (char& c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    return name;
});

}  // namespace
}  // namespace clausemark
