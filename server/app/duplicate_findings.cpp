// SPDX-License-Identifier: Apache-2.0
// Findings about duplicates. See duplicate_findings.h.
#include "server/app/duplicate_findings.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace clausemark {
namespace {

double weight_of(const RegionFinding& region) {
    return region.differences.empty() ? 0 : region.differences.front().weight;
}

/// The member that stands for a copy: the one to keep where it is of this copy.
std::size_t member_of(const ClusterFinding& finding, std::uint32_t copy) {
    const auto& members = finding.cluster.members;
    if (members[finding.keep.member].copy == copy) return finding.keep.member;
    const auto found = std::ranges::find(members, copy, &DuplicateMember::copy);
    return found == members.end() ? 0 : static_cast<std::size_t>(found - members.begin());
}

ClusterFinding finding_of(DuplicateCluster cluster, const std::set<std::string>& decided, bool show_decided) {
    ClusterFinding finding;
    finding.cluster = std::move(cluster);
    finding.keep = suggest(finding.cluster.members);
    for (const DuplicateRegion& region : finding.cluster.regions) {
        RegionFinding made;
        made.left = member_of(finding, region.a);
        made.right = member_of(finding, region.b);
        const bool all = decided.contains(region.key);
        for (DriftLine& line : read_drift_lines(region.drift.text)) {
            if (!show_decided && (all || decided.contains(line.key)))
                ++made.intended;
            else
                made.differences.push_back(std::move(line));
        }
        finding.regions.push_back(std::move(made));
    }
    return finding;
}

/// A piece as it is shown: of one that no person reads to its end (encoded data, a log in one line) the
/// beginning.
std::string readable(std::string_view piece) {
    constexpr std::size_t most = 4000;
    if (piece.size() <= most) return std::string(piece);
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(piece[end]) & 0xC0) == 0x80) --end;
    return std::string(piece.substr(0, end)) + " \u2026 ";
}

/// The words of a sentence, cut where they begin and end to differ. `changed` lies inside `sentence`.
std::vector<AlignedText::Piece> pieces_of(std::string_view text, Span sentence,
                                          const std::vector<Span>& changed) {
    std::vector<AlignedText::Piece> pieces;
    std::uint32_t at = sentence.begin;
    const auto add = [&](std::uint32_t end, bool differs) {
        if (end > at) pieces.push_back({readable(Span{at, end}.of(text)), differs});
        at = std::max(at, end);
    };
    for (const Span& span : changed) {
        add(std::clamp(span.begin, at, sentence.end), false);
        add(std::clamp(span.end, at, sentence.end), true);
    }
    add(sentence.end, false);
    return pieces;
}

struct SideTexts {
    const DriftSide& side;
    const std::vector<DriftSentence>& sentences;

    AlignedText text(std::uint32_t sentence, const std::vector<Span>& changed) const {
        const DriftSentence& place = sentences[sentence];
        const DriftPassage& passage = side.passages[place.passage];
        return {side.numbers[place.passage], passage.kind, place.in_lead_in,
                pieces_of(place.in_lead_in ? passage.lead_in : passage.text, place.span, changed)};
    }
};

void add_rows(const Drift& drift, const DriftSide& left, const DriftSide& right, AlignedRegion& out) {
    const SideTexts left_texts{left, drift.left};
    const SideTexts right_texts{right, drift.right};
    for (const DriftPair& pair : drift.pairs) {
        AlignedRow row;
        if (pair.left != no_sentence) row.left = left_texts.text(pair.left, pair.left_words);
        if (pair.right != no_sentence) row.right = right_texts.text(pair.right, pair.right_words);
        row.moved = pair.moved;
        out.rows.push_back(std::move(row));
    }
    for (const Difference& d : drift.differences) {
        out.rows[d.pair].differences.push_back(out.differences.size());
        out.differences.push_back({std::string(name_of(d.kind)), d.weight, key_text(d.key), d.explanation});
    }
}

/// Whether two copies are compared of which one is to be kept.
bool of_kept(const ClusterFinding& finding, std::size_t region) {
    const RegionFinding& copies = finding.regions[region];
    return copies.left == finding.keep.member || copies.right == finding.keep.member;
}

/// Of a cluster whose copies have one and the same content there is no region: its members' whole passages.
std::optional<AlignedRegion> chosen(const ClusterFinding& finding, const std::string& key) {
    AlignedRegion out;
    const auto& regions = finding.cluster.regions;
    if (regions.empty()) {
        if (!key.empty() || finding.cluster.members.size() < 2) return std::nullopt;
        out.right = 1;
        return out;
    }
    const auto wanted = [&](std::size_t i) {
        return regions[i].key == key || std::ranges::any_of(finding.regions[i].differences,
                                                            [&](const DriftLine& l) { return l.key == key; });
    };
    if (!key.empty()) {
        while (out.region < regions.size() && !wanted(out.region)) ++out.region;
        if (out.region == regions.size()) return std::nullopt;
    } else {
        const auto grave = [&](std::size_t i) {
            return std::pair(weight_of(finding.regions[i]), of_kept(finding, i));
        };
        for (std::size_t i = 1; i < regions.size(); ++i)
            if (grave(i) > grave(out.region)) out.region = i;
    }
    out.left = finding.regions[out.region].left;
    out.right = finding.regions[out.region].right;
    return out;
}

}  // namespace

std::vector<ClusterFinding::Line> ClusterFinding::lines() const {
    std::vector<std::size_t> order(regions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) {
        return std::pair(of_kept(*this, i), weight_of(regions[i]));
    });
    std::vector<Line> out;
    std::set<std::string_view> seen;
    for (const std::size_t i : order)
        for (const DriftLine& line : regions[i].differences)
            if (seen.insert(line.key).second) out.push_back({i, &line});
    std::ranges::stable_sort(out, std::greater<>(), [](const Line& line) { return line.line->weight; });
    return out;
}

std::vector<std::size_t> by_copies(const std::vector<ClusterFinding::Line>& lines, std::size_t most) {
    std::vector<std::size_t> order(std::min(most, lines.size()));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::map<std::size_t, std::size_t> first;  // line of each region
    for (const std::size_t i : order) first.try_emplace(lines[i].region, i);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return first.at(lines[i].region); });
    return order;
}

Result<std::vector<ClusterFinding>> find_duplicates(Store& store, const DuplicateQuery& query) {
    auto clusters = store.duplicates(query);
    if (!clusters) return clusters.why();
    const auto decisions = store.decisions();
    if (!decisions) return decisions.why();
    std::set<std::string> decided;
    for (const Decision& decision : *decisions) decided.insert(decision.key);
    std::vector<ClusterFinding> found;
    for (DuplicateCluster& cluster : *clusters)
        found.push_back(finding_of(std::move(cluster), decided, query.decided));
    return found;
}

Result<std::optional<ClusterFinding>> find_cluster(Store& store, DuplicateQuery query) {
    query.decided = true;
    query.limit = 1;
    for (const bool archived : {false, true}) {
        query.archived = archived;
        auto found = find_duplicates(store, query);
        if (!found) return found.why();
        if (!found->empty()) return std::optional<ClusterFinding>(std::move(found->front()));
    }
    return std::optional<ClusterFinding>();
}

Result<std::optional<AlignedRegion>> align(Store& store, RegionDrift& drift, const ClusterFinding& finding,
                                           const std::string& key) {
    auto out = chosen(finding, key);
    if (!out) return std::optional<AlignedRegion>();
    const DuplicateMember& left = finding.cluster.members[out->left];
    const DuplicateMember& right = finding.cluster.members[out->right];
    Region place{left.begin, left.end, right.begin, right.end, 0, 0, 0, 0, 0, {}};
    if (!finding.cluster.regions.empty()) place = finding.cluster.regions[out->region].region;
    const DocumentKey keys[] = {left.document.id, right.document.id};
    const auto pages = store.pages(keys, {.passages = true});
    if (!pages) return pages.why();
    if (pages->size() < 2) return std::optional<AlignedRegion>();  // removed since the cluster was read
    const DriftSide left_side = drift.side(pages->front().passages, place.a_begin, place.a_end);
    const DriftSide right_side = drift.side(pages->back().passages, place.b_begin, place.b_end);
    add_rows(drift.compare(left_side, right_side), left_side, right_side, *out);
    return out;
}

}  // namespace clausemark
