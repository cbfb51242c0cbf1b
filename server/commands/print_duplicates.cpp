// SPDX-License-Identifier: Apache-2.0
// Duplicates as text. See print_duplicates.h.
#include "server/commands/print_duplicates.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

#include "indexer/drift/drift.h"
#include "server/commands/commands.h"
#include "server/json/encode_duplicates.h"

namespace clausemark {
namespace {

constexpr std::size_t shown_lines = 10;
constexpr std::size_t shown_members = 10;
constexpr std::size_t shown_characters = 300;

bool colour() {
    static const bool wanted = terminal(STDOUT_FILENO) && std::getenv("NO_COLOR") == nullptr;
    return wanted;
}

std::string in_colour(const char* code, const std::string& text) {
    return colour() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
}

constexpr const char* bold = "1";
constexpr const char* removed = "9;31";  // struck through as well: colour alone does not reach everybody
constexpr const char* added = "4;32";

std::string kind_text(const ClusterFinding& finding) {
    const DuplicateCluster& cluster = finding.cluster;
    const std::string times = cluster.documents == 2 ? "twice" : fmt::format("{} times", cluster.documents);
    if (cluster.kind == DuplicateKind::identical) return "The same words " + times;
    const char* what = cluster.kind == DuplicateKind::page ? "A page" : "A text";
    const auto lines = finding.lines();
    const bool filled = std::ranges::all_of(lines, [](const ClusterFinding::Line& line) {
        return line.line->kind == name_of(DriftKind::placeholder);
    });
    return fmt::format("{} {}{}", what, times,
                       lines.empty() ? ""
                       : filled      ? ", with placeholders filled in"
                                     : ", with differences");
}

std::string pieces_text(const AlignedText& text, const char* code, const char* open, const char* close) {
    std::string out;
    for (const AlignedText::Piece& piece : text.pieces) {
        const std::string shown = plain(piece.text);
        if (!piece.changed)
            out += shown;
        else
            out += colour() ? in_colour(code, shown) : open + shown + close;
    }
    return out;
}

/// A difference as it is listed: once, where several sentences of two copies differ in the same way.
struct Told {
    ClusterFinding::Line line;
    std::size_t times = 1;
};

std::vector<Told> told(const ClusterFinding& finding) {
    std::vector<Told> out;
    std::map<std::tuple<std::size_t, std::string_view, std::string_view>, std::size_t> known;
    for (const ClusterFinding::Line& line : finding.lines()) {
        const auto [entry, fresh] =
            known.try_emplace({line.region, line.line->kind, line.line->explanation}, out.size());
        if (fresh) {
            out.push_back({line, 1});
        } else {
            ++out[entry->second].times;
        }
    }
    return out;
}

AlignedText all_changed(AlignedText text) {
    for (AlignedText::Piece& piece : text.pieces) piece.changed = true;
    return text;
}

}  // namespace

std::string place_text(const DocumentRecord& document, const std::vector<std::string>& heading_path) {
    std::string out = plain(document.attributes.title);
    for (const std::string& heading : heading_path)
        if (plain(heading) != out) out += " > " + plain(heading);
    return out;
}

std::string address_text(const DocumentRecord& document) {
    const std::string& permalink = document.attributes.permalink;
    return plain(permalink.empty() ? document.id.wiki + "/" + document.id.key : permalink);
}

std::string shortened(const std::string& text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end) + " ...";
}

void print_cluster(const ClusterFinding& finding, std::size_t number) {
    const DuplicateCluster& cluster = finding.cluster;
    print(fmt::format("{}{}  [{}]\n", number > 0 ? fmt::format("{}. ", number) : "",
                      in_colour(bold, kind_text(finding)), cluster.id));
    print(fmt::format("   {} words, similarity {:.2f}{}, containment {:.2f}\n", cluster.words,
                      cluster.similarity,
                      cluster.least_similarity < cluster.similarity
                          ? fmt::format(" (least {:.2f})", cluster.least_similarity)
                          : "",
                      cluster.containment));
    if (cluster.decision)
        print(fmt::format("   intended: {} ({}, {})\n", plain(cluster.decision->reason),
                          plain(cluster.decision->who), plain(cluster.decision->when)));
    const auto member = [&](std::size_t index, const char* label) {
        const DuplicateMember& m = cluster.members[index];
        const bool whole = cluster.kind == DuplicateKind::page;
        print(fmt::format("   {} {}\n        {}{}{}\n", label,
                          place_text(m.document, whole ? std::vector<std::string>() : m.heading_path),
                          address_text(m.document), m.marks.archived ? ", archived" : "",
                          m.marks.translation ? ", translation" : ""));
    };
    member(finding.keep.member, "keep");
    print(fmt::format("        because {}{}\n", finding.keep.reason,
                      finding.keep.may_be_intended ? "; one may restate the other on purpose" : ""));
    std::size_t shown = 1;
    for (std::size_t i = 0; i < cluster.members.size() && shown < shown_members; ++i) {
        if (i == finding.keep.member) continue;
        member(i, "copy");
        ++shown;
    }
    if (cluster.documents > shown) print(fmt::format("   ... and {} more\n", cluster.documents - shown));

    const std::vector<Told> lines = told(finding);
    std::vector<ClusterFinding::Line> plain_lines;
    plain_lines.reserve(lines.size());
    for (const Told& one : lines) plain_lines.push_back(one.line);
    std::size_t region = finding.regions.size();
    for (const std::size_t i : by_copies(plain_lines, shown_lines)) {
        if (lines[i].line.region != region) {
            region = lines[i].line.region;
            const RegionFinding& sides = finding.regions[region];
            print(fmt::format("   here: {}; there: {}\n", address_text(cluster.members[sides.left].document),
                              address_text(cluster.members[sides.right].document)));
        }
        const DriftLine& line = *lines[i].line.line;
        print(fmt::format("     {:<12} {}{}  [{}]\n", line.kind,
                          shortened(plain(line.explanation), shown_characters),
                          lines[i].times > 1 ? fmt::format(" ({} times)", lines[i].times) : "", line.key));
    }
    if (lines.size() > shown_lines)
        print(fmt::format("     ... and {} more: --show {}\n", lines.size() - shown_lines, cluster.id));
    print("\n");
}

void print_sides(const ClusterFinding& finding, const AlignedRegion& sides) {
    const auto head = [&](const char* label, std::size_t index, const char* code) {
        const DuplicateMember& m = finding.cluster.members[index];
        print(in_colour(code, fmt::format("{} {}  ({})", label, place_text(m.document, m.heading_path),
                                          address_text(m.document))) +
              "\n");
    };
    head("--- here:", sides.left, bold);
    head("+++ there:", sides.right, bold);
    std::size_t equal = 0;
    const auto equals = [&] {
        if (equal > 0)
            print(fmt::format("  ({})\n", equal == 1 ? "1 sentence is the same"
                                                     : fmt::format("{} sentences are the same", equal)));
        equal = 0;
    };
    for (const AlignedRow& row : sides.rows) {
        if (!row.differs()) {
            ++equal;
            continue;
        }
        equals();
        for (const std::size_t index : row.differences)
            print(fmt::format("* {}: {}\n", sides.differences[index].kind,
                              plain(sides.differences[index].explanation)));
        if (row.left)
            print("- " + pieces_text(row.right ? *row.left : all_changed(*row.left), removed, "[-", "-]") +
                  "\n");
        if (row.right)
            print("+ " + pieces_text(row.left ? *row.right : all_changed(*row.right), added, "{+", "+}") +
                  "\n");
    }
    equals();
}

void print_forms(const std::vector<FormPassage>& forms, const std::vector<ClusterFinding>& filled) {
    for (const FormPassage& form : forms)
        print(fmt::format("on {} pages, such as {}{}\n  \"{}\"\n\n", form.pages, address_text(form.document),
                          form.variants > 1 || form.in_one_place ? ": " + reason_of(form) : "",
                          shortened(plain(form.text), shown_characters)));
    for (const ClusterFinding& finding : filled) {
        const DuplicateMember& first = finding.cluster.members.front();
        print(fmt::format("on {} pages with differences, such as {}  [{}]\n  {}, {} words\n\n",
                          finding.cluster.documents, address_text(first.document), finding.cluster.id,
                          place_text(first.document, first.heading_path), finding.cluster.words));
    }
    const auto varied = std::ranges::count_if(forms, [](const FormPassage& f) { return f.variants > 1; });
    print(
        fmt::format("left out because they stand on so many pages: passages {}, texts {}; because so many "
                    "variants exist: passages {}\n",
                    forms.size() - static_cast<std::size_t>(varied), filled.size(), varied));
}

}  // namespace clausemark
