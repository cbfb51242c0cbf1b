// SPDX-License-Identifier: Apache-2.0
// Documents of two systems that answer the same. See merge.h.
#include "indexer/integration/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace clausemark {
namespace {

std::string lower_case(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// Of a requirement, each part once: key and words.
std::vector<std::pair<std::string, std::string>> parts_of(const SharedRequirement& requirement,
                                                          const PartsOfClauses& parts) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const ClauseIndex leaf : requirement.leaves)
        for (const ClausePart& part : parts[leaf]) {
            const auto same = [&](const auto& known) { return known.first == part.key; };
            if (std::ranges::none_of(out, same)) out.emplace_back(part.key, part.words);
        }
    return out;
}

void add_once(std::vector<std::string>& list, const std::string& words) {
    if (std::ranges::find(list, words) == list.end()) list.push_back(words);
}

SharedAnswer compare(const DocumentAnswer& left, const DocumentAnswer& right,
                     const SharedRequirement& requirement, const PartsOfClauses& parts) {
    SharedAnswer made;
    made.passages_left = left.passages();
    made.passages_right = right.passages();
    for (const auto& [key, words] : parts_of(requirement, parts)) {
        const bool in_left = left.parts.contains(key);
        const bool in_right = right.parts.contains(key);
        if (in_left && in_right) add_once(made.both, words);
        if (in_left && !in_right) add_once(made.only_left, words);
        if (!in_left && in_right) add_once(made.only_right, words);
    }
    // Different rules may say the same of the two standards in the same words.
    std::erase_if(made.only_left, [&](const std::string& words) {
        const bool twice = std::ranges::find(made.only_right, words) != made.only_right.end();
        if (twice) {
            std::erase(made.only_right, words);
            add_once(made.both, words);
        }
        return twice;
    });
    return made;
}

/// Decides which document to build on, with the reasons that speak for it.
void choose(MergePair& pair, const Sides& sides) {
    std::size_t left_parts = 0;
    std::size_t right_parts = 0;
    std::int64_t left_passages = 0;
    std::int64_t right_passages = 0;
    if (pair.answers.empty()) {
        pair.keep_left = false;
        pair.reasons.emplace_back(
            "they answer different requirements: keep both, and let one process and one tool serve them");
        return;
    }
    for (const SharedAnswer& one : pair.answers) {
        left_parts += one.both.size() + one.only_left.size();
        right_parts += one.both.size() + one.only_right.size();
        left_passages += one.passages_left;
        right_passages += one.passages_right;
    }
    const auto in_both = [&](const DocumentRecord& document) {
        return sides.first_scope.contains(document.id) && sides.second_scope.contains(document.id);
    };
    const bool left_wide = in_both(pair.left);
    const bool right_wide = in_both(pair.right);
    const auto key = [](std::size_t parts, bool wide, std::int64_t passages) {
        return std::make_tuple(parts, wide, passages);
    };
    pair.keep_left =
        key(left_parts, left_wide, left_passages) >= key(right_parts, right_wide, right_passages);
    const std::size_t more = pair.keep_left ? left_parts : right_parts;
    const std::size_t less = pair.keep_left ? right_parts : left_parts;
    if (more > less)
        pair.reasons.push_back(fmt::format("it says {} of the parts looked for, the other {}", more, less));
    if (left_wide != right_wide && (pair.keep_left ? left_wide : right_wide))
        pair.reasons.emplace_back("it is in the scope of both systems already");
    const std::int64_t most = pair.keep_left ? left_passages : right_passages;
    const std::int64_t least = pair.keep_left ? right_passages : left_passages;
    if (most > least) pair.reasons.push_back(fmt::format("{} passages answer here, {} there", most, least));
    if (pair.reasons.empty())
        pair.reasons.emplace_back("nothing tells them apart: choose by who owns the process");
}

/// Of a requirement: the document that says most on each side, and of both.
struct Principals {
    const DocumentAnswer* left = nullptr;
    const DocumentAnswer* right = nullptr;
    const DocumentAnswer* joint = nullptr;
};

Principals principals_of(const Catalogue& catalogue, const RequirementAnswer& answer, const Sides& sides) {
    Principals out;
    for (const DocumentAnswer& one : answer.documents) {
        const Side side = sides.of(one.document);
        const bool for_first = one.serves(catalogue, sides.first);
        const bool for_second = one.serves(catalogue, sides.second);
        if (side == Side::both && for_first && for_second && out.joint == nullptr) out.joint = &one;
        if (side == Side::first && for_first && out.left == nullptr) out.left = &one;
        if (side == Side::second && for_second && out.right == nullptr) out.right = &one;
    }
    return out;
}

/// Rows between requirements whose documents on the two sides are two.
void add_near(const Catalogue& catalogue, std::span<const RequirementAnswer> answers,
              const std::vector<Principals>& principals, const Sides& sides,
              std::map<std::pair<DocumentKey, DocumentKey>, MergePair>& pairs) {
    std::map<ClauseIndex, std::size_t> requirement_of;
    for (std::size_t i = 0; i < answers.size(); ++i)
        for (const ClauseIndex clause : answers[i].requirement->clauses) requirement_of[clause] = i;
    for (std::size_t i = 0; i < answers.size(); ++i)
        for (const Correspondence& row : answers[i].requirement->near) {
            if (catalogue.clause(row.from).standard != sides.first) continue;
            const auto other = requirement_of.find(row.to);
            if (other == requirement_of.end()) continue;
            const DocumentAnswer* left = principals[i].left;
            const DocumentAnswer* right = principals[other->second].right;
            if (left == nullptr || right == nullptr) continue;
            MergePair& pair = pairs[{left->document.id, right->document.id}];
            pair.left = left->document;
            pair.right = right->document;
            pair.weight += std::min(left->passages(), right->passages());
            pair.near.push_back({i, other->second, row.reason});
        }
}

}  // namespace

Side Sides::of(const DocumentRecord& document) const {
    const std::string system = lower_case(document.attributes.system);
    if (first_names.contains(system) != second_names.contains(system))
        return first_names.contains(system) ? Side::first : Side::second;
    const bool in_first = first_scope.contains(document.id);
    const bool in_second = second_scope.contains(document.id);
    if (in_first && in_second) return Side::both;
    return in_first ? Side::first : in_second ? Side::second : Side::neither;
}

std::vector<std::string> MergePair::to_take_over() const {
    std::vector<std::string> out;
    for (const SharedAnswer& one : answers)
        for (const std::string& words : keep_left ? one.only_right : one.only_left) add_once(out, words);
    return out;
}

std::vector<MergePair> merge_pairs(const Catalogue& catalogue, const PartsOfClauses& parts,
                                   std::span<const RequirementAnswer> answers, const Sides& sides) {
    std::map<std::pair<DocumentKey, DocumentKey>, MergePair> pairs;
    std::vector<Principals> principals;
    for (const RequirementAnswer& answer : answers)
        principals.push_back(principals_of(catalogue, answer, sides));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const DocumentAnswer* const left = principals[i].left;
        const DocumentAnswer* const right = principals[i].right;
        const DocumentAnswer* const joint = principals[i].joint;
        if (left == nullptr || right == nullptr) continue;
        const auto says_more = [&](const DocumentAnswer& one) {
            return joint->parts.size() >= one.parts.size() && joint->passages() >= one.passages();
        };
        if (joint != nullptr && says_more(*left) && says_more(*right)) continue;
        MergePair& pair = pairs[{left->document.id, right->document.id}];
        pair.left = left->document;
        pair.right = right->document;
        SharedAnswer made = compare(*left, *right, *answers[i].requirement, parts);
        made.requirement = i;
        pair.weight += std::min(made.passages_left, made.passages_right);
        pair.substantial |= std::min(made.passages_left, made.passages_right) > 1;
        pair.answers.push_back(std::move(made));
    }
    add_near(catalogue, answers, principals, sides, pairs);
    std::vector<MergePair> out;
    for (auto& [key, pair] : pairs) {
        pair.substantial |= pair.answers.size() > 1 || pair.near.size() > 1;
        choose(pair, sides);
        out.push_back(std::move(pair));
    }
    std::ranges::stable_sort(out, [](const MergePair& a, const MergePair& b) {
        return std::make_tuple(!a.substantial, -a.weight) < std::make_tuple(!b.substantial, -b.weight);
    });
    return out;
}

}  // namespace clausemark
